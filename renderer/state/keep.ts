import type { BackupEntry, LostLayer } from "../../contract/keep-calls.js";
import { ask } from "../engine/engine.js";
import { fileName } from "../text/format.js";
import { bothTexts, say } from "../text/say.js";
import { offerFiles } from "./imports.js";
import { runJob } from "./jobs.js";
import { notify, showError } from "./notices.js";
import { leaveProject, openProject, showWhole } from "./project.js";
import { change, current } from "./store.js";

/** Opens a read-only project again: whoever had it may have gone. */
export async function openAgain(): Promise<void> {
  const { project } = current();
  if (project !== null) await openProject(project.path);
}

export async function rebuild(path: string): Promise<void> {
  change({ dialog: { type: "none" } });
  try {
    const project = await runJob(bothTexts("keep.rebuilding"), (options) => ask("project.rebuild", { path }, options));
    leaveProject();
    await showWhole(project);
  } catch (thrown) {
    showError(thrown);
  }
}

/** Opens the import dialog on the file that a lost layer came from, or asks where it is now. */
export async function importAgain({ path }: LostLayer): Promise<void> {
  const { catalog, locale } = current();
  const extensions = (catalog?.readFormats ?? []).flatMap((format) => format.extensions);
  const title = say(locale, "keep.importAgain", { name: fileName(path) });
  offerFiles(await window.desktop.chooseFiles({ title, extensions, several: false }));
}

/** Backs up now, into the project. */
export async function backUpNow(): Promise<void> {
  try {
    await runJob(bothTexts("keep.backingUp"), (options) => ask("backup.make", {}, options));
  } catch (thrown) {
    showError(thrown);
  }
}

/** Writes a backup with the layers as a zip that can be carried away. */
export async function carryAway(): Promise<void> {
  const { locale, project } = current();
  const target = { title: say(locale, "keep.toZip"), suggested: `${project?.name ?? ""}.zip`, extension: "zip" };
  const path = await window.desktop.chooseSavePath(target);
  if (path === null) return;
  try {
    const request = { path, layers: true, replace: true };
    await runJob(bothTexts("keep.backingUp"), (options) => ask("backup.make", request, options));
    notify("good", bothTexts("keep.wrote", { name: fileName(path) }), { path });
  } catch (thrown) {
    showError(thrown);
  }
}

/** Brings a backup back into the open project; what is there becomes a backup itself. */
export async function restoreHere(backup: BackupEntry): Promise<void> {
  const { project } = current();
  if (project !== null) await restore(backup.path, project.path, true);
}

/** Brings a backup back as a project of its own. */
export async function restoreElsewhere(backup: BackupEntry): Promise<void> {
  const { locale, project } = current();
  const name = `${project?.name ?? ""} ${backup.at.slice(0, 10)}.fangan`;
  const to = await window.desktop.chooseSavePath({
    title: say(locale, "keep.elsewhere"),
    suggested: name,
    extension: "fangan",
  });
  if (to !== null) await restore(backup.path, to, false);
}

async function restore(from: string, to: string, replace: boolean): Promise<void> {
  change({ dialog: { type: "none" } });
  try {
    const request = { from, to, replace };
    const project = await runJob(bothTexts("keep.restoring"), (options) => ask("backup.restore", request, options));
    leaveProject();
    await showWhole(project);
    notify("good", bothTexts("keep.restored", { name: project.name }));
  } catch (thrown) {
    showError(thrown);
  }
}
