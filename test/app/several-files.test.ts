import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeSmallTown } from "../support/small-town.js";
import { dropFiles, inspected, layersShown } from "./support/acts.js";
import { freshFolder } from "./support/launch.js";
import { openWindow, type Window } from "./support/window.js";
import { word } from "./support/words.js";

describe("several files at once", () => {
  const folder = freshFolder("town");
  const town = writeSmallTown(folder);
  const broken = join(folder, "残缺.geojson");
  const silent = join(folder, "点.csv");
  let window: Window;
  beforeAll(async () => {
    writeFileSync(broken, '{"type":"FeatureCollection","features":[{"type":"Feature",');
    // Metres without a word on their CRS, and nothing that tells a kind.
    writeFileSync(silent, "\uFEFFx,y,备注\n485000,3056000,甲\n485010,3056010,乙\n");
    window = await openWindow({ locale: "zh" });
  });
  afterAll(() => window.close());

  const stateOf = (file: string) =>
    window.page.locator(".draft-button").filter({ hasText: file }).getAttribute("data-state");

  it("stand in one list, each with its kind and whether a person should look at it", async () => {
    await dropFiles(window, [town.buildings, town.pipes, broken, silent]);
    await expect.poll(() => window.page.locator('.draft-button[data-state="reading"]').count()).toBe(0);
    expect(await stateOf("房屋.geojson")).toBe("good");
    expect(await stateOf("管线.geojson")).toBe("good");
    expect(await stateOf("残缺.geojson")).toBe("error");
    expect(await stateOf("点.csv")).toBe("look");
    expect(await window.text(".draft-button:has-text('房屋.geojson')")).toMatch(/geojson\s*房屋$/u);
    expect(await window.text(".draft-button:has-text('点.csv')")).toMatch(/核对坐标系/u);
  });

  it("take others in that are dropped on the dialog", async () => {
    await dropFiles(window, [town.sites]);
    await expect.poll(() => window.page.locator(".draft-button").count()).toBe(5);
    await expect.poll(() => stateOf("工地.geojson")).toBe("good");
  });

  it("tell what is wrong with the one that is broken, in its place", async () => {
    await window.page.locator(".draft-button").filter({ hasText: "残缺" }).click();
    expect(await window.text(".problem")).toMatch(/残缺\.geojson/u);
    expect(await window.page.getByTestId("confirm-import").isDisabled()).toBe(true);
    await window.button("import.skip").click();
    await expect.poll(() => window.page.locator(".draft-button").count()).toBe(4);
  });

  it("are imported in one go where nothing is in doubt; the others stay", async () => {
    await window.page.getByRole("button", { name: word("zh", "import.importClear", { count: 3 }) }).click();
    await inspected(window);
    expect(await window.page.locator(".draft-button").count()).toBe(0);
    expect(await window.text(".import-dialog .ant-modal-title")).toMatch(/点\.csv/u);
    await layersShown(window, 3);
    await window.page.keyboard.press("Escape");
    await window.page.getByRole("dialog").waitFor({ state: "detached" });
  });
});
