import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe } from "vitest";
import { at, collection } from "../support/small-town.js";
import { chooseFiles, closeNotices, confirmImport, inspected } from "./support/acts.js";
import { freshFolder } from "./support/launch.js";
import { layerMenu, notice } from "./support/layers.js";
import { usualLook, wear } from "./support/looks.js";
import { tableFilled } from "./support/table.js";
import { lookAt, type View } from "./support/views.js";
import { openWindow, type Window } from "./support/window.js";
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

const layer = "房屋_2023年";
const say = (key: Parameters<typeof word>[1], values = {}) => word("zh", key, values);
const noDialog = async ({ page }: Window) => await page.getByRole("dialog").waitFor({ state: "detached" });
/** Opens the rows that the last message tells of by this name. */
const see = (rows: string) => async (window: Window) => {
  await notice(window, /已导入/u)
    .getByRole("button", { name: rows })
    .click();
  await tableFilled(window.page);
};
const closeTable = async (window: Window) => {
  await closeNotices(window);
  await window.button("table.close").click();
};

/** An import and what comes of it, from the first file to a newer version of it. */
const views = (folder: string): View[] => [
  {
    name: "import-values",
    reach: async (window) => {
      await chooseFiles(window, [
        writeHouses(join(folder, `${layer}.geojson`), 0, 75),
        writeTable(join(folder, "调查点.csv")),
      ]);
      await window.page.locator(".share[data-state=low]").first().click();
      await window.page.locator('.draft-button[data-state="reading"]').waitFor({ state: "detached" });
    },
  },
  {
    name: "import-table",
    reach: async (window) => {
      await window.page.locator(".draft-button").last().click();
      await inspected(window);
    },
  },
  {
    name: "import-template",
    reach: async (window) => {
      await window.button("import.skip").click();
      await inspected(window);
      await window.button("template.saveAs").click();
    },
    leave: async (window) => {
      await inspected(window);
      await confirmImport(window);
      await noDialog(window);
    },
  },
  { name: "import-rows", reach: see("待核行"), leave: closeTable },
  {
    name: "import-source",
    reach: async (window) => {
      await layerMenu(window, layer, say("layers.source"));
      await window.page.locator(".source-dialog").waitFor();
    },
    leave: async (window) => {
      await window.page.keyboard.press("Escape");
      await noDialog(window);
    },
  },
  {
    name: "import-version",
    reach: async (window) => {
      await chooseFiles(window, [writeHouses(join(folder, "房屋_2024年.geojson"), 1, 77)]);
      await window.page.getByTestId("take-version").click();
      await inspected(window);
    },
    leave: async (window) => {
      await confirmImport(window);
      await noDialog(window);
    },
  },
  { name: "import-changes", reach: see("第 2 版的变化"), leave: closeTable },
];

describe("pictures of an import", () => {
  const folder = freshFolder("town");
  let window: Window;
  beforeAll(async () => {
    window = await openWindow({ locale: "zh" });
    await wear(window, usualLook);
  });
  afterAll(() => window.close());
  lookAt(views(folder), () => window);
});
