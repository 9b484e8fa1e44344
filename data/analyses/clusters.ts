import { BIGINT } from "@duckdb/node-api";
import type { ColumnEntry, Paint } from "../../contract/catalog.js";
import type { Parameter, ParameterValues } from "../../contract/parameters.js";
import type { Text } from "../../contract/text.js";
import { appendRows } from "../append.js";
import { pressureChoices } from "../kinds/pressure.js";
import { quoteNames } from "../sql.js";
import { dbscan } from "../statistics/dbscan.js";
import { type AnalysisContext, defineAnalysis, type InputLayer, type ResultTable } from "./analysis.js";
import { nearestDistances } from "./nearest.js";
import type { Screened } from "./screen.js";
import { screenedColumns, whyPaint } from "./screen-columns.js";

export const clusterParameters = [
  {
    type: "number",
    name: "eps",
    title: { zh: "聚类距离", en: "cluster distance" },
    unit: "m",
    explanation: {
      zh: "候选房屋中心相距不超过该距离为相邻（DBSCAN）。",
      en: "Candidates whose centres lie within this distance are neighbours (DBSCAN).",
    },
    minimum: 1,
    maximum: 5000,
    default: 50,
  },
  {
    type: "number",
    name: "min_points",
    title: { zh: "最少栋数", en: "minimum buildings" },
    unit: "栋",
    whole: true,
    explanation: {
      zh: "该距离内至少有多少栋（含自身）才成热点。",
      en: "How many within that distance, itself included, make a hot spot.",
    },
    minimum: 1,
    maximum: 10_000,
    default: 5,
  },
] as const satisfies readonly Parameter[];

const assignmentColumns: readonly ColumnEntry[] = [
  { name: "cluster", title: { zh: "热点编号", en: "hot spot" }, type: "whole", empty: "none" },
  { name: "noise", title: { zh: "零散候选", en: "scattered" }, type: "flag" },
];

const clusterColumns: readonly ColumnEntry[] = [
  { name: "cluster", title: { zh: "热点编号", en: "hot spot" }, type: "whole" },
  { name: "rank", title: { zh: "名次", en: "rank" }, type: "whole" },
  { name: "rank_band", title: { zh: "档次", en: "band" }, type: "choice" },
  { name: "buildings", title: { zh: "栋数", en: "buildings" }, type: "whole" },
  { name: "old", title: { zh: "老旧", en: "old" }, type: "whole" },
  { name: "altered", title: { zh: "疑似违改", en: "altered" }, type: "whole" },
  { name: "near_pipe", title: { zh: "临近管线", en: "near a pipe" }, type: "whole" },
  { name: "near_site", title: { zh: "临近工地", en: "near a site" }, type: "whole" },
  { name: "floor_area_m2", title: { zh: "建筑面积", en: "floor area" }, type: "number", unit: "m²" },
  { name: "nearest_pipe_m", title: { zh: "最近管线", en: "nearest pipe" }, type: "number", unit: "m", empty: "none" },
  { name: "nearest_site_m", title: { zh: "最近工地", en: "nearest site" }, type: "number", unit: "m", empty: "none" },
  {
    name: "pressures",
    title: { zh: "涉及压力级制", en: "pressure classes" },
    type: "text",
    choices: pressureChoices,
  },
  { name: "score", title: { zh: "得分", en: "score" }, type: "number" },
  { name: "centre_x", title: { zh: "中心东坐标", en: "centre east" }, type: "number", unit: "m" },
  { name: "centre_y", title: { zh: "中心北坐标", en: "centre north" }, type: "number", unit: "m" },
];

/** The first ten stand out; the rest are outlined the same way, lighter. */
const clusterPaint: Paint = {
  column: "rank_band",
  classes: [
    { value: "top", title: { zh: "前十名热点", en: "ten highest" }, colour: "#7A0177", width: 2.5 },
    { value: "other", title: { zh: "其他热点", en: "other hot spots" }, colour: "#AE5BA8", width: 1.5 },
    { value: null, title: { zh: "无名次", en: "no rank" }, colour: "#8A8F98", width: 1 },
  ],
};

export const clusters = defineAnalysis({
  name: "clusters",
  title: { zh: "聚类", en: "Clusters" },
  explanation: {
    zh: "把筛查出的候选房屋按中心距离聚成热点（DBSCAN），排出名次，画出外轮廓。",
    en: "Groups screened candidates into hot spots by the distance of their centres (DBSCAN), ranks and outlines them.",
  },
  inputs: [
    {
      name: "screened",
      title: { zh: "筛查结果", en: "screened buildings" },
      accepts: ["result:screened"],
      required: true,
    },
  ],
  parameters: clusterParameters,
  async run(context, inputs, parameters) {
    const started = performance.now();
    const screened = inputs.screened;
    if (screened === undefined) throw new Error("a required input is there");
    const without = { table: screened.relation, targets: { pipes: null, sites: null, messages: [] } };
    const clustered = await clusterCandidates(context, screened, without, parameters);
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
  },
});

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
  parameters: ParameterValues<typeof clusterParameters>,
): Promise<Clustered> {
  const { session } = context;
  context.progress({ phase: { zh: "聚类", en: "Clustering" } });
  const members = context.newTemporary();
  await session.run(
    `CREATE TEMP TABLE ${members} AS
     SELECT screened.*, building.floor_area_m2, building.geom
     FROM (SELECT ${quoteNames(screenedColumns.map((column) => column.name))}, fid FROM ${table} WHERE candidate) screened
     JOIN ${buildings.relation} building USING (fid)`,
  );
  const labels = await labelMembers(context, members, parameters);
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
  const hulls = await outlineClusters(context, members, labels, targets, parameters.eps);
  const facts = await session.row<Record<string, bigint>>(
    `SELECT count(DISTINCT cluster) AS clusters, count(cluster) AS clustered, count(*) FILTER (noise) AS noise FROM ${result}`,
  );
  const {
    clusters: found = 0,
    clustered = 0,
    noise = 0,
  } = Object.fromEntries(Object.entries(facts).map(([name, count]) => [name, Number(count)]));
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
    facts: { clusters: found, clustered, noise },
    messages: [
      {
        zh: `候选房屋中心相距 ${parameters.eps} 米以内、至少 ${parameters.min_points} 栋（含自身）成为热点（DBSCAN）：${found} 处，含 ${clustered} 栋；另有 ${noise} 栋零散候选，仍在名单中。`,
        en: `Candidates within ${parameters.eps} m of each other's centres, at least ${parameters.min_points} (itself included), make a hot spot (DBSCAN): ${found} with ${clustered} buildings; ${noise} scattered candidates stay on the list.`,
      },
    ],
  };
}

/** A TEMP table of `fid` and `cluster` for the members that are in one. */
async function labelMembers(
  context: AnalysisContext,
  members: string,
  parameters: ParameterValues<typeof clusterParameters>,
): Promise<string> {
  const { session, signal } = context;
  const [fids = [], x = [], y = []] = await session.columns(
    `SELECT fid, ST_X(ST_Centroid(geom)) AS x, ST_Y(ST_Centroid(geom)) AS y FROM ${members} ORDER BY fid`,
  );
  const { labels } = await dbscan(
    {
      x: Float64Array.from(x as number[]),
      y: Float64Array.from(y as number[]),
      eps: parameters.eps,
      minPoints: parameters.min_points,
    },
    signal,
    (done, total) => context.progress({ phase: { zh: "聚类", en: "Clustering" }, done, total }),
  );
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

/**
 * The cluster layer: one hull a cluster, `fid` = its id. The hull is the convex hull of the members' footprints, widened by
 * a fifth of eps (at least 2 m): it reads as an outline and has an area even around one point or points in a row. Distances
 * are the members' nearest, in metres, however far. Ranks go by score, then buildings, then by how near the danger is, then
 * west to east: never by the order of the rows in the file.
 */
async function outlineClusters(
  context: AnalysisContext,
  members: string,
  labels: string,
  targets: Screened["targets"],
  eps: number,
): Promise<string> {
  const { session } = context;
  context.progress({ phase: { zh: "勾画热点", en: "Outlining hot spots" } });
  const seekers = (known: string) =>
    `(SELECT label.cluster AS fid, member.fid AS member, member.geom, member.${known} AS known_m
      FROM ${members} member JOIN ${labels} label USING (fid))`;
  const pipes =
    targets.pipes === null ? null : await nearestDistances(context, seekers("pipe_distance_m"), targets.pipes, 50);
  const sites =
    targets.sites === null ? null : await nearestDistances(context, seekers("site_distance_m"), targets.sites, 100);
  const table = context.newTable();
  await session.run(
    `CREATE TABLE ${table} AS
     WITH grouped AS (
       SELECT label.cluster, count(*) AS buildings, count(*) FILTER (old) AS old, count(*) FILTER (altered) AS altered,
              count(*) FILTER (near_pipe) AS near_pipe, count(*) FILTER (near_site) AS near_site,
              sum(floor_area_m2 ORDER BY fid) AS floor_area_m2,
              min(pipe_distance_m) AS pipe_m, min(site_distance_m) AS site_m,
              string_agg(DISTINCT pipe_pressure, '、' ORDER BY pipe_pressure) FILTER (near_pipe) AS pressures,
              CAST(count(*) AS DOUBLE) AS score,
              ST_Buffer(ST_ConvexHull(ST_Collect(list(geom ORDER BY fid))), greatest(2, CAST($eps AS DOUBLE) / 5)) AS geom,
              avg(ST_X(ST_Centroid(geom)) ORDER BY fid) AS centre_x, avg(ST_Y(ST_Centroid(geom)) ORDER BY fid) AS centre_y
       FROM ${members} JOIN ${labels} label USING (fid) GROUP BY label.cluster
     ), measured AS (
       SELECT grouped.*,
              ${pipes === null ? "pipe_m" : "coalesce(pipe.distance_m, pipe_m)"} AS nearest_pipe_m,
              ${sites === null ? "site_m" : "coalesce(site.distance_m, site_m)"} AS nearest_site_m
       FROM grouped
       ${pipes === null ? "" : `LEFT JOIN ${pipes} pipe ON pipe.fid = grouped.cluster`}
       ${sites === null ? "" : `LEFT JOIN ${sites} site ON site.fid = grouped.cluster`}
     ), ranked AS (
       SELECT *, row_number() OVER (
         ORDER BY score DESC, buildings DESC, least(nearest_pipe_m, nearest_site_m) NULLS LAST, centre_x, centre_y, cluster
       ) AS rank FROM measured
     )
     SELECT cluster AS fid, cluster, CAST(rank AS INTEGER) AS rank,
            CASE WHEN rank <= 10 THEN 'top' ELSE 'other' END AS rank_band,
            buildings, old, altered, near_pipe, near_site, floor_area_m2, nearest_pipe_m, nearest_site_m,
            pressures, score, centre_x, centre_y, geom
     FROM ranked
     ORDER BY rank`,
    { eps },
  );
  return table;
}
