import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { classOf, paintColumns } from "../../../contract/classify.js";
import type { Cell, Layer } from "../../../contract/project.js";
import { cellLayers } from "../../../renderer/map/cell-style.js";
import { courtyard, randomNumbers } from "../../support/city.js";
import { decodeTile, tilesOf } from "../../support/decode-tile.js";
import { type EngineRoom, openEngineRoom } from "../../support/engine-room.js";
import { geoJson, type Place } from "../../support/plane.js";
import {
  countSquares,
  expectedSquare,
  paintedSquare,
  type Square,
  squareAt,
  squareKey,
} from "../../support/squares.js";
import { everyStyle } from "../../support/styles.js";

const random = randomNumbers(3);
const years = [null, 1950, 1985, 1995, 2005, 2015];
const classes = [null, "before_1980", "1980s", "1990s", "2000s", "since_2010"];
/** Most urgent first, as the legend has them. */
const urgency = ["before_1980", "1980s", "1990s", "2000s", "since_2010"];

/** A crowded quarter and a wide, thin rest. */
const houses = Array.from({ length: 13_000 }, (_each, index) => {
  const side = index < 11_000 ? 1_500 : 30_000;
  const at: Place = [480_000 + random() * side, 3_056_000 + random() * side];
  return { index, at, kind: Math.min(5, Math.floor(random() ** 3 * 6)) };
});

const asFeature = ({ at, kind, index }: (typeof houses)[number]) => ({
  geometry: { type: "Point", coordinates: at },
  properties: {
    build_year: years[kind],
    floors: index % 13,
    structure: [null, "砖木", "砖混", "钢"][index % 4],
    note: index % 5 === 0 ? null : `类${index % 11}`,
  },
});

let room: EngineRoom;
let layer: Layer;
beforeAll(async () => {
  room = openEngineRoom();
  await room.create();
  layer = await room.take("buildings", houses.map(asFeature));
});
afterAll(() => room.close());

const classed = houses.map(({ at, kind }) => ({ at, value: classes[kind] ?? null }));

/** The squares that a layer's tiles of a zoom hold. */
async function drawn({ id, bounds }: Layer, z: number): Promise<Map<string, Square>> {
  const found = new Map<string, Square>();
  for (const place of tilesOf(bounds ?? [], z)) {
    const { cells = [] } = decodeTile(await room.client.ask("layer.tile", { layer: id, ...place }));
    for (const cell of cells) found.set(squareKey(cell, place), cell.properties as Square);
  }
  return found;
}

/** The cells of a layer's rows by column, in the order of the file. */
async function tableOf({ id, paint, count }: Layer): Promise<Record<string, Cell>[]> {
  const columns = paintColumns(paint);
  const pages = Array.from({ length: Math.ceil(count / 1000) }, (_each, page) =>
    room.rows({ layer: id, columns: [...columns], offset: page * 1000, limit: 1000 }),
  );
  const rows = (await Promise.all(pages)).flatMap((page) => page.rows);
  return rows.map(({ cells }) => Object.fromEntries(columns.map((name, at) => [name, cells[at] ?? null])));
}

describe("tiles at small scales", { timeout: 60_000 }, () => {
  it.each([0, 4, 7, 9, 11])("at zoom %i count every house once, class by class", async (z) => {
    const found = new Map<string, Square>();
    const ids = new Set<number>();
    for (const place of tilesOf(layer.bounds ?? [], z)) {
      const bytes = await room.client.ask("layer.tile", { layer: layer.id, ...place });
      const { cells = [], features } = decodeTile(bytes);
      expect(features).toBeUndefined();
      expect(bytes.length).toBeLessThan(500_000);
      for (const cell of cells) {
        const { id = -1, type, paths } = cell;
        expect(type).toBe(3);
        expect(Number.isSafeInteger(id) && !ids.has(id)).toBe(true);
        ids.add(id);
        const [ring = []] = paths;
        for (const axis of [0, 1] as const) {
          const along = ring.map((corner) => corner[axis]);
          // Those of points take the middle: they lie over houses.
          expect(Math.min(...along) % 64).toBe(20);
          expect(Math.max(...along) % 64).toBe(44);
        }
        found.set(squareKey(cell, place), cell.properties as Square);
      }
    }
    expect(found).toEqual(countSquares(classed, z));
    const all = [...found.values()].flatMap((square) => Object.values(square));
    expect(all.reduce((sum, count) => sum + count, 0)).toBe(houses.length);
  });

  it.each([4, 9])("at zoom %i show the most urgent class that is not hidden, whichever are", async (z) => {
    const cells = await drawn(layer, z);
    const members = new Map<string, typeof classed>();
    for (const house of classed)
      members.set(squareAt(house.at, z), [...(members.get(squareAt(house.at, z)) ?? []), house]);
    const colours = new Map(layer.paint.classes.map(({ value, colour }) => [value, colour]));
    for (let mask = 0; mask < 2 ** classes.length; mask++) {
      const muted = classes.filter((_each, at) => (mask & (1 << at)) !== 0);
      const paint = paintedSquare(cellLayers(layer, "cells", "light", muted));
      const [found, expected] = [new Map<string, unknown>(), new Map<string, unknown>()];
      for (const [key, square] of cells) found.set(key, paint(square));
      for (const [key, houses] of members) {
        const visible = houses.map(({ value }) => value).filter((value) => !muted.includes(value));
        expected.set(key, expectedSquare(visible, urgency, colours));
      }
      expect(found, muted.join()).toEqual(expected);
    }
  });

  it("are the same, byte for byte, for the rows in another order", async () => {
    const other = await room.take("buildings", houses.map(asFeature).reverse());
    for (const place of [4, 9, 11].flatMap((z) => tilesOf(layer.bounds ?? [], z))) {
      const bytes = await room.client.ask("layer.tile", { layer: layer.id, ...place });
      expect(await room.client.ask("layer.tile", { layer: other.id, ...place })).toEqual(bytes);
    }
  });

  it.each(everyStyle)(
    "have every house in the class that its row in the table is in, styled by $method",
    async (style) => {
      const { layers } = await room.client.ask("layer.style", { layer: layer.id, style });
      const styled = layers.find(({ id }) => id === layer.id) ?? layer;
      const table = await tableOf(styled);
      const byRow = houses.map(({ at }, index) => ({
        at,
        value: classOf(styled.paint, table[index] ?? {})?.value ?? null,
      }));
      expect(await drawn(styled, 9)).toEqual(countSquares(byRow, 9));
    },
  );

  it("give way to features where no tile is crowded any more, and none is lost between", async () => {
    const kinds = new Map<number, Set<string>>();
    for (const z of [11, 12, 13, 14, 15]) {
      const seen = new Set<number>();
      for (const place of tilesOf(layer.bounds ?? [], z)) {
        if (z > 13 && random() < 0.9) continue;
        const decoded = decodeTile(await room.client.ask("layer.tile", { layer: layer.id, ...place }));
        for (const name of Object.keys(decoded)) kinds.set(z, (kinds.get(z) ?? new Set()).add(name));
        for (const { id = -1 } of decoded.features ?? []) seen.add(id);
        expect(decoded.features?.length ?? 0).toBeLessThanOrEqual(10_500);
      }
      if (z === 13 && kinds.get(13)?.has("features")) expect(seen.size).toBe(houses.length);
    }
    for (const names of kinds.values()) expect(names.size).toBe(1);
    expect([...(kinds.get(11) ?? [])]).toEqual(["cells"]);
    expect([...(kinds.get(15) ?? [])]).toEqual(["features"]);
  });

  it("stay under 500 kB with ten thousand courtyard houses in one tile", async () => {
    const crowd = Array.from({ length: 9_990 }, (_each, index) => ({
      geometry: geoJson(courtyard(480_000 + 20 * (index % 100), 3_056_000 + 20 * Math.floor(index / 100), 16)),
      properties: { build_year: 1970 },
    }));
    const dense = await room.take("buildings", crowd);
    let largest = 0;
    for (const z of [12, 13, 14, 15, 16]) {
      for (const place of tilesOf(dense.bounds ?? [], z)) {
        largest = Math.max(largest, (await room.client.ask("layer.tile", { layer: dense.id, ...place })).length);
      }
    }
    expect(largest).toBeGreaterThan(100_000);
    expect(largest).toBeLessThan(500_000);
  });
});
