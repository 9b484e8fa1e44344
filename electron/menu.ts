import { app, dialog, Menu, type MenuItemConstructorOptions } from "electron";
import type { Locale, Text } from "../contract/text.js";
import { programVersion } from "./program.js";

type Role = NonNullable<MenuItemConstructorOptions["role"]>;

/** The system's menu: what every program has. The program's own commands are in the window. No reload, no tools. */
export function setMenu(locale: Locale): void {
  const item = (role: Role, text: Text): MenuItemConstructorOptions => ({ role, label: text[locale] });
  const separator: MenuItemConstructorOptions = { type: "separator" };
  const menus: MenuItemConstructorOptions[] = [
    { label: { zh: "文件", en: "File" }[locale], submenu: [item("quit", { zh: "退出", en: "Quit" })] },
    {
      label: { zh: "编辑", en: "Edit" }[locale],
      submenu: [
        item("undo", { zh: "撤销", en: "Undo" }),
        item("redo", { zh: "重做", en: "Redo" }),
        separator,
        item("cut", { zh: "剪切", en: "Cut" }),
        item("copy", { zh: "复制", en: "Copy" }),
        item("paste", { zh: "粘贴", en: "Paste" }),
        item("selectAll", { zh: "全选", en: "Select all" }),
      ],
    },
    {
      label: { zh: "视图", en: "View" }[locale],
      submenu: [
        item("resetZoom", { zh: "实际大小", en: "Actual size" }),
        item("zoomIn", { zh: "放大文字", en: "Larger text" }),
        item("zoomOut", { zh: "缩小文字", en: "Smaller text" }),
        separator,
        item("togglefullscreen", { zh: "全屏", en: "Full screen" }),
      ],
    },
    {
      label: { zh: "帮助", en: "Help" }[locale],
      submenu: [{ label: { zh: "关于房安图", en: "About Fang'an Atlas" }[locale], click: () => showAbout(locale) }],
    },
  ];
  const first: MenuItemConstructorOptions[] = process.platform === "darwin" ? [{ role: "appMenu" }] : [];
  Menu.setApplicationMenu(Menu.buildFromTemplate([...first, ...menus]));
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
