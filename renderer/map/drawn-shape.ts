import type { Condition } from "../../contract/conditions.js";

/** A point of the map's picture, in px. */
export type Pixel = readonly [number, number];
/** Longitude and latitude in degrees. */
export type Degrees = readonly [number, number];

/** Points nearer to each other than this are one. */
const step = 3;
/** A condition takes no more points of a ring. */
const mostPoints = 2000;
/** Mean radius of the earth in metres (IUGG). */
const earth = 6_371_008.8;

/** A hand's line with few enough points for a condition, its ends kept. */
export function thinned(path: readonly Pixel[]): Pixel[] {
  const kept: Pixel[] = [];
  for (const point of path) {
    const last = kept.at(-1);
    if (last === undefined || Math.hypot(point[0] - last[0], point[1] - last[1]) >= step) kept.push(point);
  }
  const every = Math.ceil(kept.length / mostPoints);
  return every <= 1 ? kept : kept.filter((_point, at) => at % every === 0);
}

/** Metres between two places on a sphere (haversine): within 0.6 % of the ellipsoid's, for showing while one draws. */
export function metresBetween([west, south]: Degrees, [east, north]: Degrees): number {
  const radians = Math.PI / 180;
  const across = Math.sin(((east - west) * radians) / 2) ** 2;
  const up = Math.sin(((north - south) * radians) / 2) ** 2;
  return 2 * earth * Math.asin(Math.sqrt(up + Math.cos(south * radians) * Math.cos(north * radians) * across));
}

/** What was drawn as a condition on places; null where it encloses nothing. */
export function shapeCondition(
  tool: "box" | "lasso" | "radius",
  path: readonly Pixel[],
  degreesOf: (pixel: Pixel) => Degrees,
): Condition | null {
  const [first, last] = [path[0], path.at(-1)];
  if (first === undefined || last === undefined) return null;
  if (tool === "radius") {
    const metres = metresBetween(degreesOf(first), degreesOf(last));
    return metres > 0 ? { place: "circle", centre: [...degreesOf(first)], metres } : null;
  }
  const ring =
    tool === "lasso"
      ? thinned(path)
      : ([first, [last[0], first[1]], last, [first[0], last[1]]] as const satisfies readonly Pixel[]);
  const isFlat = new Set(ring.map(([x]) => x)).size < 2 || new Set(ring.map(([, y]) => y)).size < 2;
  if (ring.length < 3 || isFlat) return null;
  return { place: "drawn", ring: ring.map((pixel) => [...degreesOf(pixel)]) };
}
