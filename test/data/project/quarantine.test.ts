import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decodeTile, tilesOf } from "../../support/decode-tile.js";
import { doubtfulHouses } from "../../support/doubtful-houses.js";
import { remainsOf } from "../../support/project-remains.js";
import { openQuarantineRoom, type QuarantineRoom } from "../../support/quarantine-room.js";
import { queryFiles } from "../../support/read-files.js";
import { readWorkbook } from "../../support/workbook.js";

let room: QuarantineRoom;
beforeAll(async () => {
  room = await openQuarantineRoom();
});
afterAll(() => room.close());

describe("a quarantine", { timeout: 90_000 }, () => {
  it("is a layer beside the one it is about: titled after it, classed by whether the row was imported", async () => {
    const { layer, quarantine } = await room.takeDoubtful();
    expect(quarantine).toMatchObject({
      title: { zh: "房屋 · 待核行", en: "房屋 · rows to look at" },
      kind: "quarantine",
      about: layer.id,
      geometry: "polygon",
      count: 9,
      revision: 1,
      source: null,
    });
    expect(await room.client.ask("layer.classes", { layer: quarantine.id })).toEqual([
      { value: "left_out", count: 4 },
      { value: "doubtful", count: 5 },
    ]);
    const rows = await room.table(quarantine.id, ["row", "feature", "code", "src_建成年份"]);
    expect(rows[4]).toEqual([4, 4, "A4", "1300"]);
    expect(rows[7]).toEqual([7, 7, "A7", "1975"]);
  });

  it("draws what has a place and bears what has none", async () => {
    const { quarantine } = await room.takeDoubtful();
    const drawn = new Set<number | undefined>();
    const [west = 0, south = 0, right = 0, top = 0] = quarantine.bounds ?? [];
    expect(right).toBeGreaterThan(west);
    for (const place of tilesOf([west, south, right, top], 18)) {
      const bytes = await room.client.ask("layer.tile", { layer: quarantine.id, ...place });
      for (const { id } of decodeTile(bytes).features ?? []) drawn.add(id);
    }
    for (const row of [1, 3, 4, 5, 6]) expect(drawn).toContain(row);
    expect(drawn).not.toContain(7);
    const missing = await room.client.ask("layer.feature", { layer: quarantine.id, fid: 7 });
    expect(missing).toMatchObject({ bounds: null, links: [], values: { row: 7, reasons: "none" } });
    const places = await room.client.ask("layer.places", { layer: quarantine.id, fids: [4, 7] });
    expect(places.map(({ fid }) => fid)).toEqual([4]);
  });

  it("is written whole in every format", async () => {
    const { quarantine } = await room.takeDoubtful();
    for (const name of ["待核.geojson", "待核.gpkg"]) {
      const path = await room.written(quarantine, name);
      const rows = await queryFiles(room.folder, `SELECT count(*) AS n, count(geom) AS placed FROM ST_Read('${path}')`);
      expect(rows).toEqual([{ n: 9n, placed: 8n }]);
    }
    const parquet = await room.written(quarantine, "待核.parquet");
    expect(await queryFiles(room.folder, `SELECT count(*) AS n, count(geometry) AS placed FROM '${parquet}'`)).toEqual([
      { n: 9n, placed: 8n },
    ]);
    const { rows } = readWorkbook(readFileSync(await room.written(quarantine, "待核.xlsx")));
    expect(rows).toHaveLength(10);
    expect(rows[0]?.slice(0, 4)).toEqual(["序号", "文件行号", "导入情况", "原因"]);
  });

  it("without any place has no bounds and empty tiles", async () => {
    const { quarantine } = await room.takeOther("buildings", [
      ...doubtfulHouses.slice(8, 12),
      { geometry: null, properties: { 编号: "无图" } },
    ]);
    expect(quarantine.bounds).toBeNull();
    expect(decodeTile(await room.client.ask("layer.tile", { layer: quarantine.id, z: 0, x: 0, y: 0 }))).toEqual({});
    expect((await room.rows({ layer: quarantine.id, offset: 0, limit: 5 })).total).toBe(1);
  });

  it("goes with its layer, tables and all", async () => {
    const { layer, quarantine } = await room.takeDoubtful();
    await room.client.ask("layer.tile", { layer: quarantine.id, z: 10, x: 0, y: 0 });
    await room.correct(quarantine, await room.edited(quarantine, { 4: { build_year: "1930" } }));
    const { layers } = await room.client.ask("layer.remove", { layer: layer.id });
    expect(layers).toEqual([]);
    await room.client.ask("project.close", {});
    const { tables } = await remainsOf(room.project());
    expect(tables.filter((name) => /\d/u.test(name))).toEqual([]);
  });
});
