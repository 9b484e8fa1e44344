import type { Text } from "../../contract/text.js";
import { edgeDistanceSql } from "../distance.js";
import { zones } from "../risk/excavations.js";
import { largestSettlement, type Support, settlementCurves, settlementShareSql } from "../risk/settlement.js";
import { phaseShareSql, sitePhaseSql } from "../risk/site-phases.js";
import type { AnalysisContext, InputLayer } from "./analysis.js";
import { columnSql, type SqlType } from "./input-columns.js";

export interface PitOptions {
  readonly asOfYear: number;
  /** 1 to 12; the last day of that month counts. */
  readonly asOfMonth: number;
  /** Metres, for a pit of unknown depth. */
  readonly depth: number;
  /** Metres from a point to the edge, where neither shape nor area is known. */
  readonly radius: number;
  /** Words that mean being dug. */
  readonly digging: readonly string[];
  /** A curve's name, or `by_support`: spandrel for cantilever walls, slopes and no support, concave for all others. */
  readonly curve: string;
  /** Percent of the depth, or `by_support`. */
  readonly largest: number | "by_support";
  readonly soilFactor: number;
}

/** Support in the words of the sites' column → how far the ground settles. Unknown counts as poor. */
const supports: Readonly<Record<string, Support>> = {
  braced: "good",
  anchored: "good",
  cantilever: "normal",
  soil_nail: "normal",
  gravity: "normal",
  slope: "poor",
  none: "none",
};
const spandrel = ["cantilever", "slope", "none"];

/**
 * The pits that count, as a TEMP table: `fid`, `code`, `name`, `geom`, `wall_m` (from `geom` to the edge), `edge_assumed`,
 * `depth_m`, `depth_assumed`, `phase`, `phase_share`, `support`, `curve`, `largest_pct` (largest settlement in percent of the
 * depth) and `reach_m` (4 depths × soil factor from the edge). Pits backfilled more than six months ago are not in it.
 */
export async function pitsInWork(
  context: AnalysisContext,
  sites: InputLayer,
  options: PitOptions,
): Promise<{ table: string; messages: Text[] }> {
  const { session } = context;
  const table = context.newTemporary();
  const column = (name: string, type: SqlType) => `${columnSql(sites, "site", name, type)} AS ${name}`;
  const far = zones.at(-1)?.depths ?? 0;
  const bySupport = Object.entries(supports).map(([name, kind]) => `WHEN '${name}' THEN ${largestSettlement[kind]}`);
  await session.run(
    `CREATE TEMP TABLE ${table} AS
     WITH given AS (
       SELECT site.fid, site.geom, ${column("code", "VARCHAR")}, ${column("name", "VARCHAR")}, ${column("state", "VARCHAR")},
              ${column("depth_m", "DOUBLE")}, ${column("pit_area_m2", "DOUBLE")}, ${column("radius_m", "DOUBLE")},
              ${column("support_type", "VARCHAR")}, ${column("worst_list", "VARCHAR")},
              ${column("start_date", "DATE")}, ${column("backfill_date", "DATE")}
       FROM ${sites.relation} site
     ), phased AS (
       SELECT *, ${sitePhaseSql(options.digging)} AS phase FROM given
     )
     SELECT *, round(${far} * CAST($soil AS DOUBLE) * depth_m, 6) AS reach_m FROM (
     SELECT fid, code, name, geom,
            CASE WHEN ST_Dimension(geom) = 2 THEN 0 WHEN pit_area_m2 > 0 THEN sqrt(pit_area_m2 / pi())
                 WHEN radius_m > 0 THEN radius_m ELSE CAST($radius AS DOUBLE) END AS wall_m,
            ST_Dimension(geom) < 2 AND NOT coalesce(pit_area_m2 > 0 OR radius_m > 0, false) AS edge_assumed,
            CASE WHEN depth_m > 0 THEN depth_m ELSE CAST($depth AS DOUBLE) END AS depth_m,
            NOT coalesce(depth_m > 0, false) AS depth_assumed,
            phase, ${phaseShareSql("phase")} AS phase_share, support_type AS support,
            CASE WHEN $curve <> 'by_support' THEN $curve
                 WHEN support_type IN (${spandrel.map((each) => `'${each}'`).join(", ")}) THEN 'spandrel' ELSE 'concave' END AS curve,
            ${
              options.largest === "by_support"
                ? `greatest(CASE support_type ${bySupport.join(" ")} ELSE ${largestSettlement.poor} END, CASE WHEN worst_list IS NOT NULL THEN ${largestSettlement.poor} ELSE 0 END)`
                : `${options.largest}`
            }::DOUBLE AS largest_pct
     FROM phased WHERE phase IS NOT NULL) ORDER BY fid`,
    {
      radius: options.radius,
      depth: options.depth,
      curve: options.curve,
      soil: options.soilFactor,
      as_of_date: lastDay(options.asOfYear, options.asOfMonth),
    },
  );
  const counted = await session.row<Record<"used" | "assumed" | "unknown" | "planned" | "round", bigint>>(
    `SELECT count(*) AS used, count(*) FILTER (depth_assumed) AS assumed, count(*) FILTER (phase = 'unknown') AS unknown,
            count(*) FILTER (phase = 'planned') AS planned, count(*) FILTER (edge_assumed) AS round FROM ${table}`,
  );
  return {
    table,
    messages: [
      {
        zh: `工地 ${sites.layer.count} 处，计入 ${counted.used} 处；回填满六个月的 ${sites.layer.count - Number(counted.used)} 处未计入。状态不明 ${counted.unknown} 处，按开挖中计；未开工 ${counted.planned} 处，只作预警。深度不明 ${counted.assumed} 处，按 ${options.depth} 米计；只有点位、没有面积的 ${counted.round} 处，坑边按距点 ${options.radius} 米计。`,
        en: `${sites.layer.count} sites, ${counted.used} of them count; ${sites.layer.count - Number(counted.used)} were backfilled more than six months ago. ${counted.unknown} of unknown state count as being dug; ${counted.planned} have not begun and are an early warning only. ${counted.assumed} of unknown depth are taken as ${options.depth} m deep; the edge of ${counted.round} known as points without an area is taken ${options.radius} m from the point.`,
      },
    ],
  };
}

/** The share of the largest settlement at `ratio`, by the pit's own curve, as SQL. */
export function pitShareSql(curve: string, ratio: string): string {
  const cases = settlementCurves.map((each) => `WHEN '${each.name}' THEN ${settlementShareSql(each, ratio)}`);
  return `CASE ${curve} ${cases.join(" ")} END`;
}

/** The ratio at which the pit's own curve is 1, as SQL. */
export function pitPeakSql(curve: string): string {
  return `CASE ${curve} ${settlementCurves.map(({ name, peak }) => `WHEN '${name}' THEN CAST(${peak} AS DOUBLE)`).join(" ")} END`;
}

/**
 * Pairs of what stands in `things` (`fid`, `geom`, `side_m`) and the pits that reach it, as a TEMP table: `fid`, `site_fid`,
 * `distance_m` (edge to edge, never below 0, to the micrometre). The boxes of the reaches are joined first: a radius of its own
 * a pit inside ST_DWithin would compare every pair.
 */
export async function pitPairs(context: AnalysisContext, things: string, pits: string, side: number): Promise<string> {
  const table = context.newTemporary();
  await context.session.run(
    `CREATE TEMP TABLE ${table} AS
     WITH reached AS (
       SELECT *, ST_MakeEnvelope(ST_XMin(geom) - far_m, ST_YMin(geom) - far_m, ST_XMax(geom) + far_m, ST_YMax(geom) + far_m) AS box
       FROM (SELECT *, reach_m + wall_m + CAST(${side + 0.001} AS DOUBLE) AS far_m FROM ${pits})
     )
     SELECT * FROM (
       SELECT thing.fid, site.fid AS site_fid, site.reach_m,
              ${edgeDistanceSql("thing.geom", "site.geom", "site.wall_m", "thing.side_m")} AS distance_m
       FROM ${things} thing JOIN reached site ON ST_Intersects(thing.geom, site.box)
     ) WHERE distance_m <= reach_m`,
  );
  return table;
}

/** The last day of a month, as DuckDB casts it. */
function lastDay(year: number, month: number): string {
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}
