import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { at, collection } from "../support/small-town.js";
import { chosen, importAll, pick } from "./support/acts.js";
import { freshFolder } from "./support/launch.js";
import { layerMenu } from "./support/layers.js";
import { shoot } from "./support/pictures.js";
import { tableFilled } from "./support/table.js";
import { openWindow, type Window } from "./support/window.js";
import { word } from "./support/words.js";

const count = 600;
/** House n was built in one of 75 years; every 20th year is unknown. */
const yearOf = (n: number): number | null => (n % 20 === 19 ? null : 1945 + ((n * 37) % 75));
const decadeOf = (year: number | null): string =>
  year === null
    ? "无数据"
    : year < 1970
      ? "1970 年以前"
      : year >= 2010
        ? "2010 年及以后"
        : `${year - (year % 10)}–${year - (year % 10) + 9}`;

function writeTown(folder: string): string[] {
  const houses = Array.from({ length: count }, (_, n) => {
    const [east, north] = [(n % 30) * 20, Math.floor(n / 30) * 20];
    const ring = [at(east, north), at(east + 12, north), at(east + 12, north + 12), at(east, north)];
    return {
      geometry: { type: "Polygon", coordinates: [ring] },
      properties: { fwbh: `F${n}`, 房屋名称: `屋${n}`, build_time: yearOf(n), cs: 1 + (n % 7) },
    };
  });
  const roads = [
    { geometry: { type: "LineString", coordinates: [at(0, 0), at(500, 300)] }, properties: { 名称: "东街" } },
  ];
  const [first, second] = [join(folder, "房屋.geojson"), join(folder, "道路.geojson")];
  writeFileSync(first, collection(houses));
  writeFileSync(second, collection(roads));
  return [first, second];
}

describe("styling a layer", () => {
  const folder = freshFolder("style");
  let window: Window;
  const requests: string[] = [];
  beforeAll(async () => {
    window = await openWindow({ locale: "zh" });
    window.page.on("request", (request) => requests.push(request.url()));
    await importAll(window, writeTown(folder));
  });
  afterAll(() => window.close());

  const say = (name: Parameters<typeof word>[1], values = {}) => word("zh", name, values);
  const row = (name: string) => window.page.locator(".layer-row").filter({ hasText: name });
  const act = (name: string, item: string) => layerMenu(window, name, item);
  /** Rows of the legend by class: the count that it shows. */
  const legend = async (): Promise<Map<string, number>> => {
    const section = window.page.locator(".legend section").filter({ hasText: "房屋" });
    const texts = await section
      .locator("li")
      .evaluateAll((items) =>
        items.map((item) => [
          item.querySelector("span")?.textContent ?? "",
          item.querySelector("b")?.textContent ?? "",
        ]),
      );
    return new Map(texts.map(([title = "", number = ""]) => [title, Number(number.replaceAll(",", ""))]));
  };
  const expected = new Map<string, number>();
  for (let n = 0; n < count; n++) expected.set(decadeOf(yearOf(n)), (expected.get(decadeOf(yearOf(n))) ?? 0) + 1);
  const layers = () => window.page.locator(".layer-row .layer-name").allInnerTexts();

  it("by decade shows in the legend at once, each class with its rows", async () => {
    await act("房屋", say("style.open"));
    await window.click(window.button("style.presetAge"), "by age");
    await expect.poll(legend).toEqual(expected);
    expect(await chosen(window, say("style.column"))).toContain("建成年份");
    await window.page.locator(".style-histogram svg").waitFor();
  });

  it("is the same in the exported file", async () => {
    const file = join(folder, "按年代.csv");
    await act("房屋", say("layers.export"));
    await window.answerDialogs([file]);
    const dialog = window.page.getByRole("dialog");
    await pick(window, say("export.format"), ".csv");
    await dialog.getByRole("button", { name: say("export.choose") }).click();
    await expect.poll(() => readFileSync(file, { encoding: "utf8", flag: "a+" }).length).toBeGreaterThan(1000);
    const written = new Map<string, number>();
    for (const line of readFileSync(file, "utf8").trim().split(/\r?\n/u).slice(1)) {
      const title = line.split(",").at(-1) ?? "";
      written.set(title, (written.get(title) ?? 0) + 1);
    }
    expect(written).toEqual(expected);
  });

  it("by another column and method follows each choice", async () => {
    await pick(window, say("style.column"), "层数");
    await pick(window, say("style.method"), say("style.equal"));
    await pick(window, say("style.classes"), "3");
    await expect.poll(async () => [...(await legend()).keys()]).toEqual(["5 及以上", "3–4", "不足 3", "无数据"]);
    await window.click(window.button("style.presetAge"), "by age");
    await expect.poll(legend).toEqual(expected);
  });

  describe("a break on the histogram", () => {
    const handle = (at: number) => window.page.getByRole("slider", { name: say("style.break", { at }), exact: true });
    const now = async (at: number) => Number(await handle(at).getAttribute("aria-valuenow"));
    const field = (at: number) =>
      window.page.getByRole("spinbutton", { name: say("style.break", { at }), exact: true });
    /** Presses on a break's grip and goes along the axis to where a year lies; the button stays down. */
    const dragTo = async (at: number, year: number) => {
      const [plot, grip] = [await window.page.locator(".break-plot").boundingBox(), await handle(at).boundingBox()];
      if (plot === null || grip === null) throw new Error("no histogram");
      const [x, y] = [grip.x + grip.width / 2, grip.y + grip.height / 2];
      await window.page.mouse.move(x + 3, y);
      await window.page.mouse.down();
      const by = ((year - (await now(at))) / (2020 - 1945)) * plot.width;
      for (const share of [0.3, 0.6, 1]) await window.page.mouse.move(x + 3 + by * share, y);
    };
    /** Houses of known years by class, most urgent first: the oldest, as decades have it. */
    const byBreaks = (...breaks: number[]) => {
      const ends = [...breaks, Infinity].map((below, at) => [breaks[at - 1] ?? -Infinity, below] as const);
      const counts = ends.map(([from, below]) => {
        const years = Array.from({ length: count }, (_, n) => yearOf(n));
        return years.filter((year) => year !== null && year >= from && year < below).length;
      });
      return [...counts, expected.get("无数据")];
    };
    const counts = async () => [...(await legend()).values()];
    /** The class that the table shows of the first house of a year. */
    const swatchOf = (year: number) =>
      window.page
        .locator(".grid-row")
        .filter({ hasText: `F${Array.from({ length: count }, (_, n) => yearOf(n)).indexOf(year)}` })
        .first()
        .locator(".mark-cell [role=img]")
        .getAttribute("aria-label");

    it("is dragged: its number follows at once, and legend and table when it is let go", async () => {
      await window.page.keyboard.press("F6");
      await tableFilled(window.page);
      expect([await now(1), await now(2)]).toEqual([1970, 1980]);
      const year = yearOf(0) ?? 0;
      expect(await swatchOf(year)).toBe("1970 年以前");
      await dragTo(1, 1958);
      expect(await handle(1).getAttribute("aria-valuetext")).toBe("1958 年");
      expect((await legend()).get("1970 年以前")).toBe(expected.get("1970 年以前"));
      await window.page.mouse.up();
      await expect.poll(counts).toEqual(byBreaks(1958, 1980, 1990, 2000, 2010));
      expect([...(await legend()).keys()][0]).toBe("1958 年以前");
      expect(await chosen(window, say("style.method"))).toBe(say("style.manual"));
      expect(await field(1).inputValue()).toBe("1958");
      await expect.poll(() => swatchOf(yearOf(0) ?? 0)).toBe(year < 1958 ? "1958 年以前" : "1958–1979");
      expect(await handle(1).evaluate((own) => own === document.activeElement)).toBe(true);
    });

    it("stops before its neighbour, and goes back where it was on Escape", async () => {
      await dragTo(1, 2005);
      expect(await now(1)).toBe(1979);
      await window.page.keyboard.press("Escape");
      expect(await now(1)).toBe(1958);
      await window.page.mouse.up();
      expect(await counts()).toEqual(byBreaks(1958, 1980, 1990, 2000, 2010));
    });

    it("is moved, removed and added by keys, and named by its source", async () => {
      await handle(1).focus();
      for (const key of ["ArrowRight", "Shift+ArrowRight"]) await window.page.keyboard.press(key);
      expect(await now(1)).toBe(1969);
      await expect.poll(counts).toEqual(byBreaks(1969, 1980, 1990, 2000, 2010));
      await window.page.keyboard.press("End");
      await expect.poll(counts).toEqual(byBreaks(1979, 1980, 1990, 2000, 2010));
      await window.page.keyboard.press("Delete");
      await expect.poll(counts).toEqual(byBreaks(1980, 1990, 2000, 2010));
      await window.button("style.breakAdd").press("Enter");
      await expect.poll(counts).toEqual(byBreaks(1963, 1980, 1990, 2000, 2010));
      expect(await window.button("style.breakAdd").isDisabled()).toBe(true);
      const source = window.page.getByRole("textbox", { name: say("style.breakSource") });
      await source.fill("区住建〔2026〕4 号");
      await source.press("Enter");
      await window.page.locator(".legend-from").filter({ hasText: "区住建〔2026〕4 号" }).waitFor();
    });

    it("is added by a double click, where the bars are", async () => {
      await window.button("style.breakRemove", { value: "1963 年" }).click();
      await expect.poll(counts).toEqual(byBreaks(1980, 1990, 2000, 2010));
      const plot = await window.page.locator(".break-plot").boundingBox();
      if (plot === null) throw new Error("no histogram");
      await window.page.mouse.dblclick(plot.x + (plot.width * (1955.1 - 1945)) / 75, plot.y + 70);
      await expect.poll(counts).toEqual(byBreaks(1955, 1980, 1990, 2000, 2010));
      await shoot(window, "style-breaks-zh-light");
      await window.page.keyboard.press("F6");
      await window.click(window.button("style.presetAge"), "by age");
      await expect.poll(legend).toEqual(expected);
    });
  });

  it("hides a class on the map by a click on the legend", async () => {
    const entry = window.page.locator(".legend").getByRole("button", { name: "1980–1989" });
    await window.click(entry, "hide the eighties");
    expect(await entry.getAttribute("aria-pressed")).toBe("false");
    await window.click(entry, "show them");
    expect(await entry.getAttribute("aria-pressed")).toBe("true");
  });

  it("writes names on the map in the font that comes with the program, and asks nobody else for one", async () => {
    const used = () =>
      window.page.evaluate(
        () =>
          [...document.fonts].filter(({ status, family }) => status === "loaded" && /^maplibre/u.test(family)).length,
      );
    await window.click(window.page.getByRole("button", { name: say("map.zoomIn") }), "closer");
    // 屋 and the digits are in two files.
    await expect.poll(used).toBeGreaterThanOrEqual(2);
    expect(requests.filter((url) => url.endsWith(".woff2")).length).toBeGreaterThanOrEqual(2);
    expect(requests.filter((url) => !/^(blob:)?app:\/\/fangan\/|^data:/u.test(url))).toEqual([]);
  });

  it("orders layers by dragging and by the menu, and renames one", async () => {
    expect(await layers()).toEqual(["道路", "房屋"]);
    await row("房屋").dragTo(row("道路"));
    await expect.poll(layers).toEqual(["房屋", "道路"]);
    await act("房屋", say("tree.down"));
    await expect.poll(layers).toEqual(["道路", "房屋"]);
    await act("房屋", say("tree.up"));
    await expect.poll(layers).toEqual(["房屋", "道路"]);
    await act("道路", say("tree.rename"));
    await window.page.getByRole("textbox", { name: say("tree.renameAsk") }).fill("主干道");
    await window.page
      .getByRole("dialog")
      .getByRole("button", { name: say("common.ok") })
      .click();
    await expect.poll(layers).toEqual(["房屋", "主干道"]);
  });

  it("is kept when the page is loaded anew", async () => {
    await window.page.reload();
    await window.page.locator('.engine-state[data-state="ready"]').waitFor();
    await expect.poll(layers).toEqual(["房屋", "主干道"]);
    await expect.poll(legend).toEqual(expected);
  });
});
