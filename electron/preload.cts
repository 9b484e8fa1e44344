import { contextBridge, ipcRenderer, webUtils } from "electron";
import type { Desktop, DesktopMessage, desktopChannels } from "../contract/desktop.js" with {
  "resolution-mode": "import",
};

/** A sandboxed preload cannot import modules; the type holds these names to the contract's. */
const channels: typeof desktopChannels = {
  chooseFiles: "desktop:choose-files",
  chooseFolder: "desktop:choose-folder",
  chooseSavePath: "desktop:choose-save-path",
  startup: "desktop:startup",
  restartEngine: "desktop:restart-engine",
  showInFolder: "desktop:show-in-folder",
  setLocale: "desktop:set-locale",
  setMenu: "desktop:set-menu",
  keepPreferences: "desktop:keep-preferences",
  addBaseMap: "desktop:add-base-map",
  arrangeBaseMaps: "desktop:arrange-base-maps",
  finishJob: "desktop:finish-job",
  enginePort: "engine:port",
  engineStopped: "engine:stopped",
  baseMapPort: "base-maps:port",
  menuChosen: "menu:chosen",
};

const desktop: Desktop = {
  chooseFiles: (request) => ipcRenderer.invoke(channels.chooseFiles, request),
  chooseFolder: (request) => ipcRenderer.invoke(channels.chooseFolder, request),
  chooseSavePath: (request) => ipcRenderer.invoke(channels.chooseSavePath, request),
  pathOf: (file) => webUtils.getPathForFile(file),
  startup: () => ipcRenderer.invoke(channels.startup),
  restartEngine: () => ipcRenderer.invoke(channels.restartEngine),
  showInFolder: (path) => ipcRenderer.invoke(channels.showInFolder, path),
  setLocale: (locale) => ipcRenderer.invoke(channels.setLocale, locale),
  setMenu: (menu) => ipcRenderer.invoke(channels.setMenu, menu),
  keepPreferences: (preferences) => ipcRenderer.invoke(channels.keepPreferences, preferences),
  addBaseMap: (wanted) => ipcRenderer.invoke(channels.addBaseMap, wanted),
  arrangeBaseMaps: (looks) => ipcRenderer.invoke(channels.arrangeBaseMaps, looks),
  finishJob: (result) => ipcRenderer.invoke(channels.finishJob, result),
};

contextBridge.exposeInMainWorld("desktop", desktop);

// A MessagePort cannot cross the context bridge; a posted message carries it into the page's world.
ipcRenderer.on(channels.enginePort, (event, message: { generation: number }) => {
  tellPage({ fangan: "engine-port", generation: message.generation }, event.ports);
});

ipcRenderer.on(
  channels.engineStopped,
  (_event, message: { generation: number; reason: { zh: string; en: string } }) => {
    tellPage({ fangan: "engine-stopped", ...message }, []);
  },
);

ipcRenderer.on(channels.baseMapPort, (event) => tellPage({ fangan: "base-map-port" }, event.ports));

ipcRenderer.on(channels.menuChosen, (_event, message: { command: string }) => {
  tellPage({ fangan: "menu-chosen", command: message.command }, []);
});

function tellPage(message: DesktopMessage, ports: MessagePort[]): void {
  window.postMessage(message, window.location.origin, ports);
}
