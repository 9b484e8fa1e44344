import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { Database } from "../../../data/database.js";
import { notes, openWorkbookRoom, place, sheet } from "../../support/workbook-room.js";
import { workbookBytes } from "../../support/write-workbook.js";
import { zipBytes } from "../../support/write-zip.js";

const { root, worker, write, close } = openWorkbookRoom();
afterAll(close);

const day = (value: unknown) => (value instanceof Date ? value.toISOString().slice(0, 10) : value);

describe("a workbook", () => {
  it("comes back cell by cell: texts, numbers, dates, flags, formulas' values, nothing for errors", async () => {
    const path = write(
      workbookBytes(
        [
          sheet([
            ["编号", "名称", "面积", "检查日期", "时刻", "加层", "层数", "公式", "经度", "纬度"],
            [
              { xml: '<c s="3"><v>17</v></c>' },
              '甲 "楼" <1>',
              0.1 + 0.2,
              { xml: '<c s="1"><v>44196</v></c>' },
              { xml: '<c s="2"><v>45292.354166666664</v></c>' },
              true,
              6,
              { xml: '<c t="str"><f>A1&amp;B1</f><v>结果</v></c>' },
              ...place,
            ],
            [
              { xml: '<c s="3"><v>360302</v></c>' },
              { xml: '<c t="inlineStr"><is><r><t>分</t></r><r><t>段</t></r></is></c>' },
              { xml: '<c t="e"><v>#REF!</v></c>' },
              { xml: '<c s="1"><v>59</v></c>' },
              null,
              false,
              { xml: "<c><v>3</v></c>" },
              { xml: '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>' },
              ...place,
            ],
          ]),
        ],
        { styles: [0, 14, 'yyyy"年"m"月"d"日" h:mm', "000000"] },
      ),
    );
    const { table, columns, report } = await worker.read(path);
    expect(table.map(({ geom: _geom, src_检查日期: date, ...row }) => ({ ...row, date: day(date) }))).toEqual([
      {
        fid: 2,
        src_编号: "000017",
        src_名称: '甲 "楼" <1>',
        src_面积: 0.30000000000000004,
        date: "2020-12-31",
        src_时刻: "2024-01-01 08:30:00",
        src_加层: true,
        src_层数: 6n,
        src_公式: "结果",
        src_经度: 113.85,
        src_纬度: 27.62,
      },
      {
        fid: 3,
        src_编号: "360302",
        src_名称: "分段",
        src_面积: null,
        date: "1900-02-28",
        src_时刻: null,
        src_加层: false,
        src_层数: 3n,
        src_公式: null,
        src_经度: 113.85,
        src_纬度: 27.62,
      },
    ]);
    expect(Object.fromEntries(columns.map(({ name, type }) => [name, type]))).toMatchObject({
      src_编号: "text",
      src_检查日期: "date",
      src_加层: "flag",
      src_层数: "whole",
      src_面积: "number",
    });
    expect(notes(report)).toContain("2 个单元格是公式错误");
  });

  it("of a Mac counts its days from 1904", async () => {
    const rows = [
      ["日", "经度", "纬度"],
      [{ xml: '<c s="1"><v>42734</v></c>' }, ...place],
    ];
    const path = write(workbookBytes([sheet(rows)], { styles: [0, 14], from1904: true }));
    expect(day((await worker.read(path)).table[0]?.src_日)).toBe("2020-12-31");
  });

  it("is read as another program writes it", async () => {
    const path = join(root, "GDAL 写的.xlsx");
    const database = await Database.open({ path: ":memory:", folders: [root] });
    await database.using(undefined, (session) =>
      session.run(
        `COPY (SELECT '楼' || i AS 名称, i AS 层数, i / 8 AS 面积, DATE '2020-01-01' + CAST(i AS INTEGER) AS 日期,
                      113.85 + i / 1e5 AS 经度, 27.62 AS 纬度 FROM range(1, 301) t(i)) TO '${path}' (FORMAT gdal, DRIVER 'XLSX')`,
      ),
    );
    await database.close();
    const { table, columns } = await worker.read(path);
    expect(table).toHaveLength(300);
    expect(table[299]).toMatchObject({ src_名称: "楼300", src_层数: 300n, src_面积: 37.5 });
    expect(day(table[299]?.src_日期)).toBe("2020-10-27");
    expect(columns.find(({ name }) => name === "src_日期")?.type).toBe("date");
  });
});

describe("a workbook that cannot be read", () => {
  const whole = workbookBytes([sheet([["经度", "纬度"], [...place]])]);
  const ole = Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(2000)]);
  const part = (name: string, content: string) =>
    workbookBytes([sheet([["经度", "纬度"], [...place]])], { parts: { [name]: content } });
  it.each([
    ["is cut off", whole.subarray(0, whole.length >> 1), "input-damaged", "is not a whole zip"],
    ["is empty", Buffer.alloc(0), "input-damaged", "is not a whole zip"],
    [
      "is a zip of something else",
      zipBytes([{ name: "a.txt", data: Buffer.from("x") }]),
      "input-damaged",
      "no workbook",
    ],
    ["is of the old format under a new name", ole, "input-format", "Save it as .xlsx"],
    [
      "is locked with a password",
      Buffer.concat([ole, Buffer.from("EncryptedPackage", "utf16le")]),
      "input-format",
      "locked with a password",
    ],
    [
      "has a part that would swell",
      part("xl/sharedStrings.xml", `<!DOCTYPE sst [<!ENTITY a "ha">]><sst><si><t>&a;</t></si></sst>`),
      "input-format",
      "DOCTYPE",
    ],
    [
      "has a sheet that breaks off",
      part("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row"),
      "input-damaged",
      "line 1",
    ],
    ["has no rows", workbookBytes([sheet([])]), "input-columns", "all its tables are empty"],
    [
      "is a bomb",
      part("xl/worksheets/sheet1.xml", `<worksheet><sheetData>${" ".repeat(40_000_000)}</sheetData></worksheet>`),
      "input-too-large",
      "beyond the limits for zips",
    ],
  ])("because it %s is refused in one sentence", async (_title, bytes, code, words) => {
    const path = write(bytes);
    for (const ask of [() => worker.inspect(path), () => worker.read(path)])
      await expect(ask()).rejects.toMatchObject({ code, message: expect.stringContaining(words) });
  });

  it("as an .xls, .et, .dwg or .rar is told what to do", async () => {
    for (const [extension, words] of [
      ["xls", "另存为 .xlsx"],
      ["et", "另存为 .xlsx"],
      ["dwg", "另存为 ASCII DXF"],
      ["rar", "先解压"],
    ] as const)
      await expect(worker.inspect(write(ole, extension))).rejects.toMatchObject({
        code: "input-format",
        text: { zh: expect.stringContaining(words) },
      });
  });

  it("though its cells claim to stand beyond the last column is read without them", async () => {
    const xml = `<worksheet><sheetData><row><c t="str"><v>经度</v></c><c t="str"><v>纬度</v></c></row><row><c><v>113.85</v></c><c><v>27.62</v></c><c r="ZZZZZZZ2"><v>1</v></c></row></sheetData></worksheet>`;
    const { table } = await worker.read(write(part("xl/worksheets/sheet1.xml", xml)));
    expect(Object.keys(table[0] ?? {})).toEqual(["fid", "src_经度", "src_纬度", "geom"]);
  });

  it("leaves the file as it was", async () => {
    const path = write(whole);
    await worker.read(path);
    expect(readFileSync(path).equals(whole)).toBe(true);
  });
});
