import type { Place } from "./frame.js";
import { share } from "./random.js";

/** The river through the town, west to east: a smooth line with a width, so that streets and houses keep away from it. */
export interface River {
  /** Metres from the middle line, along the north–south axis. */
  offset(place: Place): number;
  readonly width: number;
}

/** Metres between the bends' control points. */
const bend = 900;

export function riverThrough(centre: Place, radius: number, seed: number): River {
  const swing = Math.min(420, radius / 5);
  const height = (index: number) => (share(seed, 301, index) - 0.5) * 2 * swing;
  const south = radius * 0.3;
  return {
    width: radius > 5000 ? 150 : 70,
    offset(place) {
      const along = (place.x - centre.x) / bend;
      const index = Math.floor(along);
      const part = along - index;
      const smooth = part * part * (3 - 2 * part);
      const middle = height(index) + (height(index + 1) - height(index)) * smooth;
      return Math.abs(place.y - (centre.y - south + middle));
    },
  };
}
