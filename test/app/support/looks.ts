import type { Locale } from "../../../contract/text.js";
import { resize, type Window } from "./window.js";
import { word } from "./words.js";

/** How the window looks while a picture is taken: language, theme, size in px. */
export interface Look {
  readonly locale: Locale;
  readonly theme: "light" | "dark";
  readonly size: keyof typeof sizes;
}

const sizes = { 1440: [1440, 900], 1920: [1920, 1080] } as const;

/** As a window is opened by the tests. */
export const usualLook: Look = { locale: "zh", theme: "light", size: 1440 };

/** Both languages in both themes, each at one of the sizes; English, whose words are longer, is dark in the narrow one. */
const everyLook: readonly Look[] = [
  usualLook,
  { locale: "zh", theme: "dark", size: 1920 },
  { locale: "en", theme: "light", size: 1920 },
  { locale: "en", theme: "dark", size: 1440 },
];

/** Where there is no time for all: English beside Chinese, in the narrow window, where words are cut first. */
const shortLooks: readonly Look[] = [usualLook, { locale: "en", theme: "light", size: 1440 }];
const mainLooks: readonly Look[] = [usualLook, { locale: "en", theme: "dark", size: 1440 }];

/** `npm run screens` asks for the complete set. */
export const isComplete = process.env.FANGAN_SCREENS === "complete";

/** What a view is looked at in; both themes of the main ones whenever the tests run. */
export function looksFor(isMain: boolean): readonly Look[] {
  if (isComplete) return everyLook;
  return isMain ? mainLooks : shortLooks;
}

/** Dresses the window, whatever dialog or menu is open: what is open stays open. */
export async function wear(window: Window, { locale, theme, size }: Look): Promise<void> {
  const { page } = window;
  const [width, height] = sizes[size];
  const [innerWidth, innerHeight] = await page.evaluate(() => [globalThis.innerWidth, globalThis.innerHeight] as const);
  if (innerWidth !== width || innerHeight !== height) await resize(window, width, height);
  const now = await page.evaluate(() => ({
    locale: document.documentElement.lang === "en" ? ("en" as const) : ("zh" as const),
    theme: document.documentElement.dataset.theme,
  }));
  // The bar may lie under a dialog's mask: the press goes to the button itself.
  const press = (text: string) => page.locator(".top-bar button").filter({ hasText: text }).dispatchEvent("click");
  if (now.theme !== theme) await press(word(now.locale, theme === "dark" ? "bar.dark" : "bar.light"));
  if (now.locale !== locale) await press(word(now.locale, "bar.language"));
  await page.waitForFunction(
    (wanted) =>
      document.documentElement.lang.startsWith(wanted.locale) &&
      document.documentElement.dataset.theme === wanted.theme,
    { locale, theme },
  );
}
