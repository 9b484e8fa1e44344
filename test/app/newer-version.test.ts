import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { at, collection } from "../support/small-town.js";
import { chooseFiles, chosen, closeNotices, confirmImport, importAll, inspected, layersShown } from "./support/acts.js";
import { freshFolder } from "./support/launch.js";
import { layerMenu, notice } from "./support/layers.js";
import { tableCell, tableFilled } from "./support/table.js";
import { openWindow, type Window } from "./support/window.js";

/** Houses by number, each at its own place; `floors` of some. */
function writeHouses(path: string, numbers: readonly number[], floors: Readonly<Record<number, number>> = {}): string {
  const houses = numbers.map((n) => {
    const [east, north] = [(n % 6) * 30, Math.floor(n / 6) * 30];
    const ring = [
      at(east, north),
      at(east + 12, north),
      at(east + 12, north + 12),
      at(east, north + 12),
      at(east, north),
    ];
    return {
      geometry: { type: "Polygon", coordinates: [ring] },
      properties: { fwbh: `N${n}`, build_time: "1975", cs: floors[n] ?? 3 },
    };
  });
  writeFileSync(path, collection(houses));
  return path;
}

const numbers = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => first + index);

describe("a newer version of a layer", () => {
  const folder = freshFolder("town");
  let window: Window;
  beforeAll(async () => {
    window = await openWindow({ locale: "zh" });
    await importAll(window, [writeHouses(join(folder, "房屋_2023年.geojson"), numbers(1, 20))]);
  });
  afterAll(() => window.close());

  const layers = () => window.page.locator(".layer-row .layer-name").allInnerTexts();

  it("is proposed by its file's name and taken on the user's word", async () => {
    // House 1 is gone, 21 and 22 are new, 5 has another floor.
    const next = writeHouses(join(folder, "房屋_2024年6月.geojson"), numbers(2, 22), { 5: 4 });
    await chooseFiles(window, [next]);
    expect(await chosen(window, "导入为")).toBe("新图层");
    await window.page.getByTestId("take-version").click();
    await expect.poll(() => chosen(window, "导入为")).toMatch(/“房屋_2023年”的新版本/u);
    await confirmImport(window);
    const told = notice(window, /第 2 版：新增 2，消失 1，变化 1，不变 18/u);
    await told.waitFor();
    await told.getByRole("button", { name: /查看.*（4）/u }).click();
    await tableFilled(window.page);
    expect(await window.text(window.page.getByTestId("table-total"))).toBe("4 行");
  });

  it("takes the layer's place: one layer, its number of the version, its changes below it", async () => {
    await layersShown(window, 1);
    expect(await layers()).toHaveLength(2);
    expect(await window.text(".layer-row .layer-revision")).toBe("第 2 版");
    expect(await window.text('.layer-row[data-indented="false"] .layer-count')).toBe("21");
    const legend = await window.text(".legend section:has-text('第 2 版的变化')");
    for (const counted of [/新增\s*2/u, /消失\s*1/u, /变化\s*1/u]) expect(legend).toMatch(counted);
  });

  it("can be given from the layer's menu, and the map and the table show the new rows", async () => {
    await closeNotices(window);
    const third = join(freshFolder("other"), "完全不同的名字.geojson");
    mkdirSync(join(third, ".."), { recursive: true });
    await window.answerDialogs([writeHouses(third, numbers(2, 12))]);
    await layerMenu(window, "房屋_2023年", "导入新版本…");
    await inspected(window);
    expect(await chosen(window, "导入为")).toMatch(/“房屋_2023年”的新版本/u);
    await confirmImport(window);
    await notice(window, /第 3 版：新增 0，消失 10，变化 1，不变 10/u).waitFor();
    await expect.poll(() => window.text('.layer-row[data-indented="false"] .layer-count')).toBe("11");
    await expect.poll(() => window.text(".legend li:has-text('1980 年以前')")).toMatch(/11\s*\d+ %$/u);
    await layerMenu(window, "房屋_2023年", "打开属性表");
    await expect.poll(() => window.text(window.page.getByTestId("table-total"))).toBe("11 行");
    await tableFilled(window.page);
    expect(await tableCell(window, "房屋编号", 0)).toBe("N2");
  });

  it("shows on a house's card what each version changed, and on a lost one's that it has gone", async () => {
    const { page } = window;
    const course = () =>
      page
        .locator(".revisions > ol > li")
        .allInnerTexts()
        .then((texts) => texts.map((text) => text.replaceAll(/\s+/gu, " ")));
    await page.locator(".grid-row").filter({ hasText: "N5" }).click();
    await expect.poll(() => window.text(".card-head h2")).toBe("N5");
    await page.locator(".revisions li").first().waitFor();
    expect(await course()).toEqual([
      expect.stringMatching(/^第 3 版 1 处变化 .*完全不同的名字\.geojson 层数 4 → 3$/u),
      expect.stringMatching(/^第 2 版 1 处变化 .*房屋_2024年6月\.geojson 层数 3 → 4$/u),
      expect.stringMatching(/^第 1 版 首次导入 .*房屋_2023年\.geojson$/u),
    ]);
    await layerMenu(window, "房屋_2023年 · 第 3 版的变化", "打开属性表");
    await expect.poll(() => window.text(page.getByTestId("table-total"))).toBe("11 行");
    await tableFilled(page);
    await page.locator(".grid-row").filter({ hasText: "N13" }).click();
    await expect.poll(() => window.text(".card-head h2")).toBe("N13");
    await page.locator(".revisions li").first().waitFor();
    expect(await course()).toEqual([
      expect.stringMatching(/^第 3 版 该版中已没有 /u),
      expect.stringMatching(/^第 2 版 无变化 /u),
      expect.stringMatching(/^第 1 版 首次导入 /u),
    ]);
  });
});
