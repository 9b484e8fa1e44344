import { rmdirSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { app, type BrowserWindow } from "electron";
import type { JobResult } from "../contract/desktop.js";

/** The job of a whole sample city takes seconds; past this something hangs. */
const longest = 5 * 60_000;

/** Makes room for the lists in `folder`, and quits with 1 when the page has not finished its job in time. */
export function beginHeadlessJob(folder: string): void {
  try {
    // The engine writes the lists into a folder that is not there yet. Only an empty one can be removed so.
    rmdirSync(folder);
  } catch {
    // Not there, or not empty: the engine says what is to be said.
  }
  setTimeout(() => leave({ ok: false, message: "the job did not end within five minutes" }), longest);
}

/** The page has done its job: a good one leaves a picture of the window in `folder`, then the program quits. */
export async function finishHeadlessJob(window: BrowserWindow, folder: string, result: JobResult): Promise<void> {
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
}

function leave({ ok, message }: JobResult): void {
  if (message !== undefined) console.error(message);
  app.exit(ok ? 0 : 1);
}
