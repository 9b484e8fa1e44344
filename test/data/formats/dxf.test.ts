import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { encodeText } from "../../support/chinese-bytes.js";
import { ImportWorker } from "../../support/import-worker.js";
import { dxfText, dxfEntity as entity } from "../../support/write-dxf.js";

const root = mkdtempSync(join(tmpdir(), "图纸 dwg-"));
const worker = new ImportWorker();
afterAll(() => {
  worker.stop();
  rmSync(root, { recursive: true, force: true });
});

let number = 0;
function write(content: string | Uint8Array, name = "总图"): string {
  number += 1;
  const path = join(root, `${name}${number}.dxf`);
  writeFileSync(path, content);
  return path;
}
const gbk = (text: string) => Uint8Array.from(encodeText(text, "gbk"));
const crs = { crs: "EPSG:4547" };
const notes = (report: { notes: readonly { zh: string }[] }) => report.notes.map((note) => note.zh).join("\n");
const square = (x: number): [number, number][] => [
  [x, 3_056_000],
  [x + 10, 3_056_000],
  [x + 10, 3_056_010],
  [x, 3_056_010],
];

const symbol = { 阀门: [entity.line("0", [0, 0], [1, 1])] };
const city = [
  entity.polyline("居民地", square(485_000), true, [
    [1001, "SOUTH"],
    [1000, "141101"],
  ]),
  entity.oldPolyline("居民地", square(485_020), true),
  entity.line("燃气", [485_000, 3_055_990], [485_100, 3_055_990]),
  entity.polyline(
    "燃气",
    [
      [485_100, 3_055_990],
      [485_200, 3_055_990],
      [485_200, 3_056_090],
    ],
    false,
  ),
  entity.text("注记", [485_005, 3_056_005], "砖3 丅啊"),
  entity.insert("燃气", "阀门", [485_050, 3_055_990], { 编号: "RQ-12", 材质: "PE" }),
  entity.text("布局", [0, 0], "图框", [[67, 1]]),
];

describe("a DXF", () => {
  it("comes back entity by entity with its layer, words, block and attributes, read in GBK", async () => {
    const path = write(gbk(dxfText({ entities: city, blocks: symbol })));
    const looked = await worker.inspect(path, crs);
    const name = `总图${number}`;
    expect(looked.layers.map((layer) => layer.name)).toEqual([name, "居民地", "注记", "燃气"]);
    expect(looked).toMatchObject({ format: "dxf", layer: name, encoding: { value: "gb18030", sure: true } });
    const houses = await worker.read(path, "buildings", { ...crs, layer: "居民地" });
    expect(houses.geometry).toBe("polygon");
    expect(houses.table.map((row) => [row.src_Layer, row.src_EntityType, row.src_EntityHandle, row.src_XData])).toEqual(
      [
        ["居民地", "LWPOLYLINE", "1A", "141101"],
        ["居民地", "POLYLINE", null, null],
      ],
    );
    expect(String(houses.table[1]?.geom)).toMatch(/^POLYGON \(\(.*485030 3056010/u);
    const valves = await worker.read(path, "generic", { ...crs, layer: "燃气" });
    expect(valves.geometry).toBe("line");
    expect(valves.report).toMatchObject({ rows: 3, imported: 2 });
    const words = await worker.read(path, "generic", { ...crs, layer: "注记" });
    expect(words.table[0]).toMatchObject({ src_Text: "砖3 丅啊", geom: "POINT (485005 3056005)" });
  });

  it("keeps inserted symbols as points with their attributes as fields, and says so", async () => {
    const path = write(gbk(dxfText({ entities: [city[5] ?? []], blocks: symbol })));
    const { table, report } = await worker.read(path, "generic", crs);
    expect(table).toHaveLength(1);
    expect(table[0]).toMatchObject({
      geom: "POINT (485050 3055990)",
      src_Block: "阀门",
      src_编号: "RQ-12",
      src_材质: "PE",
    });
    expect(notes(report)).toContain("1 个图块按插入点读取");
  });

  it("draws a block that is a drawing of its own where it was inserted", async () => {
    const blocks = { 地形: Array.from({ length: 100 }, (_each, index) => entity.line("0", [index, 0], [index, 10])) };
    const path = write(gbk(dxfText({ entities: [entity.insert("0", "地形", [485_000, 3_056_000])], blocks })));
    const { table } = await worker.read(path, "generic", crs);
    const text = table.map((row) => row.geom).join();
    expect(text.match(/3056010/gu)).toHaveLength(100);
  });

  it("offers closed lines as polygons where polygons are wanted, as lines where lines are, and says which", async () => {
    const path = write(gbk(dxfText({ entities: city, blocks: symbol })));
    const houses = await worker.read(path, "buildings", crs);
    expect(houses.report).toMatchObject({ rows: 6, imported: 2 });
    expect(notes(houses.report)).toContain("2 条闭合的线按面读取");
    const pipes = await worker.read(path, "pipes", crs);
    expect(pipes.report).toMatchObject({ rows: 6, imported: 4 });
    expect(notes(pipes.report)).toContain("2 条闭合的线按线读取");
    expect(notes(pipes.report)).toContain("1 个实体在图纸空间");
  });

  it.each([
    ["GBK by its code page", "gbk", { codePage: "ANSI_936" }, "gb18030", true],
    ["GBK under a header that says Western", "gbk", { codePage: "ANSI_1252" }, "gb18030", false],
    ["GBK under a header that says nothing", "gbk", { codePage: null }, "gb18030", false],
    ["UTF-8 from AutoCAD 2007 on", "utf-8", { version: "AC1021" }, "utf-8", true],
    ["UTF-8 under a header that says GBK", "utf-8", { codePage: "ANSI_936" }, "utf-8", false],
  ])("is read in %s", async (_title, encoding, header, value, sure) => {
    const entities = [entity.text("注记图层", [485_000, 3_056_000], "安源区后埠街道砖混")];
    const path = write(Uint8Array.from(encodeText(dxfText({ entities, ...header }), encoding)));
    expect((await worker.inspect(path)).encoding).toMatchObject({ value, sure });
    const { table } = await worker.read(path, "generic", crs);
    expect(table[0]).toMatchObject({ src_Layer: "注记图层", src_Text: "安源区后埠街道砖混" });
  });

  it("gives the words of labels without their codes", async () => {
    const at: [number, number] = [485_000, 3_056_000];
    const codes = [
      ["%%c300 %%p5", "Ø300 ±5"],
      ["\\U+4E2D\\U+538B", "中压"],
    ] as const;
    const mtext = [
      [0, "MTEXT"],
      [8, "0"],
      [10, at[0]],
      [20, at[1]],
      [3, "{\\fSimSun|b0;钢筋"],
      [1, "混凝土}\\P\\H2.5;5层"],
    ] as const;
    const path = write(gbk(dxfText({ entities: [...codes.map(([raw]) => entity.text("0", at, raw)), mtext] })));
    const { table } = await worker.read(path, "generic", crs);
    expect(table.map((row) => row.src_Text)).toEqual([...codes.map(([, plain]) => plain), "钢筋混凝土 5层"]);
  });

  it("is looked at without being read to its end", async () => {
    const entities = Array.from({ length: 200_000 }, (_each, index) =>
      entity.line("路", [485_000 + index, 0], [485_001 + index, 9]),
    );
    const path = write(gbk(dxfText({ entities })).subarray(0, -30));
    const looked = await worker.inspect(path, crs);
    expect(looked.preview).toHaveLength(50);
    expect(looked.rows).toBeNull();
    await expect(worker.read(path, "generic", crs)).rejects.toMatchObject({ code: "input-damaged" });
  });

  it("states no CRS", async () => {
    const path = write(gbk(dxfText({ entities: city })));
    expect((await worker.inspect(path)).crs).toMatchObject({ value: null });
    await expect(worker.read(path)).rejects.toMatchObject({ code: "input-crs" });
  });

  const text = dxfText({ entities: city });
  it.each([
    ["is binary", "AutoCAD Binary DXF\r\n\u001a\u0000", "input-format", "另存为 ASCII DXF"],
    ["is a DWG", "AC1032\u0000\u0000", "input-format", "另存为 ASCII DXF"],
    ["is something else", "<html></html>", "input-damaged", "不是 DXF 图纸"],
    ["is empty", "", "input-damaged", "不是 DXF 图纸"],
    ["is cut off", text.slice(0, text.length >> 1), "input-damaged", "已损坏"],
    ["has a line too many", text.replace("LINE\r\n", "LINE\r\nx\r\n"), "input-damaged", "组码"],
  ])("that %s is refused in one sentence", async (_title, content, code, words) => {
    const path = write(content);
    for (const ask of [() => worker.inspect(path, crs), () => worker.read(path, "generic", crs)])
      await expect(ask()).rejects.toMatchObject({ code, text: { zh: expect.stringContaining(words) } });
  });

  it("without a layer that was asked for says which there are", async () => {
    const path = write(gbk(dxfText({ entities: city })));
    await expect(worker.inspect(path, { layer: "没有" })).rejects.toMatchObject({
      code: "input-missing",
      text: { zh: expect.stringContaining("居民地") },
    });
  });
});
