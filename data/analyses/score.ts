import type { Parameter, ParameterValues } from "../../contract/parameters.js";
import type { Scheme } from "../../contract/scheme.js";
import type { Text } from "../../contract/text.js";
import { vulnerabilityFactors } from "../risk/factors/index.js";
import { profileOf } from "../risk/scheme.js";
import { scoreSql } from "../risk/score.js";
import { type AnalysisContext, defineAnalysis, type InputLayer } from "./analysis.js";
import { pitOptions, soilFactor } from "./excavation.js";
import { buildingPitPairs } from "./excavation-judge.js";
import { pitParameters } from "./excavation-parameters.js";
import { extentOf, refuseDisjoint } from "./extent.js";
import { judgePairs } from "./gas-judge.js";
import { gasPipes } from "./gas-pipes.js";
import { pitsInWork } from "./pits.js";
import { decidedColumns, levelPaint, measuredColumns, stabilityColumn } from "./score-columns.js";
import { measureScores } from "./score-measures.js";
import { measureStability } from "./score-stability.js";
import { outOfUseParameter, schemeParameter, toleranceParameter } from "./shared-parameters.js";

export const scoreParameters = [
  schemeParameter,
  ...pitParameters,
  toleranceParameter,
  outOfUseParameter,
  {
    type: "number",
    name: "draws",
    title: { zh: "稳定性抽样次数", en: "draws" },
    unit: "次",
    whole: true,
    explanation: {
      zh: "权重随机变动的抽样次数；0 为不抽样。",
      en: "How often the weights are drawn at random to see who stays in the top; 0: not at all.",
    },
    minimum: 0,
    maximum: 5000,
    default: 0,
  },
  {
    type: "number",
    name: "spread",
    title: { zh: "权重变动幅度", en: "spread" },
    unit: "%",
    explanation: {
      zh: "每项权重在方案值上下该幅度内均匀变动，再归一。",
      en: "Each weight varies evenly by up to this much of itself, then all are brought back to 100.",
    },
    minimum: 0,
    maximum: 100,
    default: 20,
  },
  {
    type: "number",
    name: "top",
    title: { zh: "前列栋数", en: "top" },
    unit: "栋",
    whole: true,
    explanation: { zh: "“进入前列”指排在前多少栋。", en: "How many buildings are the top." },
    minimum: 1,
    maximum: 100_000,
    default: 100,
  },
  {
    type: "number",
    name: "seed",
    title: { zh: "随机种子", en: "seed" },
    unit: "1",
    whole: true,
    explanation: { zh: "同一种子得出同一结果。", en: "The same seed gives the same draws." },
    minimum: 0,
    maximum: 4_294_967_295,
    default: 1,
  },
] as const satisfies readonly Parameter[];

type ScoreValues = ParameterValues<typeof scoreParameters>;

export const score = defineAnalysis({
  name: "score",
  title: { zh: "风险评分", en: "Risk score" },
  explanation: {
    zh: "逐栋给出脆弱性 V、燃气暴露 G、基坑暴露 X、后果 C 和等级（重大、较大、一般、低、资料不足），每栋可查缘由。权重、分档、否决项取自评分方案。结果为筛查，不是鉴定。",
    en: "Gives every building its vulnerability V, gas exposure G, excavation exposure X, consequence C and level, with reasons. Weights, bands and vetoes are those of a scheme. A screening, not an assessment.",
  },
  inputs: [
    { name: "buildings", title: { zh: "房屋", en: "buildings" }, accepts: ["buildings"], required: true },
    { name: "pipes", title: { zh: "燃气管线", en: "gas pipes" }, accepts: ["pipes"], required: false },
    { name: "sites", title: { zh: "工地", en: "construction sites" }, accepts: ["sites"], required: false },
  ],
  parameters: scoreParameters,
  async run(context, inputs, parameters) {
    const { buildings, pipes, sites } = inputs;
    if (buildings === undefined) throw new Error("a required input is there");
    const scheme = await context.scheme(parameters.scheme);
    const timings: Record<string, number> = {};
    let since = performance.now();
    const lap = (step: string) => {
      timings[step] = performance.now() - since;
      since = performance.now();
    };
    const messages: Text[] = [schemeMessage(scheme)];
    const gas = pipes && (await exposeToGas(context, buildings, pipes, parameters, scheme));
    messages.push(...(gas?.messages ?? [noPipes]));
    lap("gas");
    const pits = sites && (await exposeToPits(context, buildings, sites, parameters));
    messages.push(...(pits?.messages ?? [noSites]));
    lap("excavation");
    context.progress({ phase: { zh: "逐栋评分", en: "Scoring the buildings" } });
    const measured = await measureScores(
      context,
      buildings,
      { gas: gas?.table, pits: pits?.table },
      scheme,
      parameters.as_of,
    );
    const scored = context.newTable();
    const kept = measuredColumns.map(({ name }) => name);
    const stable = parameters.draws > 0 ? await measureStability(context, measured, scheme, parameters) : null;
    if (stable !== null) messages.push(stable.message);
    lap("stability");
    await context.session.run(
      `CREATE TABLE ${scored} AS
       SELECT scored.*, ${stable === null ? "CAST(NULL AS DOUBLE)" : "CASE WHEN excluded THEN NULL ELSE coalesce(stable.share_pct, 0) END"} AS top_share_pct
       FROM (${scoreSql(scheme, measured, kept)}) scored ${stable === null ? "" : `LEFT JOIN ${stable.table} stable ON stable.fid = scored.fid`}
       ORDER BY scored.fid`,
    );
    lap("score");
    const facts = await countLevels(context, scored);
    messages.push(levelMessage(facts));
    return {
      results: [
        {
          name: "score",
          title: { zh: `风险评分（${scheme.title.zh}）`, en: `Risk score (${scheme.title.en})` },
          table: scored,
          parent: buildings.layer.id,
          geometry: buildings.layer.geometry,
          columns: [...decidedColumns, ...measuredColumns, stabilityColumn],
          paint: levelPaint,
        },
      ],
      facts,
      messages,
      tables: gas?.tables ?? [],
      timings,
    };
  },
});

async function exposeToGas(
  context: AnalysisContext,
  buildings: InputLayer,
  pipes: InputLayer,
  parameters: ScoreValues,
  scheme: Scheme,
) {
  const here = await extentOf(context.session, buildings.relation);
  await refuseDisjoint(context.session, here, pipes.relation, { zh: "燃气管线", en: "pipes" });
  context.progress({ phase: { zh: "判定燃气暴露", en: "Judging gas exposure" } });
  const chosen = await gasPipes(context, pipes, profileOf(scheme), {
    asOf: parameters.as_of,
    includeOutOfUse: parameters.include_out_of_use_pipes,
  });
  const table = await judgePairs(context, buildings, chosen.table, parameters.tolerance, parameters.as_of);
  return { table, messages: chosen.messages, tables: chosen.tables };
}

async function exposeToPits(
  context: AnalysisContext,
  buildings: InputLayer,
  sites: InputLayer,
  parameters: ScoreValues,
) {
  const here = await extentOf(context.session, buildings.relation);
  await refuseDisjoint(context.session, here, sites.relation, { zh: "工地", en: "construction sites" });
  context.progress({ phase: { zh: "判定基坑暴露", en: "Judging excavation exposure" } });
  const chosen = await pitsInWork(context, sites, pitOptions(parameters));
  const table = await buildingPitPairs(context, buildings, chosen.table, soilFactor(parameters));
  return { table, messages: chosen.messages };
}

async function countLevels(context: AnalysisContext, table: string): Promise<Record<string, number>> {
  const counts = await context.session.row<Record<string, bigint>>(
    `SELECT count(*) AS buildings, count(*) FILTER (level = 'major') AS major, count(*) FILTER (level = 'larger') AS larger,
            count(*) FILTER (level = 'general') AS general, count(*) FILTER (level = 'low') AS low,
            count(*) FILTER (level = 'insufficient') AS insufficient, count(*) FILTER (level IS NULL) AS excluded,
            count(veto) FILTER (level IS NOT NULL) AS vetoed FROM ${table}`,
  );
  return Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, Number(count)]));
}

function schemeMessage(scheme: Scheme): Text {
  const profile = profileOf(scheme);
  const weights = vulnerabilityFactors.map(({ name, title }) => ({ title, weight: scheme.weights[name] ?? 0 }));
  return {
    zh: `方案“${scheme.title.zh}”第 ${scheme.version} 版：${weights.map(({ title, weight }) => `${title.zh} ${weight}`).join("、")}；资料不明的指标按 ${scheme.unknown} 计，有资料的权重不足 ${scheme.least_known_pct}% 的列为资料不足。燃气范围表：${profile.title.zh}。`,
    en: `Scheme "${scheme.title.en}", version ${scheme.version}: ${weights.map(({ title, weight }) => `${title.en} ${weight}`).join(", ")}; an unknown factor counts ${scheme.unknown}, and below ${scheme.least_known_pct} % of known weight too little is known. Gas profile: ${profile.title.en}.`,
  };
}

function levelMessage(facts: Readonly<Record<string, number>>): Text {
  return {
    zh: `重大 ${facts.major} 栋（其中一票否决 ${facts.vetoed} 栋），较大 ${facts.larger} 栋，一般 ${facts.general} 栋，低 ${facts.low} 栋，资料不足 ${facts.insufficient} 栋；不需调查、不计入 ${facts.excluded} 栋。`,
    en: `${facts.major} major (${facts.vetoed} by veto), ${facts.larger} larger, ${facts.general} general, ${facts.low} low, ${facts.insufficient} of which too little is known; ${facts.excluded} left out.`,
  };
}

const noPipes: Text = {
  zh: "没有管线图层：燃气暴露 G 不明，未计入得分。",
  en: "There is no layer of pipes: gas exposure G is unknown and not in the score.",
};
const noSites: Text = {
  zh: "没有工地图层：基坑暴露 X 不明，未计入得分。",
  en: "There is no layer of sites: excavation exposure X is unknown and not in the score.",
};
