import { newestInputs } from "../../contract/newest-inputs.js";
import type { ParameterValue } from "../../contract/parameters.js";
import type { Run } from "../../contract/project.js";
import type { Locale, Text } from "../../contract/text.js";
import { ask } from "../engine/engine.js";
import { bothNumbered } from "../text/format.js";
import { bothTexts, say } from "../text/say.js";
import { runJob } from "./jobs.js";
import { notify, showError } from "./notices.js";
import { showWhole } from "./project.js";
import { change, current } from "./store.js";

export interface RunRequest {
  readonly analysis: string;
  readonly inputs: Readonly<Record<string, number>>;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
}

/** Runs an analysis as a job and shows its results. Throws as the engine does; `runAnalysis` shows the error. */
export async function runNow(request: RunRequest): Promise<Run | null> {
  const title = current().catalog?.analyses.find(({ name }) => name === request.analysis)?.title;
  const outcome = await runJob(title ?? bothTexts("run.title"), (options) => ask("analysis.run", request, options));
  change({ selection: null, feature: null });
  await showWhole(outcome.project);
  return outcome.project.runs.find(({ id }) => id === outcome.run) ?? null;
}

export async function runAnalysis(request: RunRequest): Promise<void> {
  try {
    const run = await runNow(request);
    const { clusters = 0, candidates } = run?.facts ?? {};
    if (candidates === undefined) notify("good", finished(request.analysis, run));
    else if (candidates === 0) notify("note", bothTexts("run.empty"));
    else notify("good", bothNumbered("run.done", { clusters, candidates }));
  } catch (thrown) {
    showError(thrown);
  }
}

/** The name of the analysis and the first thing that it decided; the rest is in its account. */
function finished(analysis: string, run: Run | null): Text {
  const title = current().catalog?.analyses.find(({ name }) => name === analysis)?.title ?? {
    zh: analysis,
    en: analysis,
  };
  const [first] = run?.messages ?? [];
  const done = (locale: Locale) =>
    [say(locale, "run.finished", { name: title[locale] }), first?.[locale]].filter((part) => part !== undefined);
  return { zh: done("zh").join("。"), en: done("en").join(". ") };
}

/** The analysis behind the window's one large button. */
export const mainAnalysis = "hotspots";

/** Opens the form of the main analysis. */
export function offerMainAnalysis(): void {
  change({ dialog: { type: "run", analysis: mainAnalysis } });
}

/** For each input of the analysis the newest layer that it accepts; see `newestInputs`. */
export function guessInputs(analysis: string): Readonly<Record<string, number>> {
  const { catalog, project } = current();
  const entry = catalog?.analyses.find(({ name }) => name === analysis);
  return entry === undefined ? {} : newestInputs(entry, project?.layers ?? []);
}
