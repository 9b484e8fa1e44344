import type { AccountTable } from "../../contract/account.js";
import type { ColumnEntry, Paint } from "../../contract/catalog.js";
import type { Parameter } from "../../contract/parameters.js";
import type { Text } from "../../contract/text.js";
import { renewalActionSql, renewalActions, renewalClause, renewalRuleSql, renewalRules } from "../risk/renewal.js";
import { profileOf } from "../risk/scheme.js";
import { type AnalysisContext, defineAnalysis, type InputLayer, type ResultTable } from "./analysis.js";
import { extentOf, refuseDisjoint } from "./extent.js";
import { gasPairs, gasPipes } from "./gas-pipes.js";
import { columnSql } from "./input-columns.js";
import { lengthTables } from "./renewal-lengths.js";
import { asOfParameter, schemeParameter, toleranceParameter } from "./shared-parameters.js";
import { leftOutMessages, standingHouses } from "./standing-houses.js";

const columns: readonly ColumnEntry[] = [
  {
    name: "renewal",
    title: { zh: "改造结论", en: "renewal" },
    type: "choice",
    choices: renewalActions,
    empty: "none",
  },
  {
    name: "renewal_rule",
    title: { zh: "依据", en: "because" },
    type: "choice",
    choices: renewalRules.map(({ name, title }) => ({ value: name, title })),
    explanation: renewalClause,
    empty: "none",
  },
  { name: "pipe_age", title: { zh: "运行年数", en: "years in use" }, type: "whole", unit: "a" },
  { name: "length_m", title: { zh: "长度", en: "length" }, type: "number", unit: "m" },
  { name: "buildings_over", title: { zh: "占压房屋", en: "buildings over it" }, type: "whole" },
];

const paint: Paint = {
  column: "renewal",
  classes: [
    ...renewalActions.map((each, at) => ({
      ...each,
      colour: ["#CB181D", "#F07F13", "#8E6BBF", "#2F78B8"][at] ?? "#2F78B8",
      width: 2.5,
    })),
    { value: null, title: { zh: "不计入（不在用）", en: "left out (not in use)" }, colour: "#C9CDD2", width: 1 },
  ],
};

const areaColumns: readonly ColumnEntry[] = ["must", "assess", "cannot_tell", "watch"].map((action) => ({
  name: `${action}_km`,
  title: {
    zh: `${renewalActions.find(({ value }) => value === action)?.title.zh ?? action}长度`,
    en: `${renewalActions.find(({ value }) => value === action)?.title.en ?? action}, length`,
  },
  type: "number",
  unit: "km",
}));

export const renewal = defineAnalysis({
  name: "renewal",
  title: { zh: "老旧管网改造", en: "Renewal of old pipes" },
  explanation: {
    zh: "按国办发〔2022〕22号逐段判定：必须改造、评估后改造、关注，或资料不足，并给出依据；按压力级制、材质和分区统计公里数。",
    en: "Says of every pipe by notice 22 (2022) of the State Council Office whether it must be renewed, renewed after assessment, watched, or too little is known, and why; with kilometres by pressure class, material and area.",
  },
  inputs: [
    { name: "pipes", title: { zh: "燃气管线", en: "gas pipes" }, accepts: ["pipes"], required: true },
    { name: "buildings", title: { zh: "房屋", en: "buildings" }, accepts: ["buildings"], required: false },
    { name: "boundaries", title: { zh: "分区边界", en: "boundaries" }, accepts: ["boundaries"], required: false },
  ],
  parameters: [asOfParameter, toleranceParameter, schemeParameter] as const satisfies readonly Parameter[],
  async run(context, inputs, parameters) {
    const started = performance.now();
    const { pipes, buildings, boundaries } = inputs;
    if (pipes === undefined) throw new Error("a required input is there");
    const { session } = context;
    const standing =
      buildings === undefined
        ? null
        : await buildingsOver(
            context,
            pipes,
            buildings,
            parameters.tolerance,
            await context.scheme(parameters.scheme),
            parameters.as_of,
          );
    context.progress({ phase: { zh: "逐段判定", en: "Judging the pipes" } });
    const table = context.newTable();
    const column = (name: string, type: "VARCHAR" | "INTEGER") => columnSql(pipes, "pipe", name, type);
    await session.run(
      `CREATE TABLE ${table} AS
       WITH given AS (
         SELECT pipe.fid, ${column("material_class", "VARCHAR")} AS material, ${column("status", "VARCHAR")} AS status,
                CASE WHEN ${column("lay_year", "INTEGER")} BETWEEN 1860 AND $as_of THEN $as_of - ${column("lay_year", "INTEGER")} END AS age,
                round(ST_Length(pipe.geom), 3) AS length_m
         FROM ${pipes.relation} pipe
       ), stood AS (
         SELECT given.*, ${standing === null ? "CAST(NULL AS VARCHAR) AS standing, CAST(NULL AS BIGINT) AS buildings_over" : "coalesce(over.standing, 'no') AS standing, coalesce(over.buildings_over, 0) AS buildings_over"}
         FROM given ${standing === null ? "" : `LEFT JOIN ${standing.table} over ON over.fid = given.fid`}
       ), ruled AS (
         SELECT *, CASE WHEN status IS NULL OR status = 'in_use' THEN ${renewalRuleSql()} END AS renewal_rule FROM stood
       )
       SELECT fid, ${renewalActionSql("renewal_rule")} AS renewal, renewal_rule, CAST(age AS INTEGER) AS pipe_age, length_m, buildings_over
       FROM ruled ORDER BY fid`,
      { as_of: parameters.as_of },
    );
    const facts = await measureLengths(context, pipes, table);
    const results: ResultTable[] = [
      {
        name: "renewal",
        title: { zh: "老旧管网改造", en: "Renewal of old pipes" },
        table,
        parent: pipes.layer.id,
        geometry: pipes.layer.geometry,
        columns,
        paint,
      },
    ];
    if (boundaries !== undefined) results.push(await byArea(context, pipes, table, boundaries));
    return {
      results,
      facts,
      messages: [
        ...messagesOf(facts, parameters.as_of, standing !== null),
        ...(buildings === undefined ? [] : await leftOutMessages(context, buildings)),
      ],
      tables: [...(await lengthTables(context, pipes, table)), ...(standing?.tables ?? [])],
      timings: { renewal: performance.now() - started },
    };
  },
});

/** Pipes with buildings on them, and the profile that says so: `fid`, `standing` (certain or to_verify), `buildings_over` (certain ones). */
async function buildingsOver(
  context: AnalysisContext,
  pipes: InputLayer,
  buildings: InputLayer,
  tolerance: number,
  scheme: Parameters<typeof profileOf>[0],
  asOf: number,
): Promise<{ table: string; tables: readonly AccountTable[] }> {
  const here = await extentOf(context.session, pipes.relation);
  await refuseDisjoint(context.session, here, buildings.relation, { zh: "房屋", en: "buildings" });
  context.progress({ phase: { zh: "查找占压", en: "Finding buildings on pipes" } });
  const chosen = await gasPipes(context, pipes, profileOf(scheme), { asOf, includeOutOfUse: false });
  const footprints = `(SELECT fid, geom, CAST(0 AS DOUBLE) AS side_m FROM ${standingHouses(buildings)})`;
  const near = `(SELECT * REPLACE (protection_m AS reach_m) FROM ${chosen.table})`;
  const pairs = await gasPairs(context, footprints, near, tolerance, 0);
  const table = context.newTemporary();
  await context.session.run(
    `CREATE TEMP TABLE ${table} AS
     SELECT pair.pipe_fid AS fid, count(*) FILTER (crosses OR (pressure IS NOT NULL AND distance_m <= protection_m)) AS buildings_over,
            CASE WHEN buildings_over > 0 THEN 'certain' ELSE 'to_verify' END AS standing
     FROM ${pairs} pair JOIN ${chosen.table} pipe ON pipe.fid = pair.pipe_fid GROUP BY pair.pipe_fid`,
  );
  return { table, tables: chosen.tables };
}

/** Kilometres by conclusion and by material; `done_km`: of the same rules, but out of use already. */
async function measureLengths(
  context: AnalysisContext,
  pipes: InputLayer,
  table: string,
): Promise<Record<string, number>> {
  const material = columnSql(pipes, "pipe", "material_class", "VARCHAR");
  const status = columnSql(pipes, "pipe", "status", "VARCHAR");
  const rows = await context.session.rows<{
    renewal: string | null;
    material: string | null;
    abandoned: boolean;
    km: number;
    count: bigint;
  }>(
    `SELECT renewal, ${material} AS material, coalesce(${status} = 'abandoned', false) AS abandoned,
            sum(length_m ORDER BY pipe.fid) / 1000 AS km, count(*) AS count
     FROM ${table} ruled JOIN ${pipes.relation} pipe ON pipe.fid = ruled.fid GROUP BY ALL ORDER BY ALL`,
  );
  const facts: Record<string, number> = {
    total_km: 0,
    must_km: 0,
    assess_km: 0,
    watch_km: 0,
    cannot_tell_km: 0,
    done_km: 0,
  };
  const add = (name: string, km: number) => {
    facts[name] = (facts[name] ?? 0) + km;
  };
  for (const { renewal: action, material: kind, abandoned, km } of rows) {
    if (action === null) {
      if (abandoned && kind === "grey_iron") add("done_km", km);
      continue;
    }
    add("total_km", km);
    add(`${action}_km`, km);
    add(`${action}_km_${kind ?? "unknown"}`, km);
  }
  const must = (facts.must_km ?? 0) + (facts.done_km ?? 0);
  if (rows.some(({ abandoned }) => abandoned) && must > 0) facts.done_pct = (100 * (facts.done_km ?? 0)) / must;
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, Math.round(value * 1000) / 1000]));
}

async function byArea(
  context: AnalysisContext,
  pipes: InputLayer,
  table: string,
  boundaries: InputLayer,
): Promise<ResultTable> {
  const areas = context.newTable();
  await context.session.run(
    `CREATE TABLE ${areas} AS
     WITH parts AS (
       SELECT area.fid, ruled.renewal, ST_Length(ST_Intersection(pipe.geom, area.geom)) / 1000 AS km, pipe.fid AS pipe_fid
       FROM ${boundaries.relation} area JOIN ${pipes.relation} pipe ON ST_Intersects(area.geom, pipe.geom)
       JOIN ${table} ruled ON ruled.fid = pipe.fid
     ), summed AS (
       SELECT fid, ${areaColumns.map(({ name }) => `round(coalesce(sum(km ORDER BY pipe_fid) FILTER (renewal = '${name.slice(0, -"_km".length)}'), 0), 6) AS ${name}`).join(", ")}
       FROM parts GROUP BY fid
     )
     SELECT area.fid, ${areaColumns.map(({ name }) => `coalesce(summed.${name}, 0) AS ${name}`).join(", ")}
     FROM (SELECT fid FROM ${boundaries.relation}) area LEFT JOIN summed ON summed.fid = area.fid ORDER BY area.fid`,
  );
  return {
    name: "renewal_areas",
    title: { zh: "分区改造长度", en: "Renewal by area" },
    table: areas,
    parent: boundaries.layer.id,
    geometry: boundaries.layer.geometry,
    columns: areaColumns,
    paint: boundaries.layer.paint,
  };
}

function messagesOf(facts: Readonly<Record<string, number>>, asOf: number, withBuildings: boolean): Text[] {
  const done = facts.done_pct === undefined ? null : facts.done_pct.toFixed(1);
  return [
    {
      zh: `以 ${asOf} 年为准，在用管线 ${facts.total_km} 公里：必须改造 ${facts.must_km} 公里，评估后改造 ${facts.assess_km} 公里，关注 ${facts.watch_km} 公里，资料不足 ${facts.cannot_tell_km} 公里（国办发〔2022〕22号）。${withBuildings ? "" : "没有房屋图层，未判定占压。"}`,
      en: `As of ${asOf}, ${facts.total_km} km in use: ${facts.must_km} km must be renewed, ${facts.assess_km} km after assessment, ${facts.watch_km} km to watch, ${facts.cannot_tell_km} km of which too little is known (国办发〔2022〕22号).${withBuildings ? "" : " Without buildings nothing is said of pipes built over."}`,
    },
    done === null
      ? {
          zh: "图层中没有已废弃的管线，无法计算改造完成率。",
          en: "No abandoned pipe is in the layer, so the share done cannot be told.",
        }
      : {
          zh: `灰口铸铁已废弃 ${facts.done_km} 公里，占应改的 ${done}%。`,
          en: `${facts.done_km} km of grey cast iron are abandoned, ${done} % of what must be renewed.`,
        },
  ];
}
