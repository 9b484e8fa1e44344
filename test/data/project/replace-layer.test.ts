import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { CallOutput } from "../../../contract/api.js";
import type { Layer } from "../../../contract/project.js";
import { bruteMatch, type Lot } from "../../support/brute-match.js";
import { doubtfulHouses, east, house, north } from "../../support/doubtful-houses.js";
import { type EngineRoom, type Feature, openEngineRoom, takeVersion } from "../../support/engine-room.js";

let room: EngineRoom;
let projects = 0;
/** The street imported, closed. */
let withStreet = "";
beforeAll(async () => {
  room = openEngineRoom();
  withStreet = await room.create("街道.fangan");
  await take(street);
  await room.client.ask("project.close", {});
});
afterAll(() => room.close());
beforeEach(async () => {
  projects += 1;
  await room.create(`更新 ${projects}.fangan`);
});

const take = (features: readonly Feature[], replaces?: number, kind?: string, name?: string) =>
  takeVersion(room, features, replaces, kind, name);

/** The layer of the street, in a project of its own for the test. */
async function takeStreet(): Promise<Layer> {
  await room.openCopy(withStreet, `街道 ${projects}.fangan`);
  const [layer] = (await room.client.ask("project.read", {})).layers;
  if (layer === undefined) throw new Error("no street");
  return layer;
}

async function table(layer: number, columns: string[]): Promise<Record<number, unknown[]>> {
  const { rows } = await room.rows({ layer, columns, offset: 0, limit: 1000 });
  return Object.fromEntries(rows.map(({ fid, cells }) => [fid, [...cells]]));
}

async function listed({ project: { layers } }: CallOutput<"source.import">): Promise<Record<number, unknown[]>> {
  const layer = layers.findLast(({ kind }) => kind === "changes");
  return layer === undefined ? {} : await table(layer.id, ["change", "code", "changed_columns", "matched_by"]);
}

const facts = (code: string | null, year: string, more: object = {}) => ({ 编号: code, 建成年份: year, ...more });
const street: readonly Feature[] = [
  { geometry: house(0, 0), properties: facts("A1", "1975", { OBJECTID: 1 }) },
  { geometry: house(20, 0), properties: facts("A2", "1985", { OBJECTID: 2 }) },
  { geometry: house(40, 0), properties: facts("A3", "1995", { OBJECTID: 3 }) },
  { geometry: house(60, 0), properties: facts("A4", "2005", { OBJECTID: 4 }) },
  { geometry: house(80, 0), properties: facts(null, "2010", { OBJECTID: 5 }) },
];

describe("a newer version of a layer", { timeout: 90_000 }, () => {
  it("keeps the fid of every feature it has again, by code, else by place, and says what is new, gone and changed", async () => {
    const layer = await takeStreet();
    const newer = await take(
      [
        { geometry: house(200, 0), properties: facts("N1", "2020", { OBJECTID: 1 }) },
        // Renumbered, and drawn a metre further on: 9 × 10 of 11 × 10 m are shared.
        { geometry: house(21, 0), properties: facts("B2", "1985", { OBJECTID: 2 }) },
        { geometry: house(0, 0), properties: facts("A1", "1976", { OBJECTID: 3 }) },
        { geometry: house(60, 0), properties: facts("A4", "2005", { OBJECTID: 4 }) },
        { geometry: house(80, 0), properties: facts("A5", "2010", { OBJECTID: 5 }) },
      ],
      layer.id,
    );
    expect(newer.changes).toEqual({ added: 1, gone: 1, changed: 3, same: 1, matchedByCode: 2, matchedByOverlap: 2 });
    expect(newer.layer).toMatchObject({ id: layer.id, revision: 2, count: 5, title: { zh: "房屋" } });
    expect(await listed(newer)).toEqual({
      1: ["changed", "A1", "build_year", "code"],
      2: ["changed", "B2", "code、geom", "overlap"],
      3: ["gone", "A3", null, null],
      5: ["changed", "A5", "code", "overlap"],
      6: ["added", "N1", null, null],
    });
    expect(await table(layer.id, ["code", "build_year"])).toEqual({
      1: ["A1", 1976],
      2: ["B2", 1985],
      4: ["A4", 2005],
      5: ["A5", 2010],
      6: ["N1", 2020],
    });
  });

  it("that is the same file changes nothing, and lists nothing", async () => {
    const layer = await takeStreet();
    const again = await take(street, layer.id);
    expect(again.changes).toEqual({ added: 0, gone: 0, changed: 0, same: 5, matchedByCode: 4, matchedByOverlap: 1 });
    expect(again.project.layers.map(({ kind }) => kind)).toEqual(["buildings"]);
    expect(again.layer.revision).toBe(2);
  });

  it("counts a shape as changed from a centimetre, not for vertices on straight edges", async () => {
    const { layer } = await take(street.slice(0, 3));
    const ring = [
      [0, 0],
      [5, 0],
      [10, 0],
      [10, 10],
      [0, 10],
      [0, 0],
    ].map(([x = 0, y = 0]) => [east + x, north + y]);
    const newer = await take(
      [
        { geometry: { type: "Polygon", coordinates: [ring] }, properties: street[0]?.properties ?? {} },
        { geometry: house(20.006, 0), properties: street[1]?.properties ?? {} },
        { geometry: house(40.02, 0), properties: street[2]?.properties ?? {} },
      ],
      layer.id,
    );
    expect(await listed(newer)).toEqual({ 3: ["changed", "A3", "geom", "code"] });
  });

  it("names a field of the file only where the column read from it tells no difference", async () => {
    const rows = (year: string, owner: string) => [
      { geometry: house(0, 0), properties: facts("A1", year, { 户主: owner }) },
    ];
    const { layer } = await take(rows("80年代", "甲"));
    const words = async (year: string, owner: string) =>
      (await listed(await take(rows(year, owner), layer.id)))[1]?.[2];
    expect(await words("90年代", "甲")).toBe("build_decade");
    expect(await words("很久以前", "甲")).toBe("build_decade");
    expect(await words("老房子", "甲")).toBe("src_建成年份");
    expect(await words("1991", "乙")).toBe("build_year、build_decade、owner");
  });

  it("matches no code that stands twice; several shapes on one place go by their order", async () => {
    const { layer } = await take([
      { geometry: house(0, 0), properties: facts("A", "1970") },
      { geometry: house(20, 0), properties: facts("A", "1980") },
      { geometry: house(40, 0), properties: facts(null, "1990") },
      { geometry: house(40, 0), properties: facts(null, "1991") },
    ]);
    const newer = await take(
      [
        { geometry: house(40, 0), properties: facts(null, "1990") },
        { geometry: house(40, 0), properties: facts(null, "1991") },
        { geometry: house(20, 0), properties: facts("A", "1980") },
        { geometry: house(300, 0), properties: facts("B", "1980") },
      ],
      layer.id,
    );
    expect(newer.changes).toEqual({ added: 1, gone: 1, changed: 0, same: 3, matchedByCode: 0, matchedByOverlap: 3 });
    expect(await table(layer.id, ["build_year"])).toEqual({ 2: [1980], 3: [1990], 4: [1991], 5: [1980] });
  });

  it.each([
    ["sites", "工地", (x: number, y: number) => ({ type: "Point", coordinates: [east + x, north + y] })],
    [
      "pipes",
      "管线",
      (x: number, y: number) => ({
        type: "LineString",
        coordinates: [
          [east + x, north + y],
          [east + x + 50, north + y + 5],
        ],
      }),
    ],
  ])("of %s finds them within a metre, the nearest for each other", async (kind, name, at) => {
    const features = (places: readonly [number, number][]) =>
      places.map(([x, y], index) => ({ geometry: at(x, y), properties: { 说明: `${kind} ${index}` } }));
    const { layer } = await take(
      features([
        [0, 0],
        [100, 0],
        [200, 0],
        [300, 0],
      ]),
      undefined,
      kind,
      name,
    );
    const moved: [number, number][] = [
      [0.4, 0],
      [0.6, 0],
      [100.8, 0.8],
      [200, -1],
      [300, 0],
    ];
    const { changes } = await take(features(moved), layer.id, kind, name);
    expect(changes).toMatchObject({ added: 2, gone: 1, matchedByCode: 0, matchedByOverlap: 3 });
    expect(Object.keys(await table(layer.id, ["src_说明"])).map(Number)).toEqual([1, 3, 4, 5, 6]);
  });

  it("never gives a fid again that a feature had, over several versions", async () => {
    const layer = await takeStreet();
    await take(street.slice(0, 2), layer.id);
    await take([...street.slice(0, 2), { geometry: house(500, 0), properties: facts("N1", "2020") }], layer.id);
    expect(Object.keys(await table(layer.id, ["code"])).map(Number)).toEqual([1, 2, 6]);
    const back = await take(street, layer.id);
    // What was gone comes back as something new: nobody can tell that it is the same.
    expect(Object.keys(await table(layer.id, ["code"])).map(Number)).toEqual([1, 2, 7, 8, 9]);
    expect(back.layer.revision).toBe(4);
  });

  it("has a quarantine of its own, whose rows are features of the layer", async () => {
    const { layer } = await take(doubtfulHouses);
    const first = doubtfulHouses.slice(8, 12);
    const broken = { geometry: null, properties: facts("A10", "1991") };
    const { project: after } = await take(
      [
        ...first.filter((_each, index) => index !== 1),
        broken,
        { geometry: house(160, 100), properties: facts("X", "1300") },
        { geometry: null, properties: facts("Y", "1990") },
      ],
      layer.id,
    );
    const quarantines = after.layers.filter(({ kind }) => kind === "quarantine");
    expect(quarantines).toMatchObject([{ count: 3, revision: 2 }]);
    // A10 was feature 10 and keeps that name for when its shape comes; 14 is new; Y never was.
    expect(await table(quarantines[0]?.id ?? 0, ["feature", "code", "reasons"])).toEqual({
      4: [10, "A10", "none"],
      5: [14, "X", "check_build_year"],
      6: [15, "Y", "none"],
    });
    const clean = await take(first, layer.id);
    expect(clean.project.layers.some(({ kind }) => kind === "quarantine")).toBe(false);
  });

  it("is refused for a layer of another kind and for one that is not there", async () => {
    const layer = await takeStreet();
    await expect(take(street, layer.id, "generic")).rejects.toMatchObject({ code: "usage" });
    await expect(take(street, 999)).rejects.toMatchObject({ code: "layer-missing" });
    const { layers } = await room.client.ask("project.read", {});
    expect(layers).toMatchObject([{ revision: 1 }]);
  });

  it("matches as the rules say, pair by pair, in made-up cities with renumbered, moved, split and lost houses", async () => {
    const lots = (codes: number) =>
      fc.array(
        fc.record({
          code: fc.option(
            fc.integer({ min: 1, max: codes }).map((number) => `C${number}`),
            { nil: null },
          ),
          x: fc.integer({ min: 0, max: 12 }),
          y: fc.integer({ min: 0, max: 12 }),
          width: fc.integer({ min: 2, max: 6 }),
          height: fc.integer({ min: 2, max: 6 }),
        }),
        { minLength: 1, maxLength: 14 },
      );
    const features = (city: readonly Lot[]) =>
      city.map((lot, index) => ({
        geometry: house(lot.x, lot.y, lot.width, lot.height),
        properties: { 编号: lot.code, 门牌: `${index}` },
      }));
    await fc.assert(
      fc.asyncProperty(lots(12), lots(12), async (before, after) => {
        const { layer } = await take(features(before));
        const { changes } = await take(features(after), layer.id);
        const expected = bruteMatch(before, after);
        const byCode = expected.filter(({ by }) => by === "code").length;
        expect(changes).toMatchObject({
          matchedByCode: byCode,
          matchedByOverlap: expected.length - byCode,
          added: after.length - expected.length,
          gone: before.length - expected.length,
        });
        const fids = await table(layer.id, ["src_门牌"]);
        const found = Object.entries(fids).flatMap(([fid, [number]]) =>
          Number(fid) <= before.length ? [[Number(fid) - 1, Number(number)]] : [],
        );
        expect(found).toEqual(expected.map((match) => [match.before, match.after]));
      }),
      { numRuns: 6, seed: 20261125 },
    );
  }, 180_000);
});
