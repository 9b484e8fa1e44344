import type { Parameter } from "../../contract/parameters.js";

/** Parameters that mean the same in several analyses. */

export const asOfParameter = {
  type: "number",
  name: "as_of",
  title: { zh: "基准年份", en: "as of" },
  unit: "a",
  whole: true,
  explanation: {
    zh: "房龄算到哪一年：普查年份或今年。",
    en: "The year that ages are counted to: the census' or this one.",
  },
  minimum: 1900,
  maximum: 2200,
  default: new Date().getFullYear(),
} as const satisfies Parameter;

export const outOfUseParameter = {
  type: "flag",
  name: "include_out_of_use_pipes",
  title: { zh: "计入停用管线", en: "out-of-use pipes" },
  explanation: { zh: "停用、废弃、规划的管线也参与分析。", en: "Idle, abandoned and planned pipes count too." },
  default: false,
} as const satisfies Parameter;

export const siteDepthParameter = {
  type: "number",
  name: "site_depth",
  title: { zh: "默认开挖深度", en: "site depth" },
  unit: "m",
  explanation: { zh: "深度不明的工地按此计，并作标记。", en: "For sites of unknown depth; they are flagged." },
  minimum: 0,
  maximum: 100,
  default: 5,
} as const satisfies Parameter;

export const siteRadiusParameter = {
  type: "number",
  name: "site_radius",
  title: { zh: "默认基坑半径", en: "site radius" },
  unit: "m",
  explanation: {
    zh: "只有点位、没有面积的工地，坑边到点的距离。",
    en: "From point to edge, for sites known as a point without an area.",
  },
  minimum: 0,
  maximum: 1000,
  default: 0,
} as const satisfies Parameter;

export const siteStatesParameter = {
  type: "words",
  name: "site_states",
  title: { zh: "计入的工地状态", en: "site states" },
  explanation: {
    zh: "只计入这些状态的工地；图层没有状态字段时全部计入。",
    en: "Only sites in these states count; a layer without states counts whole.",
  },
  default: [
    "开挖中",
    "施工中",
    "在建",
    "开挖",
    "基坑施工",
    "土方开挖",
    "正在施工",
    "在施",
    "under construction",
    "excavating",
  ],
} as const satisfies Parameter;

export const toleranceParameter = {
  type: "number",
  name: "tolerance",
  title: { zh: "点位误差", en: "positional tolerance" },
  unit: "m",
  explanation: {
    zh: "管线与房屋图斑的位置误差：超出界限不足该距离的列为“待现场核实”。",
    en: "How far pipes and footprints may lie off: what misses a limit by no more is to be verified on site.",
  },
  minimum: 0,
  maximum: 50,
  default: 1,
} as const satisfies Parameter;

export const schemeParameter = {
  type: "name",
  of: "scheme",
  name: "scheme",
  title: { zh: "评分方案", en: "scheme" },
  explanation: {
    zh: "方案名，取最新版本；也可写作 名称@版本。",
    en: "Name of a scheme, its newest version; or NAME@VERSION.",
  },
  default: "national",
} as const satisfies Parameter;

export const oldAgeParameter = {
  type: "number",
  name: "old_age",
  title: { zh: "老旧房龄", en: "old age" },
  unit: "a",
  whole: true,
  explanation: { zh: "满多少年算老旧。", en: "From how many years on a building is old." },
  minimum: 1,
  maximum: 500,
  default: 30,
} as const satisfies Parameter;
