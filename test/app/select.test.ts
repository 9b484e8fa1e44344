import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { at } from "../support/small-town.js";
import { closeNotices, importAll, mapDrawn, openHotspots, pick, runForm } from "./support/acts.js";
import { between, type House, houses, isInside, type Spot, size, toPipe, writeBlocks } from "./support/blocks.js";
import { freshFolder } from "./support/launch.js";
import { notice } from "./support/layers.js";
import { type MapGrid, mapGrid } from "./support/map.js";
import { chooseInMenu } from "./support/menu.js";
import { openWindow, type Window } from "./support/window.js";
import { word } from "./support/words.js";

describe("selecting on the map", () => {
  const folder = freshFolder("select");
  let window: Window;
  let grid: MapGrid;
  /** What must be selected now, worked out here. */
  let expected = houses;
  beforeAll(async () => {
    window = await openWindow({ locale: "zh" });
    await importAll(window, writeBlocks(folder));
    await closeNotices(window);
    await window.page.keyboard.press("F6");
    await window.page.locator(".grid-row[data-fid]").first().waitFor();
    await mapDrawn(window);
    grid = await mapGrid(window);
  });
  afterAll(() => window.close());

  const pixelOf = ([east, north]: Spot) => grid.pixelOf(at(east, north));
  /** Drags through spots of the ground. */
  const drag = async ([first = [0, 0], ...rest]: readonly Spot[], keys: readonly ("Shift" | "Alt")[] = []) => {
    const { mouse, keyboard } = window.page;
    for (const key of keys) await keyboard.down(key);
    await mouse.move(pixelOf(first).x, pixelOf(first).y);
    await mouse.down();
    for (const spot of rest) await mouse.move(pixelOf(spot).x, pixelOf(spot).y, { steps: 6 });
    await mouse.up();
    for (const key of keys) await keyboard.up(key);
  };
  const chip = () => window.page.locator(".chosen-chip");
  const count = async (): Promise<number> => {
    const shown = window.page.getByTestId("chosen-count");
    if ((await shown.count()) === 0) return 0;
    return Number(/已选 ([\d,]+)/u.exec(await window.text(shown))?.[1]?.replaceAll(",", "") ?? Number.NaN);
  };
  const isSelected = async (now: readonly House[]) => {
    expected = [...now];
    await expect.poll(count).toBe(expected.length);
  };
  /** Moves to something that is drawn: the pointer is a hand there. */
  const reach = async (spot: Spot) => {
    const { x, y } = pixelOf(spot);
    const cursor = () => window.page.locator(".maplibregl-canvas").evaluate((canvas) => canvas.style.cursor);
    await expect
      .poll(async () => {
        await window.page.mouse.move(x + 2, y);
        await window.page.mouse.move(x, y);
        return await cursor();
      })
      .toBe("pointer");
    return { x, y };
  };
  /** Opens the map's menu by a right click, on what is drawn there unless it is open ground. */
  const menuAt = async (spot: Spot, ground = false) => {
    const { x, y } = ground ? pixelOf(spot) : await reach(spot);
    await window.page.mouse.click(x, y, { button: "right" });
    const menu = window.page.locator(".map-menu");
    await menu.waitFor();
    return menu;
  };
  const choose = async (entry: string | RegExp) => {
    const menu = window.page.locator(".map-menu");
    await menu.getByRole("menuitem", { name: entry }).click();
    await menu.waitFor({ state: "detached" });
  };

  it("takes what a box encloses, and Alt takes away those whose centre lies in another box", async () => {
    const { page } = window;
    await page.keyboard.press("b");
    await drag([
      [-25, -25],
      [800, 475],
    ]);
    await isSelected(houses);
    await drag(
      [
        [-25, -25],
        [386, 500],
      ],
      ["Alt"],
    );
    await isSelected(houses.filter(({ centre: [east] }) => east > 386));
    expect(await window.text(".status-bar")).toContain(`已选 ${expected.length} 个`);
  });

  it("grows by a lasso with Shift, and a circle keeps of it what both have", async () => {
    const { page } = window;
    // Its sides pass half way between the houses.
    const ring: Spot[] = [
      [186, 26],
      [606, 26],
      [186, 446],
    ];
    await page.keyboard.press("l");
    await drag(ring, ["Shift"]);
    await isSelected(houses.filter((house) => expected.includes(house) || isInside(house.centre, ring)));
    const [middle, radius]: [Spot, number] = [[426, 226], 130];
    const far = ({ centre: [east, north] }: House) => Math.hypot(east - middle[0], north - middle[1]);
    expect(Math.min(...houses.map((house) => Math.abs(far(house) - radius)))).toBeGreaterThan(10);
    await page.keyboard.press("r");
    await drag([middle, [middle[0] + radius, middle[1]]], ["Shift", "Alt"]);
    await isSelected(expected.filter((house) => far(house) < radius));
    await page.keyboard.press("v");
  });

  it("is the table's as well, whose rows Ctrl+C copies for a spreadsheet", async () => {
    const { page, app } = window;
    await page.getByText(word("zh", "select.onlyChosen")).click();
    await expect.poll(() => window.text(page.getByTestId("table-total"))).toContain(`${expected.length}`);
    await page.locator(".grid").press("Control+c");
    await notice(window, new RegExp(word("zh", "table.copied", { rows: expected.length }), "u")).waitFor();
    const [head = "", ...lines] = (await app.evaluate(({ clipboard }) => clipboard.readText())).split(/\r?\n/u);
    const codeAt = lines[0]?.split("\t").indexOf(expected[0]?.code ?? "") ?? -1;
    expect(lines.map((line) => line.split("\t")[codeAt])).toEqual(expected.map(({ code }) => code));
    expect(new Set([head, ...lines].map((line) => line.split("\t").length)).size).toBe(1);
    await page.getByText(word("zh", "select.onlyChosen")).click();
  });

  it("is exported alone, and the file says so", async () => {
    const { page } = window;
    const path = join(folder, "所选.csv");
    await window.answerDialogs([path]);
    await chip()
      .getByRole("button", { name: word("zh", "menu.exportThese") })
      .click();
    await page.locator(".ant-modal-title").waitFor();
    await pick(window, word("zh", "export.format"), ".csv");
    await window.button("export.choose").click();
    await notice(window, new RegExp(word("zh", "export.doneFile", { rows: expected.length }), "u")).waitFor();
    const lines = readFileSync(path, "utf8").trimEnd().split(/\r?\n/u).slice(1);
    const codes = lines.map((line) => /\bF\d+\b/u.exec(line)?.[0]);
    expect(codes).toEqual(expected.map(({ code }) => code));
    expect(readFileSync(`${path}.txt`, "utf8")).toContain(`已选的 ${expected.length} 个要素`);
    await closeNotices(window);
  });

  it("narrows map and table by itself as a filter, goes onto a list, and is all that passes a filter", async () => {
    const { page } = window;
    await window.button("select.filter").click();
    await expect.poll(() => window.text(page.getByTestId("filter-count"))).toContain(`符合 ${expected.length} /`);
    await chip()
      .getByRole("button", { name: word("zh", "select.pick") })
      .click();
    expect(await window.text(".ant-modal-title")).toContain(`${expected.length}`);
    await page.keyboard.press("Escape");
    await page.locator(".ant-modal-title").waitFor({ state: "hidden" });
    await window.button("select.clear").click();
    await expect.poll(count).toBe(0);
    await page
      .locator(".filter-bar")
      .getByRole("button", { name: word("zh", "menu.selectPassing"), exact: true })
      .click();
    await isSelected(expected);
    await window.button("filter.clear").click();
  });

  it("gives way to what is near a house, by the menu of a right click", async () => {
    const { page } = window;
    const house = houses[65];
    if (house === undefined) throw new Error("no house");
    const menu = await menuAt(house.centre);
    await menu.getByText(house.code, { exact: true }).waitFor();
    await page.keyboard.press("Escape");
    await menu.waitFor({ state: "detached" });
    expect(await page.evaluate(() => document.activeElement?.classList.contains("maplibregl-canvas"))).toBe(true);
    await isSelected(expected);
    await menuAt(house.centre);
    await choose("选择附近的房屋…");
    const metres = page.locator(".ant-modal").getByRole("spinbutton");
    await metres.fill("35");
    await page.getByRole("button", { name: word("zh", "select.near", { metres: 35 }) }).click();
    await isSelected(houses.filter((other) => between(house, other) <= 35));
    expect(expected).toHaveLength(5);
    await menuAt(house.centre);
    await choose("移出选择");
    await isSelected(expected.filter((other) => other !== house));
  });

  it("offers on open ground the place itself, and to show only what is near it", async () => {
    const { page } = window;
    const spot: Spot = [506, 306];
    const menu = await menuAt(spot, true);
    await menu.getByText(word("zh", "menu.ground"), { exact: true }).waitFor();
    const copies = await window.text(menu.getByRole("menuitem", { name: "复制经纬度" }));
    const [longitude = 0, latitude = 0] = [...copies.matchAll(/\d+\.\d{6}/gu)].map(Number);
    // Two pixels are some three metres.
    expect(Math.abs(longitude - at(...spot)[0])).toBeLessThan(3e-5);
    expect(Math.abs(latitude - at(...spot)[1])).toBeLessThan(3e-5);
    await choose("只看这里附近…");
    const dialog = page.locator(".ant-modal");
    expect(await window.text(dialog)).toContain("量到房屋中心");
    await dialog.getByRole("spinbutton").fill("60");
    await dialog.getByRole("button", { name: word("zh", "menu.onlyNear", { metres: 60 }) }).click();
    const near = houses.filter(({ centre: [east, north] }) => Math.hypot(east - spot[0], north - spot[1]) <= 60);
    expect(near).toHaveLength(4);
    await expect
      .poll(() => window.text(page.getByTestId("filter-count")))
      .toContain(`符合 ${near.length} / ${houses.length}`);
    await window.button("filter.clear").click();
    await page.getByTestId("filter-count").waitFor({ state: "detached" });
    await isSelected(expected);
  });

  it("turns to the pipe that the keyboard's menu offers, and to the houses along it", async () => {
    const { page } = window;
    const { x, y } = await reach([150, 60]);
    await page.mouse.click(x, y);
    await page.locator(".card-head h2").getByText("P1").waitFor();
    await page.keyboard.press("Shift+F10");
    await page.locator(".map-menu").getByText("P1", { exact: true }).waitFor();
    await choose("改为选择它");
    await expect.poll(() => window.text(page.getByTestId("chosen-count"))).toContain("已选 1 · 管线");
    await page.keyboard.press("Shift+F10");
    await choose("沿线选择房屋…");
    await page.locator(".ant-modal").getByRole("spinbutton").fill("30");
    await page
      .locator(".ant-modal")
      .getByRole("button", { name: word("zh", "select.near", { metres: 30 }) })
      .click();
    await isSelected(houses.filter((house) => toPipe(house) <= 30));
    // Ten in the rows beside it, 8 and 20 m away, and one 28 m beyond its end.
    expect(expected).toHaveLength(21);
    // Its card takes them from the same layer as the menu.
    const card = page.locator(".panel.right");
    expect(await window.text(card.locator(".houses-near"))).toContain("房屋取自图层“房屋”");
    await card.getByRole("button", { name: word("zh", "select.near", { metres: 50 }) }).click();
    await isSelected(houses.filter((house) => toPipe(house) <= 50));
  });

  it("leaves in the table what the map shows", async () => {
    const { page } = window;
    const zoom = word("zh", "map.zoomIn");
    await page.getByRole("button", { name: zoom }).click();
    await mapDrawn(window);
    await page.getByText(word("zh", "select.inView")).click();
    const [viewWest, viewSouth, viewEast, viewNorth] = (await mapGrid(window)).bounds;
    const held = (slack: number) =>
      houses.filter(({ corner }) => {
        const [[left, bottom], [right, top]] = [
          at(corner[0] - slack, corner[1] - slack),
          at(corner[0] + size + slack, corner[1] + size + slack),
        ];
        return left <= viewEast && right >= viewWest && bottom <= viewNorth && top >= viewSouth;
      }).length;
    const [least, most] = [held(-1.5), held(1.5)];
    expect(most).toBeLessThan(houses.length);
    const shown = async () =>
      Number(/([\d,]+) 行 \//u.exec(await window.text(page.getByTestId("table-total")))?.[0].replaceAll(/\D/gu, ""));
    await expect.poll(shown).toBeGreaterThanOrEqual(least);
    expect(await shown()).toBeLessThanOrEqual(most);
    await page.getByText(word("zh", "select.inView")).click();
  });

  it("takes as many houses of a hot spot as its card says", async () => {
    const { page } = window;
    await openHotspots(window);
    const list = await runForm(window);
    await list.getByRole("option").first().click();
    const said = Number(/([\d,]+) 栋/u.exec(await window.text(".cluster-card .figure-main"))?.[1]);
    await page
      .locator(".cluster-card")
      .getByRole("button", { name: word("zh", "select.cluster") })
      .click();
    await expect.poll(count).toBe(said);
    // Only inner houses of the middle row have four others within 50 m: they, their neighbours, and nobody at the corners.
    expect(said).toBe(29);
  });

  it("is about the one that is chosen where several things lie on top of each other", async () => {
    const house = houses[24];
    if (house === undefined) throw new Error("no house");
    await window.button("select.clear").click();
    await isSelected([]);
    await mapDrawn(window);
    grid = await mapGrid(window);
    const menu = await menuAt(house.centre);
    await menu.getByText(word("zh", "menu.several", { count: 2 }), { exact: true }).waitFor();
    await menu.getByText(house.code, { exact: true }).waitFor();
    await menu.getByRole("menuitem", { name: word("zh", "card.cluster", { rank: 1 }) }).click();
    await choose("选中其中 29 栋房屋");
    await expect.poll(count).toBe(29);
  });

  it("goes onto a list whole, and all its houses have a case at once", async () => {
    const { page } = window;
    const dialog = page.getByRole("dialog");
    const press = async (key: Parameters<typeof word>[1]) =>
      await dialog.getByRole("button", { name: word("zh", key), exact: true }).click();
    const fillIn = async (key: Parameters<typeof word>[1], text: string) =>
      await dialog.getByLabel(word("zh", key), { exact: true }).fill(text);
    await window.button("map.fit").click();
    await mapDrawn(window);
    grid = await mapGrid(window);
    await page.keyboard.press("b");
    await drag([
      [-25, -25],
      [800, 475],
    ]);
    await isSelected(houses);
    await page.keyboard.press("v");
    await chip()
      .getByRole("button", { name: word("zh", "select.pick") })
      .click();
    await dialog.getByRole("combobox", { name: word("zh", "ledger.list") }).fill("全镇核查");
    await fillIn("ledger.reason", "普查");
    await press("ledger.pickGo");
    await fillIn("ledger.name", "周正");
    await press("common.ok");
    await dialog.waitFor({ state: "detached" });
    await chooseInMenu(window, "ledger.lists");
    await page
      .locator(".pick-lists .row-button")
      .filter({ hasText: `${houses.length} 栋` })
      .click();
    await page
      .locator(".open-list")
      .getByRole("button", { name: word("zh", "ledger.openCases"), exact: true })
      .click();
    await pick(window, word("zh", "ledger.hazard"), "燃气占压");
    await press("ledger.openCasesGo");
    const opened = page.locator(".chip").filter({ hasText: word("zh", "state.to_verify") });
    await expect.poll(() => window.text(opened)).toMatch(new RegExp(`\\s${houses.length}$`, "u"));
    await window.button("ledger.close").click();
  });

  it("is left by Escape: first the tool, then the selection", async () => {
    const { page } = window;
    await page.keyboard.press("b");
    await page.getByTestId("select-sheet").waitFor();
    await page.getByTestId("map").hover({ position: { x: 5, y: 5 }, force: true });
    await page.keyboard.press("Escape");
    await page.getByTestId("select-sheet").waitFor({ state: "detached" });
    expect(await count()).toBeGreaterThan(0);
    await page.keyboard.press("Escape");
    await expect.poll(count).toBe(0);
  });
});
