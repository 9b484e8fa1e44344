import type { Locale } from "../../contract/text.js";
import { switchLocale } from "../text/say.js";
import { applyFont, applyTheme } from "../theme/apply-theme.js";
import { type Theme, themes } from "../theme/tokens.js";
import { change } from "./store.js";

const themeKey = "fangan.theme";

/** Switches the interface's language here and, for menus and system dialogs, in the main process, which keeps it. */
export function setLocale(locale: Locale): void {
  switchLocale(locale);
  applyFont(locale);
  change({ locale });
  void window.desktop.setLocale(locale);
}

export function setTheme(theme: Theme): void {
  applyTheme(theme);
  change({ theme });
  window.localStorage.setItem(themeKey, theme);
}

/** The theme chosen last, else the system's. */
export function rememberedTheme(): Theme {
  const kept = window.localStorage.getItem(themeKey);
  const known = themes.find((theme) => theme === kept);
  return known ?? (window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
}
