import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Cell } from "../../../contract/project.js";
import { corpus, hasCorpus } from "../../support/corpus.js";
import { type EngineRoom, openEngineRoom } from "../../support/engine-room.js";
import { near } from "../../support/statistics.js";

interface Units {
  readonly width: number;
  readonly band: number;
  readonly minimum: number;
  readonly buildings: number[];
  readonly value: number[];
  readonly gi_z: number[];
  readonly gi_q: number[];
  readonly moran_i: number[];
  readonly moran_z: number[];
  readonly moran_q: (string | null)[];
}

/** By esda and libpysal, from the shapefile itself: hexagons, counts and statistics (scripts/reference/figures.py). */
const expected = (
  JSON.parse(readFileSync(new URL("../statistics/figures/beijing.json", import.meta.url), "utf8")) as {
    mean_floors: Units;
  }
).mean_floors;

let room: EngineRoom;
beforeEach(() => {
  room = openEngineRoom();
});
afterEach(() => room.close());

describe.skipIf(!hasCorpus)("floors of Beijing, from the file to the layer", { timeout: 60_000 }, () => {
  it("have the cells, counts, Gi* and local Moran of esda", async () => {
    await room.client.ask("project.create", { path: room.path("京.fangan"), crs: "EPSG:4548" });
    const path = corpus("beijing-urhgn/derived/beijing_buildings_gbk_cgcs2000.shp");
    const reading = { mapping: { floors: "层数" } };
    const { layer } = await room.client.ask("source.import", { path, kind: "buildings", reading });
    const parameters = {
      value: ["floors"],
      cell: expected.width,
      band: expected.band,
      minimum_buildings: expected.minimum,
    };
    const compare = async (analysis: string, columns: readonly string[]) => {
      await room.run(analysis, { buildings: layer.id }, parameters);
      const result = await room.result(analysis);
      const kept: Record<string, Cell>[] = [];
      for (let offset = 0; ; offset += 1000) {
        const page = await room.rows({ layer: result.id, columns: [...columns], offset, limit: 1000 });
        for (const { cells } of page.rows) {
          kept.push(Object.fromEntries(page.columns.map((name, at) => [name, cells[at] ?? null])));
        }
        if (offset + 1000 >= page.total) break;
      }
      return kept.filter((row) => Number(row.buildings) >= expected.minimum);
    };
    const agree = (rows: readonly Record<string, Cell>[], name: string, theirs: readonly number[]) => {
      expect(rows).toHaveLength(theirs.length);
      expect(theirs.filter((value, at) => !near(Number(rows[at]?.[name]), value, 1e-7))).toEqual([]);
    };
    const hot = await compare("gi_star", ["buildings", "mean_value", "z", "q"]);
    agree(hot, "buildings", expected.buildings);
    agree(hot, "mean_value", expected.value);
    agree(hot, "z", expected.gi_z);
    agree(hot, "q", expected.gi_q);
    const types = await compare("moran", ["buildings", "moran_i", "z", "quadrant"]);
    agree(types, "moran_i", expected.moran_i);
    agree(types, "z", expected.moran_z);
    expect(types.map(({ quadrant }) => quadrant)).toEqual(expected.moran_q);
  });
});
