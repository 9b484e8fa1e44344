import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { at, collection } from "../support/small-town.js";
import { fill, importAll, pick } from "./support/acts.js";
import { freshFolder } from "./support/launch.js";
import { openWindow, type Window } from "./support/window.js";
import { word } from "./support/words.js";

const count = 600;
const yearOf = (n: number): number | null => (n % 10 === 9 ? null : 1950 + ((n * 37) % 70));
const old = Array.from({ length: count }, (_, n) => yearOf(n)).filter((year) => year !== null && year <= 1979).length;

function writeHouses(folder: string): string {
  const path = join(folder, "房屋.geojson");
  const houses = Array.from({ length: count }, (_, n) => {
    const [east, north] = [(n % 30) * 20, Math.floor(n / 30) * 20];
    const ring = [at(east, north), at(east + 10, north), at(east + 10, north + 10), at(east, north)];
    return {
      geometry: { type: "Polygon", coordinates: [ring] },
      properties: { fwbh: `F${n}`, build_time: yearOf(n), cs: 1 + (n % 7) },
    };
  });
  writeFileSync(path, collection(houses));
  return path;
}

describe("the filter", () => {
  let window: Window;
  let folder: string;
  beforeAll(async () => {
    folder = freshFolder("filter");
    window = await openWindow({ locale: "zh" });
    await importAll(window, [writeHouses(folder)]);
  });
  afterAll(() => window.close());

  const passes = () => window.text(window.page.getByTestId("filter-count"));
  const newCondition = (name: string) => pick(window, word("zh", "filter.column"), name);
  const openForm = () => window.page.getByRole("button", { name: word("zh", "filter.more") }).click();
  const add = () => window.page.getByRole("button", { name: word("zh", "filter.add"), exact: true }).click();
  const legend = () => window.page.locator(".legend li b").allInnerTexts();

  it("limits map, legend and table alike by a condition on a column", async () => {
    await window.page.keyboard.press("Control+Shift+F");
    await openForm();
    await newCondition("建成年份");
    await pick(window, word("zh", "filter.compare"), word("zh", "filter.by.<="));
    await fill(window, word("zh", "filter.value"), 1979);
    await add();
    await expect.poll(passes).toBe(`符合 ${old} / ${count}（${Math.round((old / count) * 100)} %）`);
    await window.page.keyboard.press("F6");
    await expect.poll(() => window.text(window.page.getByTestId("table-total"))).toContain(`${old}`);
    await expect
      .poll(async () => (await legend()).reduce((sum, each) => sum + Number(each.replaceAll(",", "")), 0))
      .toBe(old);
  });

  it("goes into an export, which says so", async () => {
    const path = join(folder, "老房屋.csv");
    await window.answerDialogs([path]);
    await window.button("bar.export").click();
    await pick(window, word("zh", "export.format"), "CSV");
    expect(await window.text(".ant-modal .ant-checkbox-wrapper")).toBe(word("zh", "filter.export", { count: old }));
    await window.button("export.choose").click();
    await expect.poll(() => existsSync(`${path}.txt`)).toBe(true);
    expect(readFileSync(path, "utf8").trimEnd().split("\n")).toHaveLength(old + 1);
    expect(readFileSync(`${path}.txt`, "utf8")).toContain("只含符合以下全部条件的行：建成年份 ≤ 1979");
  });

  it("is kept under a name, cleared, and applied again", async () => {
    await window.button("filter.saved").click();
    await window.page.getByRole("textbox", { name: word("zh", "filter.name") }).fill("八十年代以前");
    await window.page.getByRole("button", { name: word("zh", "filter.save"), exact: true }).click();
    await window.button("filter.clear").click();
    await expect.poll(() => window.page.getByTestId("filter-count").count()).toBe(0);
    expect(await window.text(window.page.getByTestId("table-total"))).toBe(`${count} 行`);
    await window.page.locator(".saved-filters").waitFor({ state: "hidden" });
    await window.button("filter.saved").click();
    await window.page.getByRole("button", { name: "八十年代以前", exact: true }).click();
    await expect.poll(passes).toContain(`符合 ${old} /`);
  });

  it("holds again after the engine was started anew", async () => {
    await window.page.evaluate(() =>
      (globalThis as unknown as { desktop: { restartEngine(): Promise<void> } }).desktop.restartEngine(),
    );
    await window.page.getByText(word("zh", "status.engineBack")).first().waitFor();
    await expect.poll(() => window.text(window.page.getByTestId("table-total"))).toContain(`${old}`);
  });

  it("loses one condition by its cross", async () => {
    await window.page.getByRole("button", { name: word("zh", "filter.remove", { words: "建成年份 ≤ 1979" }) }).click();
    await expect.poll(() => window.page.getByTestId("filter-count").count()).toBe(0);
  });
});
