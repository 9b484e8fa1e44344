import type { Scheme } from "../../contract/scheme.js";
import { consequenceColumns, consequenceSql } from "../risk/consequence.js";
import { factorValueSql } from "../risk/factors/factor.js";
import { vulnerabilityFactors } from "../risk/factors/index.js";
import { factorColumn } from "../risk/score.js";
import { quoteName } from "../sql.js";
import type { AnalysisContext, InputLayer } from "./analysis.js";
import { columnSql, type SqlType } from "./input-columns.js";

const others: readonly { readonly name: string; readonly type: SqlType }[] = [
  { name: "danger_grade", type: "VARCHAR" },
  { name: "judgement", type: "VARCHAR" },
  { name: "excluded", type: "BOOLEAN" },
];

/**
 * What every building's score is worked out from, as a SELECT in brackets of `fid` and `measuredColumns`. `gas` and `pits` are
 * the pairs that `judgePairs` and `buildingPitPairs` made; without them the exposure is null: not known.
 */
export async function measureScores(
  context: AnalysisContext,
  buildings: InputLayer,
  pairs: { readonly gas: string | undefined; readonly pits: string | undefined },
  scheme: Scheme,
  asOf: number,
): Promise<string> {
  const gas = pairs.gas === undefined ? null : await worstPipe(context, pairs.gas, scheme);
  const pits = pairs.pits === undefined ? null : await worstPit(context, pairs.pits);
  const read = new Map<string, SqlType>();
  for (const { columns } of vulnerabilityFactors) for (const { name, type } of columns) read.set(name, type);
  for (const { name, type } of [...consequenceColumns, ...others]) read.set(name, type);
  const columns = [...read].map(([name, type]) => `${columnSql(buildings, "given", name, type)} AS ${quoteName(name)}`);
  const year = `CASE WHEN build_year BETWEEN 1500 AND ${asOf} THEN build_year WHEN build_decade BETWEEN 1500 AND ${asOf} THEN build_decade END`;
  const values = vulnerabilityFactors.map((factor) => `${factorValueSql(factor)} AS ${factorColumn(factor.name)}`);
  const none = (type: SqlType | "BIGINT", ...names: string[]) =>
    names.map((name) => `CAST(NULL AS ${type}) AS ${name}`).join(", ");
  return `(
     WITH given AS (SELECT fid, ${columns.join(", ")} FROM ${buildings.relation} given),
     aged AS (SELECT *, ${asOf} - (${year}) AS age FROM given),
     valued AS (
       SELECT fid, ${values.join(", ")}, CAST(${consequenceSql()} AS INTEGER) AS consequence, coalesce(danger_grade = 'D', false) AS grade_d,
              coalesce(occupants, 1) > 0 AS occupied, coalesce(judgement = 'serious' AND business_run, false) AS severe_business,
              coalesce(excluded, false) AS excluded
       FROM aged
     )
     SELECT valued.* EXCLUDE (occupied),
            ${
              gas === null
                ? `${none("DOUBLE", "gas", "pipe_distance_m")}, ${none("VARCHAR", "gas_finding", "pipe_pressure")}, ${none("BIGINT", "pipe_fid")}, false AS occupied_over_pipe`
                : `coalesce(pipe.gas, 0) AS gas, pipe.distance_m AS pipe_distance_m, pipe.finding AS gas_finding, pipe.pressure AS pipe_pressure, pipe.pipe_fid,
                   occupied AND coalesce(pipe.major_hazard, false) AS occupied_over_pipe`
            },
            ${
              pits === null
                ? `${none("DOUBLE", "excavation", "site_distance_m", "site_depth_m", "settlement_mm", "pit_depths")}, ${none("VARCHAR", "zone", "site_phase")}, ${none("BIGINT", "site_fid")}, ${none("BOOLEAN", "site_depth_assumed")}`
                : `coalesce(pit.excavation, 0) AS excavation, pit.distance_m AS site_distance_m, pit.depth_m AS site_depth_m, pit.settlement_mm, pit.pit_depths,
                   pit.zone, pit.phase AS site_phase, pit.site_fid, pit.depth_assumed AS site_depth_assumed`
            }
     FROM valued
     ${gas === null ? "" : `LEFT JOIN ${gas} pipe ON pipe.fid = valued.fid`}
     ${pits === null ? "" : `LEFT JOIN ${pits} pit ON pit.fid = valued.fid`})`;
}

/**
 * Points of gas exposure of each building in reach, with the pair that gives them: 100 in the protection range, 80 where the
 * clearance is not met or standing on the pipe is to be verified, from 60 to 20 across the control range; times the scheme's
 * factor for an aged pipe, 100 at most. What is to be verified is never safe.
 */
async function worstPipe(context: AnalysisContext, pairs: string, scheme: Scheme): Promise<string> {
  const { protection, clearance, control_near, control_far, aged } = scheme.gas;
  const table = context.newTemporary();
  const number = (value: number) => `CAST(${value} AS DOUBLE)`;
  await context.session.run(
    `CREATE TEMP TABLE ${table} AS
     WITH pointed AS (
       SELECT *, round(least(100, CASE WHEN over_pipe IN ('crosses', 'protected') THEN ${number(protection)}
                WHEN over_pipe = 'to_verify' OR clearance IN ('not_met', 'to_verify') THEN ${number(clearance)}
                ELSE ${number(control_near)} + ${number(control_far - control_near)} *
                     least(1, greatest(0, distance_m - protection_m) / greatest(control_m - protection_m, 0.000001)) END
                * CASE WHEN aged THEN ${number(aged)} ELSE 1 END), 6) AS gas
       FROM ${pairs}
     ), best AS (
       SELECT fid, min({less: -gas, distance_m: distance_m, pipe_fid: pipe_fid, finding: finding, pressure: pressure}) AS pair,
              bool_or(major_hazard) AS major_hazard
       FROM pointed GROUP BY fid
     )
     SELECT fid, -pair.less AS gas, pair.distance_m AS distance_m, pair.pipe_fid AS pipe_fid, pair.finding AS finding,
            pair.pressure AS pressure, major_hazard FROM best`,
  );
  return table;
}

/** Points of excavation exposure: 100 · share of the largest settlement · min(1, H / 10) · share of the phase; the worst pit. */
async function worstPit(context: AnalysisContext, pairs: string): Promise<string> {
  const table = context.newTemporary();
  await context.session.run(
    `CREATE TEMP TABLE ${table} AS
     WITH pointed AS (
       SELECT *, round(100 * share * least(1, depth_m / 10) * phase_share, 6) AS excavation,
              CASE WHEN phase IN ('digging', 'unknown', 'supported') THEN round(distance_m / depth_m, 6) END AS depths
       FROM ${pairs}
     ), best AS (
       SELECT fid, min({less: -excavation, distance_m: distance_m, site_fid: site_fid}) AS key, min(depths) AS pit_depths FROM pointed GROUP BY fid
     )
     SELECT best.fid, pointed.excavation, pointed.distance_m, pointed.site_fid, pointed.depth_m, pointed.depth_assumed, pointed.phase,
            pointed.settlement_mm, pointed.zone, best.pit_depths
     FROM best JOIN pointed ON pointed.fid = best.fid AND pointed.site_fid = best.key.site_fid`,
  );
  return table;
}
