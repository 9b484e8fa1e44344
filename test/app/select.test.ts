import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { at, collection } from "../support/small-town.js";
import { importAll, mapDrawn } from "./support/acts.js";
import { freshFolder } from "./support/launch.js";
import { openWindow, type Window } from "./support/window.js";
import { word } from "./support/words.js";

/** Houses stand in 20 columns and 12 rows, 40 m apart. */
const [across, down] = [20, 12];

function writeHouses(folder: string): string {
  const path = join(folder, "房屋.geojson");
  const houses = Array.from({ length: across * down }, (_, n) => {
    const [east, north] = [(n % across) * 40, Math.floor(n / across) * 40];
    const ring = [
      at(east, north),
      at(east + 12, north),
      at(east + 12, north + 12),
      at(east, north + 12),
      at(east, north),
    ];
    return { geometry: { type: "Polygon", coordinates: [ring] }, properties: { fwbh: `F${n}`, build_time: 1980 } };
  });
  writeFileSync(path, collection(houses));
  return path;
}

describe("selecting on the map", () => {
  let window: Window;
  let place: { x: number; y: number; width: number; height: number };
  beforeAll(async () => {
    window = await openWindow({ locale: "zh" });
    await importAll(window, [writeHouses(freshFolder("select"))]);
    await mapDrawn(window);
    await window.page.keyboard.press("F6");
    await window.page.locator(".grid-row[data-fid]").first().waitFor();
    const box = await window.page.getByTestId("map").boundingBox();
    if (box === null) throw new Error("no map");
    place = box;
  });
  afterAll(() => window.close());

  /** Drags through points of the map's picture, in shares of its width and height. */
  const drag = async (points: readonly (readonly [number, number])[], keys: readonly ("Shift" | "Alt")[] = []) => {
    const { mouse, keyboard } = window.page;
    const [first = [0, 0], ...rest] = points.map(([x, y]) => [place.x + x * place.width, place.y + y * place.height]);
    for (const key of keys) await keyboard.down(key);
    await mouse.move(first[0] ?? 0, first[1] ?? 0);
    await mouse.down();
    for (const [x = 0, y = 0] of rest) await mouse.move(x, y, { steps: 6 });
    await mouse.up();
    for (const key of keys) await keyboard.up(key);
  };
  const count = async (): Promise<number> => {
    const chip = window.page.getByTestId("chosen-count");
    if ((await chip.count()) === 0) return 0;
    return Number(/已选 ([\d,]+)/u.exec(await window.text(chip))?.[1]?.replaceAll(",", "") ?? Number.NaN);
  };
  const settled = async (before: number) => {
    await expect.poll(count).not.toBe(before);
    return await count();
  };

  it("takes what a box encloses, and Alt takes a part of it away", async () => {
    await window.page.keyboard.press("b");
    await drag([
      [0.02, 0.02],
      [0.98, 0.98],
    ]);
    await expect.poll(count).toBe(across * down);
    await drag(
      [
        [0.02, 0.02],
        [0.5, 0.98],
      ],
      ["Alt"],
    );
    const left = await settled(across * down);
    expect(left).toBeGreaterThan(across * down * 0.25);
    expect(left).toBeLessThan(across * down * 0.75);
    expect(await window.text(".status-bar")).toContain(`已选 ${left} 个`);
  });

  it("is the table's as well", async () => {
    const chosen = await count();
    await window.page.getByText(word("zh", "select.onlyChosen")).click();
    await expect.poll(() => window.text(window.page.getByTestId("table-total"))).toContain(`${chosen}`);
    await window.page.getByText(word("zh", "select.onlyChosen")).click();
  });

  it("grows by a lasso with Shift, and a circle keeps of it what both have", async () => {
    const before = await count();
    await window.page.keyboard.press("l");
    await drag(
      [
        [0.02, 0.02],
        [0.55, 0.02],
        [0.55, 0.98],
        [0.02, 0.98],
      ],
      ["Shift"],
    );
    const more = await settled(before);
    expect(more).toBeGreaterThan(before);
    await window.page.keyboard.press("r");
    await drag(
      [
        [0.5, 0.5],
        [0.6, 0.5],
      ],
      ["Shift", "Alt"],
    );
    const both = await settled(more);
    expect(both).toBeGreaterThan(0);
    expect(both).toBeLessThan(more);
  });

  it("narrows map and table by itself as a filter, and goes onto a list", async () => {
    const chosen = await count();
    await window.button("select.filter").click();
    await expect.poll(() => window.text(window.page.getByTestId("filter-count"))).toContain(`符合 ${chosen} /`);
    await window.button("filter.clear").click();
    await window.page
      .locator(".chosen-chip")
      .getByRole("button", { name: word("zh", "select.pick") })
      .click();
    expect(await window.text(".ant-modal-title")).toContain(`${chosen}`);
    await window.page.keyboard.press("Escape");
    await window.page.locator(".ant-modal-title").waitFor({ state: "hidden" });
  });

  it("is left by Escape: first the tool, then the selection", async () => {
    await window.page.getByTestId("map").hover({ position: { x: 5, y: 5 }, force: true });
    await window.page.keyboard.press("Escape");
    await window.page.getByTestId("select-sheet").waitFor({ state: "detached" });
    expect(await count()).toBeGreaterThan(0);
    await window.page.keyboard.press("Escape");
    await expect.poll(count).toBe(0);
  });
});
