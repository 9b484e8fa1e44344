import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { at, collection } from "../support/small-town.js";
import { chosen, importAll, pick } from "./support/acts.js";
import { freshFolder } from "./support/launch.js";
import { layerMenu } from "./support/layers.js";
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
