import { readFileSync } from "node:fs";
import { join } from "node:path";
import shp from "shpjs";
import type { Cell } from "../../../contract/project.js";
import type { EngineRoom } from "../../support/engine-room.js";

export type Point = readonly [number, number];

/** A scored house as the test knows it: facts from the rows, its place from the shapefile by another reader. */
export interface House {
  readonly code: string;
  readonly year: number | null;
  readonly level: string;
  readonly village: string;
  readonly place: Point;
}

/** Middles of the footprints' boxes by code, in degrees. */
export async function placesByCode(folder: string): Promise<Map<string, Point>> {
  const read = (end: string) => readFileSync(join(folder, `buildings.${end}`));
  const parsed = await shp({ shp: read("shp"), dbf: read("dbf"), prj: read("prj") });
  return new Map(
    parsed.features.flatMap(({ geometry, properties }): [string, Point][] => {
      const code = properties?.fwbh;
      if (geometry?.type !== "Polygon" || typeof code !== "string") return [];
      const rings: readonly unknown[] = geometry.coordinates;
      const [west, south, east, north] = boxOf(rings[0] as readonly Point[]);
      return [[code, [(west + east) / 2, (south + north) / 2]]];
    }),
  );
}

function boxOf(points: readonly (readonly number[])[]): [west: number, south: number, east: number, north: number] {
  const [xs, ys] = [points.map(([x = 0]) => x), points.map(([, y = 0]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

export async function readHouses(
  room: EngineRoom,
  layer: number,
  places: ReadonlyMap<string, Point>,
): Promise<House[]> {
  const houses: House[] = [];
  const columns = ["code", "build_year", "level", "community"];
  for (let offset = 0; ; offset += 1000) {
    const { rows } = await room.rows({ layer, columns, offset, limit: 1000 });
    for (const { cells } of rows) {
      const [code, year, level, village] = cells as [string, number | null, Cell, Cell];
      houses.push({ code, year, level: String(level), village: String(village), place: places.get(code) ?? [0, 0] });
    }
    if (rows.length < 1000) return houses;
  }
}

export function grouped(houses: readonly House[], key: (house: House) => string): Map<string, House[]> {
  const groups = new Map<string, House[]>();
  for (const house of houses) {
    const own = groups.get(key(house));
    if (own === undefined) groups.set(key(house), [house]);
    else own.push(house);
  }
  return groups;
}

/** 0.0004° are some forty metres. */
const margin = 0.0004;

/** A village of some dozens of houses with nobody else's about: its houses and a lasso round them. */
export function lonelyVillage(houses: readonly House[]): {
  name: string;
  own: readonly House[];
  lasso: readonly Point[];
} {
  for (const [name, own] of grouped(houses, ({ village }) => village)) {
    if (!name.endsWith("村") || own.length < 20 || own.length > 300) continue;
    const [west, south, east, north] = boxOf(own.map(({ place }) => place));
    const [left, low, right, high] = [west - margin, south - margin, east + margin, north + margin];
    const near = houses.filter(
      ({ place: [x, y] }) => x > left - margin && x < right + margin && y > low - margin && y < high + margin,
    );
    if (near.length !== own.length) continue;
    const lasso: Point[] = [
      [left, low],
      [right, low],
      [right, high],
      [left, high],
    ];
    return { name, own, lasso };
  }
  throw new Error("no village of the sample city stands apart");
}
