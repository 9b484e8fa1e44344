import type { ColumnEntry } from "../../contract/catalog.js";
import { AppError } from "../../contract/errors.js";
import type { Text } from "../../contract/text.js";
import { appendRows } from "../append.js";
import { BIGINT, DOUBLE } from "../duckdb.js";
import { quoteNames } from "../sql.js";
import { chooseClusters, joinScans, type ScanCluster, type ScanInput } from "../statistics/scan.js";
import { runTasks, threadCount } from "../threads/run-task.js";
import { type AnalysisContext, defineAnalysis, type InputLayer } from "./analysis.js";
import { sayP } from "./confidence.js";
import { measureParameter } from "./measure.js";
import { scanColumns, scanPaint, writeClusterFacts } from "./scan-columns.js";
import { seedParameter } from "./seed-parameter.js";
import { hexagonShape } from "./unit-table.js";
import { readUnits, type Units, unitInputs, unitParameters } from "./units.js";

/** Members of all windows together: four bytes each. */
const mostMembers = 250_000_000;

export const scan = defineAnalysis({
  name: "scan",
  title: { zh: "聚集显著性（空间扫描）", en: "Significant clusters (spatial scan)" },
  explanation: {
    zh: "用大小不等的圆扫过全城，找出老旧、违改等房屋比其房屋总数所能解释的更多的地方，并用随机重排说明这是否可能出于偶然。",
    en: "Sweeps circles of every size over the city and finds where there are more old, altered or other buildings than the buildings there explain, with the chance of that by random dealing.",
  },
  method: {
    zh: "Kulldorff 空间扫描统计量（1997），伯努利模型，圆形窗口，只看偏高：`LLR = c ln(c/n) + (n − c) ln((n − c)/n) + (C − c) ln((C − c)/(N − n)) + (N − n − C + c) ln((N − n − C + c)/(N − n)) − [C ln(C/N) + (N − C) ln((N − C)/N)]`；`p = (M + 1)/(R + 1)`，R 次随机重排（种子固定）中最大值不小于它的次数为 M。次要聚集区与已列出的不重叠。",
    en: "Kulldorff's spatial scan statistic (1997), Bernoulli model, circular windows, high rates only: `LLR = c ln(c/n) + (n − c) ln((n − c)/n) + (C − c) ln((C − c)/(N − n)) + (N − n − C + c) ln((N − n − C + c)/(N − n)) − [C ln(C/N) + (N − C) ln((N − C)/N)]`; `p = (M + 1)/(R + 1)` with M of R seeded random dealings whose maximum is at least as large. Secondary clusters share no cell with those before.",
  },
  inputs: unitInputs,
  parameters: [
    measureParameter,
    unitParameters[1],
    {
      type: "number",
      name: "max_share",
      title: { zh: "窗口上限", en: "largest window" },
      unit: "%",
      explanation: {
        zh: "一个窗口最多含全部房屋的百分之几。",
        en: "The largest share of all buildings that one window may hold.",
      },
      minimum: 0.1,
      maximum: 50,
      default: 10,
    },
    {
      type: "number",
      name: "max_radius",
      title: { zh: "半径上限", en: "largest radius" },
      unit: "m",
      explanation: { zh: "窗口的最大半径；any：不限。", en: "The largest radius of a window; any: no limit." },
      minimum: 10,
      maximum: 100_000,
      default: 2000,
      words: [{ value: "any", title: { zh: "不限", en: "any" } }],
      initial: "any",
    },
    {
      type: "number",
      name: "replicas",
      title: { zh: "随机重排次数", en: "random dealings" },
      unit: "次",
      whole: true,
      explanation: { zh: "决定最小的 p（999 次为 0.001）。", en: "They set the least p (0.001 with 999)." },
      minimum: 9,
      maximum: 9999,
      default: 999,
    },
    seedParameter,
    {
      type: "number",
      name: "level",
      title: { zh: "显著性水平", en: "significance level" },
      unit: "",
      explanation: { zh: "只列出 p 不超过该值的聚集区。", en: "Clusters whose p is not above it are listed." },
      minimum: 0.0001,
      maximum: 0.5,
      default: 0.05,
    },
  ],
  async run(context, inputs, parameters) {
    const started = performance.now();
    const fixed = { value: parameters.value, cell: parameters.cell, minimum_buildings: 1, smoothed: false };
    const units = await readUnits(context, inputs, fixed, 20);
    if (units.measure.kind !== "rate") throw noRate(units.measure.title);
    const pick = (values: Float64Array) => Float64Array.from(units.kept, (place) => values[place] ?? 0);
    const places: ScanInput = {
      x: pick(units.x),
      y: pick(units.y),
      bases: pick(units.known),
      cases: pick(units.sum),
      share: parameters.max_share / 100,
      radius: parameters.max_radius === "any" ? Number.POSITIVE_INFINITY : parameters.max_radius,
      replicas: parameters.replicas,
      seed: parameters.seed,
      from: 0,
      to: units.kept.length,
    };
    if (places.share * places.x.length ** 2 > mostMembers) throw tooMany(places.x.length);
    const read = performance.now();
    const phase = { zh: "扫描与随机重排", en: "Scanning and dealing" };
    const answers = await runTasks("scanCentres", shareOut(places), context.signal, (done, total) =>
      context.progress({ phase, done, total }),
    );
    const clusters = chooseClusters(places, places.cases, joinScans(answers, places.replicas), parameters.level);
    const computed = performance.now();
    const totals = { buildings: sum(places.bases), cases: sum(places.cases) };
    const table = await writeClusters(context, inputs, units, clusters, totals);
    return {
      results: [
        {
          name: "scan",
          title: { zh: `显著聚集区：${units.measure.title.zh}`, en: `Significant clusters: ${units.measure.title.en}` },
          table,
          parent: null,
          geometry: "polygon",
          columns: scanColumns(units.measure.title),
          paint: scanPaint,
        },
      ],
      facts: { places: places.x.length, cell_m: units.width, clusters: clusters.length, ...totals },
      messages: [...units.messages, account(parameters, clusters)],
      timings: { read: read - started, compute: computed - read, write: performance.now() - computed },
    };
  },
});

/** As many parts as there are threads, of centres that follow each other. */
function shareOut(places: ScanInput): ScanInput[] {
  const parts = Math.max(1, Math.min(threadCount, places.x.length));
  const edge = (part: number) => Math.round((part * places.x.length) / parts);
  return Array.from({ length: parts }, (_none, part) => ({ ...places, from: edge(part), to: edge(part + 1) }));
}

/** The cluster layer: the cells of each window as one shape. */
async function writeClusters(
  context: AnalysisContext,
  inputs: Readonly<Record<string, InputLayer | undefined>>,
  units: Units,
  clusters: readonly ScanCluster[],
  totals: { readonly buildings: number; readonly cases: number },
): Promise<string> {
  const { session, signal } = context;
  const facts = await writeClusterFacts(context, clusters, units.measure.title, totals);
  const members = context.newTemporary();
  await session.run(`CREATE TEMP TABLE ${members} (cluster BIGINT, place BIGINT, centre_x DOUBLE, centre_y DOUBLE)`);
  const list = clusters.flatMap(({ places }, index) => Array.from(places, (at) => ({ cluster: index + 1, at })));
  const place = (row: number) => units.kept[list[row]?.at ?? 0] ?? 0;
  const range = <T>(from: number, to: number, value: (row: number) => T) =>
    Array.from({ length: to - from }, (_none, step) => value(from + step));
  await appendRows(
    session,
    members,
    list.length,
    [
      { type: BIGINT, values: (from, to) => range(from, to, (row) => BigInt(list[row]?.cluster ?? 0)) },
      { type: BIGINT, values: (from, to) => range(from, to, (row) => units.fids?.[place(row)] ?? BigInt(place(row))) },
      { type: DOUBLE, values: (from, to) => range(from, to, (row) => units.x[place(row)] ?? 0) },
      { type: DOUBLE, values: (from, to) => range(from, to, (row) => units.y[place(row)] ?? 0) },
    ],
    signal,
    "temp",
  );
  const shapes =
    units.fids === null
      ? `SELECT cluster, place, ${hexagonShape(units.width)} AS geom FROM ${members}`
      : `SELECT cluster, place, boundary.geom FROM ${members} JOIN ${inputs.boundaries?.relation} boundary ON boundary.fid = place`;
  const table = context.newTable();
  const names = quoteNames(scanColumns(units.measure.title).map(({ name }: ColumnEntry) => name));
  await session.run(
    `CREATE TABLE ${table} AS
     WITH joined AS (
       SELECT cluster, ST_Union_Agg(geom ORDER BY place) AS geom FROM (${shapes}) GROUP BY cluster
     )
     SELECT CAST(facts.cluster AS BIGINT) AS fid, ${names}, geom
     FROM ${facts} facts JOIN joined ON joined.cluster = facts.cluster
     ORDER BY fid`,
  );
  return table;
}

function account(
  { replicas, seed, level, max_share }: { replicas: number; seed: number; level: number; max_share: number },
  clusters: readonly ScanCluster[],
): Text {
  const [first] = clusters;
  const zhFirst = first === undefined ? "" : `；首位聚集区 p ${sayP(first.p)}`;
  const enFirst = first === undefined ? "" : `; the first has p ${sayP(first.p)}`;
  return {
    zh: `圆形窗口最多含 ${max_share} % 的房屋，随机重排 ${replicas} 次（种子 ${seed}）：p 不超过 ${level} 的聚集区 ${clusters.length} 处${zhFirst}。`,
    en: `Circular windows of up to ${max_share} % of the buildings, ${replicas} random dealings (seed ${seed}): ${clusters.length} clusters with p up to ${level}${enFirst}.`,
  };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

function noRate(title: Text): AppError {
  return new AppError("usage", {
    zh: `空间扫描比较的是占比，不能用数值列“${title.zh}”。请改用是否类的列，如 old、altered、candidate。`,
    en: `The spatial scan compares shares; it cannot use the figures of "${title.en}". Take yes-or-no columns such as old, altered or candidate.`,
  });
}

function tooMany(places: number): AppError {
  return new AppError("usage", {
    zh: `${places} 个格网对这样大的窗口太多。请加大格网宽度（cell），或减小窗口上限（max_share）。`,
    en: `${places} cells are too many for windows that large. Make the cells wider, or the largest window smaller.`,
  });
}
