import type { ColumnEntry, Paint } from "../../contract/catalog.js";
import { pressureChoices } from "../kinds/pressure.js";

/**
 * Hue says what is near (pipe orange, site blue, both red), darkness says what the building is (altered lightest, old,
 * both darkest). Most urgent first. Smallest CIEDE2000 difference is tested under three colour-vision simulations.
 */
export const whyPaint: Paint = {
  column: "why",
  classes: [
    {
      value: "both-both",
      title: { zh: "老旧且疑似违改 · 管线和工地", en: "old and altered · pipe and site" },
      colour: "#67000D",
    },
    { value: "old-both", title: { zh: "老旧 · 管线和工地", en: "old · pipe and site" }, colour: "#A50F15" },
    { value: "altered-both", title: { zh: "疑似违改 · 管线和工地", en: "altered · pipe and site" }, colour: "#EF3B5C" },
    { value: "both-pipe", title: { zh: "老旧且疑似违改 · 管线", en: "old and altered · pipe" }, colour: "#B35806" },
    { value: "old-pipe", title: { zh: "老旧 · 管线", en: "old · pipe" }, colour: "#F07F13" },
    { value: "altered-pipe", title: { zh: "疑似违改 · 管线", en: "altered · pipe" }, colour: "#FDC765" },
    { value: "both-site", title: { zh: "老旧且疑似违改 · 工地", en: "old and altered · site" }, colour: "#08306B" },
    { value: "old-site", title: { zh: "老旧 · 工地", en: "old · site" }, colour: "#2F78B8" },
    { value: "altered-site", title: { zh: "疑似违改 · 工地", en: "altered · site" }, colour: "#84C2E6" },
    { value: null, title: { zh: "不是候选", en: "not a candidate" }, colour: "#C9CDD2" },
  ],
};

/** What screening says of a building. Null is "not known", never "no"; in what is measured to a neighbour, "none in reach". */
export const screenedColumns: readonly ColumnEntry[] = [
  { name: "old", title: { zh: "老旧", en: "old" }, type: "flag" },
  { name: "altered", title: { zh: "疑似违改", en: "altered" }, type: "flag" },
  { name: "unknown_year", title: { zh: "年代不明", en: "unknown year" }, type: "flag" },
  { name: "near_pipe", title: { zh: "临近管线", en: "near a pipe" }, type: "flag" },
  {
    name: "pipe_distance_m",
    title: { zh: "距管外壁", en: "distance to pipe" },
    type: "number",
    unit: "m",
    empty: "none",
  },
  { name: "pipe_fid", title: { zh: "管线序号", en: "pipe row" }, type: "whole", empty: "none" },
  {
    name: "pipe_pressure",
    title: { zh: "管线压力级制", en: "pipe pressure class" },
    type: "choice",
    choices: pressureChoices,
    empty: "none",
  },
  { name: "near_site", title: { zh: "临近工地", en: "near a site" }, type: "flag" },
  { name: "site_distance_m", title: { zh: "距坑边", en: "distance to pit" }, type: "number", unit: "m", empty: "none" },
  { name: "site_fid", title: { zh: "工地序号", en: "site row" }, type: "whole", empty: "none" },
  { name: "site_depth_assumed", title: { zh: "深度为假定", en: "depth assumed" }, type: "flag", empty: "none" },
  { name: "candidate", title: { zh: "候选", en: "candidate" }, type: "flag" },
  { name: "why", title: { zh: "缘由", en: "why" }, type: "choice", choices: whyChoices(), empty: "none" },
];

function whyChoices() {
  return whyPaint.classes.flatMap(({ value, title }) => (value === null ? [] : [{ value, title }]));
}
