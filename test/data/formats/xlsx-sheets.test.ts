import { afterAll, describe, expect, it } from "vitest";
import { notes, openWorkbookRoom, place, sheet } from "../../support/workbook-room.js";
import { workbookBytes } from "../../support/write-workbook.js";

const { worker, write, close } = openWorkbookRoom();
afterAll(close);

const _day = (value: unknown) => (value instanceof Date ? value.toISOString().slice(0, 10) : value);

describe("the header of a sheet", () => {
  it("is found below merged titles and read without the spaces that spread it", async () => {
    const path = write(
      workbookBytes([
        {
          name: "自建房",
          rows: [
            ["安源区自建房安全隐患排查台账", null, null, null, null],
            ["填报单位：后埠街道", null, null, "日期：2022年6月", null],
            [],
            ["编　号", "户主\n姓名", "建成年份", "经度", "纬度"],
            [1, 2, 3, 4, 5],
            ["A1", "张三", 1985, ...place],
            ["A2", "李四", 1999, ...place],
            ["合计", 2, null, null, null],
          ],
          merged: ["A1:E1", "A2:C2"],
        },
      ]),
    );
    const { table, report } = await worker.read(path);
    expect(table.map((row) => [row.fid, row.src_编号, row.src_户主姓名, row.src_建成年份])).toEqual([
      [6, "A1", "张三", 1985n],
      [7, "A2", "李四", 1999n],
    ]);
    expect(report.skipped).toMatchObject([{ row: 8 }]);
    expect(notes(report)).toContain("第 4 行作为表头");
  });

  it("of two rows names the members by their groups where they would be the same", async () => {
    const path = write(
      workbookBytes([
        sheet([
          ["序号", "起点", null, "坐标", null, "备注"],
          [null, "埋深", "高程", "X", "Y", null],
          [1, 1.2, 90, 3_056_340.5, 485_194.28, "x"],
        ]),
        sheet(
          [
            ["序号", "起点", null, "终点", null, "经度", "纬度"],
            [null, "埋深", "高程", "埋深", "高程", null, null],
            [1, 1.2, 90, 1.3, 91, ...place],
          ],
          "二",
        ),
      ]),
    );
    expect((await worker.inspect(path)).fields.map(({ name }) => name)).toEqual([
      "序号",
      "埋深",
      "高程",
      "X",
      "Y",
      "备注",
    ]);
    expect((await worker.inspect(path, { layer: "二" })).fields.map(({ name }) => name)).toEqual([
      "序号",
      "起点埋深",
      "起点高程",
      "终点埋深",
      "终点高程",
      "经度",
      "纬度",
    ]);
  });

  it("is the first row of a plain table, and columns without a name go by their letter", async () => {
    const path = write(
      workbookBytes([
        sheet([["lon", "lat", "年份"], [...place, 1985, "多出"], [...place, null], [], [...place, 2001]]),
      ]),
    );
    const { table, report } = await worker.read(path);
    expect(table.map((row) => [row.fid, row.src_年份, row.src_D])).toEqual([
      [2, 1985n, "多出"],
      [3, null, null],
      [5, 2001n, null],
    ]);
    expect(notes(report)).not.toContain("表头");
  });
});

describe("the sheets of a workbook", () => {
  it("are its layers; the first with coordinates is read without a wish", async () => {
    const path = write(
      workbookBytes([
        sheet([["说明"], ["看下一页"]], "封面"),
        sheet(
          [
            ["名称", "经度", "纬度"],
            ["甲", ...place],
          ],
          "房屋",
        ),
        sheet(
          [
            ["名称", "X", "Y"],
            ["乙", 3_056_340.5, 38_485_194.28],
          ],
          "工地",
        ),
        sheet([], "空"),
      ]),
    );
    const looked = await worker.inspect(path);
    expect(looked.layers.map(({ name }) => name)).toEqual(["封面", "房屋", "工地", "空"]);
    expect(looked).toMatchObject({ layer: "房屋", rows: 1, geometry: "point" });
    const { table, report } = await worker.read(path, "generic", { layer: "工地" });
    expect(table[0]?.src_名称).toBe("乙");
    expect(notes(report)).toContain("X 列是北坐标、Y 列是东坐标");
    await expect(worker.read(path, "generic", { layer: "无" })).rejects.toMatchObject({ code: "input-missing" });
  });

  it("without known coordinates can be looked at, and imported by the columns that a user chooses", async () => {
    const path = write(
      workbookBytes([
        sheet([
          ["名称", "东", "北"],
          ["甲", "113°51′0″", "北纬27度37分12秒"],
          ["乙", "113°60′0″", "27"],
        ]),
      ]),
    );
    const looked = await worker.inspect(path);
    expect(looked).toMatchObject({ geometry: null, picture: null });
    expect(looked.preview).toHaveLength(2);
    expect(looked.problems.map(({ zh }) => zh).join()).toContain("请选择东坐标（经度）列和北坐标（纬度）列");
    await expect(worker.read(path)).rejects.toMatchObject({
      code: "input-columns",
      message: expect.stringContaining("It has: 名称, 东, 北."),
    });
    const coordinates = { east: "东", north: "北" };
    expect((await worker.inspect(path, { coordinates })).geometry).toBe("point");
    const { table, report } = await worker.read(path, "generic", { coordinates });
    // EPSG:4490 → EPSG:4547 with pyproj 3.7.2: 485194.28, 3056340.50.
    expect(String(table[0]?.geom)).toMatch(/^POINT \(485194\.2\d* 3056340\.(49|5)\d*\)$/u);
    expect(report).toMatchObject({ rows: 2, imported: 1 });
    await expect(worker.inspect(path, { coordinates: { east: "西", north: "北" } })).rejects.toMatchObject({
      code: "input-columns",
      message: expect.stringContaining('no column "西"'),
    });
  });

  it("says where merged cells leave rows without a value", async () => {
    const rows = [
      ["街道", "经度", "纬度"],
      ["后埠", ...place],
      [null, ...place],
    ];
    const path = write(workbookBytes([{ name: "a", rows, merged: ["A2:A3"] }]));
    expect(notes((await worker.read(path)).report)).toContain("1 处合并单元格");
  });
});
