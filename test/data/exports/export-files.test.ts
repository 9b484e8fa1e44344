import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Condition } from "../../../contract/api.js";
import type { Layer } from "../../../contract/project.js";
import { quoteText } from "../../../data/sql.js";
import { readCsv } from "../../support/csv-text.js";
import { type EngineRoom, openEngineRoom } from "../../support/engine-room.js";
import { given } from "../../support/hostile-cells.js";
import { queryFiles } from "../../support/read-files.js";
import { readWorkbook } from "../../support/workbook.js";

let room: EngineRoom;
let layer: Layer;
beforeAll(async () => {
  room = openEngineRoom();
  await room.create();
  layer = await room.take("generic", given);
  mkdirSync(room.path("文件夹.csv"));
});
afterAll(() => room.close());

/** Column `number` of every row, as a reader of that format finds it. */
async function columnOf(path: string, number: number): Promise<unknown[]> {
  if (path.endsWith(".csv"))
    return readCsv(readFileSync(path, "utf8").slice(1))
      .slice(1)
      .map((row) => row[number]);
  if (path.endsWith(".xlsx"))
    return readWorkbook(readFileSync(path))
      .rows.slice(1)
      .map((row) => row[number]);
  const reader = path.endsWith(".parquet") ? "read_parquet" : "ST_Read";
  const rows = await queryFiles(room.folder, `SELECT * FROM ${reader}(${quoteText(path)}) ORDER BY fid`);
  return rows.map(
    (row) => Object.values(row).filter((_each, place) => Object.keys(row)[place]?.toLowerCase() !== "ogc_fid")[number],
  );
}

const formats = ["csv", "xlsx", "geojson", "gpkg", "parquet"];

describe("an export of what is selected", { timeout: 60_000 }, () => {
  it("has those rows alone in every format, and says of how many it is", async () => {
    const rows = { layer: layer.id, fids: [2, 5] };
    const { serial } = await room.client.ask("selection.change", { layer: layer.id, how: "replace", rows });
    const filter: Condition[] = [{ set: "selection", serial }];
    for (const format of formats) {
      const path = room.path(`所选.${format}`);
      expect(await room.client.ask("layer.export", { layer: layer.id, path, filter })).toEqual({ path, rows: 2 });
      expect((await columnOf(path, 0)).map(Number)).toEqual([2, 5]);
      const account =
        format === "xlsx"
          ? readWorkbook(readFileSync(path), 2).rows.flat().join("\n")
          : readFileSync(`${path}.txt`, "utf8");
      expect(account).toContain("只含符合以下全部条件的行：属于已选的 2 个要素");
      expect(account).toContain("among the 2 features that were selected");
    }
  });
});

describe("every format", () => {
  it.each(formats)(".%s holds only what a filter leaves", async (extension) => {
    const filter: Condition[] = [
      { column: "src_整数", compare: ">=", value: 0 },
      { column: "src_日期", compare: "=", value: "2024-02-29" },
    ];
    const path = room.path(`筛.${extension}`);
    const { rows } = await room.client.ask("layer.export", { layer: layer.id, path, filter });
    const expected = given
      .filter(({ properties: { 整数, 日期 } }) => (整数 ?? -1) >= 0 && 日期 !== null)
      .map(({ properties }) => properties.id);
    expect(rows).toBe(expected.length);
    const found = await columnOf(path, 7);
    expect(found).toEqual(expected);
  });

  it.each(formats)(".%s of no rows at all is a whole file", async (extension) => {
    const path = room.path(`空.${extension}`);
    const filter: Condition[] = [{ column: "src_id", compare: "=", value: "nothing" }];
    expect(await room.client.ask("layer.export", { layer: layer.id, path, filter })).toEqual({ path, rows: 0 });
    expect(readFileSync(path).length).toBeGreaterThan(20);
  });

  it.each(formats)(".%s never overwrites a file unasked, and replaces it whole when asked", async (extension) => {
    const path = room.path(`旧.${extension}`);
    writeFileSync(path, "mine");
    await expect(room.client.ask("layer.export", { layer: layer.id, path })).rejects.toMatchObject({
      code: "output-exists",
    });
    expect(readFileSync(path, "utf8")).toBe("mine");
    await room.client.ask("layer.export", { layer: layer.id, path, replace: true });
    expect(readFileSync(path).length).toBeGreaterThan(500);
  });

  it.each([
    ["into a folder that is not there", "没有/图.csv", "output-unwritable"],
    ["onto a folder", "文件夹.csv", "output-unwritable"],
    ["of a format nobody knows", "图.dwg", "usage"],
    ["without any extension", "图", "usage"],
  ])("%s nothing is written", async (_title, name, code) => {
    const before = readdirSync(room.folder);
    const path = room.path(name);
    await expect(room.client.ask("layer.export", { layer: layer.id, path, replace: true })).rejects.toMatchObject({
      code,
    });
    expect(readdirSync(room.folder)).toEqual(before);
    expect(existsSync(room.path("没有"))).toBe(false);
  });

  it("of 50,001 rows arrives whole", { timeout: 60_000 }, async () => {
    const many = Array.from({ length: 50_001 }, (_each, index) => ({
      geometry: { type: "Point", coordinates: [480_000 + (index % 300), 3_056_000 + Math.floor(index / 300)] },
      properties: { 名: `第${index + 1}号` },
    }));
    const large = await room.take("generic", many);
    const expected = many.map(({ properties }) => properties.名);
    for (const extension of formats) {
      const path = room.path(`大.${extension}`);
      expect(await room.client.ask("layer.export", { layer: large.id, path })).toEqual({ path, rows: 50_001 });
      expect(await columnOf(path, 1)).toEqual(expected);
    }
  });
});
