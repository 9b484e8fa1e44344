import type { DatumParameters } from "../../contract/datum.js";
import type { MappingTemplate, Project } from "../../contract/project.js";
import { ask } from "../engine/engine.js";
import { bothTexts, say } from "../text/say.js";
import { notify, showError } from "./notices.js";
import { ensureProject, showProject } from "./project.js";
import { current } from "./store.js";

/** Keeps a template in the project, which is made where there is none yet. */
export async function saveTemplate(template: MappingTemplate): Promise<boolean> {
  return await changeProject(
    () => ask("template.save", { template: template as never }),
    () => notify("good", bothTexts("template.saved", { name: template.name })),
  );
}

export async function removeTemplate(name: string): Promise<boolean> {
  return await changeProject(() => ask("template.remove", { name }));
}

/** Reads a template out of a JSON file that the user chooses. */
export async function readTemplate(): Promise<boolean> {
  const title = say(current().locale, "template.read");
  const [path] = await window.desktop.chooseFiles({ title, extensions: ["json"], several: false });
  return path === undefined ? false : await changeProject(() => ask("template.read", { path }));
}

/** Writes a template to where the user wants it; the system's dialog has already asked about replacing. */
export async function writeTemplate(name: string): Promise<void> {
  const title = say(current().locale, "template.write");
  const path = await window.desktop.chooseSavePath({ title, suggested: `${name}.json`, extension: "json" });
  if (path === null) return;
  try {
    const written = await ask("template.write", { name, path, replace: true });
    notify("good", bothTexts("template.written", { name }), { path: written.path });
  } catch (thrown) {
    showError(thrown);
  }
}

/** Keeps an office's datum parameters in the project; null removes them. */
export async function saveDatum(name: string, parameters: DatumParameters | null): Promise<boolean> {
  return await changeProject(() => ask("datum.save", { name, parameters }));
}

async function changeProject(work: () => Promise<Project>, done: () => void = () => undefined): Promise<boolean> {
  try {
    await ensureProject();
    await showProject(await work());
    done();
    return true;
  } catch (thrown) {
    showError(thrown);
    return false;
  }
}
