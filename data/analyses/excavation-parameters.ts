import type { Parameter } from "../../contract/parameters.js";
import { softSoilFactor } from "../risk/excavations.js";
import { largestSettlement, settlementCurves } from "../risk/settlement.js";
import { asOfParameter, siteDepthParameter, siteRadiusParameter, siteStatesParameter } from "./shared-parameters.js";

/** Pits as the excavation analysis and the score see them. */
export const pitParameters = [
  asOfParameter,
  {
    type: "number",
    name: "as_of_month",
    title: { zh: "基准月份", en: "as of month" },
    unit: "月",
    whole: true,
    explanation: {
      zh: "回填、开工的先后算到该月最后一天。",
      en: "Backfilling and beginning are counted to the last day of that month.",
    },
    minimum: 1,
    maximum: 12,
    default: 12,
  },
  siteDepthParameter,
  { ...siteRadiusParameter, default: 30 },
  siteStatesParameter,
  {
    type: "choice",
    name: "curve",
    title: { zh: "沉降曲线", en: "settlement curve" },
    explanation: {
      zh: "坑外地表沉降的经验曲线；按支护形式时，悬臂、放坡、无支护取三角形，其余取凹槽形。",
      en: "Empirical curve of settlement; by support: spandrel for cantilever walls, slopes and no support, concave for the others.",
    },
    choices: [
      { value: "by_support", title: { zh: "按支护形式", en: "by support" } },
      ...settlementCurves.map(({ name, title }) => ({ value: name, title })),
    ],
    default: "by_support",
  },
  {
    type: "number",
    name: "largest_settlement",
    title: { zh: "最大沉降", en: "largest settlement" },
    unit: "% H",
    explanation: {
      zh: `占开挖深度的百分比；按支护形式（by_support）时：支撑或锚拉 ${largestSettlement.good}，其他支护 ${largestSettlement.normal}，不明、放坡或百差工地 ${largestSettlement.poor}，无支护 ${largestSettlement.none}。`,
      en: `Percent of the depth; by_support: braced or anchored ${largestSettlement.good}, other walls ${largestSettlement.normal}, unknown, slopes and sites named among the worst ${largestSettlement.poor}, unsupported ${largestSettlement.none}.`,
    },
    minimum: 0.01,
    maximum: 5,
    default: 0.3,
    words: [{ value: "by_support", title: { zh: "按支护形式", en: "by support" } }],
  },
  {
    type: "flag",
    name: "soft_soil",
    title: { zh: "软土", en: "soft soil" },
    explanation: {
      zh: `软黏土或河流冲积层：影响区放大 ${softSoilFactor} 倍。`,
      en: `Soft clay or river alluvium: zones reach ${softSoilFactor} times as far.`,
    },
    default: false,
  },
] as const satisfies readonly Parameter[];

export const excavationParameters = [
  ...pitParameters,
  {
    type: "number",
    name: "adjacency",
    title: { zh: "毗邻范围", en: "adjacency" },
    unit: "× H",
    explanation: {
      zh: "坑边起该倍数深度以内有房屋或管线即为毗邻；3–5 米的坑毗邻时，建议按超危大管理。",
      en: "Buildings and pipes within this many depths of the edge are next to the pit; a pit of 3–5 m with such is to be managed as oversize.",
    },
    minimum: 0,
    maximum: 4,
    default: 2,
  },
  {
    type: "number",
    name: "tunnel_diameter",
    title: { zh: "暗挖外径", en: "tunnel diameter" },
    unit: "m",
    explanation: {
      zh: "隧道、顶管的外径（线图层）。",
      en: "Outer diameter of tunnels and jacked pipes (a layer of lines).",
    },
    minimum: 0.1,
    maximum: 20,
    default: 6.2,
  },
  {
    type: "number",
    name: "tunnel_depth",
    title: { zh: "轴线埋深", en: "axis depth" },
    unit: "m",
    explanation: { zh: "地面到隧道轴线。", en: "From the ground to the axis." },
    minimum: 1,
    maximum: 100,
    default: 15,
  },
  {
    type: "number",
    name: "trough_width",
    title: { zh: "沉降槽系数 K", en: "trough parameter K" },
    unit: "1",
    explanation: { zh: "i = K·z0；黏土 0.4–0.5，砂土 0.25–0.35。", en: "i = K·z0; clay 0.4–0.5, sand 0.25–0.35." },
    minimum: 0.1,
    maximum: 1,
    default: 0.5,
  },
  {
    type: "number",
    name: "ground_loss",
    title: { zh: "地层损失率", en: "ground loss" },
    unit: "%",
    explanation: { zh: "盾构 0.5–2，矿山法 1–3。", en: "Shield 0.5–2, mining 1–3." },
    minimum: 0.01,
    maximum: 10,
    default: 1,
  },
] as const satisfies readonly Parameter[];
