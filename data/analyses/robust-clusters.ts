import type { ColumnEntry, Paint } from "../../contract/catalog.js";
import { appendRows } from "../append.js";
import { BIGINT, INTEGER } from "../duckdb.js";
import type { ClusterSetting } from "../statistics/cluster-robustness.js";
import { runTasks, threadCount } from "../threads/run-task.js";
import { type AnalysisContext, defineAnalysis } from "./analysis.js";
import { clusterScreened } from "./cluster-candidates.js";
import { clusterColumns } from "./cluster-columns.js";
import { labelByCentres, readCentres } from "./cluster-labels.js";
import { clusterByCentres, clusterParameters, screenedInput } from "./clusters.js";

/** Five distances and four minima around those given: twenty settings. */
const epsFactors = [0.6, 0.8, 1, 1.25, 1.5] as const;
const pointSteps = [-2, 0, 2, 5] as const;

const classes = [
  {
    value: "steady",
    title: { zh: "九成以上设置成立", en: "stays in nine settings of ten" },
    colour: "#7A0177",
    width: 2.5,
  },
  { value: "mostly", title: { zh: "半数以上设置成立", en: "stays in most settings" }, colour: "#C51B8A", width: 2 },
  { value: "sometimes", title: { zh: "少数设置成立", en: "stays in a few settings" }, colour: "#F79FB4", width: 1.5 },
  { value: null, title: { zh: "无数据", en: "no data" }, colour: "#8A8F98", width: 1 },
] as const;
const paint: Paint = { column: "class", classes };

const columns: readonly ColumnEntry[] = [
  ...clusterColumns,
  { name: "stays_in", title: { zh: "几种设置成立", en: "stays in settings" }, type: "whole" },
  { name: "settings", title: { zh: "设置总数", en: "settings" }, type: "whole" },
  {
    name: "class",
    title: { zh: "稳健性", en: "robustness" },
    type: "choice",
    choices: classes.flatMap(({ value, title }) => (value === null ? [] : [{ value, title }])),
  },
  { name: "explanation_zh", title: { zh: "说明", en: "explanation (Chinese)" }, type: "text" },
  { name: "explanation_en", title: { zh: "说明（英文）", en: "explanation" }, type: "text" },
];

export const robustClusters = defineAnalysis({
  name: "robust_clusters",
  title: { zh: "聚类稳健性", en: "Robustness of clusters" },
  explanation: {
    zh: "换 20 种聚类距离和最少栋数重新聚类，每处热点写明其中几种设置下仍然成立。",
    en: "Clusters again with 20 distances and minima; every hot spot says in how many of them it stays.",
  },
  method: {
    zh: "聚类距离取 0.6、0.8、1、1.25、1.5 倍，最少栋数减 2、不变、加 2、加 5，各做一次 DBSCAN；某设置下有一簇与它的共有房屋不少于两者合计的一半（Jaccard ≥ 0.5，Hennig 2007），即为成立。",
    en: "DBSCAN with 0.6, 0.8, 1, 1.25 and 1.5 times the distance and the minimum less 2, as it is, plus 2 and plus 5. A hot spot stays where one cluster shares at least half of both together (Jaccard ≥ 0.5, Hennig 2007).",
  },
  inputs: [screenedInput],
  parameters: clusterParameters,
  async run(context, inputs, parameters) {
    const screened = inputs.screened;
    if (screened === undefined) throw new Error("a required input is there");
    const started = performance.now();
    const { eps, min_points: least } = parameters;
    let labels = new Int32Array();
    let centres: { x: Float64Array; y: Float64Array } = { x: new Float64Array(), y: new Float64Array() };
    const outcome = await clusterScreened(context, screened, {
      ...clusterByCentres(parameters),
      async label(each, members) {
        labels = new Int32Array(await labelByCentres(async () => eps, least)(each, members));
        const { x, y } = await readCentres(each, members);
        centres = { x, y };
        return labels;
      },
    });
    const clusters = outcome.facts.clusters ?? 0;
    const settings = epsFactors.flatMap((factor) =>
      pointSteps.map((step) => ({ eps: factor * eps, minPoints: Math.max(2, least + step) })),
    );
    const phase = { zh: "换设置重算", en: "Repeating with other settings" };
    const inputsOf = shareOut(settings).map((part) => ({ ...centres, labels, clusters, settings: part }));
    const answers = await runTasks("clusterRobustness", inputsOf, context.signal, (done, total) =>
      context.progress({ phase, done, total }),
    );
    const stays = Uint32Array.from({ length: clusters }, (_none, cluster) =>
      answers.reduce((sum, answer) => sum + (answer.stays[cluster] ?? 0), 0),
    );
    const hulls = outcome.results.find(({ name }) => name === "clusters");
    if (hulls === undefined) throw new Error("clustering gives clusters");
    const table = await addStays(context, hulls.table, stays, settings.length);
    const steady = stays.filter((times) => times >= 0.9 * settings.length).length;
    return {
      results: [
        {
          ...hulls,
          name: "robust_clusters",
          title: { zh: "热点稳健性", en: "Robust hot spots" },
          table,
          columns,
          paint,
        },
      ],
      facts: { ...outcome.facts, settings: settings.length, steady },
      messages: [
        ...outcome.messages,
        {
          zh: `共 ${settings.length} 种设置：聚类距离 ${0.6 * eps}–${1.5 * eps} 米，最少栋数 ${Math.max(2, least - 2)}–${least + 5}；${steady} 处热点在九成以上设置下成立。`,
          en: `${settings.length} settings: distances ${0.6 * eps}–${1.5 * eps} m, minima ${Math.max(2, least - 2)}–${least + 5}; ${steady} hot spots stay in nine of ten.`,
        },
      ],
      timings: { cluster: performance.now() - started },
    };
  },
});

/** Settings dealt to the threads in turn: wide distances take longer. */
function shareOut(settings: readonly ClusterSetting[]): ClusterSetting[][] {
  const parts = Array.from({ length: threadCount }, (): ClusterSetting[] => []);
  for (const [index, setting] of settings.entries()) parts[index % parts.length]?.push(setting);
  return parts;
}

/** The cluster layer again, with what was found of each. */
async function addStays(
  context: AnalysisContext,
  hulls: string,
  stays: Uint32Array,
  settings: number,
): Promise<string> {
  const { session, signal } = context;
  const counted = context.newTemporary();
  await session.run(`CREATE TEMP TABLE ${counted} (fid BIGINT, stays_in INTEGER)`);
  await appendRows(
    session,
    counted,
    stays.length,
    [
      {
        type: BIGINT,
        values: (from, to) => Array.from(stays.subarray(from, to), (_each, step) => BigInt(from + step + 1)),
      },
      { type: INTEGER, values: (from, to) => [...stays.subarray(from, to)] },
    ],
    signal,
    "temp",
  );
  const table = context.newTable();
  await session.run(
    `CREATE TABLE ${table} AS
     SELECT hull.* EXCLUDE (geom), counted.stays_in, CAST($settings AS INTEGER) AS settings,
            CASE WHEN stays_in >= 0.9 * $settings THEN 'steady' WHEN stays_in >= 0.5 * $settings THEN 'mostly' ELSE 'sometimes' END AS class,
            printf('%d 种设置中 %d 种成立；给定设置下有 %d 栋。', $settings, stays_in, buildings) AS explanation_zh,
            printf('Stays in %d of %d settings; %d buildings with the settings given.', stays_in, $settings, buildings) AS explanation_en,
            hull.geom
     FROM ${hulls} hull JOIN ${counted} counted ON counted.fid = hull.fid
     ORDER BY rank`,
    { settings },
  );
  return table;
}
