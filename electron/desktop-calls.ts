import { existsSync } from "node:fs";
import { join } from "node:path";
import { app, BrowserWindow, dialog, type IpcMainInvokeEvent, ipcMain, shell } from "electron";
import { z } from "zod";
import { baseMapLooks, newBaseMap } from "../contract/base-maps.js";
import { desktopChannels, type JobResult, type Startup } from "../contract/desktop.js";
import { type MenuBar, menuBar } from "../contract/menu.js";
import { type Preferences, preferences } from "../contract/preferences.js";
import { type Locale, locales } from "../contract/text.js";
import type { BaseMapCalls } from "./base-map-calls.js";
import { ChosenPaths } from "./chosen-paths.js";
import { isOwnUrl } from "./page-address.js";

const title = z.string().max(200);
const extension = z.string().regex(/^[a-z0-9.]{1,20}$/u);
const path = z.string().min(1).max(4096);

/** What the calls need from the rest of the main process. */
export interface DesktopParts {
  startup(): Startup;
  restartEngine(): void;
  setLocale(locale: Locale): void;
  setMenu(menu: MenuBar): void;
  keepPreferences(preferences: Preferences): void;
  readonly baseMaps: BaseMapCalls;
  finishJob(result: JobResult): Promise<void>;
}

/** Answers the page. Each call's sender is checked and its arguments are parsed before anything happens. */
export function answerDesktopCalls(parts: DesktopParts): void {
  const chosen = new ChosenPaths();
  const { defaultProject, sampleProject, headlessJob } = parts.startup();
  for (const own of [defaultProject, sampleProject, headlessJob]) if (own !== null) chosen.add(own);

  answer(
    desktopChannels.chooseFiles,
    [z.strictObject({ title, extensions: z.array(extension).max(60), several: z.boolean() })],
    async (window, request) => {
      const { filePaths } = await dialog.showOpenDialog(window, {
        title: request.title,
        properties: request.several ? ["openFile", "multiSelections"] : ["openFile"],
        filters: [{ name: request.title, extensions: bothCases(request.extensions) }],
      });
      for (const file of filePaths) chosen.add(file);
      return filePaths;
    },
  );
  answer(desktopChannels.chooseFolder, [z.strictObject({ title })], async (window, request) => {
    const { filePaths } = await dialog.showOpenDialog(window, {
      title: request.title,
      properties: ["openDirectory", "createDirectory"],
    });
    const [folder] = filePaths;
    if (folder === undefined) return null;
    chosen.add(folder);
    return folder;
  });
  answer(
    desktopChannels.chooseSavePath,
    [z.strictObject({ title, suggested: z.string().max(200), extension })],
    async (window, request) => {
      const { filePath } = await dialog.showSaveDialog(window, {
        title: request.title,
        defaultPath: join(app.getPath("documents"), request.suggested.replaceAll(/[\\/:*?"<>|\0]/gu, "_")),
        filters: [{ name: request.extension, extensions: [request.extension] }],
        properties: ["createDirectory", "showOverwriteConfirmation"],
      });
      if (filePath === "") return null;
      chosen.add(filePath);
      return filePath;
    },
  );
  answer(desktopChannels.startup, [], async () => parts.startup());
  answer(desktopChannels.restartEngine, [], async () => parts.restartEngine());
  answer(desktopChannels.showInFolder, [path], async (_window, file) => {
    if (!chosen.covers(file) || !existsSync(file)) throw refused(desktopChannels.showInFolder);
    shell.showItemInFolder(file);
  });
  answer(desktopChannels.setLocale, [z.enum(locales)], async (_window, locale) => parts.setLocale(locale));
  answer(desktopChannels.setMenu, [menuBar], async (_window, menu) => parts.setMenu(menu));
  answer(desktopChannels.keepPreferences, [preferences], async (_window, kept) => parts.keepPreferences(kept));
  answer(desktopChannels.addBaseMap, [newBaseMap], (window, wanted) => parts.baseMaps.add(window, wanted));
  answer(desktopChannels.arrangeBaseMaps, [baseMapLooks], (_window, looks) => parts.baseMaps.arrange(looks));
  answer(
    desktopChannels.finishJob,
    [z.strictObject({ ok: z.boolean(), message: z.string().max(10_000).optional() })],
    (_window, result) => parts.finishJob(result),
  );
}

type Inputs<Schemas extends readonly z.ZodType[]> = { [Index in keyof Schemas]: z.output<Schemas[Index]> };

function answer<const Schemas extends readonly z.ZodType[]>(
  channel: string,
  schemas: Schemas,
  handler: (window: BrowserWindow, ...inputs: Inputs<Schemas>) => Promise<unknown>,
): void {
  ipcMain.handle(channel, async (event, ...given: unknown[]) => {
    const window = BrowserWindow.fromWebContents(event.sender);
    if (window === null || !isOwnPage(event) || given.length !== schemas.length) throw refused(channel);
    const inputs = schemas.map((schema, index) => {
      const parsed = schema.safeParse(given[index]);
      if (!parsed.success) throw refused(channel);
      return parsed.data;
    });
    return await handler(window, ...(inputs as Inputs<Schemas>));
  });
}

/** The top frame of our own origin; a frame that has gone meanwhile is null. */
function isOwnPage({ senderFrame }: IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame.parent === null && isOwnUrl(senderFrame.url);
}

/** The message holds nothing of what was sent: it may be anything. */
function refused(channel: string): Error {
  return new Error(`refused: ${channel}`);
}

/** GTK's filter tells upper from lower case; files from old systems are often in capitals. */
function bothCases(extensions: readonly string[]): string[] {
  return [...new Set(extensions.flatMap((name) => [name, name.toUpperCase()]))];
}
