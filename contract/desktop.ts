import type { BaseMap, BaseMapLook, NewBaseMap } from "./base-maps.js";
import type { MenuBar } from "./menu.js";
import type { Preferences } from "./preferences.js";
import type { Locale, Text } from "./text.js";

/** The operating system's side, offered to the page by the preload under `window.desktop`. About six of these ever. */
export interface Desktop {
  /** Paths chosen by the user; empty when the dialog was left. */
  chooseFiles(request: { title: string; extensions: readonly string[]; several: boolean }): Promise<string[]>;
  chooseFolder(request: { title: string }): Promise<string | null>;
  chooseSavePath(request: { title: string; suggested: string; extension: string }): Promise<string | null>;
  /** The path behind a dropped file; the page learns no other paths. */
  pathOf(file: File): string;
  /** What the program was started with and where it keeps things. */
  startup(): Promise<Startup>;
  /** Ends the engine's process, whatever it does, and starts a new one; its port arrives as the first one did. */
  restartEngine(): Promise<void>;
  /** Shows a file that the engine wrote in the system's file manager. */
  showInFolder(path: string): Promise<void>;
  setLocale(locale: Locale): Promise<void>;
  /** Puts up the native menu bar; what is chosen in it comes back as a message. */
  setMenu(menu: MenuBar): Promise<void>;
  keepPreferences(preferences: Preferences): Promise<void>;
  /** Adds a base map, on; null when the user was asked about its server and said no. Answers with all of them. */
  addBaseMap(wanted: NewBaseMap): Promise<readonly BaseMap[] | null>;
  /** Takes names, looks and order of the base maps; those that are not among them are removed. Answers with all. */
  arrangeBaseMaps(looks: readonly BaseMapLook[]): Promise<readonly BaseMap[]>;
  /** Ends a `--headless-job` start: takes the picture, then quits with 0 or 1. Refused in every other start. */
  finishJob(result: JobResult): Promise<void>;
}

export interface JobResult {
  readonly ok: boolean;
  /** One sentence for the terminal. */
  readonly message?: string | undefined;
}

export interface Startup {
  readonly locale: Locale;
  readonly version: string;
  /** What the user arranged in an earlier start; null: nothing yet. */
  readonly preferences: Preferences | null;
  readonly baseMaps: readonly BaseMap[];
  /** A project to open, or sample files to import, given on the command line. */
  readonly openProject: string | null;
  readonly openSample: string | null;
  readonly headlessJob: string | null;
  /** The project that is used until the user chooses one: under the user's data folder. */
  readonly defaultProject: string;
  /** The project of the sample at `openSample`, apart from everything that a user makes; null without one. */
  readonly sampleProject: string | null;
}

/**
 * Messages from the preload to the page by `window.postMessage`. `engine-port` carries the MessagePort in `ports[0]`;
 * `engine-stopped` says why the previous one is dead; `base-map-port` carries the port for base maps, or none when their process
 * could not be kept; `menu-chosen` names the command of a menu item.
 */
export type DesktopMessage =
  | { readonly fangan: "engine-port"; readonly generation: number }
  | { readonly fangan: "engine-stopped"; readonly generation: number; readonly reason: Text }
  | { readonly fangan: "base-map-port" }
  | { readonly fangan: "menu-chosen"; readonly command: string };

/** Names of the channels between preload and main, in one place so that a test can list them. */
export const desktopChannels = {
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
} as const;
