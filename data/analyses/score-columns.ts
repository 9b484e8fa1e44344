import type { Choice, ColumnEntry, Paint } from "../../contract/catalog.js";
import { pressureChoices } from "../kinds/pressure.js";
import { vulnerabilityFactors } from "../risk/factors/index.js";
import { factorColumn } from "../risk/score.js";
import { pitColumns } from "./excavation-columns.js";
import { findingChoices } from "./gas-rules-columns.js";

const levels = [
  { value: "major", title: { zh: "重大", en: "major" }, colour: "#CB181D" },
  { value: "larger", title: { zh: "较大", en: "larger" }, colour: "#F07F13" },
  { value: "general", title: { zh: "一般", en: "general" }, colour: "#FDD835" },
  { value: "insufficient", title: { zh: "资料不足", en: "too little known" }, colour: "#8E6BBF" },
  { value: "low", title: { zh: "低", en: "low" }, colour: "#2F78B8" },
] as const;

export const levelPaint: Paint = {
  column: "level",
  classes: [...levels, { value: null, title: { zh: "不计入", en: "left out" }, colour: "#C9CDD2" }],
};

export const levelChoices: readonly Choice[] = levels.map(({ value, title }) => ({ value, title }));

export const vetoChoices: readonly Choice[] = [
  { value: "grade_d", title: { zh: "鉴定为 D 级", en: "grade D" } },
  {
    value: "occupied_over_pipe",
    title: { zh: "中压及以上管线占压且有人使用", en: "people on a pipe of medium pressure or above" },
  },
  { value: "vulnerable_by_pit", title: { zh: "脆弱房屋紧邻在建基坑", en: "vulnerable, beside an active pit" } },
  { value: "severe_business", title: { zh: "初判严重且用于经营", en: "serious by judgement, and a business" } },
];

const points = (name: string, zh: string, en: string, more: Partial<ColumnEntry> = {}): ColumnEntry => ({
  name,
  title: { zh, en },
  type: "number",
  ...more,
});

/** What the scheme decides: these change when a building is scored by another one. */
export const decidedColumns: readonly ColumnEntry[] = [
  { name: "level", title: { zh: "风险等级", en: "level" }, type: "choice", choices: levelChoices, empty: "none" },
  { name: "risk", title: { zh: "风险值 R", en: "risk R" }, type: "whole" },
  points("vulnerability", "脆弱性 V", "vulnerability V"),
  points("likelihood", "可能性得分", "likelihood"),
  { name: "likelihood_band", title: { zh: "可能性 L", en: "likelihood L" }, type: "whole" },
  { name: "veto", title: { zh: "一票否决", en: "veto" }, type: "choice", choices: vetoChoices, empty: "none" },
  points("known_pct", "有资料的权重", "known weight", { unit: "%" }),
];

/** What is measured and read once; kept, so that another scheme needs no measuring. */
export const measuredColumns: readonly ColumnEntry[] = [
  points("gas", "燃气暴露 G", "gas exposure G"),
  points("excavation", "基坑暴露 X", "excavation exposure X"),
  { name: "consequence", title: { zh: "后果 C", en: "consequence C" }, type: "whole" },
  ...vulnerabilityFactors.map(({ name, title }) =>
    points(factorColumn(name), `${title.zh}（0–1）`, `${title.en} (0–1)`),
  ),
  {
    name: "gas_finding",
    title: { zh: "燃气判定", en: "gas finding" },
    type: "choice",
    choices: findingChoices,
    empty: "none",
  },
  points("pipe_distance_m", "距管外壁", "distance to pipe", { unit: "m", empty: "none" }),
  { name: "pipe_fid", title: { zh: "管线序号", en: "pipe row" }, type: "whole", empty: "none" },
  {
    name: "pipe_pressure",
    title: { zh: "管线压力级制", en: "pipe pressure class" },
    type: "choice",
    choices: pressureChoices,
    empty: "none",
  },
  ...pitColumns,
  points("pit_depths", "距在建坑边（深度倍数）", "depths from an active pit", { empty: "none" }),
  { name: "grade_d", title: { zh: "D 级", en: "grade D" }, type: "flag" },
  { name: "occupied_over_pipe", title: { zh: "占压且有人", en: "people on a pipe" }, type: "flag" },
  { name: "severe_business", title: { zh: "严重且经营", en: "serious business" }, type: "flag" },
  { name: "excluded", title: { zh: "不计入", en: "left out" }, type: "flag" },
];

export const stabilityColumn: ColumnEntry = points("top_share_pct", "进入前列的比例", "share of draws in the top", {
  unit: "%",
  explanation: {
    zh: "权重随机变动时，排进前列的抽样占比；不抽样时为空。",
    en: "Share of draws of the weights in which the building is in the top; empty without draws.",
  },
  empty: "none",
});
