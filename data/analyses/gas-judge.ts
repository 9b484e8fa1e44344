import type { AnalysisContext, InputLayer } from "./analysis.js";
import { gasPairs } from "./gas-pipes.js";
import { columnSql } from "./input-columns.js";
import { standingHouses } from "./standing-houses.js";

/**
 * The three tests of a pair as SQL. A distance on the limit is inside a range, and meets a clearance. `crosses`: the pipe runs
 * under the building, which no class allows.
 */
const tests = `
  CASE WHEN crosses THEN 'crosses' WHEN pressure IS NULL AND distance_m <= protection_m + $tolerance THEN 'to_verify'
       WHEN distance_m <= protection_m THEN 'protected' WHEN distance_m <= round(protection_m + $tolerance, 6) THEN 'to_verify' ELSE 'no' END AS over_pipe,
  CASE WHEN clearance_m IS NULL THEN 'no_rule' WHEN distance_m < clearance_m THEN 'not_met'
       WHEN distance_m < round(clearance_m + $tolerance, 6) THEN 'to_verify' ELSE 'met' END AS clearance,
  CASE WHEN pressure IS NULL AND distance_m <= round(control_m + $tolerance, 6) THEN 'to_verify'
       WHEN distance_m <= control_m THEN 'inside' WHEN distance_m <= round(control_m + $tolerance, 6) THEN 'to_verify' ELSE 'outside' END AS control`;

/** The most urgent finding of a pair: for the map's colour only, the three tests stand beside it. */
const finding = `CASE WHEN over_pipe = 'crosses' THEN 'crosses' WHEN over_pipe = 'protected' THEN 'protected'
  WHEN clearance = 'not_met' THEN 'clearance' WHEN over_pipe = 'to_verify' OR clearance = 'to_verify' THEN 'to_verify'
  WHEN control = 'inside' THEN 'control' WHEN control = 'to_verify' THEN 'control_to_verify' END`;

const urgency = ["crosses", "protected", "clearance", "to_verify", "control", "control_to_verify"];

/** Who was there first; null where a year is not known. */
const cameFirst = `CASE WHEN NOT build_year BETWEEN 1500 AND $as_of OR NOT lay_year BETWEEN 1860 AND $as_of THEN NULL
  WHEN build_year > lay_year THEN 'pipe' WHEN build_year < lay_year THEN 'building' WHEN build_year = lay_year THEN 'same_year' END`;

/** Pairs and their three tests for every building that counts in reach of a pipe, as a TEMP table. */
export async function judgePairs(
  context: AnalysisContext,
  buildings: InputLayer,
  pipes: string,
  tolerance: number,
  asOf: number,
): Promise<string> {
  const footprints = `(SELECT fid, geom, CAST(0 AS DOUBLE) AS side_m FROM ${standingHouses(buildings)})`;
  const pairs = await gasPairs(context, footprints, pipes, tolerance, 0);
  const judged = context.newTemporary();
  await context.session.run(
    `CREATE TEMP TABLE ${judged} AS
     WITH paired AS (
       SELECT pair.*, pipe.code AS pipe_code, pipe.pressure, pipe.lay_year, pipe.aged, pipe.protection_m, pipe.control_m,
              pipe.range_source, pipe.control_source, pipe.clearance_m, pipe.clearance_to, pipe.clearance_source,
              building.build_year, building.code
       FROM ${pairs} pair JOIN ${pipes} pipe ON pipe.fid = pair.pipe_fid
       JOIN (SELECT fid, ${columnSql(buildings, "given", "build_year", "INTEGER")} AS build_year, ${columnSql(buildings, "given", "code", "VARCHAR")} AS code
             FROM ${buildings.relation} given) building ON building.fid = pair.fid
     ), tested AS (SELECT *, ${tests} FROM paired)
     SELECT *, ${finding} AS finding, list_position([${urgency.map((each) => `'${each}'`).join(", ")}], finding) AS urgency,
            ${cameFirst} AS came_first,
            over_pipe IN ('crosses', 'protected') AND pressure IS NOT NULL AND pressure <> 'low' AS major_hazard
     FROM tested WHERE finding IS NOT NULL`,
    { tolerance, as_of: asOf },
  );
  return judged;
}
