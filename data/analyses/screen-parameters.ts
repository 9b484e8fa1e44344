import type { AnalysisInputEntry } from "../../contract/catalog.js";
import type { Parameter } from "../../contract/parameters.js";
import {
  asOfParameter,
  oldAgeParameter,
  outOfUseParameter,
  siteDepthParameter,
  siteRadiusParameter,
  siteStatesParameter,
} from "./shared-parameters.js";

export const screenInputs: readonly AnalysisInputEntry[] = [
  { name: "buildings", title: { zh: "房屋", en: "buildings" }, accepts: ["buildings"], required: true },
  { name: "pipes", title: { zh: "燃气管线", en: "gas pipes" }, accepts: ["pipes"], required: false },
  { name: "sites", title: { zh: "工地", en: "construction sites" }, accepts: ["sites"], required: false },
];

export const screenParameters = [
  asOfParameter,
  oldAgeParameter,
  {
    type: "number",
    name: "pipe_distance",
    title: { zh: "距管线", en: "pipe distance" },
    unit: "m",
    explanation: {
      zh: "房屋外轮廓到管外壁不超过该距离为临近；或按各管段压力级制的控制范围。",
      en: "Near: footprint to outer wall within this distance, or within each pipe's control range by pressure class.",
    },
    minimum: 0,
    maximum: 5000,
    default: 50,
    words: [{ value: "by-class", title: { zh: "按压力级制", en: "by pressure class" } }],
  },
  {
    type: "number",
    name: "unknown_pressure_range",
    title: { zh: "压力不明的管线", en: "unknown pressure" },
    unit: "m",
    explanation: {
      zh: "按压力级制时，压力不明的管段取该范围。",
      en: "By pressure class, the range of a pipe whose pressure is unknown.",
    },
    minimum: 0,
    maximum: 500,
    default: 50,
  },
  outOfUseParameter,
  {
    type: "number",
    name: "site_factor",
    title: { zh: "影响倍数", en: "site factor" },
    unit: "× H",
    explanation: {
      zh: "工地影响范围：坑边起开挖深度的倍数。",
      en: "Reach of a pit from its edge, in multiples of its depth.",
    },
    minimum: 0,
    maximum: 20,
    default: 3,
  },
  siteDepthParameter,
  siteRadiusParameter,
  siteStatesParameter,
] as const satisfies readonly Parameter[];
