import type { AccountTable } from "../../contract/account.js";
import { profileTable } from "../../contract/profile-limits.js";
import { type PressureClass, type PressureProfile, pressureClasses } from "../../contract/scheme.js";
import type { Text } from "../../contract/text.js";
import { distanceSql, edgeDistanceSql } from "../distance.js";
import { rangeOf, strictest } from "../risk/profiles.js";
import { quoteText } from "../sql.js";
import type { AnalysisContext, InputLayer } from "./analysis.js";
import { columnSql } from "./input-columns.js";

/** Ways of laying that are no buried pipe: clear distances in the ground do not apply. */
const notBuried = ["overhead", "surface", "cased", "trench"];

/** Steel of that many years weighs more, and cast iron of any age that is not known to be ductile (国办发〔2022〕22号). */
const agedSteelYears = 20;

/**
 * The buried pipes in use with the ranges of a profile, as a TEMP table: `fid`, `code`, `geom`, `pressure` (null: unknown),
 * `wall_m` (centre line to outer wall, 0 where the diameter is unknown), `lay_year`, `aged`, `protection_m`, `control_m`,
 * `range_source`, `control_source`, `clearance_m`, `clearance_to`, `clearance_source` (null: no rule) and `reach_m` (the widest of them). A pipe
 * of unknown class takes the strictest ranges: what is found by them is to be verified on site, never certain.
 */
export async function gasPipes(
  context: AnalysisContext,
  pipes: InputLayer,
  profile: PressureProfile,
  options: { readonly asOf: number; readonly includeOutOfUse: boolean },
): Promise<{ table: string; messages: Text[]; tables: AccountTable[] }> {
  const { session } = context;
  const table = context.newTemporary();
  const column = (name: string, type: "VARCHAR" | "INTEGER" | "DOUBLE") => columnSql(pipes, "pipe", name, type);
  const laying = column("laying", "VARCHAR");
  const range = (value: (pressure: PressureClass) => string, unknown: string) =>
    `CASE ${pressureClasses.map((each) => `WHEN pressure = '${each}' THEN ${value(each)}`).join(" ")} ELSE ${unknown} END`;
  const widest = strictest(profile);
  const metres = (value: number) => `CAST(${value} AS DOUBLE)`;
  await session.run(
    `CREATE TEMP TABLE ${table} AS
     WITH given AS (
       SELECT pipe.fid, ${column("code", "VARCHAR")} AS code, pipe.geom, ${column("pressure", "VARCHAR")} AS pressure,
              coalesce(greatest(${column("outer_diameter_mm", "DOUBLE")}, 0), 0) / 2000.0 AS wall_m,
              ${column("wall_thickness_mm", "DOUBLE")} AS wall_mm, ${column("lay_year", "INTEGER")} AS lay_year,
              ${column("material_class", "VARCHAR")} AS material,
              ${column("status", "VARCHAR")} AS status, ${laying} AS laying
       FROM ${pipes.relation} pipe
     )
     SELECT fid, code, geom, pressure, wall_m, lay_year,
            coalesce(material IN ('grey_iron', 'cast_iron') OR (material = 'steel' AND lay_year BETWEEN 1900 AND $oldest), false) AS aged,
            ${range((each) => metres(rangeOf(profile, each).protection_m), metres(widest.protection_m))} AS protection_m,
            ${range((each) => metres(rangeOf(profile, each).control_m), metres(widest.control_m))} AS control_m,
            ${range((each) => quoteText(rangeOf(profile, each).source), quoteText(widest.source))} AS range_source,
            ${range((each) => quoteText(rangeOf(profile, each).control_source), quoteText(widest.control_source))} AS control_source,
            ${clearanceSql(profile, ({ metres: value }) => metres(value))} AS clearance_m,
            ${clearanceSql(profile, ({ to }) => quoteText(to))} AS clearance_to,
            ${clearanceSql(profile, ({ source }) => quoteText(source))} AS clearance_source,
            greatest(control_m, coalesce(clearance_m, 0)) AS reach_m
     FROM given
     WHERE ($all OR status IS NULL OR status = 'in_use')
       AND (laying IS NULL OR laying NOT IN (${notBuried.map(quoteText).join(", ")}))
     ORDER BY fid`,
    { all: options.includeOutOfUse, oldest: options.asOf - agedSteelYears },
  );
  const count = await session.row<Record<"used" | "thick" | "classed", bigint>>(
    `SELECT count(*) AS used, count(*) FILTER (wall_m > 0) AS thick, count(pressure) AS classed FROM ${table}`,
  );
  const used = Number(count.used);
  return {
    table,
    tables: [profileTable(profile)],
    messages: [
      {
        zh: `范围表：${profile.title.zh}。管线 ${pipes.layer.count} 段，计入 ${used} 段；停用、废弃、规划的，以及架空、地面、套管或管沟管廊内的 ${pipes.layer.count - used} 段不作埋地管判定。`,
        en: `Profile: ${profile.title.en}. ${pipes.layer.count} pipes, ${used} of them judged; ${pipes.layer.count - used} are out of use, overhead, on the surface, in casings, trenches or galleries and not judged as buried.`,
      },
      {
        zh: `${count.thick} 段有外径，从管外壁量起，其余从中心线量起；${used - Number(count.classed)} 段压力不明，按最严的范围查找，结果一律待现场核实。`,
        en: `${count.thick} have a diameter and are measured from the outer wall, the others from the centre line; ${used - Number(count.classed)} are of unknown class: they are looked at with the strictest range and every finding is to be verified on site.`,
      },
    ],
  };
}

/** The row of the profile's clearances that holds for the pipe, as SQL; thicker walls first. */
function clearanceSql(profile: PressureProfile, value: (row: PressureProfile["clearances"][number]) => string): string {
  const rows = [...profile.clearances].sort((one, other) => other.wall_mm - one.wall_mm);
  if (rows.length === 0) return "NULL";
  const cases = rows.map(
    (row) =>
      `WHEN pressure = '${row.pressure}' AND coalesce(wall_mm, 0) >= CAST(${row.wall_mm} AS DOUBLE) THEN ${value(row)}`,
  );
  return `CASE ${cases.join(" ")} END`;
}

/**
 * Every pair of a footprint (`fid`, `geom`, `side_m` = from `geom` to its edge) and a pipe within the pipe's reach and
 * `tolerance`, as a TEMP table: `fid`, `pipe_fid`, `distance_m` (edge to outer wall, never below 0, to the micrometre) and
 * `crosses` (the centre line runs under it). One join for each reach: a spatial join wants a constant.
 */
export async function gasPairs(
  context: AnalysisContext,
  footprints: string,
  pipes: string,
  tolerance: number,
  side: number,
): Promise<string> {
  const { session } = context;
  const table = context.newTemporary();
  await session.run(`CREATE TEMP TABLE ${table} (fid BIGINT, pipe_fid BIGINT, distance_m DOUBLE, crosses BOOLEAN)`);
  const groups = await session.rows<{ reach_m: number; wall_m: number }>(
    `SELECT reach_m, max(wall_m) AS wall_m FROM ${pipes} GROUP BY reach_m ORDER BY reach_m`,
  );
  for (const { reach_m, wall_m } of groups) {
    const within = reach_m + wall_m + tolerance + side + slack;
    await session.run(
      `INSERT INTO ${table}
       SELECT * FROM (
         SELECT footprint.fid, pipe.fid AS pipe_fid,
                ${edgeDistanceSql("footprint.geom", "pipe.geom", "pipe.wall_m", "footprint.side_m")} AS distance_m,
                ${distanceSql("footprint.geom", "pipe.geom")} <= footprint.side_m AS crosses
         FROM ${footprints} footprint JOIN (SELECT * FROM ${pipes} WHERE reach_m = CAST(${reach_m} AS DOUBLE)) pipe
           ON ST_DWithin(footprint.geom, pipe.geom, CAST(${within} AS DOUBLE))
       ) WHERE distance_m <= CAST(${reach_m + tolerance} AS DOUBLE)`,
    );
  }
  return table;
}

/** Metres by which the joins look farther than a reach, so that rounding never hides a pair; the exact distance decides. */
const slack = 0.001;
