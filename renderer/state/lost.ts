import { ask } from "../engine/engine.js";
import { failedWith, showError } from "./notices.js";
import { change, current } from "./store.js";

/** Asks, when a project has been opened, what is lost in it and how its daily backup went. */
export async function lookAfter(): Promise<void> {
  const path = current().project?.path;
  try {
    const lost = await ask("layers.lost", {});
    if (current().project?.path === path) change({ lost });
    await ask("backup.daily", {});
  } catch (thrown) {
    showError(thrown);
  }
}

/** Asks whether a project whose files are damaged shall be opened from its journal. */
export function offerRebuild(path: string, thrown: unknown): boolean {
  if (!failedWith(thrown, "project-damaged")) return false;
  change({ dialog: { type: "rebuild", path } });
  return true;
}
