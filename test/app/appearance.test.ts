import { describe, expect, it } from "vitest";
import { readFormats } from "../../data/formats/index.js";
import { contrast } from "../../renderer/theme/contrast.js";
import { freshFolder } from "./support/launch.js";
import { menuBar } from "./support/menu.js";
import { openWindow, type Window } from "./support/window.js";

const ground = ({ page }: Window) =>
  page.evaluate(() => {
    const hex = (element: Element | null, property: "color" | "backgroundColor") => {
      const [red = 0, green = 0, blue = 0] =
        element === null ? [] : (getComputedStyle(element)[property].match(/\d+/gu) ?? []).map(Number);
      return `#${[red, green, blue].map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
    };
    const panel = document.querySelector(".panel.layers");
    return { text: hex(document.querySelector(".panel-head"), "color"), panel: hex(panel, "backgroundColor") };
  });

describe("language and theme", () => {
  const userData = freshFolder("user");

  it("switch at once, everything with them, and stay over a restart", async () => {
    const first = await openWindow({ locale: "zh", userData });
    const { page } = first;
    expect(await page.locator("html").getAttribute("lang")).toBe("zh-CN");
    expect(await page.title()).toBe("房安图");
    const light = await ground(first);
    await page.getByRole("button", { name: "English" }).click();
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
    expect(await page.title()).toBe("Fang'an Atlas");
    const words = (await page.locator("body").allInnerTexts()).join(" ");
    expect(words.replace("中文", "")).not.toMatch(/\p{Script=Han}/u);
    await expect
      .poll(async () => (await menuBar(first)).flatMap(({ menu, items }) => [menu, ...items]).join(" "))
      .not.toMatch(/\p{Script=Han}/u);
    await page.getByRole("button", { name: "Dark" }).click();
    const dark = await ground(first);
    expect(dark.panel).not.toBe(light.panel);
    for (const { text, panel } of [light, dark]) expect(contrast(text, panel)).toBeGreaterThan(7);
    await first.close();

    // Without --lang: what was chosen last counts.
    const second = await openWindow({ locale: null, userData });
    expect(await second.page.locator("html").getAttribute("lang")).toBe("en");
    expect(await second.page.locator("html").getAttribute("data-theme")).toBe("dark");
    expect(await ground(second)).toEqual(dark);
    await second.page.getByRole("button", { name: "中文" }).click();
    const chinese = (await second.page.locator("body").allInnerTexts()).join(" ");
    const named = readFormats.reduce((text, { title }) => text.replaceAll(title.zh, ""), chinese);
    expect(named.replaceAll(/English|\bkm\b|\bm\b/gu, "")).not.toMatch(/[a-z]{3,}/iu);
    await second.close();
  });
});
