import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Locale } from "../../contract/text.js";
import { makeSample, sampleFolder, standardSample } from "../../scripts/sample/make-sample.js";
import { chooseFiles, layersShown, mapDrawn, openHotspots, runForm } from "./support/acts.js";
import { freshFolder } from "./support/launch.js";
import { openWindow, resize, type Window } from "./support/window.js";
import { word } from "./support/words.js";

const folder = join(process.env.FANGAN_OUT ?? resolve(import.meta.dirname, "../../out"), "screens");

const cases: readonly { locale: Locale; theme: "light" | "dark"; size: readonly [number, number] }[] = [
  { locale: "zh", theme: "light", size: [1440, 900] },
  { locale: "en", theme: "dark", size: [1920, 1046] },
];

/** Pictures of every view for people to look at: out/screens/. */
describe.each(cases)("the window in $locale, $theme, $size", ({ locale, theme, size }) => {
  let window: Window;
  const shoot = async (name: string): Promise<void> => {
    await mapDrawn(window);
    const path = join(folder, `${name}-${locale}-${theme}.png`);
    const picture = await window.page.screenshot({ path });
    expect(picture.byteLength).toBeGreaterThan(20_000);
  };
  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    makeSample({ folder: sampleFolder(), ...standardSample });
    window = await openWindow({ locale, userData: freshFolder("user") });
    await resize(window, ...size);
    if (theme === "dark") await window.button("bar.dark").click();
  });
  afterAll(() => window.close());

  it("shows an empty window, then the import dialog", async () => {
    await shoot("1-empty");
    const files = ["buildings", "pipes", "sites", "boundaries"].map((name) => join(sampleFolder(), `${name}.shp`));
    await chooseFiles(window, files);
    await shoot("2-import");
    for (let file = 0; file < 4; file++) {
      await window.page.locator('.import-body[aria-busy="false"]').waitFor();
      if (file === 1) await shoot("3-import-pipes");
      await window.page.getByTestId("confirm-import").click();
    }
    await layersShown(window, 4);
    await shoot("4-map");
  });

  it("shows the form, the ranked list, a hot spot, a building, the table and the export", async () => {
    await openHotspots(window);
    await shoot("5-form");
    await runForm(window);
    await shoot("6-results");
    await window.page.locator(".cluster-row").first().click();
    await window.page.locator(".members button").first().waitFor();
    await shoot("7-hotspot");
    await window.page.locator(".members button").first().click();
    await window.page.locator(".card .distances").waitFor();
    await window.page.getByRole("button", { name: word(locale, "card.zoom"), exact: true }).click();
    await shoot("8-building");
    await window.button("bar.table").click();
    await window.page.locator(".grid-row").first().waitFor();
    await shoot("9-table");
    await window.page
      .locator(".top-bar")
      .getByRole("button", { name: word(locale, "bar.export") })
      .click();
    await window.page.getByRole("dialog").waitFor();
    await shoot("10-export");
  });
});
