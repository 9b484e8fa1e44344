import { afterAll, beforeAll, describe } from "vitest";
import { type EngineRoom, openEngineRoom } from "../support/engine-room.js";
import { decideSampleCity, takeSampleCity } from "../support/sample-city.js";
import { openHotspots } from "./support/acts.js";
import { layerMenu } from "./support/layers.js";
import { usualLook, wear } from "./support/looks.js";
import { chooseInMenu } from "./support/menu.js";
import { lookAt, type View } from "./support/views.js";
import { openWindow, type Window } from "./support/window.js";
import { word } from "./support/words.js";

type Key = Parameters<typeof word>[1];
const say = (key: Key, values = {}) => word("zh", key, values);
const closeDialog = async ({ page }: Window) => {
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
};
const dialogBy = (name: string, open: (window: Window) => Promise<void>): View => ({
  name,
  reach: async (window) => {
    await open(window);
    await window.page.getByRole("dialog").waitFor();
  },
  leave: closeDialog,
});
const byMenu = (name: string, command: string) => dialogBy(name, (window) => chooseInMenu(window, command));
/** A dialog that a button of the panel on the right opens. */
const byPanel = (name: string, key: Key) =>
  dialogBy(name, ({ page }) =>
    page
      .locator(".panel.right")
      .getByRole("button", { name: say(key), exact: true })
      .click(),
  );
const wide = (view: "board" | "table" | "districts", sign: string): View => ({
  name: `work-${view}`,
  reach: async ({ page }) => {
    await page
      .locator(".wide-head")
      .getByText(say(`cases.view-${view}`), { exact: true })
      .click();
    await page.locator(sign).first().waitFor();
  },
});

/** The officer's views: from the ranked list to cases, and the dialogs about them. */
const views: readonly View[] = [
  dialogBy("work-form", openHotspots),
  {
    name: "work-cluster",
    reach: async ({ page }) => {
      await page.locator(".cluster-row").first().click();
      await page.locator(".members button").first().waitFor();
      await page.getByRole("button", { name: say("card.zoom"), exact: true }).click();
    },
  },
  byPanel("work-pick", "ledger.pickCluster"),
  {
    name: "work-today",
    reach: async (window) => {
      await window.page.keyboard.press("Escape");
      await chooseInMenu(window, "ledger.today");
      await window.page.locator(".today .case-row").first().waitFor();
    },
  },
  {
    name: "work-lists",
    reach: async (window) => {
      await chooseInMenu(window, "ledger.lists");
      await window.page.locator(".pick-lists .row-button").first().waitFor();
    },
  },
  {
    name: "work-open-list",
    reach: async ({ page }) => {
      await page.locator(".pick-lists .row-button").first().click();
      await page.locator(".open-list .case-row").first().waitFor();
    },
  },
  byPanel("work-open-cases", "ledger.openCases"),
  {
    name: "work-cases",
    reach: async (window) => {
      await chooseInMenu(window, "ledger.cases");
      await window.page.locator(".cases .case-row").first().waitFor();
    },
  },
  {
    name: "work-board",
    reach: async ({ page }) => {
      await page
        .locator(".cases")
        .getByRole("button", { name: say("cases.view-board"), exact: true })
        .click();
      await page.locator(".board-card").first().waitFor();
    },
  },
  wide("table", ".case-table tbody tr"),
  wide("districts", ".wide-work table tbody tr"),
  {
    name: "work-building",
    main: true,
    reach: async ({ page }) => {
      await page.locator(".wide-head").getByText(say("cases.view-board"), { exact: true }).click();
      await page.locator(".board-card").first().click();
      await page.locator(".building-file .case-row").first().waitFor();
    },
  },
  byPanel("work-grade", "ledger.grade"),
  byPanel("work-judge", "cases.judge"),
  {
    name: "work-timeline",
    reach: async ({ page }) => {
      await page
        .locator(".building-file")
        .getByRole("button", { name: say("cases.timeline"), exact: true })
        .click();
      await page.locator(".course").first().waitFor();
    },
    leave: async ({ page }) => {
      await page.keyboard.press("Escape");
      await page.locator(".wide-work").waitFor({ state: "detached" });
    },
  },
  byMenu("work-backups", "file.backups"),
  byMenu("work-sign", "ledger.sign"),
  byMenu("work-export", "output.export"),
  byMenu("work-templates", "file.templates"),
  dialogBy("work-account", (window) => layerMenu(window, "热点", say("account.open"))),
];

describe("pictures of the work with hot spots and cases", () => {
  let room: EngineRoom;
  let window: Window;
  beforeAll(async () => {
    room = openEngineRoom();
    const city = await takeSampleCity(room);
    await decideSampleCity(room, city);
    await room.client.ask("project.close", {});
    window = await openWindow({ locale: "zh", args: ["--open-project", city.path] });
    await window.page.locator(".cluster-row").first().waitFor();
    await wear(window, usualLook);
  });
  afterAll(async () => {
    await window.close();
    await room.close();
  });
  lookAt(views, () => window);
});
