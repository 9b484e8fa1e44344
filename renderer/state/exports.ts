import type { FormatEntry } from "../../contract/catalog.js";
import type { Condition } from "../../contract/conditions.js";
import type { Layer, Run } from "../../contract/project.js";
import { ask } from "../engine/engine.js";
import { bothNumbered, fileName } from "../text/format.js";
import { bothTexts, say } from "../text/say.js";
import { runJob } from "./jobs.js";
import { failedWith, notify, showError } from "./notices.js";
import { current } from "./store.js";

/** Asks where to, then writes the rows of a layer that pass `filter`. The system's dialog has already asked about replacing. False: the user left it. */
export async function exportLayer(
  layer: Layer,
  format: FormatEntry,
  filter: readonly Condition[] = [],
): Promise<boolean> {
  const { locale } = current();
  const extension = format.extensions[0] ?? "csv";
  const suggested = `${layer.title[locale].replaceAll(/[\\/:*?"<>|]/gu, "_")}.${extension}`;
  const path = await window.desktop.chooseSavePath({ title: say(locale, "export.title"), suggested, extension });
  if (path === null) return false;
  try {
    const written = await runJob(bothTexts("job.export", { name: fileName(path) }), (options) =>
      ask("layer.export", { layer: layer.id, path, filter: [...filter], replace: true, language: locale }, options),
    );
    notify("good", bothNumbered("export.doneFile", { rows: written.rows }), { path: written.path });
    return true;
  } catch (thrown) {
    showError(thrown);
    return false;
  }
}

/** Asks for a folder, then writes a run's set of files into a new one inside it, never over an existing one. */
export async function exportRun(run: Run): Promise<boolean> {
  const { locale } = current();
  const parent = await window.desktop.chooseFolder({ title: say(locale, "export.folder") });
  if (parent === null) return false;
  const separator = parent.includes("\\") ? "\\" : "/";
  try {
    for (let attempt = 1; ; attempt++) {
      const folder = `${parent}${parent.endsWith(separator) ? "" : separator}${runFolder(run, attempt)}`;
      try {
        const { files } = await runJob(bothTexts("job.export", { name: fileName(folder) }), (options) =>
          ask("run.export", { run: run.id, folder, language: locale }, options),
        );
        notify("good", bothTexts("export.doneRun", { count: files.length }), { path: files[0] ?? folder });
        return true;
      } catch (thrown) {
        if (!failedWith(thrown, "output-exists") || attempt === 99) throw thrown;
      }
    }
  } catch (thrown) {
    showError(thrown);
    return false;
  }
}

/** `hotspots-20261123-1`: the day of the run and its number, so that two runs of a day do not meet. */
export function runFolder(run: Run, attempt = 1): string {
  const day = new Date(run.startedAt < 1e11 ? run.startedAt * 1000 : run.startedAt);
  const two = (value: number) => String(value).padStart(2, "0");
  const date = `${day.getFullYear()}${two(day.getMonth() + 1)}${two(day.getDate())}`;
  return `${run.analysis}-${date}-${run.id}${attempt === 1 ? "" : `-${attempt}`}`;
}
