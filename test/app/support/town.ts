import { writeSmallTown } from "../../support/small-town.js";
import { importAll, openHotspots, runForm } from "./acts.js";
import { openWindow, type Window } from "./window.js";

/** The window on a small town whose hot spots have been found, and the folder of its project. */
export async function openTown(folder: string): Promise<{ window: Window; project: string }> {
  const window = await openWindow({ locale: "zh" });
  const files = writeSmallTown(folder);
  await importAll(window, [files.buildings, files.pipes, files.sites]);
  await openHotspots(window);
  await runForm(window);
  const project = await window.page.evaluate(async () => (await globalThis.window.desktop.startup()).defaultProject);
  return { window, project };
}
