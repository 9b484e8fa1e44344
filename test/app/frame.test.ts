import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeSmallTown } from "../support/small-town.js";
import { importAll } from "./support/acts.js";
import { freshFolder } from "./support/launch.js";
import { chooseInMenu, menuBar, menuItem } from "./support/menu.js";
import { openWindow, resize, type Window } from "./support/window.js";
import { word } from "./support/words.js";

/** First steps, menu bar, panels, search, palette and keys: one user's first day, and the next morning. */
describe("the frame about the map", () => {
  const userData = freshFolder("user");
  const files = writeSmallTown(freshFolder("town"));
  const requests: string[] = [];
  let window: Window;
  beforeAll(async () => {
    window = await openWindow({ locale: "zh", userData, first: true });
    window.page.on("request", (request) => requests.push(request.url()));
  });
  afterAll(() => window.close());

  const dialog = () => window.page.getByRole("dialog");
  const press = (key: string) => window.page.keyboard.press(key);
  const widthOf = (place: string) =>
    window.page.locator(place).evaluate((element) => Math.round(element.getBoundingClientRect().width));
  const edge = (panel: "left" | "right" | "bottom") =>
    window.page.getByRole("separator", { name: word("zh", `frame.edge.${panel}`) });

  it("asks for the job on the first day, in three steps that can be left", async () => {
    await dialog().getByText(word("zh", "welcome.job")).waitFor();
    await dialog()
      .getByRole("radio", { name: /选房鉴定/u })
      .check();
    expect((await menuItem(window, "view.layout-pick"))?.checked).toBe(true);
    await dialog()
      .getByRole("button", { name: word("zh", "welcome.next") })
      .click();
    await dialog().getByText(word("zh", "welcome.look")).waitFor();
    await dialog()
      .getByRole("button", { name: word("zh", "welcome.skip") })
      .click();
    await dialog().waitFor({ state: "detached" });
  });

  it("has a native menu bar in the window's language, with the keys", async () => {
    expect((await menuBar(window)).map(({ menu }) => menu)).toEqual([
      "文件",
      "编辑",
      "视图",
      "图层",
      "分析",
      "台账",
      "输出",
      "帮助",
    ]);
    expect(await menuItem(window, "file.open")).toMatchObject({ label: "打开项目…", accelerator: "CmdOrCtrl+O" });
    expect((await menuItem(window, "view.table"))?.enabled).toBe(false);
    await importAll(window, [files.buildings, files.pipes, files.sites]);
    await expect.poll(async () => (await menuItem(window, "view.table"))?.enabled).toBe(true);
    await window.button("bar.language").click();
    await expect
      .poll(async () => (await menuBar(window)).map(({ menu }) => menu))
      .toEqual(["File", "Edit", "View", "Layer", "Analysis", "Ledger", "Output", "Help"]);
    await window.page.getByRole("button", { name: "中文" }).click();
  });

  it("lays the panels out by job, and the edges move by keys and mouse", async () => {
    const { page } = window;
    await resize(window, 1280, 720);
    await chooseInMenu(window, "view.layout-pick");
    await page.locator(".table-panel").waitFor();
    await page.locator(".work").waitFor();
    await chooseInMenu(window, "view.layout-explore");
    await page.locator(".table-panel").waitFor({ state: "detached" });
    const before = await widthOf(".left-place");
    await edge("left").focus();
    await press("ArrowRight");
    await press("Shift+ArrowRight");
    expect(await widthOf(".left-place")).toBe(before + 72);
    expect(await edge("left").getAttribute("aria-valuenow")).toBe(String(before + 72));
    const box = await edge("right").boundingBox();
    if (box === null) throw new Error("the right edge is not there");
    await page.mouse.move(box.x + box.width / 2, 400);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 - 60, 400, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => widthOf(".right-place")).toBe(400);
    // However far an edge is moved, a map is left.
    await edge("left").focus();
    await press("End");
    expect(await widthOf(".map-area")).toBeGreaterThanOrEqual(320);
    await chooseInMenu(window, "view.reset-layout");
    await expect.poll(() => widthOf(".left-place")).toBe(240);
    await edge("left").focus();
    await press("Shift+ArrowRight");
  });

  it("finds a building by the last of its code in full-width digits, and goes there", async () => {
    const { page } = window;
    await press("Control+f");
    const field = page.getByRole("combobox", { name: word("zh", "search.label") });
    await expect.poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.type("a３");
    const options = page.locator("#search-results").getByRole("option");
    await expect.poll(() => options.allInnerTexts()).toEqual([expect.stringMatching(/A3[\s\S]*房屋 · 1980 年以前/u)]);
    await press("Enter");
    await expect.poll(() => window.text(".card-head h2")).toContain("A3");
    expect(await window.text(".status-bar")).toContain("已选 1 个");
    await field.fill("没有这个");
    await page.getByText(word("zh", "search.none", { text: "没有这个" })).waitFor();
    await field.fill("113.85, 27.62");
    await expect.poll(() => options.allInnerTexts()).toEqual([expect.stringContaining("113.850000°E, 27.620000°N")]);
    await press("Escape");
    await press("Escape");
  });

  it("tells the position in degrees or metres, and the scale", async () => {
    const { page } = window;
    const map = await page.getByTestId("map").boundingBox();
    if (map === null) throw new Error("there is no map");
    const position = page.locator(".status-bar .position");
    const point = async () => {
      await page.mouse.move(map.x + map.width / 2 - 5, map.y + map.height / 2);
      await page.mouse.move(map.x + map.width / 2, map.y + map.height / 2);
    };
    await point();
    await expect.poll(() => window.text(position)).toMatch(/^113\.8\d+°E, 27\.6\d+°N$/u);
    await position.click();
    await point();
    await expect.poll(() => window.text(position)).toMatch(/^东 \d{6}\.\d\d，北 3\d{6}\.\d\d$/u);
    await position.click();
    expect(await window.text(".status-bar")).toMatch(/比例尺 1:[\d,]+/u);
  });

  it("finds commands by pinyin, Chinese and English", async () => {
    const { page } = window;
    const first = page.locator(".palette-list").getByRole("option").first();
    for (const [typed, found] of [
      ["cxrd", "查找热点"],
      ["czrd", "查找热点"],
      ["属性", "属性表"],
      ["north", "转回正北"],
    ] as const) {
      await press("Control+k");
      await dialog().waitFor();
      await page.keyboard.type(typed);
      if (typed === "cxrd") await dialog().getByText(word("zh", "palette.none")).waitFor();
      else await expect.poll(() => window.text(first)).toContain(found);
      await press("Escape");
      await dialog().waitFor({ state: "detached" });
    }
    await press("Control+k");
    await page.keyboard.type("sxb");
    await press("Enter");
    await page.locator(".table-panel").waitFor();
  });

  it("names in the menu what would be taken back, and leaves text fields their own undo", async () => {
    const { page } = window;
    await page
      .locator(".table-panel")
      .getByRole("button", { name: word("zh", "ledger.pickRows") })
      .click();
    await dialog()
      .getByRole("combobox", { name: word("zh", "ledger.list") })
      .fill("首批");
    await dialog().getByLabel(word("zh", "ledger.reason"), { exact: true }).fill("全部");
    await dialog()
      .getByRole("button", { name: word("zh", "ledger.pickGo"), exact: true })
      .click();
    await dialog().getByLabel(word("zh", "ledger.name"), { exact: true }).fill("周正");
    await dialog()
      .getByRole("button", { name: word("zh", "common.ok") })
      .click();
    await dialog().waitFor({ state: "detached" });
    await expect.poll(async () => (await menuItem(window, "edit.undo"))?.label).toMatch(/^撤销 12 栋列入清单“首批”$/u);
    await press("Control+f");
    await expect.poll(() => menuItem(window, "edit.undo")).toBe(null);
    await press("Escape");
    await press("Escape");
    await expect.poll(async () => (await menuItem(window, "edit.undo"))?.enabled).toBe(true);
    await press("Control+z");
    await expect.poll(async () => (await menuItem(window, "edit.redo"))?.label).toMatch(/^重做 /u);
  });

  it("shows its keys, and single letters can be switched off", async () => {
    const { page } = window;
    await page.locator(".map canvas").focus();
    await press("?");
    await dialog().getByText("Ctrl+K").waitFor();
    await dialog()
      .getByRole("checkbox", { name: word("zh", "keys.singleSwitch") })
      .uncheck();
    await press("Escape");
    await dialog().waitFor({ state: "detached" });
    await press("?");
    expect(await dialog().count()).toBe(0);
    await press("F1");
    await dialog().waitFor();
    await press("Escape");
    await dialog().waitFor({ state: "detached" });
  });

  it("asked for nothing outside the program all day", async () => {
    // The recorder sees what the page asks for: this much is sure to be refused, and is seen.
    await window.page.evaluate(() => fetch("https://example.com/recorded").catch(() => null));
    const outside = requests.filter((url) => !/^(app:\/\/|blob:app:\/\/|data:)/u.test(url));
    expect(outside.filter((url) => url !== "https://example.com/recorded")).toEqual([]);
  });

  it("is as it was left, the next morning", async () => {
    await window.close();
    const kept = JSON.parse(readFileSync(join(userData, "settings.json"), "utf8"));
    expect(kept.preferences).toMatchObject({ welcomed: true, singleKeys: false, workplace: "explore" });
    window = await openWindow({ locale: "zh", userData, first: true });
    await window.page.locator(".layer-row").first().waitFor();
    expect(await dialog().count()).toBe(0);
    expect(await widthOf(".left-place")).toBe(304);
    await chooseInMenu(window, "help.welcome");
    await dialog().getByText(word("zh", "welcome.job")).waitFor();
    await press("Escape");
    await dialog().waitFor({ state: "detached" });
  });
});
