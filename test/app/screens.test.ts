import { join } from "node:path";
import { afterAll, beforeAll, describe, it } from "vitest";
import { makeSample, standardSample } from "../../scripts/sample/make-sample.js";
import { chooseFiles, closeNotices, layersShown, openHotspots, runForm } from "./support/acts.js";
import { freshFolder } from "./support/launch.js";
import { inEnglishAndDark, shoot as shootWindow } from "./support/pictures.js";
import { openWindow, resize, type Window } from "./support/window.js";
import { word } from "./support/words.js";

/** Pictures of every view for people to look at: out/screens/. First in Chinese and light, then in English and dark. */
describe("the window's pictures", () => {
  const city = freshFolder("sample");
  const files = ["buildings", "pipes", "sites", "boundaries"].map((name) => join(city, `${name}.shp`));
  let window: Window;
  let look = "zh-light-1440";
  beforeAll(async () => {
    makeSample({ folder: city, ...standardSample });
    window = await openWindow({ locale: "zh" });
    await resize(window, 1440, 900);
  });
  afterAll(() => window.close());

  const shoot = (name: string) => shootWindow(window, `${name}-${look}`);
  const barButton = (name: "bar.export" | "bar.table") =>
    window.page.locator(".top-bar").getByRole("button", { name: word(window.locale, name) });

  /** Results are there: the ranked list, a hot spot, a building, the table, the export. */
  const shootResults = async (): Promise<void> => {
    const { page, locale } = window;
    await closeNotices(window);
    await shoot("5-results");
    await page.locator(".cluster-row").first().click();
    await page.locator(".members button").first().waitFor();
    await shoot("6-hotspot");
    await page.locator(".members button").first().click();
    await page.locator(".card .distances").waitFor();
    await page.getByRole("button", { name: word(locale, "card.zoom"), exact: true }).click();
    await shoot("7-building");
    await barButton("bar.table").click();
    await page.locator(".grid-row[data-fid]").first().waitFor();
    await shoot("8-table");
    await barButton("bar.export").click();
    await page.getByRole("dialog").waitFor();
    await shoot("9-export");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  };

  it("from the empty window to the map", async () => {
    await shoot("1-empty");
    await chooseFiles(window, files);
    await shoot("2-import");
    for (const _file of files) {
      await window.page.locator('.import-body[aria-busy="false"]').waitFor();
      await window.page.getByTestId("confirm-import").click();
    }
    await layersShown(window, 4);
    await closeNotices(window);
    await shoot("3-map");
  });

  it("from the form to the export", async () => {
    await openHotspots(window);
    await shoot("4-form");
    await runForm(window);
    await shootResults();
  });

  it("the same in English, dark and larger", async () => {
    const { page } = window;
    await barButton("bar.table").click();
    await page.keyboard.press("Escape");
    window = await inEnglishAndDark(window);
    look = "en-dark-1920";
    await resize(window, 1920, 1046);
    await page.getByRole("button", { name: word("en", "map.fit") }).click();
    await chooseFiles(window, files.slice(1));
    await shoot("2-import");
    await page.keyboard.press("Escape");
    await openHotspots(window);
    await shoot("4-form");
    await page.keyboard.press("Escape");
    await shootResults();
  });
});
