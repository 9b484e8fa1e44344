import type { Project } from "../../contract/project.js";
import { hiddenLayers } from "../../contract/shown-layers.js";
import { ask } from "../engine/engine.js";
import { markStart } from "../start-marks.js";
import { bothTexts, say } from "../text/say.js";
import { runJob } from "./jobs.js";
import { loadLedger } from "./ledger.js";
import { lookAfter, offerRebuild } from "./lost.js";
import { failedWith, showError } from "./notices.js";
import { rankedAtMost, rankedRun, readClusters } from "./ranking.js";
import { change, current } from "./store.js";

/** Labels drawn on the map; the bounds of the rest are asked for when one is visited. */
const labelled = 60;

/** Takes a project as the engine tells it. What a new result is drawn over is hidden: its parent and earlier results. */
export async function showProject(project: Project): Promise<void> {
  const before = new Set(current().project?.layers.map(({ id }) => id));
  change(({ hidden, selection, table, filter, shift, scheme, styling }) => {
    const ids = new Set(project.layers.map(({ id }) => id));
    const selected = selection !== null && ids.has(selection.layer);
    return {
      project,
      hidden: hiddenLayers(project.layers, before, hidden),
      styling: styling !== null && ids.has(styling) ? styling : null,
      table: table !== null && ids.has(table.layer) ? table : null,
      filter: filter !== null && ids.has(filter.layer) ? filter : null,
      shift: shift !== null && ids.has(shift.layer) ? shift : null,
      scheme: scheme !== null && ids.has(scheme.layer) ? scheme : null,
      ...(selected ? {} : { selection: null, feature: null }),
    };
  });
  await Promise.all([loadRanking(project), loadLedger()]);
  void lookAfter();
}

/** Forgets the project that is shown, so that the next one starts with its own view. */
export function leaveProject(): void {
  change({
    project: null,
    hidden: new Set<number>(),
    styling: null,
    muted: {},
    selection: null,
    feature: null,
    ranking: null,
    table: null,
    filter: null,
    passing: null,
    chosen: null,
    toolLayerId: null,
    mapMenu: null,
    filterLayer: null,
    ledger: null,
    caseMarks: [],
    wide: null,
    lost: [],
    shift: null,
    scheme: null,
    previews: new Map<number, number>(),
  });
}

export async function openProject(path: string): Promise<void> {
  try {
    const project = await runJob(bothTexts("job.openProject"), (options) => ask("project.open", { path }, options));
    markStart("project");
    leaveProject();
    await showWhole(project);
  } catch (thrown) {
    if (!offerRebuild(path, thrown)) showError(thrown);
  }
}

/** Makes a project, never over an existing one; `name` is its folder's where none is given. */
export async function createProject(path: string, name?: string): Promise<void> {
  const project = await ask("project.create", name === undefined ? { path } : { path, name });
  leaveProject();
  await showProject(project);
}

/** The project that imports go to: the open one, else the default one, made where it is not there. */
export async function ensureProject(): Promise<void> {
  const { project, startup, locale } = current();
  if (project !== null || startup === null) return;
  try {
    await showProject(await ask("project.open", { path: startup.defaultProject }));
  } catch (thrown) {
    if (!failedWith(thrown, "project-missing")) throw thrown;
    await createProject(startup.defaultProject, say(locale, "app.defaultProject"));
  }
}

export async function removeLayer(layer: number): Promise<void> {
  try {
    await showProject(await ask("layer.remove", { layer }));
  } catch (thrown) {
    showError(thrown);
  }
}

/** Shows a project and all of it on the map, before its ranked list is there: no tile is asked for on the way. */
export async function showWhole(project: Project): Promise<void> {
  const listed = showProject(project);
  zoomToAll();
  await listed;
}

/** Sends the map to all that the project holds. Rows in doubt have no say: what is wrong with one may be its place. */
export function zoomToAll(): void {
  const all = (current().project?.layers ?? []).flatMap(({ bounds, about }) =>
    bounds === null || about !== null ? [] : [bounds],
  );
  if (all.length === 0) return;
  travel([
    Math.min(...all.map(([west]) => west)),
    Math.min(...all.map(([, south]) => south)),
    Math.max(...all.map(([, , east]) => east)),
    Math.max(...all.map(([, , , north]) => north)),
  ]);
}

/** Sends the map to `bounds` (degrees). */
export function travel(bounds: readonly [number, number, number, number]): void {
  change(({ journey }) => ({ journey: { bounds, serial: (journey?.serial ?? 0) + 1 } }));
}

async function loadRanking(project: Project): Promise<void> {
  const ranked = rankedRun(project);
  if (ranked === null) {
    change({ ranking: null });
    return;
  }
  const order = { column: "rank", descending: false };
  const page = await ask("layer.rows", { layer: ranked.layer.id, order, offset: 0, limit: rankedAtMost });
  const clusters = readClusters(page);
  const fids = clusters.slice(0, labelled).map(({ fid }) => fid);
  const places = await ask("layer.places", { layer: ranked.layer.id, fids });
  const bounds = new Map(places.map((place) => [place.fid, place.bounds]));
  if (current().project !== project) return;
  const isNew = current().ranking?.run.id !== ranked.run.id;
  change({ ranking: { ...ranked, clusters, bounds }, ...(isNew ? { lastCluster: null } : {}) });
}
