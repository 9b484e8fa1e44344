import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Layer } from "../../../contract/project.js";
import { encodeText } from "../../support/chinese-bytes.js";
import { readCsv } from "../../support/csv-text.js";
import { decodeTile, tilesOf } from "../../support/decode-tile.js";
import { doubtfulHouses, east, north } from "../../support/doubtful-houses.js";
import { type EngineRoom, type Feature, featureCollection, metric, openEngineRoom } from "../../support/engine-room.js";
import { remainsOf } from "../../support/project-remains.js";
import { queryFiles } from "../../support/read-files.js";
import { readWorkbook } from "../../support/workbook.js";
import { workbookBytes } from "../../support/write-workbook.js";

interface Taken {
  readonly layer: Layer;
  readonly quarantine: Layer;
}

let room: EngineRoom;
let projects = 0;
let project = "";
/** The doubtful houses imported, closed. */
let doubtful = "";
beforeAll(async () => {
  room = openEngineRoom();
  doubtful = await room.create("待核.fangan");
  await take("buildings", doubtfulHouses);
  await room.client.ask("project.close", {});
});
afterAll(() => room.close());
beforeEach(() => {
  projects += 1;
});

/** A project of its own for the test, in which the doubtful houses were imported. */
async function takeDoubtful(): Promise<Taken> {
  project = await room.openCopy(doubtful, `隔离 ${projects}.fangan`);
  return taken((await room.client.ask("project.read", {})).layers);
}

/** The same with other rows. */
async function takeOther(kind: string, features: readonly Feature[], name?: string): Promise<Taken> {
  project = await room.create(`隔离 ${projects}.fangan`);
  return await take(kind, features, name);
}

async function take(kind: string, features: readonly Feature[], name = "房屋"): Promise<Taken> {
  const path = room.path(`${name}.geojson`);
  writeFileSync(path, featureCollection(features));
  const { project: after } = await room.client.ask("source.import", { path, kind, reading: { crs: metric } });
  return taken(after.layers);
}

function taken(layers: readonly Layer[]): Taken {
  const quarantine = layers.find(({ about }) => about !== null);
  const layer = layers.find(({ id }) => id === quarantine?.about);
  if (quarantine === undefined || layer === undefined) throw new Error("no quarantine");
  return { layer, quarantine };
}

/** Cells of the columns by row. */
async function table(layer: number, columns: string[]): Promise<Record<number, unknown[]>> {
  const { rows } = await room.rows({ layer, columns, offset: 0, limit: 1000 });
  return Object.fromEntries(rows.map(({ fid, cells }) => [fid, [...cells]]));
}

async function written(layer: Layer, name: string): Promise<string> {
  const path = room.path(`${projects} ${name}`);
  const { rows } = await room.client.ask("layer.export", { layer: layer.id, path, replace: true });
  expect(rows).toBe(layer.count);
  return path;
}

/** An exported CSV with cells changed: row number → column → text. */
async function edited(layer: Layer, changes: Record<number, Record<string, string>>): Promise<string[][]> {
  const [head = [], ...rows] = readCsv(readFileSync(await written(layer, "待核.csv"), "utf8").slice(1));
  for (const row of rows) {
    for (const [column, text] of Object.entries(changes[Number(row[head.indexOf("row")])] ?? {})) {
      expect(head).toContain(column);
      row[head.indexOf(column)] = text;
    }
  }
  return [head, ...rows].map((row) => row.map((cell) => cell ?? ""));
}

const csvText = (rows: readonly (readonly string[])[]) =>
  rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")).join("\r\n");

async function correct(layer: Layer, rows: readonly (readonly string[])[], encoding = "utf-8") {
  const path = room.path(`更正 ${encoding}.csv`);
  writeFileSync(path, Buffer.from(encodeText(csvText(rows), encoding)));
  const { project: after, ...counts } = await room.client.ask("quarantine.correct", { layer: layer.id, path });
  return { counts, layers: after.layers };
}

describe("a quarantine", { timeout: 90_000 }, () => {
  it("is a layer beside the one it is about: titled after it, classed by whether the row was imported", async () => {
    const { layer, quarantine } = await takeDoubtful();
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
    const rows = await table(quarantine.id, ["row", "feature", "code", "src_建成年份"]);
    expect(rows[4]).toEqual([4, 4, "A4", "1300"]);
    expect(rows[7]).toEqual([7, 7, "A7", "1975"]);
  });

  it("draws what has a place and bears what has none", async () => {
    const { quarantine } = await takeDoubtful();
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
    const { quarantine } = await takeDoubtful();
    for (const name of ["待核.geojson", "待核.gpkg"]) {
      const path = await written(quarantine, name);
      const rows = await queryFiles(room.folder, `SELECT count(*) AS n, count(geom) AS placed FROM ST_Read('${path}')`);
      expect(rows).toEqual([{ n: 9n, placed: 8n }]);
    }
    const parquet = await written(quarantine, "待核.parquet");
    expect(await queryFiles(room.folder, `SELECT count(*) AS n, count(geometry) AS placed FROM '${parquet}'`)).toEqual([
      { n: 9n, placed: 8n },
    ]);
    const { rows } = readWorkbook(readFileSync(await written(quarantine, "待核.xlsx")));
    expect(rows).toHaveLength(10);
    expect(rows[0]?.slice(0, 4)).toEqual(["序号", "文件行号", "导入情况", "原因"]);
  });

  it("without any place has no bounds and empty tiles", async () => {
    const { quarantine } = await takeOther("buildings", [
      ...doubtfulHouses.slice(8, 12),
      { geometry: null, properties: { 编号: "无图" } },
    ]);
    expect(quarantine.bounds).toBeNull();
    expect(decodeTile(await room.client.ask("layer.tile", { layer: quarantine.id, z: 0, x: 0, y: 0 }))).toEqual({});
    expect((await room.rows({ layer: quarantine.id, offset: 0, limit: 5 })).total).toBe(1);
  });

  it("goes with its layer, tables and all", async () => {
    const { layer, quarantine } = await takeDoubtful();
    await room.client.ask("layer.tile", { layer: quarantine.id, z: 10, x: 0, y: 0 });
    await correct(quarantine, await edited(quarantine, { 4: { build_year: "1930" } }));
    const { layers } = await room.client.ask("layer.remove", { layer: layer.id });
    expect(layers).toEqual([]);
    await room.client.ask("project.close", {});
    const { tables } = await remainsOf(project);
    expect(tables.filter((name) => /\d/u.test(name))).toEqual([]);
  });
});

describe("a corrected table", { timeout: 90_000 }, () => {
  it.each([["utf-8"], ["gbk"]])(
    "in %s puts right rows back, and leaves the others with their reasons",
    async (encoding) => {
      const { layer, quarantine } = await takeDoubtful();
      const rows = await edited(quarantine, { 3: { 编号: "A3号" }, 4: { build_year: "1930" } });
      const { counts, layers } = await correct(quarantine, rows, encoding);
      // Rows 1 and 3 shared a code: once one is another's no more, neither is doubtful.
      expect(counts).toEqual({ corrected: 3, remaining: 6, unknown: 0, repeated: 0 });
      expect(await table(quarantine.id, ["reasons"])).toEqual({
        2: ["duplicate"],
        5: ["repaired"],
        6: ["sliver"],
        7: ["none"],
        8: ["family"],
        13: ["broken"],
      });
      const after = layers.find(({ id }) => id === layer.id);
      expect(after).toMatchObject({ revision: 2, count: 9, source: { imported: 9, skippedCount: 4, notedCount: 2 } });
      const houses = await table(layer.id, ["code", "build_year", "age_class", "src_编号", "src_建成年份"]);
      expect(houses[3]).toEqual(["A3号", 1985, "1980s", "A3号", "1985"]);
      expect(houses[4]).toEqual(["A4", 1930, "before_1980", "A4", "1300"]);
      expect(Object.keys(houses)).toHaveLength(9);
    },
  );

  it("may be a workbook as Excel saves it, with its titles for headers and some columns deleted", async () => {
    const { layer, quarantine } = await takeDoubtful();
    const { rows } = readWorkbook(readFileSync(await written(quarantine, "待核.xlsx")));
    const [head = [], ...body] = rows;
    const at = (title: string) => head.indexOf(title);
    // A code that the canonical column and the field share is mended in one place; the other cell is left as it was.
    const edits: Record<number, [string, string | number]> = { 3: ["编号", "A3号"], 4: ["建成年份", 1930] };
    const kept = head
      .map((_title, place) => place)
      .filter((place) => place !== at("名称") && place !== at("图层要素序号"));
    const sheet = [
      head,
      ...body.map((cells) => {
        const [title, value] = edits[Number(cells[at("文件行号")])] ?? ["", ""];
        return cells.map((cell, place) => (place === at(title) ? value : cell));
      }),
    ].map((cells) => kept.map((place) => cells[place] ?? null));
    const path = room.path("更正.xlsx");
    writeFileSync(path, workbookBytes([{ name: "待核行", rows: sheet }]));
    const { project: after, ...counts } = await room.client.ask("quarantine.correct", { layer: quarantine.id, path });
    expect(counts).toEqual({ corrected: 3, remaining: 6, unknown: 0, repeated: 0 });
    expect(after.layers.find(({ id }) => id === layer.id)?.revision).toBe(2);
    const houses = await table(layer.id, ["code", "build_year", "src_编号"]);
    expect(houses[3]).toEqual(["A3号", 1985, "A3号"]);
    expect(houses[4]).toEqual(["A4", 1930, "A4"]);
  });

  it("brings a row in that was left out; it is in the table, on the map and in the counts", async () => {
    const { layer, quarantine } = await takeDoubtful();
    const { counts, layers } = await correct(quarantine, await edited(quarantine, { 2: { 编号: "A2", 层数: "5" } }));
    expect(counts).toMatchObject({ remaining: 8, corrected: 1 });
    expect(layers.find(({ id }) => id === layer.id)).toMatchObject({ count: 10, source: { skippedCount: 3 } });
    expect((await table(layer.id, ["code", "floors"]))[2]).toEqual(["A2", 5]);
    const feature = await room.client.ask("layer.feature", { layer: layer.id, fid: 2 });
    const [place] = tilesOf(feature.bounds ?? [0, 0, 0, 0], 18);
    const bytes = await room.client.ask("layer.tile", { layer: layer.id, ...(place ?? { z: 0, x: 0, y: 0 }) });
    expect(decodeTile(bytes).features?.map(({ id }) => id)).toContain(2);
  });

  it("that changed nothing changes nothing, whatever a spreadsheet did to its cells", async () => {
    const long = "360302199001011234";
    const houses = doubtfulHouses.map((feature, row) =>
      row === 3
        ? { ...feature, properties: { ...feature.properties, 编号: long, 备注: "007", 说明: "=1+1", 已查: true } }
        : feature,
    );
    const { layer, quarantine } = await takeOther("buildings", houses);
    const mangled = { code: "3.60302E+17", 编号: "360302199001011000", 备注: "7", 已查: "TRUE" };
    const { counts, layers } = await correct(quarantine, await edited(quarantine, { 4: mangled }));
    expect(counts).toEqual({ corrected: 0, remaining: 9, unknown: 0, repeated: 0 });
    expect(layers.find(({ id }) => id === layer.id)?.revision).toBe(1);
    expect((await table(layer.id, ["code", "src_备注", "src_说明"]))[4]).toEqual([long, "007", "=1+1"]);
  });

  it("says which rows are not in quarantine, and reads of two with one number the first", async () => {
    const { layer, quarantine } = await takeDoubtful();
    const [head = [], ...rows] = await edited(quarantine, { 4: { build_year: "1930" } });
    const row = head.indexOf("row");
    const fourth = rows.find((cells) => cells[row] === "4") ?? [];
    const again = fourth.map((cell, at) => (at === head.indexOf("build_year") ? "1950" : cell));
    const strange = fourth.map((cell, at) => (at === row ? "10" : cell));
    const { counts } = await correct(quarantine, [head, ...rows, again, strange, head.map(() => "")]);
    expect(counts).toEqual({ corrected: 1, remaining: 8, unknown: 1, repeated: 1 });
    expect((await table(layer.id, ["build_year"]))[4]).toEqual([1930]);
    expect((await table(layer.id, ["build_year"]))[10]).toEqual([1991]);
  });

  it("whose value is wrong too is checked like a file: the row stays, with the new reason", async () => {
    const { layer, quarantine } = await takeDoubtful();
    await correct(quarantine, await edited(quarantine, { 4: { build_year: "1400", 编号: "A9" } }));
    expect((await table(quarantine.id, ["reasons"]))[4]).toEqual(["duplicate_code、check_build_year"]);
    expect((await table(layer.id, ["code", "build_year"]))[4]).toEqual(["A9", 1400]);
    const { counts } = await correct(quarantine, await edited(quarantine, { 4: { 编号: "A4" } }));
    expect(counts.corrected).toBe(0);
    // What was typed before and not touched now is still there.
    expect((await table(layer.id, ["code", "build_year", "src_建成年份"]))[4]).toEqual(["A4", 1400, "1300"]);
  });

  it("takes a user's word that a doubtful row is right as it is", async () => {
    const { layer, quarantine } = await takeDoubtful();
    const { counts, layers } = await correct(
      quarantine,
      await edited(quarantine, { 5: { import_state: "已核实" }, 7: { import_state: "已核实" } }),
    );
    // A row without a shape cannot be talked in.
    expect(counts).toEqual({ corrected: 1, remaining: 8, unknown: 0, repeated: 0 });
    expect(layers.find(({ id }) => id === layer.id)?.count).toBe(9);
  });

  it("gives points their coordinates, in degrees or metres, X for the northing where it can only be that", async () => {
    const site = (code: string, x: number | null, depth: number | null) => ({
      geometry: x === null ? null : { type: "Point", coordinates: [x, north] },
      properties: { 项目编码: code, 开挖深度: depth },
    });
    const { layer, quarantine } = await takeOther(
      "sites",
      [site("P1", east, 6), site("P2", null, 6), site("P3", null, 6), site("P4", east + 50, 6)],
      "工地",
    );
    expect(quarantine.count).toBe(2);
    const [head = [], ...rows] = await edited(quarantine, {});
    const placed = rows.map((cells) => [
      ...cells,
      cells[head.indexOf("row")] === "2" ? String(north + 7) : "",
      String(east + 30),
    ]);
    const { counts } = await correct(quarantine, [[...head, "X", "Y"], ...placed]);
    expect(counts).toEqual({ corrected: 1, remaining: 1, unknown: 0, repeated: 0 });
    const path = await written({ ...layer, count: 3 }, "工地.parquet");
    const place = `SELECT round(ST_X(geometry), 3) AS x, round(ST_Y(geometry), 3) AS y FROM '${path}' WHERE fid = 2`;
    expect(await queryFiles(room.folder, place)).toEqual([{ x: east + 30, y: north + 7 }]);
    const degrees = await edited({ ...quarantine, count: 1 }, {});
    await correct(
      quarantine,
      degrees.map((cells, at) => [...cells, ...(at === 0 ? ["经度", "纬度"] : ["113.85", "27.62"])]),
    );
    const feature = await room.client.ask("layer.feature", { layer: layer.id, fid: 3 });
    expect(feature.bounds?.[0]).toBeCloseTo(113.85, 6);
    expect(feature.bounds?.[1]).toBeCloseTo(27.62, 6);
    const { layers } = await room.client.ask("project.read", {});
    expect(layers.map(({ kind, count }) => [kind, count])).toEqual([["sites", 4]]);
  });

  it("is refused without its row numbers, and for a layer that is no quarantine", async () => {
    const { layer, quarantine } = await takeDoubtful();
    await expect(
      correct(quarantine, [
        ["编号", "层数"],
        ["A1", "3"],
      ]),
    ).rejects.toMatchObject({
      code: "input-columns",
      text: { zh: expect.stringContaining("文件行号"), en: expect.stringContaining('"row"') },
    });
    await expect(correct(layer, [["row"], ["1"]])).rejects.toMatchObject({ code: "usage" });
  });
});
