import { BrowserWindow, dialog, screen } from "electron";
import type { Locale } from "../contract/text.js";
import { pageCrashed, pageGaveUp } from "./crash-texts.js";
import { pageUrl } from "./page-address.js";
import { programFiles } from "./program.js";
import { RestartLimit } from "./restart-limit.js";
import type { SettingsFile } from "./settings.js";
import { devToolsAllowed } from "./switches.js";
import { smallestWindow, startBounds } from "./window-bounds.js";

/** Opens the one window. `loaded` is called whenever its page has loaded, so also after a reload. */
export function openWindow(
  settings: SettingsFile,
  locale: () => Locale,
  loaded: (window: BrowserWindow) => void,
): BrowserWindow {
  const main = screen.getPrimaryDisplay();
  const displays = [main, ...screen.getAllDisplays().filter((display) => display.id !== main.id)];
  const window = new BrowserWindow({
    ...startBounds(
      settings.current.bounds,
      displays.map((display) => display.workArea),
    ),
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    show: false,
    title: "房安图",
    backgroundColor: "#ffffff",
    webPreferences: {
      preload: programFiles.preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      // Compiled code is kept from the first start on, not from the third.
      v8CacheOptions: "bypassHeatCheck",
      devTools: devToolsAllowed(),
    },
  });
  window.once("ready-to-show", () => {
    if (settings.current.maximized) window.maximize();
    window.show();
  });
  window.webContents.on("did-finish-load", () => loaded(window));
  rememberBounds(window, settings);
  reviveCrashedPage(window, locale);
  void window.loadURL(pageUrl);
  return window;
}

function rememberBounds(window: BrowserWindow, settings: SettingsFile): void {
  window.on("close", () => {
    settings.change({ bounds: window.getNormalBounds(), maximized: window.isMaximized() });
  });
}

/** A page that crashed is loaded again; one that crashes again and again ends the program with a sentence. */
function reviveCrashedPage(window: BrowserWindow, locale: () => Locale): void {
  const limit = new RestartLimit(3, 60_000);
  window.webContents.on("render-process-gone", (_event, { reason }) => {
    if (reason === "clean-exit" || window.isDestroyed()) return;
    console.error(`the page's process is gone: ${reason}`);
    if (limit.take()) {
      void window.loadURL(pageUrl);
      void dialog.showMessageBox(window, { type: "warning", message: pageCrashed[locale()] });
      return;
    }
    dialog.showErrorBox("房安图", pageGaveUp[locale()]);
    window.destroy();
  });
}
