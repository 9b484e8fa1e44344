import type { Locator } from "playwright";
import type { Window } from "./window.js";
import { word } from "./words.js";

/** Chooses an act in the menu of a layer. */
export async function layerMenu(window: Window, layer: string, act: string): Promise<void> {
  const { page, locale } = window;
  await page.getByRole("button", { name: word(locale, "layers.menu", { name: layer }), exact: true }).click();
  const menu = page.locator(".ant-dropdown:not(.ant-dropdown-hidden)");
  await window.click(menu.getByRole("menuitem", { name: act, exact: true }), act);
  // The next menu must not be taken for this one while it closes.
  await menu.waitFor({ state: "detached" });
}

/** The message at the foot of the map that reads so. */
export function notice({ page }: Window, text: RegExp): Locator {
  return page.locator(".job.notice").filter({ hasText: text });
}
