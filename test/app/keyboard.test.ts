import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { at, collection } from "../support/small-town.js";
import { inspected, layersShown } from "./support/acts.js";
import { freshFolder } from "./support/launch.js";
import { openWindow, type Window } from "./support/window.js";
import { word } from "./support/words.js";

/** Two rows of old houses along one pipe, seven and five, four hundred metres apart. */
function writeTwoRows(folder: string): string[] {
  const houses = [...[...Array(7).keys()].map((n) => n * 20), ...[...Array(5).keys()].map((n) => 600 + n * 20)].map(
    (east) => ({
      geometry: {
        type: "Polygon",
        coordinates: [[at(east, 5), at(east + 10, 5), at(east + 10, 15), at(east, 15), at(east, 5)]],
      },
      properties: { fwbh: `E${east}`, build_time: 1970 },
    }),
  );
  const pipe = {
    geometry: { type: "LineString", coordinates: [at(-50, 0), at(800, 0)] },
    properties: { 压力级制: "中压A", 管径: 200 },
  };
  const paths = [join(folder, "房屋.geojson"), join(folder, "管线.geojson")];
  for (const [index, features] of [houses, [pipe]].entries()) writeFileSync(paths[index] ?? "", collection(features));
  return paths;
}

describe("the keyboard alone", () => {
  let window: Window;
  beforeAll(async () => {
    window = await openWindow({ locale: "zh" });
  });
  afterAll(() => window.close());

  const press = (key: string) => window.page.keyboard.press(key);
  const focused = () => window.page.evaluate(() => document.activeElement?.textContent?.trim() ?? "");
  /** Tab until the focus is on what reads so. */
  const tabTo = async (text: string, atMost = 30) => {
    for (let step = 0; step < atMost; step++) {
      if ((await focused()) === text) return;
      await press("Tab");
    }
    throw new Error(`no way by Tab to ${text}`);
  };

  it("goes through the bar from left to right, with a way past it", async () => {
    await window.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    const passed: string[] = [];
    for (let step = 0; step < 5; step++) {
      await press("Tab");
      passed.push(await focused());
    }
    expect(passed).toEqual([
      word("zh", "common.skipToMap"),
      word("zh", "bar.project"),
      word("zh", "bar.import"),
      // The other three have nothing to do yet.
      word("zh", "bar.language"),
      word("zh", "bar.dark"),
    ]);
  });

  it("imports: Enter confirms each file", async () => {
    await window.answerDialogs(writeTwoRows(freshFolder("town")));
    await window.button("bar.import").focus();
    await press("Enter");
    for (const words of ["import.confirmThis", "import.confirm"] as const) {
      await inspected(window);
      await expect.poll(focused).toBe(word("zh", words));
      await press("Enter");
    }
    await layersShown(window, 2);
  });

  it("Esc closes a dialog and gives the focus back", async () => {
    await window.button("bar.table").focus();
    await press("Shift+Tab");
    await press("Enter");
    await window.page.getByRole("dialog").waitFor();
    await press("Escape");
    await window.page.getByRole("dialog").waitFor({ state: "detached" });
    await expect.poll(focused).toBe(word("zh", "bar.export"));
  });

  it("runs the form and walks the cards, which are read out", async () => {
    await window.page
      .locator(".top-bar")
      .getByRole("button", { name: word("zh", "bar.hotspots") })
      .focus();
    await press("Enter");
    await window.page.locator(".run-dialog").waitFor();
    await expect.poll(focused).toBe(word("zh", "run.go"));
    await press("Enter");
    const list = window.page.getByTestId("clusters");
    await list.waitFor();
    expect(await list.getByRole("option").count()).toBe(2);
    await list.focus();
    const spoken = () => window.page.locator("[aria-live]").allInnerTexts();
    await press("ArrowDown");
    await expect
      .poll(spoken)
      .toContain(word("zh", "results.announce", { rank: 2, count: 2, buildings: 5, old: 5, altered: 0 }));
    expect(await window.text(list.locator('[aria-selected="true"]'))).toMatch(/5 栋/u);
    await press("ArrowUp");
    await expect
      .poll(spoken)
      .toContain(word("zh", "results.announce", { rank: 1, count: 2, buildings: 7, old: 7, altered: 0 }));
    await press("End");
    await press("Enter");
    await expect.poll(() => window.text(".card-head h2")).toBe("热点 2");
  });

  it("steps from card to card, of hot spots and of their buildings, by keys that the sheet names", async () => {
    const title = () => window.text(".card-head h2");
    await press("Alt+PageUp");
    await expect.poll(title).toBe("热点 1");
    await press("p");
    await expect.poll(() => window.text(".cluster-link")).toContain("热点 1");
    await press("Alt+PageDown");
    await expect.poll(title).toBe("热点 2");
    await press("F1");
    const sheet = window.page.locator(".key-sheet");
    const keysOf = (name: string) => sheet.locator("dl > div").filter({ hasText: name }).locator("kbd").allInnerTexts();
    await sheet.waitFor();
    expect([await keysOf("下一热点"), await keysOf("热点内上一栋")]).toEqual([["Alt+PageDown"], ["X"]]);
    await press("Escape");
    await sheet.waitFor({ state: "hidden" });
  });

  it("Esc goes back to the list, where one left it", async () => {
    await press("Escape");
    const list = window.page.getByTestId("clusters");
    await list.waitFor();
    expect(await window.text(list.locator('[aria-selected="true"]'))).toMatch(/5 栋/u);
    await expect
      .poll(() => window.page.evaluate(() => document.activeElement?.getAttribute("data-testid")))
      .toBe("clusters");
    await press("Home");
    expect(await window.text(list.locator('[aria-selected="true"]'))).toMatch(/7 栋/u);
  });

  it("reaches every control with a name", async () => {
    const nameless = await window.page.evaluate(() =>
      [...document.querySelectorAll("button, [role=button], input, select, a[href]")]
        .filter((element) => (element as HTMLElement).offsetParent !== null)
        .filter((element) => {
          const named =
            element.getAttribute("aria-label") ?? element.getAttribute("title") ?? element.textContent ?? "";
          return named.trim() === "";
        })
        .map((element) => element.outerHTML.slice(0, 120)),
    );
    expect(nameless).toEqual([]);
    await tabTo(word("zh", "bar.language"));
  });
});
