import type { Startup } from "../../contract/desktop.js";
import { reportError } from "../../contract/errors.js";
import type { Text } from "../../contract/text.js";
import { ask, engineGeneration, watchEngine } from "../engine/engine.js";
import { mapIdle } from "../map/map-idle.js";
import { markStart } from "../start-marks.js";
import { bothTexts } from "../text/say.js";
import { followChosen } from "./chosen.js";
import { followCluster } from "./cluster.js";
import { settle } from "./layout.js";
import { offerRebuild } from "./lost.js";
import { failedWith, notify, showError } from "./notices.js";
import { followFilter } from "./passing.js";
import { openProject, showProject, showWhole } from "./project.js";
import { guessInputs, mainAnalysis, runNow } from "./runs.js";
import { loadSample } from "./sample.js";
import { change, current } from "./store.js";

/** Reads what the program was started with, connects to the engine, and opens, imports or runs what was asked for. */
export async function start(): Promise<void> {
  watchEngine({ connected: (first) => void reconnect(first), stopped: (reason) => announceStop(reason) });
  followFilter();
  followChosen();
  followCluster();
  const startup = await window.desktop.startup();
  change({ startup });
  try {
    const catalog = await ask("catalog.read", {});
    markStart("catalog");
    change({ catalog, engine: "ready", generation: engineGeneration() });
    if (startup.openProject !== null) await openProject(startup.openProject);
    else if (startup.openSample !== null) await loadSample();
    else await openDefault(startup.defaultProject);
    if (startup.headlessJob !== null) await headlessJob(startup.headlessJob);
    else {
      settle();
      if (asksForFirstSteps(startup)) change({ dialog: { type: "welcome" } });
    }
  } catch (thrown) {
    if (startup.headlessJob === null) showError(thrown);
    else {
      const { message, detail } = reportError(thrown);
      await window.desktop.finishJob({ ok: false, message: [message[startup.locale], detail].join("\n").trim() });
    }
  } finally {
    change({ started: true });
  }
}

/** Who starts the program on something knows it already. */
function asksForFirstSteps({ openProject: given, openSample, preferences }: Startup): boolean {
  return given === null && openSample === null && preferences?.welcomed !== true;
}

async function headlessJob(folder: string): Promise<void> {
  const run = await runNow({ analysis: mainAnalysis, inputs: guessInputs(mainAnalysis), parameters: {} });
  if (run === null) throw new Error("the run is missing in the project");
  await ask("run.export", { run: run.id, folder, replace: true, language: current().locale });
  await mapIdle();
  await window.desktop.finishJob({ ok: true });
}

/** The default project where it is there already; nothing is made before the first import. */
async function openDefault(path: string): Promise<void> {
  try {
    await showWhole(await ask("project.open", { path }));
  } catch (thrown) {
    if (!failedWith(thrown, "project-missing") && !offerRebuild(path, thrown)) throw thrown;
  }
}

/** A new engine knows no project: the one on the screen is opened again and all that shows it asks anew. */
async function reconnect(first: boolean): Promise<void> {
  if (first) return;
  const { project } = current();
  try {
    if (project !== null) await showProject(await ask("project.open", { path: project.path }));
    change({ engine: "ready", generation: engineGeneration() });
    notify("note", bothTexts("status.engineBack"));
  } catch (thrown) {
    change({ engine: "ready", generation: engineGeneration() });
    showError(thrown);
  }
}

/** A restart takes about a second and is worth a passing message; an engine that stays away is an error that stays. */
function announceStop(reason: Text): void {
  change({ engine: "stopped" });
  notify("note", reason);
  window.setTimeout(() => {
    if (current().engine === "stopped") notify("error", reason);
  }, 8000);
}
