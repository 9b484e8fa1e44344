import type { ColumnEntry, Paint } from "../../contract/catalog.js";
import type { Text } from "../../contract/text.js";
import { type AppendColumn, appendRows } from "../append.js";
import { BIGINT, DOUBLE, INTEGER, VARCHAR } from "../duckdb.js";
import { quoteName } from "../sql.js";
import type { ScanCluster } from "../statistics/scan.js";
import type { AnalysisContext } from "./analysis.js";
import { sayP } from "./confidence.js";

const classes = [
  { value: "p_001", title: { zh: "p 不超过 0.01", en: "p up to 0.01" } },
  { value: "p_005", title: { zh: "p 不超过 0.05", en: "p up to 0.05" } },
  { value: "weaker", title: { zh: "p 大于 0.05", en: "p above 0.05" } },
] as const;

export const scanPaint: Paint = {
  column: "class",
  classes: [
    { ...classes[0], colour: "#7A0177", width: 2.5 },
    { ...classes[1], colour: "#C51B8A", width: 2 },
    { ...classes[2], colour: "#F79FB4", width: 1.5 },
    { value: null, title: { zh: "无数据", en: "no data" }, colour: "#8A8F98", width: 1 },
  ],
};

/** Columns of a cluster; `title` says what is counted. */
export function scanColumns(title: Text): readonly ColumnEntry[] {
  return [
    { name: "rank", title: { zh: "名次", en: "rank" }, type: "whole" },
    { name: "buildings", title: { zh: "房屋（已知）", en: "buildings (known)" }, type: "whole" },
    { name: "cases", title, type: "whole" },
    { name: "expected", title: { zh: "应有数", en: "expected" }, type: "number" },
    {
      name: "rate_pct",
      title: { zh: `${title.zh}占比`, en: `share of ${title.en}` },
      type: "number",
      unit: "%",
    },
    {
      name: "relative_risk",
      title: { zh: "相对风险", en: "relative risk" },
      type: "number",
      empty: "none",
      explanation: { zh: "区内占比是区外的几倍。", en: "The share inside over the share outside." },
    },
    { name: "log_ratio", title: { zh: "对数似然比", en: "log likelihood ratio" }, type: "number" },
    { name: "p", title: { zh: "p 值", en: "p" }, type: "number" },
    { name: "class", title: { zh: "显著性", en: "significance" }, type: "choice", choices: classes },
    { name: "radius_m", title: { zh: "半径", en: "radius" }, type: "number", unit: "m" },
    { name: "places", title: { zh: "格网数", en: "cells" }, type: "whole" },
    { name: "explanation_zh", title: { zh: "说明", en: "explanation (Chinese)" }, type: "text" },
    { name: "explanation_en", title: { zh: "说明（英文）", en: "explanation" }, type: "text" },
  ];
}

/** A TEMP table of `cluster` and the columns. */
export async function writeClusterFacts(
  context: AnalysisContext,
  clusters: readonly ScanCluster[],
  title: Text,
  totals: { readonly buildings: number; readonly cases: number },
): Promise<string> {
  const table = context.newTemporary();
  const sqlTypes = {
    whole: INTEGER,
    number: DOUBLE,
    text: VARCHAR,
    choice: VARCHAR,
    year: INTEGER,
    flag: VARCHAR,
    date: VARCHAR,
  };
  const columns = scanColumns(title);
  const definitions = columns.map(({ name, type }) => `${quoteName(name)} ${sqlTypes[type]}`);
  await context.session.run(`CREATE TEMP TABLE ${table} (cluster BIGINT, ${definitions.join(", ")})`);
  const rows = clusters.map((cluster, index) => {
    const { base, cases, radius, ratio, p, places } = cluster;
    const expected = (totals.cases * base) / totals.buildings;
    const outside = (totals.cases - cases) / (totals.buildings - base);
    const risk = outside > 0 ? cases / base / outside : null;
    const word = p <= 0.01 ? "p_001" : p <= 0.05 ? "p_005" : "weaker";
    const said = explain(cluster, title, expected, outside);
    const rank = index + 1;
    return [
      rank,
      base,
      cases,
      expected,
      (100 * cases) / base,
      risk,
      ratio,
      p,
      word,
      radius,
      places.length,
      said.zh,
      said.en,
    ];
  });
  const appended: AppendColumn[] = [
    { type: BIGINT, values: (from, to) => rows.slice(from, to).map((_row, step) => BigInt(from + step + 1)) },
    ...columns.map(({ type }, column) => ({
      type: sqlTypes[type],
      values: (from: number, to: number) => rows.slice(from, to).map((row) => row[column] ?? null),
    })),
  ];
  await appendRows(context.session, table, rows.length, appended, context.signal, "temp");
  return table;
}

function explain({ base, cases, radius, p }: ScanCluster, title: Text, expected: number, outside: number): Text {
  const share = ((100 * cases) / base).toFixed(1);
  const elsewhere = (100 * outside).toFixed(1);
  const reach = Math.round(radius);
  return {
    zh: `${reach === 0 ? "此处" : `半径 ${reach} 米内`} ${base} 栋中 ${cases} 栋${title.zh}（${share} %），按全城占比应为 ${expected.toFixed(1)} 栋，区外占 ${elsewhere} %；纯属偶然的可能 p ${sayP(p)}。`,
    en: `${reach === 0 ? "Here" : `Within ${reach} m`} ${cases} of ${base} buildings are ${title.en} (${share} %); ${expected.toFixed(1)} are expected, and outside it is ${elsewhere} %; chance alone has p ${sayP(p)}.`,
  };
}
