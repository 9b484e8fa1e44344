import { app, dialog, Menu, type MenuItemConstructorOptions } from "electron";
import type { MenuBar, MenuItem } from "../contract/menu.js";
import type { Locale } from "../contract/text.js";
import { programVersion } from "./program.js";

/** The menu bar until the page has described its own: nothing but what works without a page. No reload, no tools. */
export function firstMenu(locale: Locale): MenuBar {
  const quit: MenuItem = { role: "quit", label: { zh: "退出", en: "Quit" }[locale] };
  return [{ label: { zh: "文件", en: "File" }[locale], items: [quit] }];
}

/** Puts up the menu bar that is described; `choose` gets the command of what is chosen in it. */
export function showMenu(menus: MenuBar, locale: Locale, choose: (command: string) => void): void {
  const template = menus.map(({ label, items }) => ({
    label,
    submenu: items.map((item) => itemOf(item, locale, choose)),
  }));
  const first: MenuItemConstructorOptions[] = process.platform === "darwin" ? [{ role: "appMenu" }] : [];
  Menu.setApplicationMenu(Menu.buildFromTemplate([...first, ...template]));
}

function itemOf(item: MenuItem, locale: Locale, choose: (command: string) => void): MenuItemConstructorOptions {
  if ("rule" in item) return { type: "separator" };
  // Linux and Windows have no panel of their own for it.
  if ("role" in item && item.role === "about") return { label: item.label, click: () => showAbout(locale) };
  if ("role" in item) return { role: item.role, label: item.label };
  const { command, label, accelerator, enabled, checked } = item;
  return {
    id: command,
    // An ampersand would mark the next letter as the menu's key.
    label: label.replaceAll("&", "&&"),
    enabled,
    click: () => choose(command),
    ...(checked === undefined ? {} : { type: "checkbox", checked }),
    ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
  };
}

function showAbout(locale: Locale): void {
  const { electron, chrome } = process.versions;
  void dialog.showMessageBox({
    type: "info",
    title: { zh: "关于房安图", en: "About Fang'an Atlas" }[locale],
    message: { zh: `房安图 ${programVersion}`, en: `Fang'an Atlas ${programVersion}` }[locale],
    detail: `Electron ${electron} · Chromium ${chrome} · ${app.getPath("userData")}`,
  });
}
