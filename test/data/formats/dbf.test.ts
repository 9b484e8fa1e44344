import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ImportWorker } from "../../support/import-worker.js";
import { type DbfContent, dbfBytes, pointsInMetres, prjTexts, writeShapefile } from "../../support/write-shapefile.js";

const root = mkdtempSync(join(tmpdir(), "属性 表-"));
const worker = new ImportWorker();
afterAll(() => {
  worker.stop();
  rmSync(root, { recursive: true, force: true });
});

let number = 0;
function write(dbf: DbfContent, cpg?: string): string {
  number += 1;
  const parts = { shapes: pointsInMetres(dbf.rows.length), dbf, prj: prjTexts.metres114 };
  return writeShapefile(join(root, `t${number}`), cpg === undefined ? parts : { ...parts, cpg });
}

const says = (notes: readonly { en: string }[]) => notes.map((note) => note.en).join("\n");

describe("reading a .dbf", () => {
  it("keeps every value as it was delivered and makes empty ones null", async () => {
    const path = write({
      columns: [
        { name: "TEXT", type: "C", length: 12 },
        { name: "WHOLE", type: "N", length: 9 },
        { name: "REAL", type: "N", length: 12, decimals: 3 },
        { name: "DAY", type: "D", length: 8 },
        { name: "FLAG", type: "L", length: 1 },
      ],
      rows: [
        ["  abc ", "42", "-1.500", "20201231", "T"],
        [null, null, null, null, "?"],
        ["=1+1", "-7", "1e3", "00000000", "N"],
        ["NULL", "*********", "************", "20240229", "y"],
      ],
    });
    const { table, columns } = await worker.read(path);
    const types = columns.map((column) => [column.name, column.type]);
    expect(types).toEqual([
      ["src_TEXT", "text"],
      ["src_WHOLE", "whole"],
      ["src_REAL", "number"],
      ["src_DAY", "date"],
      ["src_FLAG", "flag"],
    ]);
    const day = (text: string) => new Date(`${text}T00:00:00Z`);
    expect(table.map(({ geom: _geom, ...row }) => row)).toEqual([
      { fid: 1, src_TEXT: "abc", src_WHOLE: 42n, src_REAL: -1.5, src_DAY: day("2020-12-31"), src_FLAG: true },
      { fid: 2, src_TEXT: null, src_WHOLE: null, src_REAL: null, src_DAY: null, src_FLAG: null },
      { fid: 3, src_TEXT: "=1+1", src_WHOLE: -7n, src_REAL: 1000, src_DAY: null, src_FLAG: false },
      { fid: 4, src_TEXT: "NULL", src_WHOLE: null, src_REAL: null, src_DAY: day("2024-02-29"), src_FLAG: true },
    ]);
  });

  it("reads bytes that another program wrote: 建成年份 and 砌体 in GBK", async () => {
    const path = write({ columns: [{ name: "ABCDEFGHIJ", type: "C", length: 10 }], rows: [["abcdefghij"]] }, "GBK");
    const file = path.replace(/shp$/u, "dbf");
    const bytes = dbfBytes({ columns: [{ name: "ABCDEFGH", type: "C", length: 10 }], rows: [["abcd      "]] });
    // Python: "建成年份".encode("gbk"), "砌体".encode("gbk").
    bytes.set([0xbd, 0xa8, 0xb3, 0xc9, 0xc4, 0xea, 0xb7, 0xdd], 32);
    bytes.set([0xc6, 0xf6, 0xcc, 0xe5], 66);
    writeFileSync(file, bytes);
    const { table } = await worker.read(path);
    expect(table[0]).toMatchObject({ src_建成年份: "砌体" });
  });

  it("names the columns apart that differ by case only, and one without a name, and says so", async () => {
    const columns = ["Name", "NAME", "", "row", "geom", "fid", "__proto__", "toString"].map((name) => ({
      name,
      type: "C" as const,
      length: 4,
    }));
    // A nameless field would end the list of fields for most programs; blanks do not.
    const path = write({
      columns: columns.map((column) => (column.name === "" ? { ...column, name: " " } : column)),
      rows: [["a", "b", "c", "d", "e", "f", "g", "h"]],
    });
    const { table, report } = await worker.read(path);
    expect(table[0]).toMatchObject({
      src_Name: "a",
      src_NAME_2: "b",
      src_field_3: "c",
      src_row_2: "d",
      src_geom_2: "e",
      src_fid: "f",
      src_toString: "h",
    });
    expect(Object.entries(table[0] ?? {}).find(([name]) => name === "src___proto__")?.[1]).toBe("g");
    expect(says(report.notes)).toMatch(/renamed: NAME → NAME_2, {2}?→ field_3|renamed: NAME → NAME_2/u);
  });

  it("makes names apart that 10 bytes cannot tell apart", async () => {
    const columns = ["房屋建成年份一", "房屋建成年份二"].map((name) => ({ name, type: "C" as const, length: 4 }));
    const { table, report } = await worker.read(write({ columns, rows: [["a", "b"]] }));
    expect(table[0]).toMatchObject({ src_房屋建: "a", src_房屋建_2: "b" });
    expect(says(report.notes)).toContain("房屋建 → 房屋建_2");
  });

  it("skips deleted rows together with their shapes and counts them", async () => {
    const rows = ["a", "b", "c", "d"].map((value) => [value]);
    const path = write({ columns: [{ name: "ID", type: "C", length: 1 }], rows, deleted: [2, 4] });
    const { table, report } = await worker.read(path);
    expect(table.map((row) => [row.fid, row.src_ID])).toEqual([
      [1, "a"],
      [3, "c"],
    ]);
    expect(report).toMatchObject({ rows: 4, imported: 2, skippedCount: 2 });
    expect(report.skipped.map(({ row, why }) => [row, why.zh])).toEqual([
      [2, "该行在 .dbf 中已标记删除"],
      [4, "该行在 .dbf 中已标记删除"],
    ]);
  });

  it("loses no digit of a building code of twenty digits, and no fraction in a field of whole numbers", async () => {
    const path = write({
      columns: [
        { name: "CODE", type: "N", length: 20 },
        { name: "FLOORS", type: "N", length: 5 },
        { name: "COUNT", type: "N", length: 18 },
      ],
      rows: [
        ["36030210000100012345", "2.5", "123456789012345678"],
        ["36030210000100012346", "3", "1"],
      ],
    });
    const { table, columns } = await worker.read(path);
    expect(columns.map((column) => column.type)).toEqual(["text", "number", "whole"]);
    expect(table[0]).toMatchObject({
      src_CODE: "36030210000100012345",
      src_FLOORS: 2.5,
      src_COUNT: 123_456_789_012_345_678n,
    });
  });

  it("keeps what is not of its field's type as text and says so", async () => {
    const path = write({
      columns: [
        { name: "DAY", type: "D", length: 8 },
        { name: "N", type: "N", length: 8 },
      ],
      rows: [
        ["1985    ", "about 3"],
        ["20200101", "4"],
      ],
    });
    const { table, report } = await worker.read(path);
    expect(table.map((row) => [row.src_DAY, row.src_N])).toEqual([
      ["1985", "about 3"],
      ["20200101", "4"],
    ]);
    expect(says(report.notes)).toContain("kept as text: DAY, N");
  });

  it("keeps the type of a field with a few wrong values: they are empty, counted and named by row", async () => {
    const rows = Array.from({ length: 12 }, (_each, row) => ["20200101", String(row), `${row}.5`, "T"]);
    rows[2] = ["20230231", "x7", "1.5", "T"];
    rows[3] = ["00000000", "3", "nan", "X"];
    rows[5] = ["19801345", "5", "inf", "T"];
    rows[7] = ["20231301", "-", "1e999", "T"];
    const path = write({
      columns: [
        { name: "建成日期", type: "D", length: 8 },
        { name: "层数", type: "N", length: 4 },
        { name: "面积", type: "F", length: 8, decimals: 1 },
        { name: "加层", type: "L", length: 1 },
      ],
      rows,
      encoding: "gbk",
      deleted: [8],
    });
    const { table, columns, report } = await worker.read(path);
    expect(columns.map((column) => column.type)).toEqual(["date", "whole", "number", "flag"]);
    const found = (fid: number) => {
      const { geom: _geom, fid: _fid, ...values } = table.find((row) => row.fid === fid) ?? {};
      return Object.values(values);
    };
    expect(found(3)).toEqual([null, null, 1.5, true]);
    expect(found(4)).toEqual([null, 3n, null, null]);
    expect(found(6)).toEqual([null, 5n, null, true]);
    expect(found(1)).toEqual([new Date("2020-01-01T00:00:00Z"), 0n, 0.5, true]);
    expect(report.notes.map(({ zh }) => zh)).toContain(
      "5 个值不符合其字段的类型，按空值处理，例如第 3 行的建成日期：“20230231”不是日期。",
    );
  });

  it("keeps a field of impossible dates only a field of dates: nothing of them is a date", async () => {
    const path = write({
      columns: [{ name: "DAY", type: "D", length: 8 }],
      rows: [["20230231"], ["19801345"], ["99999999"]],
    });
    const { table, columns, report } = await worker.read(path);
    expect(columns[0]?.type).toBe("date");
    expect(table.map((row) => row.src_DAY)).toEqual([null, null, null]);
    expect(says(report.notes)).toContain(
      '3 values are not of their field\'s type and count as empty, such as in row 1 DAY: "20230231" is not a date.',
    );
  });

  it.each([
    ["one byte short", (bytes: Buffer) => bytes.subarray(0, bytes.length - 2), /promises 3 rows, the file holds 2/u],
    ["cut in the header", (bytes: Buffer) => bytes.subarray(0, 50), /header is not whole/u],
    ["a count of four thousand million", (bytes: Buffer) => poke(bytes, 4, [255, 255, 255, 255]), /4294967295 rows/u],
    ["a longer field than rows have room for", (bytes: Buffer) => poke(bytes, 48, [99]), /fields take/u],
    ["a row length of nothing", (bytes: Buffer) => poke(bytes, 10, [0, 0]), /header is not whole/u],
    ["a header beyond the file", (bytes: Buffer) => poke(bytes, 8, [255, 255]), /header is not whole/u],
    ["fewer rows than shapes", (bytes: Buffer) => poke(bytes, 4, [2]), /3 shapes, the \.dbf 2 rows/u],
    ["dBASE 7", (bytes: Buffer) => poke(bytes, 0, [4]), /dBASE 7/u],
  ])("refuses a header that lies: %s", async (_title, change, message) => {
    const path = write({ columns: [{ name: "ID", type: "C", length: 6 }], rows: [["a"], ["b"], ["c"]] });
    const dbf = dbfBytes({ columns: [{ name: "ID", type: "C", length: 6 }], rows: [["a"], ["b"], ["c"]] });
    writeFileSync(path.replace(/shp$/u, "dbf"), change(dbf));
    await expect(worker.read(path)).rejects.toMatchObject({
      code: "input-damaged",
      message: expect.stringMatching(message),
    });
  });

  it("says which fields it does not read", async () => {
    const path = write({
      columns: [
        { name: "MEMO", type: "M", length: 10 },
        { name: "ID", type: "C", length: 2 },
      ],
      rows: [["12", "a"]],
    });
    const { table, report } = await worker.read(path);
    expect(table[0]).toMatchObject({ src_ID: "a" });
    expect(says(report.notes)).toMatch(/not read .*: MEMO/u);
  });
});

function poke(bytes: Buffer, at: number, values: readonly number[]): Buffer {
  bytes.set(values, at);
  return bytes;
}
