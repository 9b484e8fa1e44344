import type { Locator } from "playwright";
import type { Window } from "./window.js";
import { word } from "./words.js";

/** Chooses an act in the menu of a layer. */
export async function layerMenu(window: Window, layer: string, act: string): Promise<void> {
  const { page, locale } = window;
  await page.getByRole("button", { name: word(locale, "layers.menu", { name: layer }), exact: true }).click();
  const item = page
    .locator(".ant-dropdown:not(.ant-dropdown-hidden)")
    .getByRole("menuitem", { name: act, exact: true });
  await window.click(item, act);
}

/** The message at the foot of the map that reads so. */
export function notice({ page }: Window, text: RegExp): Locator {
  return page.locator(".job.notice").filter({ hasText: text });
}
