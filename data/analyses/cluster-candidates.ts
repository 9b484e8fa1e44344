import type { ColumnEntry } from "../../contract/catalog.js";
import type { Text } from "../../contract/text.js";
import { appendRows } from "../append.js";
import { BIGINT } from "../duckdb.js";
import { quoteNames } from "../sql.js";
import type { AnalysisContext, AnalysisOutcome, InputLayer, ResultTable } from "./analysis.js";
import { assignmentColumns, clusterColumns, clusterPaint } from "./cluster-columns.js";
import type { Labeller } from "./cluster-labels.js";
import { type Outline, outlineClusters } from "./cluster-outline.js";
import type { Screened } from "./screen.js";
import { screenedColumns, whyPaint } from "./screen-columns.js";

export interface Clustering {
  readonly label: Labeller;
  readonly outline: Outline;
  /** SQL of a building's weight, type DOUBLE. */
  readonly weight: string;
  /** A scored layer of the buildings: clusters rank by the sum of their risk; without it by count. */
  readonly scored?: InputLayer | undefined;
  /** What was done and found, in words. */
  message(counts: { readonly clusters: number; readonly clustered: number; readonly noise: number }): Text;
}

interface Clustered {
  /** The screened table again, with `cluster` and `noise`. */
  readonly screened: string;
  readonly columns: readonly ColumnEntry[];
  readonly result: ResultTable;
  readonly facts: Readonly<Record<string, number>>;
  readonly messages: readonly Text[];
}

/**
 * Clusters the candidates of a screened table. `buildings` has `fid`, `geom` and `floor_area_m2` of every building.
 * Cluster ids are 1, 2 … in the order of their lowest fid.
 */
export async function clusterCandidates(
  context: AnalysisContext,
  buildings: InputLayer,
  { table, targets }: Pick<Screened, "table" | "targets">,
  clustering: Clustering,
): Promise<Clustered> {
  const { session } = context;
  const { scored } = clustering;
  context.progress({ phase: { zh: "聚类", en: "Clustering" } });
  const members = context.newTemporary();
  await session.run(
    `CREATE TEMP TABLE ${members} AS
     SELECT screened.*, building.floor_area_m2, building.weight, ${scored === undefined ? "CAST(1 AS DOUBLE)" : "CAST(coalesce(scored.risk, 0) AS DOUBLE)"} AS points, building.geom
     FROM (SELECT ${quoteNames(screenedColumns.map((column) => column.name))}, fid FROM ${table} WHERE candidate) screened
     JOIN (SELECT fid, floor_area_m2, ${clustering.weight} AS weight, geom FROM ${buildings.relation}) building USING (fid)
     ${scored === undefined ? "" : `LEFT JOIN (SELECT fid, risk FROM ${scored.relation}) scored ON scored.fid = screened.fid`}`,
  );
  const labels = await writeLabels(context, members, await clustering.label(context, members));
  const result = context.newTable();
  await session.run(
    `CREATE TABLE ${result} AS
     SELECT screened.fid, ${quoteNames(
       screenedColumns.map((column) => column.name),
       "screened.",
     )}, label.cluster,
            candidate AND label.cluster IS NULL AS noise
     FROM ${table} screened LEFT JOIN ${labels} label ON label.fid = screened.fid
     ORDER BY screened.fid`,
  );
  const hulls = await outlineClusters(context, members, labels, targets, clustering.outline);
  const counted = await session.row<{ clusters: bigint; clustered: bigint; noise: bigint }>(
    `SELECT count(DISTINCT cluster) AS clusters, count(cluster) AS clustered, count(*) FILTER (noise) AS noise FROM ${result}`,
  );
  const facts = {
    clusters: Number(counted.clusters),
    clustered: Number(counted.clustered),
    noise: Number(counted.noise),
  };
  return {
    screened: result,
    columns: [...screenedColumns, ...assignmentColumns],
    result: {
      name: "clusters",
      title: { zh: "热点", en: "Hot spots" },
      table: hulls,
      parent: null,
      geometry: "polygon",
      columns: clusterColumns,
      paint: clusterPaint,
    },
    facts,
    messages: [clustering.message(facts)],
  };
}

/** Clusters the candidates of a screened layer as an analysis of its own. */
export async function clusterScreened(
  context: AnalysisContext,
  screened: InputLayer,
  clustering: Clustering,
): Promise<AnalysisOutcome> {
  const started = performance.now();
  const without = { table: screened.relation, targets: { pipes: null, sites: null, messages: [] } };
  const clustered = await clusterCandidates(context, screened, without, clustering);
  return {
    results: [
      {
        name: "screened",
        title: { zh: "筛查结果（已聚类）", en: "Screened buildings with clusters" },
        table: clustered.screened,
        parent: screened.layer.parent,
        geometry: screened.layer.geometry,
        columns: clustered.columns,
        paint: whyPaint,
      },
      clustered.result,
    ],
    facts: clustered.facts,
    messages: clustered.messages,
    timings: { cluster: performance.now() - started },
  };
}

/** A TEMP table of `fid` and `cluster` for the members that are in one; `labels` stand in the order of `fid`. */
async function writeLabels(context: AnalysisContext, members: string, labels: Int32Array): Promise<string> {
  const { session, signal } = context;
  const [fids = []] = await session.columns(`SELECT fid FROM ${members} ORDER BY fid`);
  const table = context.newTemporary();
  await session.run(`CREATE TEMP TABLE ${table} (fid BIGINT, cluster BIGINT)`);
  const clustered = [...labels.keys()].filter((point) => (labels[point] ?? -1) >= 0);
  const fid = (place: number) => fids[clustered[place] ?? 0] as bigint;
  const cluster = (place: number) => BigInt((labels[clustered[place] ?? 0] ?? 0) + 1);
  const range = <T>(from: number, to: number, value: (place: number) => T) =>
    Array.from({ length: to - from }, (_each, step) => value(from + step));
  await appendRows(
    session,
    table,
    clustered.length,
    [
      { type: BIGINT, values: (from, to) => range(from, to, fid) },
      { type: BIGINT, values: (from, to) => range(from, to, cluster) },
    ],
    signal,
    "temp",
  );
  return table;
}
