import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EngineRoom, openEngineRoom } from "../support/engine-room.js";
import { takeSampleCity } from "../support/sample-city.js";
import { fill, mapDrawn, pick } from "./support/acts.js";
import { grouped, type House, lonelyVillage, type Point, placesByCode, readHouses } from "./support/city-houses.js";
import { layerMenu } from "./support/layers.js";
import { dragOn, mapGrid, paintedAt, pixelOf } from "./support/map.js";
import { tableCell, tableFilled } from "./support/table.js";
import { openWindow, resize, type Window } from "./support/window.js";
import { word } from "./support/words.js";

/** A planner's day in one window: style, filter, brush, lasso, read, list; each figure counted by the test as well. */
describe("a planner's whole job", () => {
  const scored = "风险评分（全国默认方案）";
  const say = (key: Parameters<typeof word>[1], values = {}) => word("zh", key, values);
  let room: EngineRoom;
  let window: Window;
  let project = "";
  let houses: readonly House[] = [];
  beforeAll(async () => {
    room = openEngineRoom();
    const { path, score } = await takeSampleCity(room);
    project = path;
    houses = await readHouses(room, score.id, await placesByCode(join(room.folder, "sample")));
    await room.client.ask("project.close", {});
    window = await openWindow({ locale: "zh" });
    await resize(window, 1440, 900);
  });
  afterAll(async () => {
    await window.close();
    await room.close();
  });

  /** Rows of the scored layer's legend: title → count. */
  const legend = async () => {
    const section = window.page.locator(".legend section").filter({ hasText: scored });
    const rows = await section
      .locator("li")
      .evaluateAll((items) =>
        items.map((item) => [item.querySelector("span")?.textContent, item.querySelector("b")?.textContent]),
      );
    return new Map(
      rows
        .map(([title, count]): [string, number] => [title ?? "", Number((count ?? "").replaceAll(",", ""))])
        .filter(([, count]) => count > 0),
    );
  };
  const levelTitles: Readonly<Record<string, string>> = {
    major: "重大",
    larger: "较大",
    general: "一般",
    low: "低",
    insufficient: "资料不足",
    excluded: "不计入",
  };
  const levelsOf = (some: readonly House[]) =>
    new Map([...grouped(some, ({ level }) => levelTitles[level] ?? level)].map(([title, own]) => [title, own.length]));
  const filtered = () => window.text(window.page.getByTestId("filter-count"));
  const chosen = () => window.text(window.page.getByTestId("chosen-count"));
  const tableTotal = () => window.text(window.page.getByTestId("table-total"));
  const card = () => window.text(".panel.right .card-head h2");
  const chart = (name: string) => window.page.locator(`.chart-card[data-chart="${name}"]`);
  /** Sum of what passes over a chart's bars, as its table says. */
  const passing = async (name: string) =>
    (await chart(name).locator("tbody tr td:nth-child(2)").allTextContents()).reduce(
      (sum, text) => sum + Number(text.replaceAll(",", "")),
      0,
    );
  const number = (value: number) => value.toLocaleString("en");
  let pixel = (_place: Point) => ({ x: 0, y: 0 });
  let village = { name: "", own: [] as readonly House[], lasso: [] as readonly Point[] };

  it("opens a project and styles its houses by level: the legend counts every one", async () => {
    const { page } = window;
    await window.answerDialogs([project]);
    await page.keyboard.press("Control+O");
    await page.locator(".layer-row").first().waitFor();
    await layerMenu(window, scored, say("style.open"));
    await window.click(window.button("style.presetScore"), "by score");
    await expect.poll(async () => [...(await legend()).keys()].some((title) => /\d/u.test(title))).toBe(true);
    await window.click(window.button("style.presetLevel"), "by level");
    await expect.poll(async () => [...(await legend())].sort()).toEqual([...levelsOf(houses)].sort());
    await window.button("style.close").click();
  });

  it("filters by the year built", async () => {
    await window.page.keyboard.press("Control+Shift+F");
    await window.button("filter.more").click();
    await pick(window, say("filter.column"), "建成年份");
    await pick(window, say("filter.compare"), say("filter.by.<="));
    await fill(window, say("filter.value"), 1989);
    await window.page.getByRole("button", { name: say("filter.add"), exact: true }).click();
    const old = houses.filter(({ year }) => year !== null && year <= 1989);
    await expect.poll(filtered).toContain(`${number(old.length)} / ${number(houses.length)}`);
    await expect.poll(async () => [...(await legend())].sort()).toEqual([...levelsOf(old)].sort());
  });

  it("brushes the chart of years: count, map's classes, table and the other charts follow", async () => {
    const { page } = window;
    await layerMenu(window, scored, say("layers.table"));
    await page.keyboard.press("F7");
    const canvas = chart("years").locator("canvas");
    await canvas.waitFor();
    const box = await canvas.boundingBox();
    if (box === null) throw new Error("no canvas");
    const y = box.y + box.height / 3;
    await page.mouse.move(box.x + box.width * 0.45, y);
    await page.mouse.down();
    for (const share of [0.5, 0.55, 0.6]) await page.mouse.move(box.x + box.width * share, y);
    await page.mouse.up();
    await expect.poll(() => chart("years").getAttribute("data-filtering")).toBe("true");
    // Which decades were brushed is said by the condition's own words; how many houses that are, the test counts.
    const words = (await page.locator(".filter-chip .clip").allInnerTexts()).join(" ");
    const decades = [...words.matchAll(/(\d{4})–(\d{4})/gu)].map(([, from, to]) => [Number(from), Number(to)] as const);
    expect(decades.length).toBeGreaterThan(0);
    const brushed = houses.filter(
      ({ year }) => year !== null && year <= 1989 && decades.some(([from, to]) => year >= from && year <= to),
    );
    expect(brushed.length).toBeGreaterThan(0);
    await expect.poll(filtered).toContain(`${number(brushed.length)} / ${number(houses.length)}`);
    await expect.poll(async () => [...(await legend())].sort()).toEqual([...levelsOf(brushed)].sort());
    await expect.poll(tableTotal).toContain(number(brushed.length));
    for (const name of ["structure-level", "district-level", "pipe-distance"])
      await expect.poll(() => passing(name), { message: name }).toBe(brushed.length);
    await page.keyboard.press("F7");
    await window.button("filter.clear").click();
    await page.getByTestId("filter-count").waitFor({ state: "detached" });
    await page.keyboard.press("Control+Shift+F");
  });

  it("finds a village and lassoes it: chip and table count what the test counts", async () => {
    const { page } = window;
    village = lonelyVillage(houses);
    await page.keyboard.press("Control+F");
    await page.keyboard.insertText(village.name);
    await page.locator(".search-found[data-busy=false] [role=option]").filter({ hasText: "社区边界" }).first().click();
    await page.keyboard.press("Escape");
    await mapDrawn(window);
    const map = await page.getByTestId("map").boundingBox();
    const [corner, , opposite] = village.lasso;
    if (map === null || corner === undefined || opposite === undefined) throw new Error("no map");
    // North is up: two corners tell where every place lies.
    const [one, other] = [await pixelOf(window, corner), await pixelOf(window, opposite)];
    pixel = ([longitude, latitude]) => ({
      x: one.x + ((longitude - corner[0]) * (other.x - one.x)) / (opposite[0] - corner[0]),
      y: one.y + ((latitude - corner[1]) * (other.y - one.y)) / (opposite[1] - corner[1]),
    });
    const shares = village.lasso.map((place): Point => {
      const { x, y } = pixel(place);
      return [(x - map.x) / map.width, (y - map.y) / map.height];
    });
    await page.keyboard.press("l");
    await dragOn(window, shares);
    await expect.poll(chosen).toContain(`已选 ${number(village.own.length)} `);
    await page.keyboard.press("v");
    await page.getByText(say("select.onlyChosen")).click();
    await expect.poll(tableTotal).toContain(number(village.own.length));
    await tableFilled(page);
  });

  it("reads a house's card, goes on by keyboard, and table and map follow each other", async () => {
    const { page } = window;
    const codeIn = async (row: number) => (await tableCell(window, "房屋编号", row)) ?? "";
    await page.locator(".grid-row").first().click();
    await page.locator(".reason-steps li").first().waitFor();
    const facts = await window.text(".panel.right .card");
    expect(facts).toContain(await codeIn(0));
    expect(facts).toMatch(/有资料的权重 \d+%/u);
    expect(facts).toMatch(/\d+ 项不详/u);
    expect(await window.text(".reason-steps")).toMatch(/等级：/u);
    const [first, second] = [await codeIn(0), await codeIn(1)];
    expect(village.own.map(({ code }) => code)).toEqual(expect.arrayContaining([first, second]));
    await page.keyboard.press("ArrowDown");
    await expect.poll(() => window.text(".panel.right .card")).toContain(second);
    await page.keyboard.press("ArrowUp");
    await expect.poll(() => window.text(".panel.right .card")).toContain(first);
    // What is clicked on the map is the row that the table marks.
    const other = village.own.find(({ code }) => code === second);
    if (other === undefined) throw new Error("not a house of the village");
    const { x, y } = pixel(other.place);
    await page.mouse.click(x, y);
    await expect.poll(() => window.text(".panel.right .card")).toContain(second);
    const marked = page.locator('.grid-row[aria-selected="true"]');
    await expect.poll(() => marked.allInnerTexts().then((texts) => texts.join())).toContain(second);
    expect(await card()).not.toBe("");
  });

  it("sees on the map each house of the village in the colour that the legend gives its class", async () => {
    const { page } = window;
    await window.button("select.filter").click();
    await window.button("select.clear").click();
    await expect.poll(async () => [...(await legend())].sort()).toEqual([...levelsOf(village.own)].sort());
    const swatches = await page
      .locator(".legend section")
      .filter({ hasText: scored })
      .locator("li:not([data-empty=true])")
      .evaluateAll((rows) =>
        rows.map((row) => {
          const fill = getComputedStyle(row.querySelector("rect") ?? row).fill;
          const [red = 0, green = 0, blue = 0] = [...fill.matchAll(/\d+/gu)].map(Number);
          return { title: row.querySelector("span")?.textContent ?? "", colour: [red, green, blue] as const };
        }),
      );
    // Twice as large, with what is in sight then: the map without what stands on it at the top and on the right.
    await window.button("map.zoomIn").click();
    await mapDrawn(window);
    const [map, shades] = [await page.getByTestId("map").boundingBox(), await page.locator(".legend").boundingBox()];
    if (map === null || shades === null) throw new Error("no map");
    const { pixelOf: placed } = await mapGrid(window);
    const inSight = village.own
      .map((house) => ({ ...house, at: placed(house.place) }))
      .filter(
        ({ at: { x, y } }) => x > map.x + 10 && x < shades.x - 10 && y > map.y + 110 && y < map.y + map.height - 50,
      );
    await page.locator(".legend-head").hover();
    await mapDrawn(window);
    const painted = await paintedAt(
      window,
      inSight.map(({ at }) => at),
      swatches.map(({ colour }) => colour),
    );
    const seen = inSight.flatMap(({ level }, index) => {
      const found = painted[index] ?? null;
      return found === null ? [] : [{ painted: swatches[found]?.title, counted: levelTitles[level] }];
    });
    expect(seen.filter((each) => each.painted !== each.counted)).toEqual([]);
    // The name of the village may hide a few.
    expect(seen.length).toBeGreaterThanOrEqual(Math.max(8, 0.8 * inSight.length));
    await page
      .locator(".filter-bar")
      .getByRole("button", { name: say("menu.selectPassing"), exact: true })
      .click();
    await expect.poll(chosen).toContain(`已选 ${number(village.own.length)} `);
    await window.button("filter.clear").click();
  });

  it("takes the selection onto a list", async () => {
    const { page } = window;
    await page
      .locator(".chosen-chip")
      .getByRole("button", { name: say("select.pick") })
      .click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("combobox", { name: say("ledger.list") }).fill("村庄房屋核查");
    await dialog.getByLabel(say("ledger.reason"), { exact: true }).fill(`${village.name}全部房屋`);
    await dialog.getByRole("button", { name: say("ledger.pickGo"), exact: true }).click();
    await dialog.getByLabel(say("ledger.name"), { exact: true }).fill("周正");
    await dialog.getByRole("button", { name: say("common.ok") }).click();
    await dialog.waitFor({ state: "detached" });
    await page.keyboard.press("Control+L");
    await page.keyboard.press("Escape");
    await page.locator(".work").getByText(say("ledger.lists"), { exact: true }).click();
    await expect
      .poll(() => window.text(page.locator(".pick-lists .row-button").filter({ hasText: "村庄房屋核查" })))
      .toContain(`${number(village.own.length)} 栋`);
  });
});
