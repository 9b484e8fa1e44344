import { writeFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Layer, SourceReport } from "../../../contract/project.js";
import { quarantineColumns } from "../../../data/import/quarantine.js";
import { leavingReasons, reasonChoices } from "../../../data/import/reasons.js";
import { kinds } from "../../../data/kinds/index.js";
import { doubtfulHouses, east, house, north } from "../../support/doubtful-houses.js";
import { type EngineRoom, type Feature, featureCollection, metric, openEngineRoom } from "../../support/engine-room.js";

import { pointsInMetres, prjTexts, writeShapefile } from "../../support/write-shapefile.js";

let room: EngineRoom;
beforeAll(() => {
  room = openEngineRoom();
});
afterAll(() => room.close());

let projects = 0;
beforeEach(async () => {
  projects += 1;
  await room.create(`待核 ${projects}.fangan`);
});
afterEach(() => room.client.ask("project.close", {}));

async function take(kind: string, features: readonly Feature[]) {
  const path = room.path(`${kind} ${projects} ${features.length}.geojson`);
  writeFileSync(path, featureCollection(features));
  return await room.client.ask("source.import", { path, kind, reading: { crs: metric } });
}

async function quarantine(): Promise<Layer | undefined> {
  const { layers } = await room.client.ask("project.read", {});
  return layers.findLast(({ kind }) => kind === "quarantine");
}

/** Reasons by row, each row's as the words of its cell. */
async function listed(): Promise<Record<number, string>> {
  const layer = await quarantine();
  if (layer === undefined) return {};
  const page = await room.rows({ layer: layer.id, columns: ["reasons", "import_state"], offset: 0, limit: 1000 });
  expect(page.total).toBe(layer.count);
  return Object.fromEntries(page.rows.map(({ fid, cells: [reasons, state] }) => [fid, `${state}: ${reasons}`]));
}

const named = (report: SourceReport) => ({
  skipped: report.skipped.map(({ row }) => row),
  noted: report.noted.map(({ row }) => row),
});

describe("the rows of an import that are to be looked at", { timeout: 60_000 }, () => {
  it("are each named with what is the matter, and stay in the layer where they have a shape", async () => {
    const { layer, report } = await take("buildings", doubtfulHouses);
    expect(await listed()).toEqual({
      1: "doubtful: duplicate_code",
      2: "left_out: duplicate",
      3: "doubtful: duplicate_code",
      4: "doubtful: check_build_year",
      5: "doubtful: repaired",
      6: "doubtful: sliver",
      7: "left_out: none",
      8: "left_out: family",
      13: "left_out: broken",
    });
    expect(layer.count).toBe(9);
    expect(report).toMatchObject({ rows: 13, imported: 9, skippedCount: 4, notedCount: 5, deletedCount: 0 });
    expect(named(report)).toEqual({ skipped: [2, 7, 8, 13], noted: [1, 3, 4, 5, 6] });
  });

  it("say what a repair did: into how many parts, and the area before and after", async () => {
    const { report } = await take("buildings", doubtfulHouses);
    const repaired = report.noted.find(({ row }) => row === 5);
    // Two triangles of 5 m height on 10 m: the crossing outline encloses them in opposite directions.
    expect(repaired?.why.zh).toBe("图形自相交，已修复（修复后 2 个部件，面积 0.0 → 50.0 m²）");
    expect(repaired?.why.en).toBe(
      "the shape crossed itself and was repaired (2 parts after the repair, area 0.0 → 50.0 m²)",
    );
    const layer = await quarantine();
    const columns = ["repaired_parts", "area_before_m2", "area_after_m2"];
    const { rows } = await room.rows({ layer: layer?.id ?? 0, columns, offset: 4, limit: 1 });
    expect(rows).toEqual([{ fid: 5, cells: [2, 0, 50] }]);
  });

  it("are none in a file in order, and then there is no quarantine", async () => {
    const { report } = await take("buildings", doubtfulHouses.slice(8, 12));
    expect(await quarantine()).toBeUndefined();
    expect(report).toMatchObject({ skippedCount: 0, notedCount: 0, noted: [] });
  });

  it("do not hold what the file marks as deleted: nothing is wrong with it, and it is counted apart", async () => {
    const rows = ["A", "B", "C"].map((code) => [code]);
    const columns = [{ name: "编号", type: "C", length: 10 }] as const;
    const path = writeShapefile(room.path("删除"), {
      shapes: pointsInMetres(3),
      dbf: { columns, rows, deleted: [2] },
      prj: prjTexts.metres114,
      cpg: "UTF-8",
    });
    const { layer, report } = await room.client.ask("source.import", { path, kind: "buildings" });
    expect(layer.count).toBe(2);
    expect(report).toMatchObject({ rows: 3, skippedCount: 1, deletedCount: 1 });
    expect(report.notes.map(({ zh }) => zh)).toContain("1 行在文件中已标记删除，未导入。");
    expect(await quarantine()).toBeUndefined();
  });

  it("hold equal rows without a code as doubtful: they may be several things on one place", async () => {
    const point = { type: "Point", coordinates: [east, north] };
    const people = Array.from({ length: 12 }, (_each, index) => ({
      geometry: index < 3 ? point : { type: "Point", coordinates: [east + 10 * index, north] },
      properties: { 类别: "死亡" },
    }));
    const { layer, report } = await take("generic", people);
    expect(layer.count).toBe(12);
    expect(await listed()).toEqual({ 2: "doubtful: repeated", 3: "doubtful: repeated" });
    expect(report.notes.map(({ zh }) => zh).join()).toContain("2 行没有编号且与前面的行完全相同，均已导入并列入待核行");
  });

  it("do not hold what is the matter with most rows of a file: a note says so", async () => {
    const houses = Array.from({ length: 12 }, (_each, index) => ({
      geometry: house(20 * index, 0),
      properties: { 编号: "同一地块", 建成年份: "1990", 层数: index },
    }));
    const { report } = await take("buildings", houses);
    expect(await listed()).toEqual({});
    expect(report.notes.map(({ zh }) => zh).join()).toContain("涉及 12 行，占大多数：该字段可能不是唯一编号");
  });

  it("hold a row far from the project's other layers, and not a whole file that lies elsewhere", async () => {
    await take("buildings", doubtfulHouses.slice(8, 12));
    const near = Array.from({ length: 5 }, (_each, index) => ({
      geometry: house(20 * index, 50),
      properties: { 编号: `N${index}` },
    }));
    const away = { geometry: house(80_000, 0), properties: { 编号: "远" } };
    expect((await take("buildings", [...near, away])).layer.count).toBe(6);
    expect(await listed()).toEqual({ 6: "doubtful: outside" });
    const elsewhere = Array.from({ length: 12 }, (_each, index) => ({
      geometry: house(90_000 + 20 * index, 50),
      properties: { 编号: `E${index}` },
    }));
    const { report } = await take("buildings", elsewhere);
    expect(report.notedCount).toBe(0);
    expect(report.notes.map(({ zh }) => zh).join()).toContain("12 行远在项目其他图层范围之外，占大多数");
  });

  it("hold the few that lie far from all others of their file", async () => {
    const houses = Array.from({ length: 150 }, (_each, index) => ({
      geometry: house(20 * index, 0),
      properties: { 编号: `${index}` },
    }));
    const { report } = await take("buildings", [
      ...houses,
      { geometry: house(0, 400_000), properties: { 编号: "漂移" } },
    ]);
    expect(await listed()).toEqual({ 151: "doubtful: outside" });
    expect(report.notes.map(({ zh }) => zh).join()).toContain("1 行远离其余图形");
  });

  it("hold a row with several reasons once, in the order of the list", async () => {
    const broken = { ...doubtfulHouses[4], properties: { 编号: "A9", 建成年份: "1300" } } as Feature;
    await take("buildings", [...doubtfulHouses.slice(8, 12), broken]);
    expect(await listed()).toEqual({
      1: "doubtful: duplicate_code",
      5: "doubtful: duplicate_code、repaired、check_build_year",
    });
  });

  it("are the same for any order of the rows", async () => {
    await take("buildings", doubtfulHouses);
    const straight = await listed();
    const order = [12, 3, 0, 8, 5, 1, 10, 2, 7, 4, 11, 6, 9];
    await take(
      "buildings",
      order.flatMap((row) => doubtfulHouses.slice(row, row + 1)),
    );
    const shuffled = await listed();
    const back = Object.fromEntries(order.map((row, place) => [row + 1, shuffled[place + 1]]));
    // Of two equal rows the first in the file is kept: rows 1 and 2 stand in the same order in both.
    for (const [row, reasons] of Object.entries(straight)) expect(back[Number(row)]).toBe(reasons);
  });
});

describe("the reasons", () => {
  it("have words of their own in each kind, which a cell can join", () => {
    for (const kind of kinds) {
      const choices = reasonChoices(kind);
      expect(new Set(choices.map(({ value }) => value)).size).toBe(choices.length);
      for (const { value } of choices) expect(value).not.toContain("、");
    }
    expect(Object.keys(leavingReasons)).toContain("deleted");
  });

  it("stand in columns that no kind has", () => {
    for (const kind of kinds) {
      const own = new Set(quarantineColumns(kind).map(({ name }) => name));
      expect(kind.columns.filter(({ name }) => own.has(name))).toEqual([]);
    }
  });
});
