import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decodeTile, tilesOf } from "../../support/decode-tile.js";
import { doubtfulHouses, east, north } from "../../support/doubtful-houses.js";
import { openQuarantineRoom, type QuarantineRoom } from "../../support/quarantine-room.js";
import { queryFiles } from "../../support/read-files.js";
import { readWorkbook } from "../../support/workbook.js";
import { workbookBytes } from "../../support/write-workbook.js";

let room: QuarantineRoom;
beforeAll(async () => {
  room = await openQuarantineRoom();
});
afterAll(() => room.close());

describe("a corrected table", { timeout: 90_000 }, () => {
  it.each([["utf-8"], ["gbk"]])(
    "in %s puts right rows back, and leaves the others with their reasons",
    async (encoding) => {
      const { layer, quarantine } = await room.takeDoubtful();
      const rows = await room.edited(quarantine, { 3: { 编号: "A3号" }, 4: { build_year: "1930" } });
      const { counts, layers } = await room.correct(quarantine, rows, encoding);
      // Rows 1 and 3 shared a code: once one is another's no more, neither is doubtful.
      expect(counts).toEqual({ corrected: 3, remaining: 6, unknown: 0, repeated: 0 });
      expect(await room.table(quarantine.id, ["reasons"])).toEqual({
        2: ["duplicate"],
        5: ["repaired"],
        6: ["sliver"],
        7: ["none"],
        8: ["family"],
        13: ["broken"],
      });
      const after = layers.find(({ id }) => id === layer.id);
      expect(after).toMatchObject({ revision: 2, count: 9, source: { imported: 9, skippedCount: 4, notedCount: 2 } });
      const houses = await room.table(layer.id, ["code", "build_year", "age_class", "src_编号", "src_建成年份"]);
      expect(houses[3]).toEqual(["A3号", 1985, "1980s", "A3号", "1985"]);
      expect(houses[4]).toEqual(["A4", 1930, "before_1980", "A4", "1300"]);
      expect(Object.keys(houses)).toHaveLength(9);
    },
  );

  it("may be a workbook as Excel saves it, with its titles for headers and some columns deleted", async () => {
    const { layer, quarantine } = await room.takeDoubtful();
    const { rows } = readWorkbook(readFileSync(await room.written(quarantine, "待核.xlsx")));
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
    const houses = await room.table(layer.id, ["code", "build_year", "src_编号"]);
    expect(houses[3]).toEqual(["A3号", 1985, "A3号"]);
    expect(houses[4]).toEqual(["A4", 1930, "A4"]);
  });

  it("brings a row in that was left out; it is in the table, on the map and in the counts", async () => {
    const { layer, quarantine } = await room.takeDoubtful();
    const { counts, layers } = await room.correct(
      quarantine,
      await room.edited(quarantine, { 2: { 编号: "A2", 层数: "5" } }),
    );
    expect(counts).toMatchObject({ remaining: 8, corrected: 1 });
    expect(layers.find(({ id }) => id === layer.id)).toMatchObject({ count: 10, source: { skippedCount: 3 } });
    expect((await room.table(layer.id, ["code", "floors"]))[2]).toEqual(["A2", 5]);
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
    const { layer, quarantine } = await room.takeOther("buildings", houses);
    const mangled = { code: "3.60302E+17", 编号: "360302199001011000", 备注: "7", 已查: "TRUE" };
    const { counts, layers } = await room.correct(quarantine, await room.edited(quarantine, { 4: mangled }));
    expect(counts).toEqual({ corrected: 0, remaining: 9, unknown: 0, repeated: 0 });
    expect(layers.find(({ id }) => id === layer.id)?.revision).toBe(1);
    expect((await room.table(layer.id, ["code", "src_备注", "src_说明"]))[4]).toEqual([long, "007", "=1+1"]);
  });

  it("says which rows are not in quarantine, and reads of two with one number the first", async () => {
    const { layer, quarantine } = await room.takeDoubtful();
    const [head = [], ...rows] = await room.edited(quarantine, { 4: { build_year: "1930" } });
    const row = head.indexOf("row");
    const fourth = rows.find((cells) => cells[row] === "4") ?? [];
    const again = fourth.map((cell, at) => (at === head.indexOf("build_year") ? "1950" : cell));
    const strange = fourth.map((cell, at) => (at === row ? "10" : cell));
    const { counts } = await room.correct(quarantine, [head, ...rows, again, strange, head.map(() => "")]);
    expect(counts).toEqual({ corrected: 1, remaining: 8, unknown: 1, repeated: 1 });
    expect((await room.table(layer.id, ["build_year"]))[4]).toEqual([1930]);
    expect((await room.table(layer.id, ["build_year"]))[10]).toEqual([1991]);
  });

  it("whose value is wrong too is checked like a file: the row stays, with the new reason", async () => {
    const { layer, quarantine } = await room.takeDoubtful();
    await room.correct(quarantine, await room.edited(quarantine, { 4: { build_year: "1400", 编号: "A9" } }));
    expect((await room.table(quarantine.id, ["reasons"]))[4]).toEqual(["duplicate_code、check_build_year"]);
    expect((await room.table(layer.id, ["code", "build_year"]))[4]).toEqual(["A9", 1400]);
    const { counts } = await room.correct(quarantine, await room.edited(quarantine, { 4: { 编号: "A4" } }));
    expect(counts.corrected).toBe(0);
    // What was typed before and not touched now is still there.
    expect((await room.table(layer.id, ["code", "build_year", "src_建成年份"]))[4]).toEqual(["A4", 1400, "1300"]);
  });

  it("takes a user's word that a doubtful row is right as it is", async () => {
    const { layer, quarantine } = await room.takeDoubtful();
    const { counts, layers } = await room.correct(
      quarantine,
      await room.edited(quarantine, { 5: { import_state: "已核实" }, 7: { import_state: "已核实" } }),
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
    const { layer, quarantine } = await room.takeOther(
      "sites",
      [site("P1", east, 6), site("P2", null, 6), site("P3", null, 6), site("P4", east + 50, 6)],
      "工地",
    );
    expect(quarantine.count).toBe(2);
    const [head = [], ...rows] = await room.edited(quarantine, {});
    const placed = rows.map((cells) => [
      ...cells,
      cells[head.indexOf("row")] === "2" ? String(north + 7) : "",
      String(east + 30),
    ]);
    const { counts } = await room.correct(quarantine, [[...head, "X", "Y"], ...placed]);
    expect(counts).toEqual({ corrected: 1, remaining: 1, unknown: 0, repeated: 0 });
    const path = await room.written({ ...layer, count: 3 }, "工地.parquet");
    const place = `SELECT round(ST_X(geometry), 3) AS x, round(ST_Y(geometry), 3) AS y FROM '${path}' WHERE fid = 2`;
    expect(await queryFiles(room.folder, place)).toEqual([{ x: east + 30, y: north + 7 }]);
    const degrees = await room.edited({ ...quarantine, count: 1 }, {});
    await room.correct(
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
    const { layer, quarantine } = await room.takeDoubtful();
    await expect(
      room.correct(quarantine, [
        ["编号", "层数"],
        ["A1", "3"],
      ]),
    ).rejects.toMatchObject({
      code: "input-columns",
      text: { zh: expect.stringContaining("文件行号"), en: expect.stringContaining('"row"') },
    });
    await expect(room.correct(layer, [["row"], ["1"]])).rejects.toMatchObject({ code: "usage" });
  });
});
