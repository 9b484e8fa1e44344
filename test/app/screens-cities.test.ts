import { afterAll, beforeAll, describe } from "vitest";
import { corpus, hasCorpus } from "../support/corpus.js";
import { chooseFiles, closeNotices, confirmImport, inspected, layersShown, mapDrawn } from "./support/acts.js";
import { layerMenu } from "./support/layers.js";
import { isComplete, usualLook, wear } from "./support/looks.js";
import { tableFilled } from "./support/table.js";
import { lookAt, type View } from "./support/views.js";
import { openWindow, type Window } from "./support/window.js";
import { word } from "./support/words.js";

const say = (key: Parameters<typeof word>[1], values = {}) => word("zh", key, values);

/** Zooms in at a place of the map's picture, in shares of its width and height, by turns of the wheel. */
async function zoomAt(window: Window, [x, y]: readonly [number, number], turns: number): Promise<void> {
  const map = await window.page.getByTestId("map").boundingBox();
  if (map === null) throw new Error("there is no map");
  await window.page.mouse.move(map.x + x * map.width, map.y + y * map.height);
  for (let turn = 0; turn < turns; turn++) {
    await window.page.mouse.wheel(0, -400);
    await mapDrawn(window);
  }
}

interface City {
  readonly name: string;
  readonly files: readonly string[];
  readonly layer: string;
  /** What to look at closely, in shares of the map's width and height when it shows the whole city. */
  readonly near: readonly [number, number];
}

/** A city as somebody else made it: as it is read, whole, near, and as a table. */
const viewsOf = ({ name, files, layer, near }: City): View[] => [
  {
    name: `${name}-import`,
    reach: async (window) => await chooseFiles(window, files),
    leave: async (window) => {
      for (const [index] of files.entries()) {
        if (index > 0) await inspected(window);
        await confirmImport(window);
      }
      await layersShown(window, files.length);
    },
  },
  {
    name: `${name}-whole`,
    reach: async (window) => {
      await closeNotices(window);
      await window.button("map.fit").click();
      await mapDrawn(window);
    },
  },
  { name: `${name}-near`, reach: async (window) => await zoomAt(window, near, 8) },
  {
    name: `${name}-table`,
    reach: async (window) => {
      await layerMenu(window, layer, say("layers.table"));
      await tableFilled(window.page);
      await window.page.locator(".grid-row").first().click();
      await window.page.locator(".panel.right .card").waitFor();
    },
  },
];

const cities: readonly City[] = [
  {
    name: "beijing",
    files: [
      corpus("beijing-urhgn/derived/beijing_buildings_gbk_cgcs2000.shp"),
      corpus("beijing-urhgn/shp/community.shp"),
    ],
    layer: "beijing_buildings_gbk_cgcs2000",
    near: [0.45, 0.5],
  },
  {
    name: "monaco",
    files: [corpus("osm-monaco/monaco_buildings.shp")],
    layer: "monaco_buildings",
    near: [0.33, 0.52],
  },
];

// Nothing is asserted of them that other tests of these files do not; they are there for people to look at.
describe.skipIf(!hasCorpus || !isComplete).each(cities)("pictures of $name", (city) => {
  let window: Window;
  beforeAll(async () => {
    window = await openWindow({ locale: "zh" });
    await wear(window, usualLook);
  });
  afterAll(() => window.close());
  lookAt(viewsOf(city), () => window);
});
