import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Condition } from "../../../contract/conditions.js";
import type { Layer } from "../../../contract/project.js";
import { randomNumbers } from "../../support/city.js";
import { type EngineRoom, openEngineRoom } from "../../support/engine-room.js";

type Point = readonly [number, number];

const random = randomNumbers(11);
const [x0, y0] = [485_000, 3_056_000];
/** A thousand houses of ten metres, by their lower left corner. */
const corners: Point[] = Array.from({ length: 1000 }, () => [x0 + random() * 2000, y0 + random() * 2000]);
/** A district with a bay and a hole, and a second one far away. */
const ring: Point[] = [
  [x0 + 200, y0 + 200],
  [x0 + 1700, y0 + 300],
  [x0 + 1000, y0 + 900],
  [x0 + 1600, y0 + 1700],
  [x0 + 300, y0 + 1500],
];
const hole: Point[] = [
  [x0 + 500, y0 + 600],
  [x0 + 800, y0 + 600],
  [x0 + 800, y0 + 900],
  [x0 + 500, y0 + 900],
];
const closed = (points: readonly Point[]) => [...points, points[0] ?? [0, 0]];

function isIn([x, y]: Point, polygon: readonly Point[]): boolean {
  let inside = false;
  for (const [index, [ax, ay]] of polygon.entries()) {
    const [bx, by] = polygon[(index + 1) % polygon.length] ?? [0, 0];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

let room: EngineRoom;
let houses: Layer;
let districts: Layer;
let pits: Layer;
beforeAll(async () => {
  room = openEngineRoom();
  await room.create();
  const square = ([x, y]: Point): Point[] => [
    [x, y],
    [x + 10, y],
    [x + 10, y + 10],
    [x, y + 10],
  ];
  houses = await room.take(
    "buildings",
    corners.map((corner, index) => ({
      geometry: { type: "Polygon", coordinates: [closed(square(corner))] },
      properties: { fwbh: `H${index + 1}`, build_time: 1950 + (index % 70) },
    })),
  );
  districts = await room.take("boundaries", [
    { geometry: { type: "Polygon", coordinates: [closed(ring), closed(hole)] }, properties: { name: "甲" } },
    { geometry: { type: "Polygon", coordinates: [closed(square([x0 + 50_000, y0]))] }, properties: { name: "乙" } },
  ]);
  pits = await room.take("sites", [
    { geometry: { type: "Point", coordinates: [x0 + 1000, y0 + 1000] }, properties: { name: "基坑" } },
  ]);
});
afterAll(() => room.close());

const found = async (filter: readonly Condition[]) => {
  const { total, rows } = await room.rows({
    layer: houses.id,
    columns: [],
    filter: [...filter],
    offset: 0,
    limit: 1000,
  });
  expect(rows).toHaveLength(total);
  return rows.map(({ fid }) => fid);
};
const fidsWhere = (passes: (corner: Point) => boolean) =>
  corners.flatMap((corner, index) => (passes(corner) ? [index + 1] : []));
const centre = ([x, y]: Point): Point => [x + 5, y + 5];

describe("a filter by place", () => {
  it("has the houses whose centre is in an area, not those in its hole or bay", async () => {
    const expected = fidsWhere((corner) => isIn(centre(corner), ring) && !isIn(centre(corner), hole));
    expect(expected.length).toBeGreaterThan(150);
    expect(await found([{ place: "inside", layer: districts.id, fid: 1 }])).toEqual(expected);
    expect(await found([{ place: "inside", layer: districts.id, fid: 2 }])).toEqual([]);
  });

  it("has the houses whose nearest edge is within so many metres, and the limit itself", async () => {
    const distance = ([x, y]: Point) =>
      Math.hypot(Math.max(x - x0 - 1000, 0, x0 + 1000 - x - 10), Math.max(y - y0 - 1000, 0, y0 + 1000 - y - 10));
    const near = (metres: number) => found([{ place: "near", layer: pits.id, fid: 1, metres }]);
    expect(await near(400)).toEqual(fidsWhere((corner) => distance(corner) <= 400));
    const nearest = Math.min(...corners.map(distance));
    expect(await near(nearest + 1e-6)).toHaveLength(1);
    expect(await near(Math.max(0, nearest - 1e-6))).toHaveLength(nearest === 0 ? 1 : 0);
  });

  it("is not taken in by boxes whose corners stand at one height", async () => {
    // ST_Distance of spatial 1.5.5 calls such boxes 0 m apart however far they are.
    const box = ([x, y]: Point): Point[] => [
      [x, y],
      [x + 10, y],
      [x + 10, y + 10],
      [x, y + 10],
    ];
    const row = await room.take(
      "buildings",
      [0, 20, 40, 60, 80].map((east) => ({
        geometry: { type: "Polygon", coordinates: [closed(box([x0 + east, y0 - 500]))] },
        properties: { fwbh: `R${east}` },
      })),
    );
    const near = async (metres: number) =>
      (
        await room.rows({
          layer: row.id,
          columns: [],
          filter: [{ place: "near", layer: row.id, fid: 1, metres }],
          offset: 0,
          limit: 10,
        })
      ).rows.map(({ fid }) => fid);
    expect(await near(9.9)).toEqual([1]);
    expect(await near(10)).toEqual([1, 2]);
    expect(await near(30)).toEqual([1, 2, 3]);
  });

  it("has what lies in a ring drawn in degrees, whichever way it was drawn", async () => {
    const places = await room.client.ask("layer.places", { layer: houses.id, fids: fidsWhere(() => true) });
    const middle = new Map(places.map(({ fid, bounds: [w, s, e, n] }) => [fid, [(w + e) / 2, (s + n) / 2] as const]));
    const drawn: [number, number][] = [
      [113.8545, 27.6198],
      [113.864, 27.6205],
      [113.858, 27.628],
    ];
    const expected = [...middle].filter(([, point]) => isIn(point, drawn)).map(([fid]) => fid);
    expect(expected.length).toBeGreaterThan(50);
    expect(await found([{ place: "drawn", ring: drawn }])).toEqual(expected);
    expect(await found([{ place: "drawn", ring: drawn.toReversed() }])).toEqual(expected);
  });

  it("joins conditions on columns, sorts and is exported alike", async () => {
    const filter: Condition[] = [
      { place: "inside", layer: districts.id, fid: 1 },
      { column: "build_year", compare: "<", value: 1970 },
    ];
    const expected = (await found(filter.slice(0, 1))).filter((fid) => (fid - 1) % 70 < 20);
    expect(await found(filter)).toEqual(expected);
    const path = room.path("区内.csv");
    const { rows } = await room.client.ask("layer.export", { layer: houses.id, path, filter });
    expect(rows).toBe(expected.length);
  });

  it("says when what it refers to is gone, and refuses a ring that is none", async () => {
    await expect(found([{ place: "inside", layer: districts.id, fid: 99 }])).rejects.toMatchObject({
      code: "layer-missing",
    });
    await expect(found([{ place: "inside", layer: 999, fid: 1 }])).rejects.toMatchObject({ code: "layer-missing" });
    await expect(
      found([
        {
          place: "drawn",
          ring: [
            [113, 27],
            [114, 27],
          ],
        },
      ]),
    ).rejects.toMatchObject({ code: "refused" });
    await expect(
      found([
        {
          place: "drawn",
          ring: [
            [113, 27],
            [Number.NaN, 27],
            [114, 28],
          ],
        },
      ]),
    ).rejects.toMatchObject({ code: "refused" });
  });
});
