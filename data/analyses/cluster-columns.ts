import type { ColumnEntry, Paint } from "../../contract/catalog.js";
import { choicesOf } from "../kinds/columns.js";
import { pressureChoices } from "../kinds/pressure.js";

export const assignmentColumns: readonly ColumnEntry[] = [
  { name: "cluster", title: { zh: "热点编号", en: "hot spot" }, type: "whole", empty: "none" },
  { name: "noise", title: { zh: "零散候选", en: "scattered" }, type: "flag" },
];

/** The first ten stand out; the rest are outlined the same way, lighter. */
export const clusterPaint: Paint = {
  column: "rank_band",
  classes: [
    { value: "top", title: { zh: "前十名热点", en: "ten highest" }, colour: "#7A0177", width: 2.5 },
    { value: "other", title: { zh: "其他热点", en: "other hot spots" }, colour: "#AE5BA8", width: 1.5 },
    { value: null, title: { zh: "无名次", en: "no rank" }, colour: "#8A8F98", width: 1 },
  ],
};

export const clusterColumns: readonly ColumnEntry[] = [
  { name: "cluster", title: { zh: "热点编号", en: "hot spot" }, type: "whole" },
  { name: "rank", title: { zh: "名次", en: "rank" }, type: "whole" },
  {
    name: "rank_band",
    title: { zh: "档次", en: "band" },
    type: "choice",
    choices: choicesOf(clusterPaint.classes),
  },
  { name: "buildings", title: { zh: "栋数", en: "buildings" }, type: "whole" },
  { name: "old", title: { zh: "老旧", en: "old" }, type: "whole" },
  { name: "altered", title: { zh: "疑似违改", en: "altered" }, type: "whole" },
  { name: "near_pipe", title: { zh: "临近管线", en: "near a pipe" }, type: "whole" },
  { name: "near_site", title: { zh: "临近工地", en: "near a site" }, type: "whole" },
  { name: "floor_area_m2", title: { zh: "建筑面积", en: "floor area" }, type: "number", unit: "m²" },
  { name: "nearest_pipe_m", title: { zh: "最近管线", en: "nearest pipe" }, type: "number", unit: "m", empty: "none" },
  { name: "nearest_site_m", title: { zh: "最近工地", en: "nearest site" }, type: "number", unit: "m", empty: "none" },
  {
    name: "pressures",
    title: { zh: "涉及压力级制", en: "pressure classes" },
    type: "text",
    choices: pressureChoices,
  },
  { name: "score", title: { zh: "得分", en: "score" }, type: "number" },
  { name: "centre_x", title: { zh: "中心东坐标", en: "centre east" }, type: "number", unit: "m" },
  { name: "centre_y", title: { zh: "中心北坐标", en: "centre north" }, type: "number", unit: "m" },
];
