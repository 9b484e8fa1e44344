import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Condition } from "../../../contract/conditions.js";
import type { Layer } from "../../../contract/project.js";
import { randomNumbers } from "../../support/city.js";
import { decodeTile, tilesOf } from "../../support/decode-tile.js";
import { type EngineRoom, metric, openEngineRoom, writeFeatures } from "../../support/engine-room.js";
import type { Place } from "../../support/plane.js";
import { countSquares, squareKey } from "../../support/squares.js";

const random = randomNumbers(17);
const years = [null, 1950, 1985, 1995, 2005, 2015];
const classes = [null, "before_1980", "1980s", "1990s", "2000s", "since_2010"];
/** Most urgent first, as the legend has them. */
const urgency = ["before_1980", "1980s", "1990s", "2000s", "since_2010"];

/** A crowded quarter and a thin rest, so that small scales draw cells. House n is fid n + 1. */
const houses = Array.from({ length: 11_500 }, (_each, index) => {
  const side = index < 11_000 ? 1_500 : 6_000;
  const at: Place = [480_000 + random() * side, 3_056_000 + random() * side];
  return {
    fid: index + 1,
    at,
    kind: Math.floor(random() * 6),
    floors: [null, 1, 2, 3, 6, 9][Math.floor(random() * 6)],
  };
});
type House = (typeof houses)[number];
const asFeature = ({ at, kind, floors }: House) => ({
  geometry: { type: "Point", coordinates: at },
  properties: { build_year: years[kind], floors },
});

let room: EngineRoom;
let layer: Layer;
beforeAll(async () => {
  room = openEngineRoom();
  await room.create();
  layer = await room.take("buildings", houses.map(asFeature));
});
afterAll(() => room.close());

const low: Condition[] = [{ column: "floors", compare: "between", from: 1, to: 3 }];
const isLow = ({ floors }: House) => floors !== null && floors !== undefined && floors <= 3;
const set = (conditions: Condition[], id = layer.id) => room.client.ask("filter.set", { layer: id, conditions });
const classesOf = async (id = layer.id) =>
  Object.fromEntries<number>(
    (await room.client.ask("layer.classes", { layer: id })).map(({ value, count }) => [value ?? "null", count]),
  );
const countBy = (some: readonly House[]) =>
  Object.fromEntries(
    [...urgency, null].map((name) => [name ?? "null", some.filter(({ kind }) => classes[kind] === name).length]),
  );

const squares = (z: number, some: readonly House[]) =>
  countSquares(
    some.map(({ at, kind }) => ({ at, value: classes[kind] ?? null })),
    z,
  );

async function drawn(
  z: number,
  tile = (place: { z: number; x: number; y: number }) => ({ ...place, layer: layer.id }),
) {
  const cells = new Map<string, unknown>();
  const fids = new Set<number>();
  for (const place of tilesOf(layer.bounds ?? [], z)) {
    const decoded = decodeTile(await room.client.ask("layer.tile", tile(place)));
    for (const { id = -1 } of decoded.features ?? []) fids.add(id);
    for (const cell of decoded.cells ?? []) cells.set(squareKey(cell, place), cell.properties);
  }
  return { cells, fids: [...fids].sort((one, other) => one - other) };
}

describe("a filter", { timeout: 60_000 }, () => {
  it("says how many pass, with another serial for every change", async () => {
    const passing = houses.filter(isLow).length;
    const first = await set(low);
    expect(first).toMatchObject({ count: passing, total: houses.length });
    const again = await set([{ column: "floors", compare: "<=", value: 3 }]);
    expect(again).toMatchObject({ count: passing });
    expect(again.serial).toBeGreaterThan(first.serial);
    expect(await room.client.ask("filter.read", { layer: layer.id })).toEqual(again);
  });

  it.each([0, 7, 9, 11])("limits the cells at zoom %i to what passes, class by class", async (z) => {
    await set(low);
    expect((await drawn(z)).cells).toEqual(squares(z, houses.filter(isLow)));
    await set([]);
    expect((await drawn(z)).cells).toEqual(squares(z, houses));
  });

  it("limits the features of a tile to exactly those that pass", async () => {
    await set(low);
    expect((await drawn(15)).fids).toEqual(houses.filter(isLow).map(({ fid }) => fid));
    await set([]);
    expect((await drawn(15)).fids).toEqual(houses.map(({ fid }) => fid));
  });

  it("limits the legend's counts, and gives all back", async () => {
    await set(low);
    expect(await classesOf()).toEqual(countBy(houses.filter(isLow)));
    await set([]);
    expect(await classesOf()).toEqual(countBy(houses));
  });

  it("that nothing passes leaves nothing to be seen", async () => {
    expect(await set([{ column: "floors", compare: ">", value: 99 }])).toMatchObject({ count: 0 });
    expect(await drawn(9)).toEqual({ cells: new Map(), fids: [] });
    expect(await drawn(15)).toEqual({ cells: new Map(), fids: [] });
    expect(await classesOf()).toEqual(countBy([]));
    await set([]);
  });

  it("of the later of two calls holds, whichever is answered first", async () => {
    const [, late] = await Promise.all([set(low), set([{ column: "floors", compare: "=", value: 9 }])]);
    expect(await room.client.ask("filter.read", { layer: layer.id })).toEqual(late);
    await set([]);
  });

  it("is named by its serial in pages, exports and lists, and refused when it is gone or of other rows", async () => {
    const { serial, count } = await set(low);
    const filter: Condition[] = [{ set: "filter", serial }];
    const order = { column: "build_year", descending: true };
    const page = await room.rows({ layer: layer.id, filter, order, offset: 0, limit: 1000, columns: ["build_year"] });
    expect(page.total).toBe(count);
    const expected = houses
      .filter(isLow)
      .toSorted((a, b) => (years[b.kind] ?? 0) - (years[a.kind] ?? 0) || a.fid - b.fid)
      .slice(0, 1000);
    expect(page.rows.map(({ fid }) => fid)).toEqual(expected.map(({ fid }) => fid));
    const exported = await room.client.ask("layer.export", { layer: layer.id, path: room.path("低层.csv"), filter });
    expect(exported.rows).toBe(count);
    const pits = await room.take("sites", [
      { geometry: { type: "Point", coordinates: [480_100, 3_056_100] }, properties: {} },
    ]);
    const asked = (id: number, other: Condition) => room.rows({ layer: id, filter: [other], offset: 0, limit: 1 });
    await expect(asked(pits.id, { set: "filter", serial })).rejects.toMatchObject({ code: "usage" });
    await expect(asked(layer.id, { set: "selection", serial })).rejects.toMatchObject({ code: "usage" });
    await expect(asked(layer.id, { set: "filter", serial: serial + 99 })).rejects.toMatchObject({ code: "usage" });
    await set([]);
    expect((await asked(layer.id, { set: "filter", serial })).total).toBe(count);
  });

  it("on a result's columns holds for its parent too, and follows another scheme", async () => {
    const small = await room.take("buildings", houses.slice(0, 60).map(asFeature));
    const other = await room.take("pipes", [
      {
        geometry: {
          type: "LineString",
          coordinates: [
            [480_000, 3_056_000],
            [481_500, 3_057_500],
          ],
        },
        properties: {},
      },
    ]);
    await room.run("score", { buildings: small.id, pipes: other.id }, { as_of: 2026 });
    const scored = await room.result("score");
    const levelIs = (id: number) => room.rows({ layer: id, offset: 0, limit: 100, columns: ["vulnerability"] });
    const middle = (await levelIs(scored.id)).rows.map(({ cells }) => Number(cells[0])).sort((a, b) => a - b)[30] ?? 0;
    const high: Condition[] = [{ column: "vulnerability", compare: ">", value: middle }];
    const { count, serial } = await set(high, scored.id);
    expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThan(60);
    const sum = async (id: number) => Object.values(await classesOf(id)).reduce((one, more) => one + more, 0);
    expect([await sum(scored.id), await sum(small.id)]).toEqual([count, count]);
    expect(await room.client.ask("filter.read", { layer: small.id })).toMatchObject({ count, serial });

    const scheme = await room.client.ask("scheme.load", { reference: "national" });
    const weights = {
      ...scheme.weights,
      age: (scheme.weights.age ?? 0) + 10,
      structure: (scheme.weights.structure ?? 0) - 10,
    };
    await room.client.ask("score.rescore", { layer: scored.id, scheme: { ...scheme, weights } });
    const now = (await room.rows({ layer: scored.id, filter: high, offset: 0, limit: 1 })).total;
    const after = await room.client.ask("filter.read", { layer: scored.id });
    expect(after.count).toBe(now);
    expect(after.serial).toBeGreaterThan(serial);
    expect(await sum(small.id)).toBe(now);

    await room.client.ask("layer.remove", { layer: scored.id });
    expect(await room.client.ask("filter.read", { layer: small.id })).toMatchObject({ count: 60, total: 60 });
    expect(await sum(small.id)).toBe(60);
    await room.client.ask("layer.remove", { layer: small.id });
    await expect(room.client.ask("filter.read", { layer: small.id })).rejects.toMatchObject({ code: "layer-missing" });
  });

  it("finds its rows again in a newer version of the layer", async () => {
    const few = houses
      .slice(0, 40)
      .map((house) => ({ ...asFeature(house), properties: { ...asFeature(house).properties, code: `H${house.fid}` } }));
    const before = await room.take("buildings", few);
    const { count, serial } = await set(low, before.id);
    const newer = few.map((feature, index) =>
      index < 5 ? { ...feature, properties: { ...feature.properties, floors: 2 } } : feature,
    );
    const path = writeFeatures(room, "新版", newer.slice(0, 39));
    await room.client.ask("source.import", { path, kind: "buildings", reading: { crs: metric }, replaces: before.id });
    const expected = newer
      .slice(0, 39)
      .filter(({ properties: { floors } }) => floors !== null && Number(floors) <= 3).length;
    const after = await room.client.ask("filter.read", { layer: before.id });
    expect(after).toMatchObject({ count: expected, total: 39 });
    expect(after.count).not.toBe(count);
    expect(after.serial).toBeGreaterThan(serial);
  });

  it("is gone when the project is closed", async () => {
    await set(low);
    const { path } = await room.client.ask("project.read", {});
    await room.client.ask("project.close", {});
    await room.client.ask("project.open", { path });
    expect(await room.client.ask("filter.read", { layer: layer.id })).toEqual({
      count: houses.length,
      total: houses.length,
      serial: 0,
    });
    expect(await classesOf()).toEqual(countBy(houses));
  });
});
