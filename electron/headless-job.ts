import { rmdirSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { app, type BrowserWindow } from "electron";
import type { JobResult } from "../contract/desktop.js";

/** The job of a whole sample city takes seconds; past this something hangs. */
const longest = 5 * 60_000;

/** What the page calls when it has done its job: a good one leaves a picture of the window, then the program quits. */
export type FinishJob = (window: BrowserWindow, result: JobResult) => Promise<void>;

/**
 * Makes room for the lists in `folder`, and quits with 1 when the page has not finished its job in time. `ending` is called
 * before the program quits: Electron's own events are not sent then.
 */
export function beginHeadlessJob(folder: string, ending: () => void): FinishJob {
  const leave = ({ ok, message }: JobResult): void => {
    if (message !== undefined) console.error(message);
    ending();
    app.exit(ok ? 0 : 1);
  };
  try {
    // The engine writes the lists into a folder that is not there yet. Only an empty one can be removed so.
    rmdirSync(folder);
  } catch {
    // Not there, or not empty: the engine says what is to be said.
  }
  setTimeout(() => leave({ ok: false, message: "the job did not end within five minutes" }), longest);
  return async (window, result) => {
    if (!result.ok) {
      leave(result);
      return;
    }
    try {
      const picture = await window.webContents.capturePage();
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, "screenshot.png"), picture.toPNG());
      leave(result);
    } catch (error) {
      leave({ ok: false, message: `the picture was not written: ${String(error)}` });
    }
  };
}
