import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { at, collection } from "../support/small-town.js";
import { closeNotices, importAll, mapDrawn, openHotspots, pick, runForm } from "./support/acts.js";
import { freshFolder } from "./support/launch.js";
import { notice } from "./support/layers.js";
import { type MapGrid, mapGrid } from "./support/map.js";
import { openWindow, type Window } from "./support/window.js";
import { word } from "./support/words.js";

/** Metres east and north of the town's corner. */
type Spot = readonly [number, number];

/** Houses of 12 m by 12 m stand in 20 columns and 12 rows, 40 m apart; a pipe runs between the second row and the third of the first ten columns. */
const [across, down, apart, size] = [20, 12, 40, 12];
const houses = Array.from({ length: across * down }, (_, n) => {
  const corner: Spot = [(n % across) * apart, Math.floor(n / across) * apart];
  const centre: Spot = [corner[0] + size / 2, corner[1] + size / 2];
  return { code: `F${n}`, corner, centre };
});
type House = (typeof houses)[number];

const [west, east]: [Spot, Spot] = [
  [-20, 60],
  [372, 60],
];

function writeTown(folder: string): string[] {
  const paths = [join(folder, "房屋.geojson"), join(folder, "管线.geojson")];
  const features = houses.map(({ code, corner: [left, bottom] }) => {
    const [right, top] = [left + size, bottom + size];
    const corners = [at(left, bottom), at(right, bottom), at(right, top), at(left, top)];
    return {
      geometry: { type: "Polygon", coordinates: [[...corners, ...corners.slice(0, 1)]] },
      properties: { fwbh: code, build_time: 1980 },
    };
  });
  const pipe = {
    geometry: { type: "LineString", coordinates: [at(...west), at(...east)] },
    properties: { 管段号: "P1", 压力级制: "中压A", 管径: 200 },
  };
  writeFileSync(paths[0] ?? "", collection(features));
  writeFileSync(paths[1] ?? "", collection([pipe]));
  return paths;
}

/** Whether a spot lies inside a ring, by the number of its edges east of the spot. */
function isInside([east, north]: Spot, ring: readonly Spot[]): boolean {
  const crossed = ring.filter(([x, y], index) => {
    const [toX, toY] = ring[(index + 1) % ring.length] ?? [0, 0];
    return y > north !== toY > north && east < x + ((north - y) * (toX - x)) / (toY - y);
  });
  return crossed.length % 2 === 1;
}

/** Between the nearest edges of two houses, in metres. */
function between(one: House, other: House): number {
  const gap = (axis: 0 | 1) => Math.max(0, Math.abs(one.corner[axis] - other.corner[axis]) - size);
  return Math.hypot(gap(0), gap(1));
}

/** Between the nearest edge of a house and the pipe, in metres. */
function toPipe({ corner: [left, bottom] }: House): number {
  const along = Math.max(0, left - east[0], west[0] - left - size);
  const aside = Math.max(0, bottom - east[1], east[1] - bottom - size);
  return Math.hypot(along, aside);
}

describe("selecting on the map", () => {
  const folder = freshFolder("select");
  let window: Window;
  let grid: MapGrid;
  /** What must be selected now, worked out here. */
  let expected = houses;
  beforeAll(async () => {
    window = await openWindow({ locale: "zh" });
    await importAll(window, writeTown(folder));
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
  /** Opens the map's menu by a right click on what is drawn there. */
  const menuAt = async (spot: Spot) => {
    const { x, y } = await reach(spot);
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
