import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, it } from "vitest";
import { at, collection } from "../support/small-town.js";
import { chooseFiles, closeNotices, confirmImport, inspected } from "./support/acts.js";
import { freshFolder } from "./support/launch.js";
import { layerMenu, notice } from "./support/layers.js";
import { inEnglishAndDark, shoot } from "./support/pictures.js";
import { tableFilled } from "./support/table.js";
import { openWindow, resize, type Window } from "./support/window.js";
import { word } from "./support/words.js";

/** Houses with all that can be wrong with them: no shape, no width, a code twice, years and flags that nobody can read. */
function writeHouses(path: string, first: number, last: number): string {
  const houses = Array.from({ length: last - first }, (_, index) => {
    const n = first + index;
    const [east, north] = [(n % 10) * 30, Math.floor(n / 10) * 30];
    const size = n === 8 ? 0 : 12;
    const ring = [
      at(east, north),
      at(east + size, north),
      at(east + size, north + 12),
      at(east, north + 12),
      at(east, north),
    ];
    return {
      geometry: n === 4 ? null : { type: "Polygon", coordinates: [ring] },
      properties: {
        fwbh: n === 6 ? "Q8" : `Q${n + 1}`,
        地址: `映云路 ${n + 1} 号`,
        build_time: n % 9 === 3 ? "清末民初" : `${1950 + ((n * 7) % 70)}`,
        cs: 1 + (n % 5),
        sfjc: n % 7 === 0 ? "待定" : n % 2 === 0 ? "A" : "B",
      },
    };
  });
  writeFileSync(path, collection(houses));
  return path;
}

/** A table in metres that states nothing. */
function writeTable(path: string): string {
  writeFileSync(path, "\uFEFF编号,横坐标,纵坐标,备注\n1,485000,3056000,甲\n2,485010,3056010,乙\n");
  return path;
}

/** Pictures of an import and what comes of it, for people to look at: out/screens/. */
describe("the import's pictures", () => {
  const folder = freshFolder("town");
  let window: Window;
  beforeAll(async () => {
    window = await openWindow({ locale: "zh" });
    await resize(window, 1440, 900);
  });
  afterAll(() => window.close());

  const shootAll = async (look: string, year: number): Promise<void> => {
    const { page, locale } = window;
    const files = [
      writeHouses(join(folder, `房屋_${year}年.geojson`), year - 2023, 75),
      writeTable(join(folder, "调查点.csv")),
    ];
    await chooseFiles(window, files);
    await page.locator(".share[data-state=low]").first().click();
    await page.locator('.draft-button[data-state="reading"]').waitFor({ state: "detached" });
    await shoot(window, `i1-values-${look}`);
    await page.locator(".draft-button").last().click();
    await inspected(window);
    await shoot(window, `i2-table-${look}`);
    await window.button("import.skip").click();
    await inspected(window);
    const version = page.getByTestId("take-version");
    if (await version.isVisible()) await version.click();
    await window.button("template.saveAs").click();
    await shoot(window, `i3-template-${look}`);
    await inspected(window);
    await confirmImport(window);
    const told = notice(window, locale === "zh" ? /已导入/u : /Imported/u).last();
    await told
      .getByRole("button", { name: locale === "zh" ? /查看/u : /See/u })
      .first()
      .click();
    await tableFilled(page);
    await shoot(window, `i4-rows-${look}`);
    await closeNotices(window);
    await layerMenu(window, "房屋_2023年", word(locale, "layers.source"));
    await shoot(window, `i5-source-${look}`);
    await page.locator(".source-dialog .ant-modal-close").click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
  };

  it("in Chinese and light", async () => {
    await shootAll("zh-light-1440", 2023);
  });

  it("in English, dark and small, with a newer version", async () => {
    await window.page.keyboard.press("F6");
    window = await inEnglishAndDark(window);
    await resize(window, 1280, 720);
    await shootAll("en-dark-1280", 2024);
  });
});
