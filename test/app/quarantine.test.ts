import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { at, collection } from "../support/small-town.js";
import { readWorkbook } from "../support/workbook.js";
import { closeNotices, importAll, layersShown, mapDrawn } from "./support/acts.js";
import { freshFolder } from "./support/launch.js";
import { layerMenu, notice } from "./support/layers.js";
import { tableCell, tableFilled } from "./support/table.js";
import { openWindow, type Window } from "./support/window.js";

/** Twenty houses: the fifth without a shape, the ninth drawn as a line of no width, the seventh with the eighth's code. */
function writeHouses(folder: string): string {
  const path = join(folder, "房屋.geojson");
  const houses = Array.from({ length: 20 }, (_, n) => {
    const [east, north] = [(n % 5) * 30, Math.floor(n / 5) * 30];
    const size = n === 8 ? 0 : 12;
    const ring = [
      at(east, north),
      at(east + size, north),
      at(east + size, north + 12),
      at(east, north + 12),
      at(east, north),
    ];
    return {
      geometry: n === 4 ? null : { type: "Polygon", coordinates: [ring] },
      properties: { fwbh: n === 6 ? "Q8" : `Q${n + 1}`, build_time: `${1960 + n}`, cs: 2 },
    };
  });
  writeFileSync(path, collection(houses));
  return path;
}

describe("rows that are left out or doubtful", () => {
  const folder = freshFolder("town");
  const workbook = join(folder, "待核行.xlsx");
  let window: Window;
  beforeAll(async () => {
    window = await openWindow({ locale: "zh" });
    await importAll(window, [writeHouses(folder)]);
  });
  afterAll(() => window.close());

  const rowNames = () => window.page.locator(".layer-row .layer-name").allInnerTexts();

  it("are told when the import is done, and a click shows them in the table", async () => {
    const told = notice(window, /已导入“房屋”：18 \/ 20 行/u);
    await told.waitFor();
    expect(await window.text(told)).toMatch(/2 行未导入/u);
    expect(await window.text(told)).toMatch(/2 行已导入但存疑/u);
    await told.getByRole("button", { name: /查看“房屋 · 待核行”（4）/u }).click();
    await tableFilled(window.page);
    expect(await window.text(window.page.getByTestId("table-total"))).toBe("4 行");
    const reasons = await Promise.all([0, 1, 2].map((row) => tableCell(window, "原因", row)));
    expect(reasons[0]).toMatch(/没有几何图形/u);
    expect(reasons[1]).toMatch(/编号与其他行重复/u);
  });

  it("stand under their layer in the list, and on the map with a legend of their own", async () => {
    expect(await rowNames()).toEqual(["房屋", "待核行"]);
    expect(await window.page.locator('.layer-row[data-indented="true"]').count()).toBe(1);
    await expect
      .poll(() => window.text(".legend section:has-text('待核行')"))
      .toMatch(/未导入\s*2\s*50 %\s*已导入，存疑\s*2\s*50 %/u);
    expect(await window.text(".legend section:has-text('待核行')")).not.toMatch(/无数据/u);
  });

  it("open as a card even where they have no shape", async () => {
    await window.page.locator(".grid-row[data-fid]").first().click();
    await expect.poll(() => window.text(".card-head h2")).toBe("Q5");
    await window.page.locator(".grid-row[data-fid]").first().dblclick();
    await mapDrawn(window);
    expect(await window.page.locator(".ant-notification-notice").count()).toBe(0);
    await window.page.keyboard.press("Escape");
  });

  it("are exported as a workbook", async () => {
    await window.answerDialogs([workbook]);
    await layerMenu(window, "房屋 · 待核行", "导出待核行以便修改（xlsx）…");
    await notice(window, /已导出 4 行/u).waitFor();
    const { rows } = readWorkbook(readFileSync(workbook));
    expect(rows).toHaveLength(5);
    expect(rows.flat().filter((cell) => cell === "Q8").length).toBeGreaterThan(1);
  });

  it("come back corrected, and are features of the layer then", async () => {
    await closeNotices(window);
    const { rows } = readWorkbook(readFileSync(workbook));
    const corrected = join(folder, "改好.csv");
    const [head = []] = rows;
    const place = head.indexOf("文件行号");
    // The seventh house gets a code of its own: then the eighth has its code alone.
    const mended = rows.map((row) => (row[place] === 7 ? row.map((cell) => (cell === "Q8" ? "Q7" : cell)) : row));
    const quoted = (cell: string | number | null) => `"${String(cell ?? "").replaceAll('"', '""')}"`;
    writeFileSync(corrected, `\uFEFF${mended.map((row) => row.map(quoted).join(",")).join("\n")}`);
    await window.answerDialogs([corrected]);
    await layerMenu(window, "房屋 · 待核行", "读回改好的行…");
    await notice(window, /2 行已改好并归入图层，还有 2 行待核/u).waitFor();
    await layersShown(window, 1);
    await expect.poll(() => window.text(".legend section:has-text('待核行')")).toMatch(/未导入\s*2/u);
  });
});
