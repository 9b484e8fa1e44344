import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shareOfColour } from "../support/read-png.js";
import { at, writeSmallTown } from "../support/small-town.js";
import {
  chosen,
  closeNotices,
  confirmImport,
  dropFiles,
  inspected,
  layersShown,
  mapDrawn,
  openHotspots,
  runForm,
} from "./support/acts.js";
import { freshFolder } from "./support/launch.js";
import { pixelOf } from "./support/map.js";
import { openWindow, type Window } from "./support/window.js";
import { word } from "./support/words.js";

/** A planner's first list, by mouse alone: drop three files, find hot spots, look, export. */
describe("from files to the first list", () => {
  const folder = freshFolder("town");
  const files = writeSmallTown(folder);
  let window: Window;
  beforeAll(async () => {
    window = await openWindow({ locale: "zh" });
  });
  afterAll(() => window.close());
  const text = (selector: string) => window.text(selector);

  it("takes dropped files and says what it understood", async () => {
    await dropFiles(window, [files.buildings, files.pipes, files.sites]);
    await inspected(window);
    const dialog = window.page.getByRole("dialog");
    expect(await window.text(dialog)).toContain("房屋.geojson");
    expect(await chosen(window, word("zh", "import.kind"))).toBe("房屋");
    expect(await text(".preview tbody tr")).toContain("1975年");
    for (let file = 0; file < 3; file++) {
      await inspected(window);
      await confirmImport(window);
    }
    await layersShown(window, 3);
    expect(await window.page.locator(".layer-row .layer-name").allInnerTexts()).toEqual(["工地", "管线", "房屋"]);
    expect(await window.page.locator(".layer-row .layer-count").allInnerTexts()).toEqual(["1", "1", "12"]);
  });

  it("finds the one hot spot, within twelve acts", async () => {
    await openHotspots(window);
    const list = await runForm(window);
    expect(window.acts.length).toBeLessThanOrEqual(12);
    const cards = list.getByRole("option");
    expect(await cards.count()).toBe(1);
    // Six houses of 1975, five metres from the line of a pipe of 200 mm.
    expect(await window.text(cards)).toMatch(/1\s*6 栋\s*老旧 6 · 疑似违改 0\s*管线 4\.9 米 · 基坑 1,064 米 · 中压A/u);
    expect(await text(".results .figures")).toMatch(/1 个热点 · 6 栋疑似\s*6 栋在热点内，0 栋零散 · 1 栋年代不详/u);
  });

  it("shows its rank and its houses on the map: a click there selects them", async () => {
    const { page } = window;
    await closeNotices(window);
    await mapDrawn(window);
    const middle = await pixelOf(window, at(55, 10));
    // The rank stands on the middle of the hull.
    await page.mouse.click(middle.x, middle.y - 12);
    await page.locator(".cluster-card").waitFor();
    expect(await text(".card-head h2")).toBe("热点 1");
    await page.locator(".members button").first().waitFor();
    expect(await page.locator(".members button").allInnerTexts()).toEqual(
      [...Array(6).keys()].map((n) => expect.stringMatching(new RegExp(`^A${n}\\s*1975\\s*老旧 · 管线$`, "u"))),
    );
    await page.locator(".cluster-pipes").waitFor();
    const said = (await text(".cluster-card")).replaceAll(/\s+/gu, " ");
    expect(said).toMatch(/最近的设施 管线 P1 · 4\.9 米 工地 .*地下车库 · 1,064 米/u);
    // The outline reaches 10 m about the houses and the pipes count 50 m about it: some 220 m of one pipe.
    expect(said).toMatch(/周边在用管线 0\.2[12]\d? km 中压A 0\.2[12]\d? km 热点轮廓以内及其外 50 米 ?以内/u);
    expect(said).toMatch(/房屋按建成年代 1980 年以前 6 栋 房屋按改建 改建情况不明 6 栋/u);
    // P and X go through its houses.
    for (const [key, name] of [
      ["p", "A0"],
      ["p", "A1"],
      ["x", "A0"],
    ] as const) {
      await page.keyboard.press(key);
      await expect.poll(() => text(".card-head h2")).toBe(name);
    }
    await mapDrawn(window);
    const house = await pixelOf(window, at(105, 10));
    await page.mouse.click(house.x, house.y);
    await expect.poll(() => text(".card-head h2")).toBe("A5");
    await page.keyboard.press("Escape");
    await page.locator(".cluster-row").waitFor();
  });

  it("shows a building's facts and distances", async () => {
    await window.click(window.page.locator(".cluster-row"), "card");
    await window.click(window.page.locator(".members button").nth(2), "member");
    await window.page.locator(".distances").waitFor();
    expect(await text(".card-head h2")).toBe("A2");
    expect(await text(".distances")).toMatch(/管线 P1\s*4\.9 米/u);
    const facts = await text(".card");
    for (const fact of [/建成年份\s*1975/u, /层数\s*3/u, /老旧\s*是/u, /临近管线\s*是/u, /管线压力级制\s*中压A/u]) {
      expect(facts).toMatch(fact);
    }
    // What is not known is named, not shown as "no".
    expect(facts).toMatch(/项不详/u);
  });

  it("writes the metres on the map beside the line to the pipe", async () => {
    const { page } = window;
    await window.button("card.zoom").click();
    await mapDrawn(window);
    // Half way from A2's wall to the pipe's; what is written stands to the right of it.
    const middle = await pixelOf(window, at(45, 2.5));
    const clip = { x: middle.x + 6, y: middle.y - 8, width: 44, height: 16 };
    const written = async () => shareOfColour(await page.screenshot({ clip }), [24, 36, 42], 40);
    await expect.poll(written).toBeGreaterThan(0.01);
    await page.keyboard.press("Escape");
    await page.locator(".card-head").waitFor({ state: "detached" });
    await expect.poll(written).toBe(0);
  });

  it("exports the list: the files hold what is on the screen", async () => {
    const target = join(folder, "成果");
    mkdirSync(target);
    await window.answerDialogs([target]);
    await window.click(
      window.page.locator(".top-bar").getByRole("button", { name: word("zh", "bar.export") }),
      "Export",
    );
    await window.click(
      window.page.getByRole("dialog").getByRole("button", { name: word("zh", "export.choose") }),
      "choose",
    );
    await window.page.locator(".job.notice", { hasText: word("zh", "export.doneRun", { count: 4 }) }).waitFor();
    const [run] = readdirSync(target);
    const read = (name: string) => readFileSync(join(target, run ?? "", name), "utf8");
    expect(read("hotspots.csv").charCodeAt(0)).toBe(0xfeff);
    const [header, ...rows] = read("hotspots.csv").replace("\ufeff", "").trim().split("\n");
    const row = Object.fromEntries((header ?? "").split(",").map((name, index) => [name, rows[0]?.split(",")[index]]));
    expect(rows).toHaveLength(1);
    expect(row).toMatchObject({ rank: "1", buildings: "6", old: "6", altered: "0", pressures: "medium_a" });
    expect(Number(row.nearest_pipe_m)).toBeCloseTo(4.9, 1);
    const report = JSON.parse(read("report.json"));
    expect(report.counts).toMatchObject({
      buildings: 12,
      old: 7,
      unknown_year: 1,
      candidates: 6,
      clusters: 1,
      noise: 0,
    });
    const outlines = JSON.parse(read("hotspots.geojson"));
    expect(outlines.features.map((feature: { geometry: { type: string } }) => feature.geometry.type)).toEqual([
      "Polygon",
    ]);
    const inside = read("buildings.csv")
      .replace("\ufeff", "")
      .trim()
      .split("\n")
      .filter((line) => /,(A\d),/u.test(line));
    expect(inside).toHaveLength(6);
  });
});
