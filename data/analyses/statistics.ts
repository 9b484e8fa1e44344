import type { ColumnEntry } from "../../contract/catalog.js";
import type { Parameter, ParameterValues } from "../../contract/parameters.js";
import type { Text } from "../../contract/text.js";
import { activeSites } from "./active-sites.js";
import { type AnalysisContext, defineAnalysis, type InputLayer } from "./analysis.js";
import { extentOf, refuseDisjoint } from "./extent.js";
import { columnSql, type SqlType } from "./input-columns.js";
import { placeBuildings, tierSql } from "./place-buildings.js";
import { asOfParameter, oldAgeParameter, siteStatesParameter } from "./shared-parameters.js";
import { figureColumns, statisticsPaint } from "./statistics-columns.js";

const parameters = [asOfParameter, oldAgeParameter, siteStatesParameter] as const satisfies readonly Parameter[];

export const statistics = defineAnalysis({
  name: "statistics",
  title: { zh: "分区底数统计", en: "Figures by area" },
  explanation: {
    zh: "按区县、街道、社区统计房屋栋数、面积、老旧、疑似违改、年代不明、风险等级、管线公里数、在建工地和缺失率。房屋先按代码或名称归入分区，没有的按位置归入。",
    en: "Per district, street and community: buildings, floor area, old, altered, of unknown year, levels, kilometres of pipe, active sites and missing rates. A building belongs to an area by code or name, else by where it lies.",
  },
  inputs: [
    { name: "boundaries", title: { zh: "分区边界", en: "boundaries" }, accepts: ["boundaries"], required: true },
    { name: "buildings", title: { zh: "房屋", en: "buildings" }, accepts: ["buildings"], required: true },
    { name: "score", title: { zh: "风险评分", en: "risk score" }, accepts: ["result:score"], required: false },
    { name: "pipes", title: { zh: "燃气管线", en: "gas pipes" }, accepts: ["pipes"], required: false },
    { name: "sites", title: { zh: "工地", en: "construction sites" }, accepts: ["sites"], required: false },
  ],
  parameters,
  async run(context, inputs, values) {
    const started = performance.now();
    const { boundaries, buildings, score, pipes, sites } = inputs;
    if (boundaries === undefined || buildings === undefined) throw new Error("required inputs are there");
    const { session } = context;
    const here = await extentOf(session, buildings.relation);
    await refuseDisjoint(session, here, boundaries.relation, { zh: "分区边界", en: "boundaries" });
    context.progress({ phase: { zh: "归入分区", en: "Placing the buildings" } });
    const placed = await placeBuildings(context, buildings, boundaries);
    context.progress({ phase: { zh: "统计", en: "Summing up" } });
    const houses = await sumBuildings(context, buildings, score, placed.table, values);
    const mains = pipes === undefined ? null : await sumPipes(context, pipes, boundaries);
    const works = sites === undefined ? null : await sumSites(context, sites, boundaries, values.site_states);
    const table = context.newTable();
    const names = figureColumns.map(({ name }) => name);
    await session.run(
      `CREATE TABLE ${table} AS
       SELECT area.fid, ${names.map((name) => figure(name, mains !== null, works !== null, score !== undefined)).join(", ")}
       FROM (SELECT fid FROM ${boundaries.relation}) area
       LEFT JOIN ${houses} house ON house.fid = area.fid
       ${mains === null ? "" : `LEFT JOIN ${mains} main ON main.fid = area.fid`}
       ${works === null ? "" : `LEFT JOIN ${works.table} work ON work.fid = area.fid`}
       ORDER BY area.fid`,
    );
    return {
      results: [
        {
          name: "statistics",
          title: { zh: "分区底数", en: "Figures by area" },
          table,
          parent: boundaries.layer.id,
          geometry: boundaries.layer.geometry,
          columns: figureColumns,
          paint: statisticsPaint,
        },
      ],
      facts: placed.facts,
      messages: [placed.message, ...(works?.messages ?? []), ...leftOut(score, pipes, sites)],
      timings: { statistics: performance.now() - started },
    };
  },
});

/** A column of the result: 0 where an area has none, null where the layer was not given or nothing can be divided. */
function figure(name: string, mains: boolean, works: boolean, levels: boolean): string {
  const column = figureColumns.find((each) => each.name === name) as ColumnEntry;
  const type = column.type === "number" ? "DOUBLE" : "BIGINT";
  const none = `CAST(NULL AS ${type}) AS ${name}`;
  if (name.startsWith("pipe_")) return mains ? `coalesce(main.${name}, 0) AS ${name}` : none;
  if (name === "active_sites") return works ? `coalesce(work.${name}, 0) AS ${name}` : none;
  if (name.startsWith("level_") && !levels) return none;
  if (name.endsWith("_pct")) return `house.${name} AS ${name}`;
  if (name === "density_band")
    return `CASE WHEN house.old_pct >= 50 THEN 'half' WHEN house.old_pct >= 25 THEN 'quarter' WHEN house.old_pct >= 0 THEN 'less'
      WHEN house.buildings > 0 THEN 'unknown' END AS ${name}`;
  return `coalesce(house.${name}, 0) AS ${name}`;
}

async function sumBuildings(
  context: AnalysisContext,
  buildings: InputLayer,
  score: InputLayer | undefined,
  placed: string,
  values: ParameterValues<typeof parameters>,
): Promise<string> {
  const column = (name: string, type: SqlType) => columnSql(buildings, "house", name, type);
  const any = ["altered", "storeys_added", "wall_removed", "basement_dug", "extended", "use_changed"].map((name) =>
    column(name, "BOOLEAN"),
  );
  const pct = (condition: string) => `round(100.0 * count(*) FILTER (${condition}) / nullif(count(*), 0), 3)`;
  const levels = ["major", "larger", "general", "low", "insufficient"];
  const table = context.newTemporary();
  await context.session.run(
    `CREATE TEMP TABLE ${table} AS
     WITH house AS (
       SELECT placed.area AS fid, house.fid AS house_fid, ${column("floor_area_m2", "DOUBLE")} AS floor_area_m2,
              CASE WHEN coalesce(${column("build_year", "INTEGER")}, ${column("build_decade", "INTEGER")}) BETWEEN 1500 AND $as_of
                   THEN coalesce(${column("build_year", "INTEGER")}, ${column("build_decade", "INTEGER")}) <= $as_of - $old_age END AS old,
              CASE WHEN ${any.map((each) => `coalesce(${each}, false)`).join(" OR ")} THEN true WHEN coalesce(${any.join(", ")}) IS NOT NULL THEN false END AS altered,
              coalesce(${column("structure_class", "VARCHAR")}, ${column("structure", "VARCHAR")}) AS structure, ${column("use", "VARCHAR")} AS use_text,
              ${column("floors", "INTEGER")} AS floors, ${column("danger_grade", "VARCHAR")} AS grade, ${score === undefined ? "CAST(NULL AS VARCHAR)" : "scored.level"} AS level
       FROM ${placed} placed JOIN ${buildings.relation} house ON house.fid = placed.fid
       ${score === undefined ? "" : `LEFT JOIN (SELECT fid, level FROM ${score.relation}) scored ON scored.fid = house.fid`}
     )
     SELECT fid, count(*) AS buildings, round(coalesce(sum(floor_area_m2 ORDER BY house_fid), 0), 3) AS floor_area_m2,
            count(*) FILTER (old) AS old, count(*) FILTER (altered) AS altered, count(*) FILTER (old IS NULL) AS year_unknown,
            count(*) FILTER (altered IS NULL) AS alteration_unknown, count(*) FILTER (grade IN ('C', 'D')) AS dangerous,
            ${levels.map((level) => `count(*) FILTER (level = '${level}') AS level_${level}`).join(", ")},
            round(100.0 * count(*) FILTER (old) / nullif(count(old), 0), 3) AS old_pct, ${pct("old IS NULL")} AS year_missing_pct, ${pct("structure IS NULL")} AS structure_missing_pct,
            ${pct("use_text IS NULL")} AS use_missing_pct, ${pct("floors IS NULL")} AS floors_missing_pct, ${pct("floor_area_m2 IS NULL")} AS area_missing_pct
     FROM house GROUP BY fid`,
    { as_of: values.as_of, old_age: values.old_age },
  );
  return table;
}

/** Kilometres inside each area, a pipe that crosses a border in parts. */
async function sumPipes(context: AnalysisContext, pipes: InputLayer, boundaries: InputLayer): Promise<string> {
  const pressure = columnSql(pipes, "pipe", "pressure", "VARCHAR");
  const status = columnSql(pipes, "pipe", "status", "VARCHAR");
  const table = context.newTemporary();
  const km = (name: string, condition: string) =>
    `round(coalesce(sum(km ORDER BY pipe_fid) FILTER (${condition}), 0), 6) AS ${name}`;
  await context.session.run(
    `CREATE TEMP TABLE ${table} AS
     SELECT fid, ${km("pipe_low_km", "pressure = 'low'")}, ${km("pipe_medium_km", "pressure IN ('medium_a', 'medium_b')")},
            ${km("pipe_sub_high_km", "pressure IN ('sub_high_a', 'sub_high_b')")}, ${km("pipe_high_km", "pressure IN ('high_a', 'high_b', 'ultra_high')")},
            ${km("pipe_unknown_km", "pressure IS NULL")}
     FROM (SELECT area.fid, pipe.fid AS pipe_fid, ${pressure} AS pressure, ST_Length(ST_Intersection(pipe.geom, area.geom)) / 1000 AS km
           FROM ${boundaries.relation} area JOIN ${pipes.relation} pipe ON ST_Intersects(area.geom, pipe.geom)
           WHERE ${status} IS NULL OR ${status} = 'in_use')
     GROUP BY fid`,
  );
  return table;
}

/** Sites in each area by their middle; on a border the area with the lowest fid of a tier, as for buildings. */
async function sumSites(
  context: AnalysisContext,
  sites: InputLayer,
  boundaries: InputLayer,
  states: readonly string[],
): Promise<{ table: string; messages: Text[] }> {
  const active = await activeSites(context, sites, { reach: null, radius: 0, states, keepUnknown: false });
  const table = context.newTemporary();
  await context.session.run(
    `CREATE TEMP TABLE ${table} AS
     WITH placed AS (
       SELECT site.fid AS site_fid, ${tierSql(boundaries)} AS tier, min(area.fid) AS fid
       FROM ${boundaries.relation} area JOIN (SELECT fid, ST_Centroid(geom) AS geom FROM ${active.table}) site ON ST_Intersects(area.geom, site.geom)
       GROUP BY ALL
     )
     SELECT fid, count(*) AS active_sites FROM placed GROUP BY fid`,
  );
  return { table, messages: active.messages };
}

function leftOut(score: InputLayer | undefined, pipes: InputLayer | undefined, sites: InputLayer | undefined): Text[] {
  const missing = [
    ...(score === undefined ? [{ zh: "风险评分", en: "a risk score" }] : []),
    ...(pipes === undefined ? [{ zh: "管线", en: "pipes" }] : []),
    ...(sites === undefined ? [{ zh: "工地", en: "sites" }] : []),
  ];
  if (missing.length === 0) return [];
  return [
    {
      zh: `没有${missing.map(({ zh }) => zh).join("、")}图层，相应各列为空，不是零。`,
      en: `Without ${missing.map(({ en }) => en).join(", ")} those columns are empty, not zero.`,
    },
  ];
}
