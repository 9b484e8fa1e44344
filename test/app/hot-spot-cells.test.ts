import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fewestBuildings, makeSample } from "../../scripts/sample/make-sample.js";
import { closeNotices, importAll, mapDrawn, openHotspots, pick, runForm } from "./support/acts.js";
import { freshFolder } from "./support/launch.js";
import { openWindow, resize, smallMap, type Window } from "./support/window.js";
import { word } from "./support/words.js";

/** "Why here? Could it be chance?": hot-spot cells by Gi* on the sample city, by mouse. */
describe("hot-spot cells", () => {
  const city = freshFolder("sample");
  let window: Window;
  beforeAll(async () => {
    makeSample({ folder: city, buildings: fewestBuildings, seed: 7 });
    window = await openWindow({ locale: "zh" });
    await resize(window, ...smallMap);
    await importAll(
      window,
      ["buildings", "pipes", "sites"].map((name) => join(city, `${name}.shp`)),
    );
    await openHotspots(window);
    await runForm(window);
  });
  afterAll(() => window.close());
  const places = () => window.page.getByTestId("places").locator(".place-row");

  /** The classes of a square that is under the pointer, with how many there are of each; and what it says of hidden ones. */
  const square = async () => {
    const tip = window.page.getByTestId("cell-tip");
    const rows = await tip
      .locator(".tip-class")
      .evaluateAll((all) => all.map((row) => ["em", "b"].map((part) => row.querySelector(part)?.textContent ?? "")));
    return { rows, said: (await tip.locator("> span:not(.tip-class)").allTextContents()).slice(1) };
  };

  it("leave the squares of other houses on the map when the most urgent class is hidden", async () => {
    const { page } = window;
    await closeNotices(window);
    const zoomOut = page.getByRole("button", { name: word("zh", "map.zoomOut") });
    const note = page.locator(".legend").getByText(word("zh", "legend.aggregated"));
    while (!(await note.isVisible())) {
      await zoomOut.click();
      await mapDrawn(window);
    }
    const box = await page.getByTestId("map").boundingBox();
    // In the city, beside the legend, which has the right half of a small map.
    const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2 - 25, (box?.y ?? 0) + (box?.height ?? 0) / 2];
    const hover = async () => {
      await page.mouse.move(x, y - 90);
      await page.mouse.move(x, y);
      return await square();
    };
    await expect.poll(async () => (await hover()).rows.length).toBeGreaterThan(2);
    const { rows: before } = await square();
    const [[urgent = "", count = ""] = []] = before;
    const entry = page.locator(".legend").getByRole("button", { name: urgent, exact: true });
    await window.click(entry, "hide the most urgent");
    await mapDrawn(window);
    await expect.poll(hover).toEqual({ rows: before.slice(1), said: [word("zh", "cell.hidden", { count })] });
    await window.click(entry, "show it again");
    await mapDrawn(window);
    await expect.poll(hover).toEqual({ rows: before, said: [] });
  });

  it("are found by a form that comes from the analysis' own description", async () => {
    const { page } = window;
    await openHotspots(window);
    await pick(window, word("zh", "run.analysis"), "热点格网");
    await page.locator(".run-dialog").getByText("多重检验校正").first().waitFor();
    await page
      .locator(".run-dialog")
      .getByRole("button", { name: word("zh", "run.go") })
      .click();
    await places().first().waitFor();
    await expect.poll(() => page.locator(".layer-row .layer-name").allInnerTexts()).toContain("热点格网：老旧");
  });

  it("are ranked, each with its class and one plain sentence", async () => {
    const first = await window.text(places());
    expect(first).toMatch(/^1\s/u);
    expect(first).toMatch(/米内/u);
    expect(first).not.toMatch(/NaN|undefined|Infinity/u);
    expect(await places().count()).toBeGreaterThan(5);
  });

  it("have a legend of signed classes that says they are corrected", async () => {
    const legend = await window.text(".legend");
    expect(legend).toMatch(/热点 99 %（已校正）/u);
    expect(legend).toMatch(/冷点 99 %（已校正）/u);
    expect(legend).toMatch(/可能是偶然/u);
  });

  it("tell how they were found: what was chosen, and why", async () => {
    const { page } = window;
    await page.getByRole("button", { name: word("zh", "account.open") }).click();
    const account = page.getByRole("dialog");
    const text = await window.text(account);
    expect(text).toMatch(/六边形格网宽 \d+ 米（建议）/u);
    expect(text).toMatch(/Benjamini–Hochberg/u);
    expect(text).toMatch(/多重检验校正\s*是/u);
    await page.keyboard.press("Escape");
    await account.waitFor({ state: "detached" });
  });

  it("lead to the houses of the hottest cell, as many as it counts, and onto a list", async () => {
    const { page } = window;
    await places().first().click();
    await page.locator(".explanation").waitFor();
    const facts = await window.text(".card");
    const number = (title: string) =>
      Number(new RegExp(`${title}\\s*([\\d,]+)`, "u").exec(facts)?.[1]?.replaceAll(",", ""));
    const inside = number("房屋（已知）") + number("情况不明");
    expect(inside).toBeGreaterThan(4);
    await page.getByRole("button", { name: word("zh", "card.inside") }).click();
    await expect.poll(() => window.text(page.getByTestId("table-total"))).toContain(`筛选出 ${inside} 行`);
    await page.getByRole("button", { name: word("zh", "ledger.pickRows") }).click();
    expect(await window.text(page.getByRole("dialog"))).toContain(`${inside} 栋房屋列入清单`);
    await page.keyboard.press("Escape");
  });
});
