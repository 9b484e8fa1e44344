import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Condition } from "../../../contract/conditions.js";
import type { Layer } from "../../../contract/project.js";
import { randomNumbers } from "../../support/city.js";
import { type EngineRoom, openEngineRoom } from "../../support/engine-room.js";
import { toDegrees } from "../../support/screened-city.js";

const random = randomNumbers(29);
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
const texts = ["安源", "湘东", "", " ", "a'b", null] as const;
const [x0, y0] = [485_000, 3_056_000];

/** Row n is fid n: a house of ten metres by its lower left corner, with columns of every type. */
const rows = Array.from({ length: 1500 }, (_each, index) => ({
  fid: index + 1,
  at: [x0 + random() * 3000, y0 + random() * 3000] as const,
  小区: pick(texts),
  层数: pick([null, 1, 2, 3, 9]),
  面积: pick([null, 80.5, 120, 0.001]),
  有证: pick([true, false, null]),
  日期: pick([null, "2021-05-31", "2024-02-29", "1999-12-01"]),
}));
type Row = (typeof rows)[number];
type Name = "小区" | "层数" | "面积" | "有证" | "日期";

let room: EngineRoom;
let layer: Layer;
beforeAll(async () => {
  room = openEngineRoom();
  await room.create();
  layer = await room.take(
    "generic",
    rows.map(({ fid: _fid, at: [x, y], ...properties }) => {
      const ring = [
        [x, y],
        [x + 10, y],
        [x + 10, y + 10],
        [x, y + 10],
        [x, y],
      ];
      return { geometry: { type: "Polygon", coordinates: [ring] }, properties };
    }),
  );
});
afterAll(() => room.close());

/** The fids that a filter finds: as a set that is selected, and as rows of a page. */
async function found(filter: Condition[]) {
  const chosen = await room.client.ask("selection.change", {
    layer: layer.id,
    how: "replace",
    rows: { layer: layer.id, filter },
  });
  const read = async (conditions: Condition[]) => {
    const page = { layer: layer.id, columns: [], filter: conditions, limit: 1000 };
    const [first, second] = [await room.rows({ ...page, offset: 0 }), await room.rows({ ...page, offset: 1000 })];
    return [...first.rows, ...second.rows].map(({ fid }) => fid);
  };
  const selected = await read([{ set: "selection", serial: chosen.serial }]);
  expect(await read(filter)).toEqual(selected);
  expect(chosen.count).toBe(selected.length);
  return selected;
}
const where = (passes: (row: Row) => boolean) => rows.filter(passes).map(({ fid }) => fid);
const isEmpty = (value: Row[Name]) => value === null || (typeof value === "string" && value.trim() === "");

const values: { readonly [Column in Name]: fc.Arbitrary<Row[Column]> } = {
  小区: fc.constantFrom(...texts),
  层数: fc.constantFrom(null, 1, 2, 3, 4, 9),
  面积: fc.constantFrom(null, 80.5, 120, 121),
  有证: fc.constantFrom(true, false, null),
  日期: fc.constantFrom(null, "2021-05-31", "2021-06-01"),
};
const names = Object.keys(values) as Name[];

describe("conditions", { timeout: 60_000 }, () => {
  it("one of several values: null is no data, and a null passes nothing else", async () => {
    const some = fc.constantFrom(...names).chain((name) =>
      fc.record({
        name: fc.constant(name),
        chosen: fc.array(values[name] as fc.Arbitrary<Row[Name]>, { maxLength: 4 }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(some, async ({ name, chosen }) => {
        const passes = (row: Row) =>
          (isEmpty(row[name]) && chosen.includes(null)) || (row[name] !== null && chosen.includes(row[name]));
        expect(await found([{ column: `src_${name}`, compare: "in", values: chosen }])).toEqual(where(passes));
      }),
      { numRuns: 40 },
    );
  });

  it("between two values, both included; nothing where they are the wrong way round", async () => {
    const between = (name: Name, from: string | number, to: string | number) =>
      found([{ column: `src_${name}`, compare: "between", from, to }]);
    expect(await between("层数", 2, 3)).toEqual(where(({ 层数 }) => 层数 === 2 || 层数 === 3));
    expect(await between("层数", "2", " 3 ")).toEqual(where(({ 层数 }) => 层数 === 2 || 层数 === 3));
    expect(await between("层数", 3, 2)).toEqual([]);
    expect(await between("面积", 80.5, 119.99)).toEqual(where(({ 面积 }) => 面积 === 80.5));
    expect(await between("日期", "1999-12-01", "2021-05-31")).toEqual(
      where(({ 日期 }) => 日期 !== null && 日期 <= "2021-05-31"),
    );
  });

  it("in a circle: the house's centre is within so many metres", async () => {
    const inCircle = (metres: number) =>
      found([{ place: "circle", centre: toDegrees([x0 + 1500, y0 + 1500]), metres }]);
    for (const metres of [0, 300, 900, 5000]) {
      const passes = ({ at: [x, y] }: Row) => Math.hypot(x + 5 - x0 - 1500, y + 5 - y0 - 1500) <= metres;
      expect(await inCircle(metres)).toEqual(where(passes));
    }
  });

  it("in a window of the map: the house's bounds meet it", async () => {
    const places = await room.client.ask("layer.places", {
      layer: layer.id,
      fids: rows.slice(0, 1000).map(({ fid }) => fid),
    });
    const [west, south] = toDegrees([x0 + 700, y0 + 400]);
    const [east, north] = toDegrees([x0 + 2100, y0 + 2600]);
    // Boxes in degrees around boxes in metres are wider by the turn of the axes, millimetres for ten metres.
    const margin = 2e-7;
    const meets = (more: number) =>
      places
        .filter(
          ({ bounds: [w, s, e, n] }) => e >= west - more && w <= east + more && n >= south - more && s <= north + more,
        )
        .map(({ fid }) => fid);
    const shown = new Set(await found([{ place: "box", bounds: [west, south, east, north] }]));
    expect(shown.size).toBeGreaterThan(300);
    for (const fid of meets(-margin)) expect(shown.has(fid)).toBe(true);
    const atMost = new Set(meets(margin));
    for (const fid of shown) expect(fid > 1000 || atMost.has(fid)).toBe(true);
  });

  it("hold all together, on columns and places alike", async () => {
    const filter: Condition[] = [
      { place: "circle", centre: toDegrees([x0 + 1500, y0 + 1500]), metres: 1200 },
      { column: "src_层数", compare: "in", values: [1, null] },
      { column: "src_有证", compare: "not-empty" },
      { place: "box", bounds: [...toDegrees([x0 + 1000, y0]), ...toDegrees([x0 + 3100, y0 + 3100])] },
    ];
    const passes = ({ at: [x, y], 层数, 有证 }: Row) =>
      Math.hypot(x + 5 - x0 - 1500, y + 5 - y0 - 1500) <= 1200 &&
      (层数 === 1 || 层数 === null) &&
      有证 !== null &&
      x + 10 > x0 + 1000;
    // The window's west side leans: houses on it are told by the shape, not by this sketch.
    const onSide = ({ at: [x] }: Row) => Math.abs(x + 5 - x0 - 1000) < 60;
    const kept = (list: number[]) => list.filter((fid) => !onSide(rows[fid - 1] as Row));
    const all = await found(filter);
    expect(kept(all)).toEqual(kept(where(passes)));
    // An export asks the geometry, a set the table of centres and bounds.
    const exported = await room.client.ask("layer.export", { layer: layer.id, path: room.path("内.csv"), filter });
    expect(exported.rows).toBe(all.length);
  });
});
