import { AppError } from "../../contract/errors.js";
import type { Parameter, ParameterValues } from "../../contract/parameters.js";
import type { Text } from "../../contract/text.js";
import { profiles } from "../risk/profiles.js";
import { profileOfRun } from "../risk/scheme.js";
import { activeSites } from "./active-sites.js";
import { type AnalysisContext, defineAnalysis, type InputLayer, type ResultTable } from "./analysis.js";
import { extentOf, refuseDisjoint } from "./extent.js";
import { judgePairs } from "./gas-judge.js";
import { gasPairs, gasPipes } from "./gas-pipes.js";
import { conflictColumns, findingPaint, gasBuildingColumns, workColumns, worksPaint } from "./gas-rules-columns.js";
import { columnSql } from "./input-columns.js";
import {
  asOfParameter,
  outOfUseParameter,
  schemeParameter,
  siteRadiusParameter,
  siteStatesParameter,
  toleranceParameter,
} from "./shared-parameters.js";
import { leftOutMessages } from "./standing-houses.js";

export const gasParameters = [
  {
    type: "choice",
    name: "profile",
    title: { zh: "范围表", en: "profile" },
    explanation: {
      zh: "保护范围、控制范围与安全间距取自哪一套规定；own 为评分方案中自定的一套。",
      en: "Whose protection and control ranges and clearances hold; own is the one in the scoring scheme.",
    },
    choices: [
      ...profiles.map(({ name, title }) => ({ value: name, title })),
      { value: "own", title: { zh: "方案自定", en: "the scheme's own" } },
    ],
    default: "gb55009",
  },
  schemeParameter,
  toleranceParameter,
  asOfParameter,
  outOfUseParameter,
  siteRadiusParameter,
  siteStatesParameter,
] as const satisfies readonly Parameter[];

type GasValues = ParameterValues<typeof gasParameters>;

export const gasRules = defineAnalysis({
  name: "gas-rules",
  title: { zh: "燃气占压与间距", en: "Gas pipe rules" },
  explanation: {
    zh: "逐对判定房屋与埋地燃气管：占压、安全间距、控制范围三项各自给出，互不合并；并列出保护、控制范围内的施工。距离从管外壁量起。结果为疑似，须现场核实。",
    en: "Judges every pair of building and buried gas pipe by three tests that are never merged: on the pipe, clearance, control range; and lists works inside the ranges. Distances are from the outer wall. A screening, to be verified on site.",
  },
  inputs: [
    { name: "pipes", title: { zh: "燃气管线", en: "gas pipes" }, accepts: ["pipes"], required: true },
    { name: "buildings", title: { zh: "房屋", en: "buildings" }, accepts: ["buildings"], required: false },
    { name: "sites", title: { zh: "工地", en: "construction sites" }, accepts: ["sites"], required: false },
  ],
  parameters: gasParameters,
  async run(context, inputs, parameters) {
    const started = performance.now();
    const { pipes, buildings, sites } = inputs;
    if (pipes === undefined) throw new Error("a required input is there");
    if (buildings === undefined && sites === undefined) throw nothingToJudge();
    const profile = await profileOfRun(parameters, (reference) => context.scheme(reference));
    const chosen = await gasPipes(context, pipes, profile, {
      asOf: parameters.as_of,
      includeOutOfUse: parameters.include_out_of_use_pipes,
    });
    const results: ResultTable[] = [];
    const facts: Record<string, number> = {};
    const messages: Text[] = [...chosen.messages];
    const here = await extentOf(context.session, pipes.relation);
    if (buildings !== undefined) {
      await refuseDisjoint(context.session, here, buildings.relation, { zh: "房屋", en: "buildings" });
      context.progress({ phase: { zh: "判定占压与间距", en: "Judging buildings and pipes" } });
      const found = await judgeBuildings(context, buildings, chosen.table, parameters);
      results.push(found.perBuilding, found.conflicts);
      Object.assign(facts, found.facts);
      messages.push(buildingMessage(found.facts, parameters), ...(await leftOutMessages(context, buildings)));
    }
    if (sites !== undefined) {
      await refuseDisjoint(context.session, here, sites.relation, { zh: "工地", en: "construction sites" });
      context.progress({ phase: { zh: "判定施工范围", en: "Judging works and pipes" } });
      const found = await judgeWorks(context, sites, chosen.table, parameters);
      results.push(found.works);
      Object.assign(facts, found.facts);
      messages.push(...found.messages);
    }
    return { results, facts, messages, tables: chosen.tables, timings: { rules: performance.now() - started } };
  },
});

async function judgeBuildings(context: AnalysisContext, buildings: InputLayer, pipes: string, parameters: GasValues) {
  const { session } = context;
  const judged = await judgePairs(context, buildings, pipes, parameters.tolerance, parameters.as_of);
  const conflicts = context.newTable();
  await session.run(
    `CREATE TABLE ${conflicts} AS
     SELECT row_number() OVER (ORDER BY judged.fid, pipe_fid) AS fid, finding, over_pipe, clearance, control, distance_m,
            protection_m, clearance_m, clearance_to, control_m, pressure, came_first, major_hazard, judged.fid AS building_fid,
            code AS building_code, pipe_fid, pipe_code, build_year, lay_year, range_source, control_source, clearance_source, building.geom
     FROM ${judged} judged JOIN (SELECT fid, geom FROM ${buildings.relation}) building ON building.fid = judged.fid
     ORDER BY judged.fid, pipe_fid`,
  );
  const perBuilding = context.newTable();
  await session.run(
    `CREATE TABLE ${perBuilding} AS
     WITH worst AS (
       SELECT fid, count(*) AS pairs, bool_or(over_pipe IN ('crosses', 'protected')) AS on_pipe,
              bool_or(clearance = 'not_met') AS too_close, bool_or(control = 'inside') AS in_control, bool_or(major_hazard) AS major_hazard,
              min({urgency: urgency, distance_m: distance_m, pipe_fid: pipe_fid, finding: finding, pressure: pressure, came_first: came_first}) AS pair
       FROM ${judged} GROUP BY fid
     )
     SELECT building.fid, pair.finding AS gas_finding, coalesce(on_pipe, false) AS on_pipe, coalesce(too_close, false) AS too_close,
            coalesce(in_control, false) AS in_control, coalesce(major_hazard, false) AS major_hazard,
            pair.distance_m AS pipe_distance_m, pair.pipe_fid AS pipe_fid, pair.pressure AS pipe_pressure, pair.came_first AS came_first,
            coalesce(pairs, 0) AS gas_pairs
     FROM (SELECT fid FROM ${buildings.relation}) building LEFT JOIN worst ON worst.fid = building.fid
     ORDER BY building.fid`,
  );
  const counted = await session.row<Record<string, bigint>>(
    `SELECT count(*) AS pairs, count(*) FILTER (over_pipe = 'crosses') AS crosses, count(*) FILTER (over_pipe = 'protected') AS protected,
            count(*) FILTER (over_pipe = 'to_verify') AS over_pipe_to_verify, count(*) FILTER (clearance = 'not_met') AS clearance_not_met,
            count(*) FILTER (clearance = 'to_verify') AS clearance_to_verify, count(*) FILTER (control = 'inside') AS control_inside,
            count(*) FILTER (major_hazard) AS major_hazards, count(DISTINCT building_fid) AS buildings,
            count(DISTINCT CASE WHEN over_pipe IN ('crosses', 'protected') THEN building_fid END) AS buildings_on_pipe
     FROM ${conflicts}`,
  );
  const facts = Object.fromEntries(Object.entries(counted).map(([name, count]) => [name, Number(count)]));
  const { layer } = buildings;
  return {
    facts,
    conflicts: {
      name: "gas_conflicts",
      title: { zh: "房屋与燃气管（逐对）", en: "Buildings and gas pipes (pairs)" },
      table: conflicts,
      parent: null,
      geometry: layer.geometry,
      columns: conflictColumns,
      paint: findingPaint("finding"),
    } satisfies ResultTable,
    perBuilding: {
      name: "gas_buildings",
      title: { zh: "燃气占压与间距（逐栋）", en: "Gas pipe rules by building" },
      table: perBuilding,
      parent: layer.id,
      geometry: layer.geometry,
      columns: gasBuildingColumns,
      paint: findingPaint("gas_finding"),
    } satisfies ResultTable,
  };
}

async function judgeWorks(context: AnalysisContext, sites: InputLayer, pipes: string, parameters: GasValues) {
  const { session } = context;
  const active = await activeSites(context, sites, {
    reach: null,
    radius: parameters.site_radius,
    states: parameters.site_states,
    keepUnknown: true,
  });
  const { side } = await session.row<{ side: number | null }>(`SELECT max(wall_m) AS side FROM ${active.table}`);
  const footprints = `(SELECT fid, geom, wall_m AS side_m FROM ${active.table})`;
  const pairs = await gasPairs(context, footprints, pipes, parameters.tolerance, side ?? 0);
  const table = context.newTable();
  await session.run(
    `CREATE TABLE ${table} AS
     WITH tested AS (
       SELECT pair.fid AS site_fid, pair.pipe_fid, pair.distance_m, pipe.pressure, pipe.code AS pipe_code, pipe.protection_m,
              pipe.control_m, pipe.range_source, pipe.control_source,
              CASE WHEN (pipe.pressure IS NULL OR site.state_unknown) AND distance_m <= round(control_m + $tolerance, 6) THEN 'to_verify' WHEN crosses OR distance_m <= protection_m THEN 'protection'
                   WHEN distance_m <= control_m THEN 'control' WHEN distance_m <= round(control_m + $tolerance, 6) THEN 'to_verify' END AS works
       FROM ${pairs} pair JOIN ${pipes} pipe ON pipe.fid = pair.pipe_fid JOIN ${active.table} site ON site.fid = pair.fid
     )
     SELECT row_number() OVER (ORDER BY site_fid, pipe_fid) AS fid, works, distance_m, protection_m, control_m, pressure, site_fid,
            site.code AS site_code, site.name AS site_name, pipe_fid, pipe_code, range_source, control_source, site.geom
     FROM tested JOIN (SELECT fid, geom, ${columnSql(sites, "given", "code", "VARCHAR")} AS code, ${columnSql(sites, "given", "name", "VARCHAR")} AS name
                       FROM ${sites.relation} given) site ON site.fid = tested.site_fid
     WHERE works IS NOT NULL ORDER BY site_fid, pipe_fid`,
    { tolerance: parameters.tolerance },
  );
  const counted = await session.row<Record<"protection" | "control" | "sites", bigint>>(
    `SELECT count(*) FILTER (works = 'protection') AS protection, count(*) FILTER (works = 'control') AS control,
            count(DISTINCT site_fid) FILTER (works <> 'to_verify') AS sites FROM ${table}`,
  );
  const facts = {
    works_in_protection: Number(counted.protection),
    works_in_control: Number(counted.control),
    sites_in_range: Number(counted.sites),
  };
  return {
    facts,
    messages: [
      ...active.messages,
      {
        zh: `保护范围内施工 ${facts.works_in_protection} 对，控制范围内 ${facts.works_in_control} 对，涉及工地 ${facts.sites_in_range} 处；控制范围内的爆破、打桩、顶进、挖掘、钻探须有与燃气企业商定的保护方案。距离从坑边量到管外壁。`,
        en: `${facts.works_in_protection} pairs of works in a protection range, ${facts.works_in_control} in a control range, ${facts.sites_in_range} sites; blasting, piling, jacking, digging and drilling in the control range need a protection plan agreed with the operator. From the pit's edge to the outer wall.`,
      },
    ],
    works: {
      name: "gas_works",
      title: { zh: "管控范围内施工", en: "Works inside gas ranges" },
      table,
      parent: null,
      geometry: sites.layer.geometry,
      columns: workColumns,
      paint: worksPaint,
    } satisfies ResultTable,
  };
}

function buildingMessage(facts: Readonly<Record<string, number>>, parameters: GasValues): Text {
  return {
    zh: `判定 ${facts.pairs} 对（${facts.buildings} 栋）：管线从房下穿过 ${facts.crosses} 对，在保护范围内 ${facts.protected} 对，安全间距不足 ${facts.clearance_not_met} 对，在控制范围内 ${facts.control_inside} 对；误差 ${parameters.tolerance} 米以内、待现场核实的占压 ${facts.over_pipe_to_verify} 对、间距 ${facts.clearance_to_verify} 对。中压及以上管线保护范围内的占压 ${facts.major_hazards} 对，属重大隐患判定情形（建城规〔2023〕4号）。间距以图斑边线代替基础或外墙面。`,
    en: `${facts.pairs} pairs (${facts.buildings} buildings) judged: the pipe runs under the building in ${facts.crosses}, it stands in the protection range in ${facts.protected}, the clearance is not met in ${facts.clearance_not_met}, it is inside the control range in ${facts.control_inside}; within ${parameters.tolerance} m of a limit, to be verified on site: ${facts.over_pipe_to_verify} on a pipe, ${facts.clearance_to_verify} of clearance. ${facts.major_hazards} pairs on pipes of medium pressure and above are major hazards (建城规〔2023〕4号). The footprint's edge stands for foundation and outer wall.`,
  };
}

function nothingToJudge(): AppError {
  return new AppError("usage", {
    zh: "燃气规则需要管线图层，以及房屋或工地图层中的至少一个。请先导入。",
    en: "The gas rules need a layer of pipes and at least one of buildings and sites. Import them first.",
  });
}
