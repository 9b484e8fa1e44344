import { type Move, undone } from "./degrees.js";
import { isInChina, shiftedGcj02 } from "./gcj02.js";

/** Radians per degree times 3,000, as the transform has it. */
const turn = (Math.PI * 3000) / 180;

/** True degrees as BD-09 has them (百度): GCJ-02 turned and moved once more. Coordinates outside China's box are left alone. */
export const toBd09: Move = (place) => (isInChina(place) ? shiftedBd09(place) : place);

/** The exact inverse of `toBd09`: true degrees, to 1e-9 degree. Coordinates outside China's box are left alone. */
export const fromBd09: Move = (place) => (isInChina(place) ? undone(shiftedBd09, place) : place);

const shiftedBd09: Move = (place) => {
  const [x, y] = shiftedGcj02(place);
  const radius = Math.hypot(x, y) + 0.000_02 * Math.sin(y * turn);
  const angle = Math.atan2(y, x) + 0.000_003 * Math.cos(x * turn);
  return [radius * Math.cos(angle) + 0.0065, radius * Math.sin(angle) + 0.006];
};
