import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Layer } from "../../../contract/project.js";
import { courtyard, randomNumbers } from "../../support/city.js";
import { decodeTile, tilePlace, tilesOf } from "../../support/decode-tile.js";
import { type EngineRoom, openEngineRoom } from "../../support/engine-room.js";
import { geoJson, type Place } from "../../support/plane.js";
import { toDegrees } from "../../support/screened-city.js";

const random = randomNumbers(3);
const years = [null, 1950, 1985, 1995, 2005, 2015];
const classes = [null, "before_1980", "1980s", "1990s", "2000s", "since_2010"];
/** Most urgent first, as the legend has them. */
const urgency = ["before_1980", "1980s", "1990s", "2000s", "since_2010"];

/** A crowded quarter and a wide, thin rest. */
const houses = Array.from({ length: 13_000 }, (_each, index) => {
  const side = index < 11_000 ? 1_500 : 30_000;
  const at: Place = [480_000 + random() * side, 3_056_000 + random() * side];
  return { at, kind: Math.min(5, Math.floor(random() ** 3 * 6)) };
});

let room: EngineRoom;
let layer: Layer;
beforeAll(async () => {
  room = openEngineRoom();
  await room.create();
  layer = await room.take(
    "buildings",
    houses.map(({ at, kind }) => ({
      geometry: { type: "Point", coordinates: at },
      properties: { build_year: years[kind] },
    })),
  );
});
afterAll(() => room.close());

/** The squares of a zoom, 64 by 64 a tile, counted one house at a time. */
function squares(z: number) {
  const counted = new Map<string, { n: number; k: number; c: string | undefined; m: number }>();
  for (const { at, kind } of houses) {
    const [across, down] = tilePlace(toDegrees(at), z, 0, 0).map((unit) => Math.floor(unit / 64));
    const key = `${across},${down}`;
    const square = counted.get(key) ?? { n: 0, k: 0, c: undefined, m: 0 };
    const name = classes[kind];
    const first = urgency.find((each) => each === name || each === square.c);
    const m = (first === square.c ? square.m : 0) + (name != null && name === first ? 1 : 0);
    counted.set(key, { n: square.n + 1, k: square.k + (name == null ? 0 : 1), c: first, m });
  }
  return counted;
}

describe("tiles at small scales", { timeout: 60_000 }, () => {
  it.each([0, 4, 7, 9, 11])("at zoom %i count every house once and keep the most urgent class", async (z) => {
    const found = new Map<string, { n: unknown; k: unknown; c: unknown; m: unknown }>();
    const ids = new Set<number>();
    for (const place of tilesOf(layer.bounds ?? [], z)) {
      const bytes = await room.client.ask("layer.tile", { layer: layer.id, ...place });
      const { cells = [], features } = decodeTile(bytes);
      expect(features).toBeUndefined();
      expect(bytes.length).toBeLessThan(500_000);
      for (const { id = -1, type, paths, properties } of cells) {
        expect(type).toBe(3);
        expect(Number.isSafeInteger(id) && !ids.has(id)).toBe(true);
        ids.add(id);
        const [ring = []] = paths;
        const [x, y] = [Math.min(...ring.map(([east]) => east)), Math.min(...ring.map(([, south]) => south))];
        expect(Math.max(...ring.map(([east]) => east)) - x).toBe(64);
        expect(Math.max(...ring.map(([, south]) => south)) - y).toBe(64);
        const { n, k, c, m } = properties;
        found.set(`${place.x * 64 + x / 64},${place.y * 64 + y / 64}`, { n, k, c, m });
      }
    }
    expect(found).toEqual(squares(z));
    expect([...found.values()].reduce((sum, { n }) => sum + Number(n), 0)).toBe(houses.length);
  });

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
