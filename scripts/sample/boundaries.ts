import type { District } from "./districts.js";
import { around } from "./frame.js";
import { communityName, countyCode } from "./names.js";
import type { DbfColumn } from "./shapefile-writer.js";
import type { Town } from "./town.js";

export const boundaryColumns: readonly DbfColumn[] = [
  { name: "代码", type: "C", length: 12 },
  { name: "名称", type: "C", length: 30 },
  { name: "级别", type: "C", length: 10 },
];

/** 12 digits: county, township, community. */
export function communityCode(index: number): string {
  return `${countyCode}${101 + Math.floor(index / 40)}${String(1 + (index % 40)).padStart(3, "0")}`;
}

export function communityTitle(district: District, seed: number): string {
  return `${communityName(district.index, seed)}${district.type === "village" ? "村" : "社区"}`;
}

/** Communities: the land nearest to each district's middle, within the town's rim. Open rings, inside to the right. */
export function layBoundaries(town: Town): { ring: number[]; values: string[] }[] {
  const middles = town.districts.map((district) => district.centre);
  const most = middles.reduce(
    (away, { x, y }) => Math.max(away, Math.sqrt((x - town.centre.x) ** 2 + (y - town.centre.y) ** 2)),
    0,
  );
  const rim = around(96).flatMap(({ x, y }) => [town.centre.x + x * (most + 450), town.centre.y + y * (most + 450)]);
  return town.districts.map((district) => {
    const { x, y } = district.centre;
    const others = middles
      .map((other) => ({ other, square: (other.x - x) ** 2 + (other.y - y) ** 2 }))
      .filter(({ square }) => square > 0)
      .sort((one, two) => one.square - two.square);
    let cell = rim;
    for (const { other, square } of others) {
      if (square > 4 * farthest(cell, x, y)) break;
      cell = nearerHalf(cell, x, y, other.x, other.y);
    }
    return {
      ring: clockwise(cell).map((metres) => Math.round(metres * 1000) / 1000),
      values: [
        communityCode(district.index),
        communityTitle(district, town.seed),
        district.type === "village" ? "村" : "社区",
      ],
    };
  });
}

/** The square of the distance to the farthest corner. */
function farthest(ring: readonly number[], x: number, y: number): number {
  let most = 0;
  for (let at = 0; at < ring.length; at += 2)
    most = Math.max(most, ((ring[at] ?? 0) - x) ** 2 + ((ring[at + 1] ?? 0) - y) ** 2);
  return most;
}

/** The part of a convex ring that is nearer to (x, y) than to the other place. */
function nearerHalf(ring: readonly number[], x: number, y: number, otherX: number, otherY: number): number[] {
  const side = (px: number, py: number) =>
    (px - (x + otherX) / 2) * (otherX - x) + (py - (y + otherY) / 2) * (otherY - y);
  const kept: number[] = [];
  for (let at = 0; at < ring.length; at += 2) {
    const next = (at + 2) % ring.length;
    const [ax, ay, bx, by] = [ring[at] ?? 0, ring[at + 1] ?? 0, ring[next] ?? 0, ring[next + 1] ?? 0];
    const [a, b] = [side(ax, ay), side(bx, by)];
    if (a <= 0) kept.push(ax, ay);
    if (a < 0 !== b < 0 && a !== b) kept.push(ax + (a / (a - b)) * (bx - ax), ay + (a / (a - b)) * (by - ay));
  }
  return kept;
}

/** `around` runs counter-clockwise; a shapefile's outer rings run the other way. */
function clockwise(ring: readonly number[]): number[] {
  const turned: number[] = [];
  for (let at = ring.length - 2; at >= 0; at -= 2) turned.push(ring[at] ?? 0, ring[at + 1] ?? 0);
  return turned;
}
