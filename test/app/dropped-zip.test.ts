import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encodeText } from "../support/chinese-bytes.js";
import { dbfBytes, prjTexts, type Shapes, shpBytes } from "../support/write-shapefile.js";
import { zipBytes } from "../support/write-zip.js";
import { chosen, confirmImport, dropFiles, inspected, layersShown, pick } from "./support/acts.js";
import { freshFolder } from "./support/launch.js";
import { openTable, tableCell } from "./support/table.js";
import { openWindow, type Window } from "./support/window.js";

/** Forty houses of a supplier that calls the year 落成; names of entries and fields, and all values, in GBK. */
function writeZip(folder: string): string {
  const houses = Array.from({ length: 40 }, (_, n) => {
    const [x, y] = [485_000 + (n % 8) * 30, 3_056_000 + Math.floor(n / 8) * 30];
    const row = [`H${n + 1}`, n % 2 === 0 ? "湘枫巷" : "映云路", `${1950 + n}`, `${1 + (n % 6)}`];
    return {
      row,
      ring: [
        [x, y],
        [x, y + 12],
        [x + 12, y + 12],
        [x + 12, y],
        [x, y],
      ] as const,
    };
  });
  const shapes: Shapes = { type: "polygon", shapes: houses.map(({ ring }) => [ring]) };
  const { shp, shx } = shpBytes(shapes);
  const dbf = dbfBytes({
    encoding: "gbk",
    columns: [
      { name: "房屋编号", type: "C", length: 10 },
      { name: "地址", type: "C", length: 30 },
      { name: "落成", type: "C", length: 8 },
      { name: "层数", type: "N", length: 4 },
    ],
    rows: houses.map(({ row }) => row),
  });
  const path = join(folder, "老城区房屋.zip");
  // No .cpg, no language byte, no flag for UTF-8: as Windows in China packs it.
  const named = (extension: string, data: Uint8Array) => ({
    name: Uint8Array.from(encodeText(`老城区房屋${extension}`, "gbk")),
    data,
  });
  const prj = Buffer.from(prjTexts.metres114);
  writeFileSync(path, zipBytes([named(".shp", shp), named(".shx", shx), named(".dbf", dbf), named(".prj", prj)]));
  return path;
}

describe("a GBK zip without .cpg", () => {
  const path = writeZip(freshFolder("zip"));
  let window: Window;
  beforeAll(async () => {
    window = await openWindow({ locale: "zh" });
  });
  afterAll(() => window.close());

  it("is dropped on the window and shows its Chinese right, names and values", async () => {
    await dropFiles(window, [path]);
    await inspected(window);
    expect(await window.text(".preview thead")).toMatch(/房屋编号[\s\S]*地址[\s\S]*落成/u);
    expect(await window.text(".preview tbody")).toMatch(/湘枫巷[\s\S]*映云路/u);
    expect(await window.text(".preview")).not.toMatch(/[À-ÿ\uFFFD]/u);
    expect((await chosen(window, "文字编码")).toLowerCase()).toMatch(/^gb/u);
    expect(await chosen(window, "数据类型")).toBe("房屋");
  });

  it("has a field mapped by hand, and the preview marks it", async () => {
    expect(await chosen(window, "建成年份")).toBe("（无）");
    await pick(window, "建成年份", "落成");
    await inspected(window);
    await expect.poll(() => window.text(".preview th:has-text('落成')")).toMatch(/→ 建成年份/u);
  });

  it("is imported, and its rows are in the table with what was mapped", async () => {
    await confirmImport(window);
    await layersShown(window, 1);
    await openTable(window);
    expect(await window.text(window.page.getByTestId("table-total"))).toBe("40 行");
    const cell = (title: string) => tableCell(window, title, 1);
    expect([await cell("房屋编号"), await cell("地址"), await cell("建成年份")]).toEqual(["H2", "映云路", "1951"]);
    await expect.poll(() => window.text(".legend li:has-text('1980 年以前')")).toMatch(/30\s*\d+ %$/u);
  });
});
