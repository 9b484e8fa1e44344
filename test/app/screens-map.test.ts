import { afterAll, beforeAll, describe } from "vitest";
import { type EngineRoom, openEngineRoom } from "../support/engine-room.js";
import { takeSampleCity } from "../support/sample-city.js";
import { fill, mapDrawn, pick } from "./support/acts.js";
import { layerMenu } from "./support/layers.js";
import { usualLook, wear } from "./support/looks.js";
import { dragOn } from "./support/map.js";
import { chooseInMenu } from "./support/menu.js";
import { tableFilled } from "./support/table.js";
import { lookAt, type View } from "./support/views.js";
import { openWindow, type Window } from "./support/window.js";
import { word } from "./support/words.js";

const score = "风险评分（全国默认方案）";
const say = (key: Parameters<typeof word>[1], values = {}) => word("zh", key, values);
const press = (key: string) => (window: Window) => window.page.keyboard.press(key);
const closeDialog = async ({ page }: Window) => {
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
};
const schemeTab = (tab: "pairs" | "bands" | "rules", sign: string): View => ({
  name: `map-scheme-${tab}`,
  reach: async ({ page }) => {
    await page
      .locator(".scheme")
      .getByText(say(`scheme.tab.${tab}`), { exact: true })
      .click();
    await page.locator(sign).first().waitFor();
  },
});

/** The planner's views: the map and what is about it. Each begins where the one before has left the window. */
const views = (project: () => string): View[] => [
  { name: "map-empty", reach: async ({ page }) => await page.locator(".empty-card").waitFor() },
  {
    name: "map-first-steps",
    reach: async (window) => {
      await chooseInMenu(window, "help.welcome");
      await window.page.getByText(say("welcome.job")).waitFor();
    },
    leave: closeDialog,
  },
  {
    name: "map-levels",
    reach: async (window) => {
      await window.answerDialogs([project()]);
      await window.page.keyboard.press("Control+O");
      await window.page.locator(".layer-row").first().waitFor();
      await mapDrawn(window);
    },
  },
  {
    name: "map-layer-menu",
    reach: async ({ page }) => {
      await page.getByRole("button", { name: say("layers.menu", { name: score }), exact: true }).click();
      await page.getByRole("menuitem", { name: say("style.open") }).waitFor();
    },
    leave: async ({ page }) => {
      await page.keyboard.press("Escape");
      await page.locator(".ant-dropdown:not(.ant-dropdown-hidden)").waitFor({ state: "detached" });
    },
  },
  {
    name: "map-style-score",
    reach: async (window) => {
      await layerMenu(window, score, say("style.open"));
      await window.button("style.presetScore").click();
      await window.page.locator(".style-histogram svg").waitFor();
    },
    leave: async (window) => {
      await window.button("style.presetLevel").click();
      await window.button("style.close").click();
    },
  },
  {
    name: "map-search",
    reach: async ({ page }) => {
      await page.keyboard.press("Control+F");
      await page.keyboard.insertText("映云");
      await page.locator(".search-found[data-busy=false] [role=option]").first().waitFor();
    },
    leave: async ({ page }) => {
      await page.locator(".search .icon-button").click();
      await page.keyboard.press("Escape");
    },
  },
  {
    name: "map-filter-form",
    reach: async (window) => {
      await window.page.keyboard.press("Control+Shift+F");
      await window.button("filter.more").click();
      await pick(window, say("filter.column"), "建成年份");
      await pick(window, say("filter.compare"), say("filter.by.<="));
      await fill(window, say("filter.value"), 1989);
    },
    leave: async (window) => {
      await window.page.getByRole("button", { name: say("filter.add"), exact: true }).click();
      await window.page.getByTestId("filter-count").waitFor();
    },
  },
  {
    name: "map-filter-charts",
    reach: async ({ page }) => {
      await page.keyboard.press("F7");
      await page.locator('.chart-card[data-chart="years"] canvas').waitFor();
      const box = await page.locator('.chart-card[data-chart="years"] canvas').boundingBox();
      if (box === null) throw new Error("no canvas");
      const y = box.y + box.height / 3;
      await page.mouse.move(box.x + box.width * 0.4, y);
      await page.mouse.down();
      for (const share of [0.5, 0.6, 0.7]) await page.mouse.move(box.x + box.width * share, y);
      await page.mouse.up();
      await page.locator('.chart-card[data-chart="years"][data-filtering=true]').waitFor();
    },
  },
  {
    name: "map-charts-list",
    reach: async (window) => {
      await window.button("charts.list").click();
      await window.page.locator(".chart-card input[type=checkbox]").first().waitFor();
    },
    leave: async (window) => {
      await window.button("charts.drawing").click();
      await window.page.keyboard.press("F7");
      await window.button("filter.clear").click();
      await window.page.keyboard.press("Control+Shift+F");
    },
  },
  {
    name: "map-selection-table",
    main: true,
    reach: async (window) => {
      await layerMenu(window, score, say("layers.table"));
      await tableFilled(window.page);
      await window.page.keyboard.press("l");
      await dragOn(window, [
        [0.4, 0.35],
        [0.6, 0.3],
        [0.65, 0.6],
        [0.45, 0.7],
      ]);
      await window.page.getByTestId("chosen-count").waitFor();
      await window.page.keyboard.press("v");
      await window.page.getByText(say("select.onlyChosen")).click();
      await tableFilled(window.page);
    },
  },
  {
    name: "map-building-reasons",
    reach: async ({ page }) => {
      await page.locator(".grid-row").first().click();
      await page.locator(".reason-steps li").first().waitFor();
      await page.keyboard.press("Enter");
    },
    leave: async ({ page }) => {
      await page.keyboard.press("F6");
      for (const gone of [".chosen-chip", ".panel.right .card"]) {
        await page.keyboard.press("Escape");
        await page.locator(gone).waitFor({ state: "detached" });
      }
    },
  },
  {
    name: "map-relief",
    reach: async (window) => {
      await chooseInMenu(window, "view.relief");
      await mapDrawn(window);
    },
    leave: async (window) => {
      await chooseInMenu(window, "view.relief");
      await window.button("map.fit").click();
    },
  },
  {
    name: "map-scheme",
    reach: async ({ page }) => {
      await page
        .locator(".legend")
        .getByRole("button", { name: say("scheme.open") })
        .click();
      await page.locator(".level-counts").waitFor();
    },
  },
  schemeTab("pairs", ".scheme table"),
  schemeTab("bands", ".scheme input"),
  {
    ...schemeTab("rules", ".scheme input"),
    leave: async (window) => await window.button("scheme.close").click(),
  },
  {
    name: "map-palette",
    reach: async ({ page }) => {
      await page.keyboard.press("Control+K");
      await page.getByRole("dialog").waitFor();
      await page.keyboard.insertText("xuan");
    },
    leave: closeDialog,
  },
  {
    name: "map-keys",
    reach: async (window) => {
      await press("F1")(window);
      await window.page.getByRole("dialog").waitFor();
    },
    leave: closeDialog,
  },
];

describe("pictures of the map", () => {
  let room: EngineRoom;
  let window: Window;
  let project = "";
  beforeAll(async () => {
    room = openEngineRoom();
    project = (await takeSampleCity(room)).path;
    await room.client.ask("project.close", {});
    window = await openWindow({ locale: "zh" });
    await wear(window, usualLook);
  });
  afterAll(async () => {
    await window.close();
    await room.close();
  });
  lookAt(
    views(() => project),
    () => window,
  );
});
