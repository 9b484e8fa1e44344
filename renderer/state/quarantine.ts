import type { Layer } from "../../contract/project.js";
import { ask } from "../engine/engine.js";
import { bothNumbered } from "../text/format.js";
import { bothTexts, say } from "../text/say.js";
import { exportLayer } from "./exports.js";
import { runJob } from "./jobs.js";
import { notify, showError } from "./notices.js";
import { showProject } from "./project.js";
import { current } from "./store.js";

/** Writes the rows that were left out as a workbook, to be corrected there. */
export async function exportQuarantine(layer: Layer): Promise<void> {
  const format = current().catalog?.writeFormats.find(({ extensions }) => extensions.includes("xlsx"));
  if (format !== undefined) await exportLayer(layer, format);
}

/** Takes rows back from a corrected workbook that the user chooses. */
export async function readCorrections(layer: Layer): Promise<void> {
  const title = say(current().locale, "quarantine.read");
  const [path] = await window.desktop.chooseFiles({ title, extensions: ["xlsx", "csv"], several: false });
  if (path === undefined) return;
  try {
    const { project, corrected, remaining, unknown, repeated } = await runJob(
      bothTexts("quarantine.reading"),
      (options) => ask("quarantine.correct", { layer: layer.id, path }, options),
    );
    await showProject(project);
    const ignored = unknown + repeated;
    const word = ignored > 0 ? "quarantine.doneUnknown" : "quarantine.done";
    const left = project.layers.some(({ id, count }) => id === layer.id && count > 0);
    notify(remaining + ignored === 0 ? "good" : "note", bothNumbered(word, { corrected, remaining, ignored }), {
      layers: left ? [layer.id] : [],
    });
  } catch (thrown) {
    showError(thrown);
  }
}
