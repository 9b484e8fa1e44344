import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { at, collection } from "../../support/small-town.js";

/** Metres east and north of the town's corner. */
export type Spot = readonly [number, number];

/** Houses of 12 m by 12 m stand in 20 columns and 12 rows, 40 m apart; a pipe runs between the second row and the third of the first ten columns. */
export const size = 12;
const [across, down, apart] = [20, 12, 40];
export const houses = Array.from({ length: across * down }, (_, n) => {
  const corner: Spot = [(n % across) * apart, Math.floor(n / across) * apart];
  const centre: Spot = [corner[0] + size / 2, corner[1] + size / 2];
  return { code: `F${n}`, corner, centre };
});
export type House = (typeof houses)[number];

const [west, east]: [Spot, Spot] = [
  [-20, 60],
  [372, 60],
];

/** The files of houses and pipe. */
export function writeBlocks(folder: string): string[] {
  const paths = [join(folder, "房屋.geojson"), join(folder, "管线.geojson")];
  const features = houses.map(({ code, corner: [left, bottom] }) => {
    const [right, top] = [left + size, bottom + size];
    const corners = [at(left, bottom), at(right, bottom), at(right, top), at(left, top)];
    return {
      geometry: { type: "Polygon", coordinates: [[...corners, ...corners.slice(0, 1)]] },
      properties: { fwbh: code, build_time: 1980 },
    };
  });
  const pipe = {
    geometry: { type: "LineString", coordinates: [at(...west), at(...east)] },
    properties: { 管段号: "P1", 压力级制: "中压A", 管径: 200 },
  };
  writeFileSync(paths[0] ?? "", collection(features));
  writeFileSync(paths[1] ?? "", collection([pipe]));
  return paths;
}

/** Whether a spot lies inside a ring, by the number of its edges east of the spot. */
export function isInside([east, north]: Spot, ring: readonly Spot[]): boolean {
  const crossed = ring.filter(([x, y], index) => {
    const [toX, toY] = ring[(index + 1) % ring.length] ?? [0, 0];
    return y > north !== toY > north && east < x + ((north - y) * (toX - x)) / (toY - y);
  });
  return crossed.length % 2 === 1;
}

/** Between the nearest edges of two houses, in metres. */
export function between(one: House, other: House): number {
  const gap = (axis: 0 | 1) => Math.max(0, Math.abs(one.corner[axis] - other.corner[axis]) - size);
  return Math.hypot(gap(0), gap(1));
}

/** Between the nearest edge of a house and the pipe, in metres. */
export function toPipe({ corner: [left, bottom] }: House): number {
  const along = Math.max(0, left - east[0], west[0] - left - size);
  const aside = Math.max(0, bottom - east[1], east[1] - bottom - size);
  return Math.hypot(along, aside);
}
