import { AppError } from "../../contract/errors.js";
import type { ParameterValues } from "../../contract/parameters.js";
import type { Text } from "../../contract/text.js";
import { edgeDistanceSql } from "../distance.js";
import {
  type AnalysisContext,
  type AnalysisOutcome,
  defineAnalysis,
  type InputLayer,
  type ResultTable,
} from "./analysis.js";
import { columnSql } from "./input-columns.js";
import { screenedColumns, whyPaint } from "./screen-columns.js";
import { screenInputs, screenParameters } from "./screen-parameters.js";
import { type ActiveTables, prepareTargets } from "./screen-targets.js";
import { leftOutMessages } from "./standing-houses.js";

export type ScreenValues = ParameterValues<typeof screenParameters>;

/** What `screen` hands to `clusters` when both run as one. */
export interface Screened {
  /** The result table: one row a building. */
  readonly table: string;
  readonly targets: ActiveTables;
  readonly facts: Readonly<Record<string, number>>;
  readonly messages: readonly Text[];
}

export const screen = defineAnalysis({
  name: "screen",
  title: { zh: "筛查", en: "Screening" },
  explanation: {
    zh: "逐栋量出到在用燃气管外壁和在施工地坑边的距离（米），标出老旧、疑似违改、临近管线或工地的房屋。结果为疑似，不是鉴定。",
    en: "Measures every building's distance to gas pipes in use (outer wall) and to active pits (edge) in metres, and marks old, altered and near ones. A screening, not an assessment.",
  },
  inputs: screenInputs,
  parameters: screenParameters,
  async run(context, inputs, parameters) {
    const started = performance.now();
    const screened = await screenBuildings(context, inputs, parameters);
    const { facts, messages } = screened;
    return {
      results: [screenedResult(inputs, screened.table)],
      facts,
      messages,
      timings: { screen: performance.now() - started },
    } satisfies AnalysisOutcome;
  },
});

/** Runs the screening. Throws `usage` without pipes and sites, `input-disjoint` for layers that lie far apart. */
export async function screenBuildings(
  context: AnalysisContext,
  inputs: Readonly<Record<string, InputLayer | undefined>>,
  parameters: ScreenValues,
): Promise<Screened> {
  const { buildings, pipes, sites } = inputs;
  if (buildings === undefined || (pipes === undefined && sites === undefined)) throw nothingToMeasure();
  const { session } = context;
  context.progress({ phase: { zh: "量测距离", en: "Measuring distances" } });
  const targets = await prepareTargets(context, { buildings, pipes, sites }, parameters);
  const pipeNear = targets.pipes === null ? null : await measurePipes(context, buildings, targets.pipes, parameters);
  const siteNear = targets.sites === null ? null : await measureSites(context, buildings, targets.sites);
  context.progress({ phase: { zh: "逐栋判定", en: "Classing the buildings" } });

  const table = context.newTable();
  const pipeColumns =
    pipeNear === null
      ? "CAST(NULL AS BOOLEAN) AS near_pipe, CAST(NULL AS DOUBLE) AS pipe_distance_m, CAST(NULL AS BIGINT) AS pipe_fid, CAST(NULL AS VARCHAR) AS pipe_pressure"
      : "coalesce(pipe.near, false) AS near_pipe, pipe.distance_m AS pipe_distance_m, pipe.target AS pipe_fid, pipe.pressure AS pipe_pressure";
  const siteColumns =
    siteNear === null
      ? "CAST(NULL AS BOOLEAN) AS near_site, CAST(NULL AS DOUBLE) AS site_distance_m, CAST(NULL AS BIGINT) AS site_fid, CAST(NULL AS BOOLEAN) AS site_depth_assumed"
      : "site.target IS NOT NULL AS near_site, site.distance_m AS site_distance_m, site.target AS site_fid, site.depth_assumed AS site_depth_assumed";
  await session.run(
    `CREATE TABLE ${table} AS
     WITH known AS (
       SELECT fid,
              CASE WHEN build_year BETWEEN 1500 AND $as_of THEN build_year <= $as_of - $old_age END AS old,
              ${alteredExpression} AS altered, coalesce(${columnSql(buildings, "house", "excluded", "BOOLEAN")}, false) AS gone
       FROM ${buildings.relation} house
     ), measured AS (
       SELECT known.*, old IS NULL AS unknown_year, ${pipeColumns}, ${siteColumns}
       FROM known
       ${pipeNear === null ? "" : `LEFT JOIN ${pipeNear} pipe ON pipe.fid = known.fid`}
       ${siteNear === null ? "" : `LEFT JOIN ${siteNear} site ON site.fid = known.fid`}
     ), judged AS (
       SELECT *, NOT gone AND (coalesce(old, false) OR coalesce(altered, false))
                 AND (coalesce(near_pipe, false) OR coalesce(near_site, false)) AS candidate
       FROM measured
     )
     SELECT fid, old, altered, unknown_year, near_pipe, pipe_distance_m, pipe_fid, pipe_pressure,
            near_site, site_distance_m, site_fid, site_depth_assumed, candidate,
            CASE WHEN candidate THEN
              CASE WHEN old AND altered THEN 'both' WHEN old THEN 'old' ELSE 'altered' END || '-' ||
              CASE WHEN near_pipe AND near_site THEN 'both' WHEN near_pipe THEN 'pipe' ELSE 'site' END
            END AS why
     FROM judged ORDER BY fid`,
    { as_of: parameters.as_of, old_age: parameters.old_age },
  );
  const facts = await countFacts(context, table);
  const left = await leftOutMessages(context, buildings);
  return { table, targets, facts, messages: [ageMessage(parameters, facts), ...left, ...targets.messages] };
}

export function screenedResult(inputs: Readonly<Record<string, InputLayer | undefined>>, table: string): ResultTable {
  const layer = inputs.buildings?.layer;
  return {
    name: "screened",
    title: { zh: "筛查结果", en: "Screened buildings" },
    table,
    parent: layer?.id ?? null,
    geometry: layer?.geometry ?? "polygon",
    columns: screenedColumns,
    paint: whyPaint,
  };
}

/**
 * Null when none of the columns is filled: nothing is known. 改造 (`renovated`) does not count: its legality is unknown.
 */
const alteredExpression = `CASE
  WHEN altered OR storeys_added OR wall_removed OR basement_dug OR extended OR use_changed THEN true
  WHEN coalesce(altered, storeys_added, wall_removed, basement_dug, extended, use_changed) IS NOT NULL THEN false END`;

/** Metres by which the joins look farther than a reach, so that rounding never hides a pair; the exact distance decides. */
const slack = 0.001;

/** SQL for the distance from a footprint to the outer wall or pit edge of `target`. */
function edgeDistance(target: "pipe" | "site"): string {
  return edgeDistanceSql("building.geom", `${target}.geom`, `${target}.wall_m`);
}

/** Nearest pipe in reach of each building (nearest at all within the widest reach where none is), ties by lowest fid. */
async function measurePipes(
  context: AnalysisContext,
  buildings: InputLayer,
  pipes: string,
  parameters: ScreenValues,
): Promise<string> {
  const { session } = context;
  const near = context.newTemporary();
  const { widest } = await session.row<{ widest: number | null }>(
    `SELECT max(reach_m + wall_m) AS widest FROM ${pipes}`,
  );
  const byClass = parameters.pipe_distance === "by-class";
  await session.run(
    `CREATE TEMP TABLE ${near} AS
     WITH pairs AS (
       SELECT building.fid, pipe.fid AS target, pipe.pressure, pipe.reach_m,
              ${edgeDistance("pipe")} AS distance_m
       FROM ${buildings.relation} building JOIN ${pipes} pipe
         ON ST_DWithin(building.geom, pipe.geom, CAST(${(widest ?? 0) + slack} AS DOUBLE))
     ), best AS (
       SELECT fid, min({far: distance_m > reach_m, distance_m: distance_m, target: target, pressure: pressure}) AS chosen
       FROM pairs ${byClass ? "" : "WHERE distance_m <= reach_m"}
       GROUP BY fid
     )
     SELECT fid, NOT chosen.far AS near, chosen.distance_m, chosen.target, chosen.pressure FROM best`,
  );
  return near;
}

/**
 * Nearest site that reaches each building. The boxes of the reaches are joined first and the exact distances compared
 * after: a radius of its own per site inside ST_DWithin would make DuckDB compare every pair.
 */
async function measureSites(context: AnalysisContext, buildings: InputLayer, sites: string): Promise<string> {
  const near = context.newTemporary();
  await context.session.run(
    `CREATE TEMP TABLE ${near} AS
     WITH reached AS (
       SELECT *, ST_MakeEnvelope(ST_XMin(geom) - side_m, ST_YMin(geom) - side_m,
                                 ST_XMax(geom) + side_m, ST_YMax(geom) + side_m) AS box
       FROM (SELECT *, reach_m + wall_m + ${slack} AS side_m FROM ${sites})
     ), pairs AS (
       SELECT building.fid, site.fid AS target, site.depth_assumed, site.reach_m,
              ${edgeDistance("site")} AS distance_m
       FROM ${buildings.relation} building JOIN reached site ON ST_Intersects(building.geom, site.box)
     ), best AS (
       SELECT fid, min({distance_m: distance_m, target: target, depth_assumed: depth_assumed}) AS chosen
       FROM pairs WHERE distance_m <= reach_m
       GROUP BY fid
     )
     SELECT fid, chosen.distance_m, chosen.target, chosen.depth_assumed FROM best`,
  );
  return near;
}

async function countFacts(context: AnalysisContext, table: string): Promise<Record<string, number>> {
  const counts = await context.session.row<Record<string, bigint>>(
    `SELECT count(*) AS buildings, count(*) FILTER (old) AS old, count(*) FILTER (altered) AS altered,
            count(*) FILTER (unknown_year) AS unknown_year, count(*) FILTER (near_pipe) AS near_pipe,
            count(*) FILTER (near_site) AS near_site, count(*) FILTER (candidate) AS candidates
     FROM ${table}`,
  );
  return Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, Number(count)]));
}

function ageMessage(parameters: ScreenValues, facts: Readonly<Record<string, number>>): Text {
  const last = parameters.as_of - parameters.old_age;
  return {
    zh: `以 ${parameters.as_of} 年为准，${last} 年及以前建成的为老旧（满 ${parameters.old_age} 年）：${facts.old} 栋。建成年代不明 ${facts.unknown_year} 栋，单独列出，不作“不老旧”处理。`,
    en: `As of ${parameters.as_of}, buildings of ${last} and before are old (${parameters.old_age} years): ${facts.old}. ${facts.unknown_year} are of unknown year; they are a class of their own, not "not old".`,
  };
}

function nothingToMeasure(): AppError {
  return new AppError("usage", {
    zh: "筛查需要房屋图层，以及燃气管线或工地图层中的至少一个。请先导入。",
    en: "Screening needs a buildings layer and at least one of pipes and sites. Import them first.",
  });
}
