import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { at, collection } from "../support/small-town.js";
import { importAll } from "./support/acts.js";
import { freshFolder } from "./support/launch.js";
import { layerMenu } from "./support/layers.js";
import { pixelOf } from "./support/map.js";
import { openWindow, type Window } from "./support/window.js";
import { word } from "./support/words.js";

const count = 3000;
/** House n was built in one of 90 years, in an order that has nothing to do with n; every 50th year is unknown. */
const yearOf = (n: number): number | null => (n % 50 === 49 ? null : 1930 + ((n * 37) % 90));

function writeHouses(folder: string): string {
  const path = join(folder, "房屋.geojson");
  const houses = Array.from({ length: count }, (_, n) => {
    const [east, north] = [(n % 60) * 20, Math.floor(n / 60) * 20];
    const ring = [at(east, north), at(east + 10, north), at(east + 10, north + 10), at(east, north)];
    const properties = { fwbh: `F${String(n).padStart(4, "0")}`, build_time: yearOf(n), cs: 1 + (n % 7) };
    return { geometry: { type: "Polygon", coordinates: [ring] }, properties };
  });
  writeFileSync(path, collection(houses));
  return path;
}

describe("the table", () => {
  let window: Window;
  beforeAll(async () => {
    window = await openWindow({ locale: "zh" });
    await importAll(window, [writeHouses(freshFolder("town"))]);
    await window.page.keyboard.press("F6");
    await window.page.locator(".grid-row[data-fid]").first().waitFor();
  });
  afterAll(() => window.close());

  const header = (title: string) => window.page.getByRole("columnheader", { name: title });
  /** The cells of one column, of the rows that are drawn, from the top. */
  const column = async (title: string): Promise<string[]> => {
    const place = await header(title).getAttribute("aria-colindex");
    await window.page.waitForFunction(() => document.querySelectorAll(".grid-row:not([data-fid])").length === 0);
    return await window.page.locator(`.grid-row [role=gridcell][aria-colindex="${place}"]`).allInnerTexts();
  };
  const sort = async (title: string, direction: "ascending" | "descending") => {
    await header(title).getByRole("button").click();
    await expect.poll(() => header(title).getAttribute("aria-sort")).toBe(direction);
    await window.page.waitForTimeout(300);
  };
  const codes = (compare: (a: number, b: number) => number) =>
    Array.from({ length: count }, (_, n) => n)
      .sort((a, b) => compare(a, b) || a - b)
      .map((n) => `F${String(n).padStart(4, "0")}`);

  it("tells how many rows there are and draws only those in view", async () => {
    expect(await window.text(window.page.getByTestId("table-total"))).toBe("3,000 行");
    expect(await window.page.getByRole("grid").getAttribute("aria-rowcount")).toBe("3001");
    expect(await window.page.locator(".grid-row").count()).toBeLessThan(40);
    expect((await column("房屋编号")).slice(0, 3)).toEqual(["F0000", "F0001", "F0002"]);
  });

  it("sorts by a click: rising with the unknown last, then falling", async () => {
    await sort("建成年份", "ascending");
    const rising = codes((a, b) => (yearOf(a) ?? 9999) - (yearOf(b) ?? 9999));
    const shown = await column("房屋编号");
    expect(shown).toEqual(rising.slice(0, shown.length));
    expect((await column("建成年份"))[0]).toBe("1930");
    await sort("建成年份", "descending");
    const falling = codes((a, b) => (yearOf(b) ?? -1) - (yearOf(a) ?? -1));
    expect(await column("房屋编号")).toEqual(falling.slice(0, shown.length));
  });

  it("scrolls to the last row", async () => {
    await window.page.getByRole("grid").focus();
    await window.page.keyboard.press("End");
    await window.page.waitForTimeout(500);
    expect((await column("建成年份")).at(-1)).toBe("—");
    const falling = codes((a, b) => (yearOf(b) ?? -1) - (yearOf(a) ?? -1));
    expect((await column("房屋编号")).at(-1)).toBe(falling.at(-1));
  });

  it("is walked by arrow keys; the row is selected everywhere", async () => {
    await window.page.keyboard.press("Home");
    await window.page.keyboard.press("ArrowDown");
    const second = (await column("房屋编号"))[1];
    await expect.poll(() => window.text(".card-head h2")).toBe(second);
    expect(await window.page.locator('.grid-row[aria-selected="true"]').count()).toBe(1);
  });

  it("shows the row of what is clicked on the map", async () => {
    await window.page.getByRole("grid").focus();
    await window.page.keyboard.press("Home");
    // House 2519 is far down the list.
    const { x, y } = await pixelOf(window, at(59 * 20 + 6, 41 * 20 + 3));
    await window.page.mouse.click(x, y);
    await expect.poll(() => window.text(".card-head h2")).toBe("F2519");
    await expect.poll(() => window.text('.grid-row[aria-selected="true"]')).toContain("F2519");
  });

  const marked = () =>
    window.page
      .locator('.grid-row[data-marked="true"]')
      .evaluateAll((rows) => rows.map((row) => Number(row.getAttribute("aria-rowindex")) - 1));
  const box = (row: number) =>
    window.page.getByRole("checkbox", { name: word("zh", "table.markRow", { row }), exact: true });
  const all = (name: "table.markAll" | "table.unmarkAll", rows: string) =>
    window.page.getByRole("checkbox", { name: word("zh", name, { count: rows }), exact: true });
  const chosen = () => window.page.getByTestId("table-chosen");

  it("marks the rows that are selected: by a click, by Shift as many as lie between, by the space bar", async () => {
    await window.page.getByRole("grid").focus();
    await window.page.keyboard.press("Home");
    await box(2).click();
    await expect.poll(marked).toEqual([2]);
    await box(6).click({ modifiers: ["Shift"] });
    await expect.poll(marked).toEqual([2, 3, 4, 5, 6]);
    await box(4).click();
    await expect.poll(marked).toEqual([2, 3, 5, 6]);
    await window.page.keyboard.press("Space");
    await expect.poll(marked).toEqual([2, 3, 4, 5, 6]);
    await window.page.keyboard.press("ArrowUp");
    await window.page.keyboard.press("Space");
    await expect.poll(marked).toEqual([2, 4, 5, 6]);
    expect(await window.text(chosen())).toBe("已选 4");
    expect(await window.page.getByTestId("chosen-count").count()).toBe(1);
  });

  it("marks all that it shows, far down as well, and takes all marks away", async () => {
    await all("table.markAll", "3,000").click();
    await expect.poll(() => window.text(chosen())).toBe("已选 3,000");
    await window.page.getByRole("grid").focus();
    await window.page.keyboard.press("End");
    await expect.poll(async () => (await marked()).at(-1)).toBe(count);
    await all("table.unmarkAll", "3,000").click();
    await expect.poll(marked).toEqual([]);
    expect(await chosen().count()).toBe(0);
  });

  it("shows each row in the colour that its class has on the map", async () => {
    await layerMenu(window, "房屋", word("zh", "style.open"));
    await window.click(window.button("style.presetAge"), "by age");
    await window.page.locator(".grid-row[data-fid] .mark-cell [role=img]").first().waitFor();
    const years = await column("建成年份");
    const classes = await window.page
      .locator(".grid-row .mark-cell [role=img]")
      .evaluateAll((swatches) => swatches.map((swatch) => swatch.getAttribute("aria-label") ?? ""));
    expect(classes).toHaveLength(years.length);
    const fits = (year: string, title: string): boolean => {
      const [first = 0, last = first] = [...title.matchAll(/\d{4}/gu)].map(([number]) => Number(number));
      if (year === "—") return title === "无数据";
      if (title.endsWith("以前")) return Number(year) < first;
      return Number(year) >= first && (title.endsWith("以后") || Number(year) <= last);
    };
    expect(years.filter((year, at) => !fits(year, classes[at] ?? ""))).toEqual([]);
    expect(new Set(classes).size).toBeGreaterThan(1);
    await window.button("style.close").click();
  });

  it("Esc leaves the selection, then the table", async () => {
    await window.page.keyboard.press("Escape");
    await expect.poll(() => window.page.locator(".card-head").count()).toBe(0);
    await window.page.keyboard.press("Escape");
    await expect.poll(() => window.page.getByRole("grid").count()).toBe(0);
    await window.button("bar.table").click();
    await window.page.locator(".grid-row[data-fid]").first().waitFor();
    await window.page.getByRole("button", { name: word("zh", "table.close") }).click();
    await expect.poll(() => window.page.getByRole("grid").count()).toBe(0);
  });
});
