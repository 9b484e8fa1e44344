import { type AccountTable, tablesOf } from "../../contract/account.js";
import { AppError } from "../../contract/errors.js";
import type { Layer, Run } from "../../contract/project.js";
import type { Session } from "../database.js";
import { versions } from "../version.js";
import type { OpenProject } from "./open-project.js";

/** `report.json` of a `hotspots` run, as docs/life-of-a-layer.md and the command's help promise it. */
export interface HotspotsReport {
  readonly counts: Readonly<Record<string, number>>;
  readonly clusters: readonly Readonly<Record<string, number | null>>[];
  readonly inputs: readonly object[];
  readonly crs: string;
  readonly params: Run["parameters"];
  readonly timings_ms: Readonly<Record<string, number>>;
  readonly versions: typeof versions;
  readonly messages: Run["messages"];
  /** What the scores that rank the hot spots were measured by; absent where they rank by number. */
  readonly tables?: readonly AccountTable[];
}

/**
 * The layers that a `hotspots` run made. Throws `usage` for a run of another analysis, `layer-missing` when its results or
 * the files that they came from were removed: a list must be traceable to its sources.
 */
export function hotspotLayers(project: OpenProject, run: Run): { screened: Layer; clusters: Layer } {
  const { layers } = project.describe();
  const there = (id: number) => layers.some((layer) => layer.id === id);
  if (![...run.layers, ...Object.values(run.inputs)].every(there)) throw incomplete(run);
  const made = run.layers.map((id) => project.layer(id));
  const screened = made.find((layer) => layer.kind === "result:screened");
  const clusters = made.find((layer) => layer.kind === "result:clusters");
  if (screened === undefined || clusters === undefined) {
    throw new AppError("usage", {
      zh: `第 ${run.id} 次运行是“${run.analysis}”，没有热点清单可导出。请先运行 hotspots。`,
      en: `Run ${run.id} is "${run.analysis}" and has no hot-spot list. Run hotspots first.`,
    });
  }
  return { screened, clusters };
}

function incomplete(run: Run): AppError {
  return new AppError("layer-missing", {
    zh: `第 ${run.id} 次运行用到或生成的图层已被删除，无法再导出它的清单。请重新运行。`,
    en: `Layers that run ${run.id} used or made were removed, so its lists cannot be exported any more. Run it again.`,
  });
}

/** Everything but the timings of the export itself, which are known when it has been done. */
export async function describeRun(
  project: OpenProject,
  run: Run,
  session: Session,
): Promise<Omit<HotspotsReport, "timings_ms">> {
  const { clusters } = hotspotLayers(project, run);
  const tables = tablesOf(project.describe(), run);
  const rows = await session.rows<Record<string, unknown>>(
    `SELECT fid AS id, rank, buildings, old, altered, nearest_pipe_m, nearest_site_m, score
     FROM ${project.source(clusters.id).relation} ORDER BY rank`,
  );
  return {
    counts: run.facts,
    clusters: rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, figure(value)]))),
    inputs: inputLayers(project, run).map(describeInput),
    crs: project.crs ?? "",
    params: { ...run.parameters, ...schemeOf(project, run) },
    versions,
    messages: run.messages,
    ...(tables.length === 0 ? {} : { tables }),
  };
}

/** Milliseconds of reading the inputs; they may have been imported long before the run. */
export function importTime(project: OpenProject, run: Run): number {
  return inputLayers(project, run).reduce((sum, { source }) => sum + (source?.milliseconds ?? 0), 0);
}

/** In the revisions that the run read. */
function inputLayers(project: OpenProject, run: Run): Layer[] {
  return Object.entries(run.inputs).map(([name, id]) => project.layer(id, run.inputRevisions[name]));
}

function describeInput({ source, kind }: Layer): object {
  if (source === null) return { kind };
  const {
    path,
    rows,
    imported,
    skippedCount,
    skipped,
    encoding,
    crs,
    crsEvidence,
    sha256,
    mapping,
    corrections,
    notes,
  } = source;
  return {
    path,
    kind,
    rows,
    imported,
    skipped,
    encoding,
    crs,
    sha256,
    skipped_count: skippedCount,
    crs_evidence: crsEvidence,
    mapping,
    corrections,
    notes,
  };
}

/** Metres and counts as plain numbers, metres to the millimetre: the file is measured no better. */
function figure(value: unknown): number | null {
  if (value === null || value === undefined) return null;
  return Math.round(Number(value) * 1000) / 1000;
}

/** The scheme, in its version, of the score that ranked the hot spots; nothing where they rank by count. */
function schemeOf(project: OpenProject, { inputs }: Run): Run["parameters"] {
  if (inputs.scored === undefined) return {};
  const { scheme = "" } = project.run(project.layer(inputs.scored).run ?? 0).parameters;
  return { scheme };
}
