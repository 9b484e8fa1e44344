/** Longitude and latitude in degrees. */
export type Degrees = readonly [longitude: number, latitude: number];

/** Moves a place; total, without state. */
export type Move = (place: Degrees) => Degrees;

/** A step this small, in degrees, is the last: each leaves a hundredth of the error before it, so 1e-10. */
const lastStep = 1e-8;
/** Four are enough but for the meridian of 105° E, where the shift has a cusp. */
const mostSteps = 50;

/**
 * The place that `move` brings to `moved`, by fixed-point iteration: converges where the shift changes by less than the
 * distance between two places, as those of Chinese web maps do (by about 1 %).
 */
export function undone(move: Move, moved: Degrees): Degrees {
  let [longitude, latitude] = moved;
  for (let step = 0; step < mostSteps; step++) {
    const [x, y] = move([longitude, latitude]);
    const [east, north] = [moved[0] - x, moved[1] - y];
    longitude += east;
    latitude += north;
    if (Math.abs(east) < lastStep && Math.abs(north) < lastStep) break;
  }
  return [longitude, latitude];
}
