import type { ColumnEntry, Paint } from "../../contract/catalog.js";
import { levelChoices } from "./score-columns.js";

const whole = (name: string, zh: string, en: string): ColumnEntry => ({
  name,
  title: { zh, en },
  type: "whole",
  unit: "栋",
});
const km = (name: string, zh: string, en: string): ColumnEntry => ({
  name,
  title: { zh, en },
  type: "number",
  unit: "km",
});
const pct = (name: string, zh: string, en: string): ColumnEntry => ({
  name,
  title: { zh, en },
  type: "number",
  unit: "%",
  empty: "none",
});

/** 底数 of an area. Empty means that the layer was not given, or that there is nothing to divide by. */
export const figureColumns: readonly ColumnEntry[] = [
  whole("buildings", "房屋", "buildings"),
  { name: "floor_area_m2", title: { zh: "建筑面积", en: "floor area" }, type: "number", unit: "m²" },
  whole("old", "老旧", "old"),
  whole("altered", "疑似违改", "altered"),
  whole("year_unknown", "年代不明", "of unknown year"),
  whole("alteration_unknown", "改扩建不明", "alterations unknown"),
  whole("dangerous", "C、D 级", "grade C or D"),
  ...levelChoices.map(({ value, title }) => whole(`level_${value}`, `等级：${title.zh}`, `level: ${title.en}`)),
  km("pipe_low_km", "低压管线", "low pressure"),
  km("pipe_medium_km", "中压管线", "medium pressure"),
  km("pipe_sub_high_km", "次高压管线", "sub-high pressure"),
  km("pipe_high_km", "高压管线", "high pressure"),
  km("pipe_unknown_km", "压力不明管线", "pressure unknown"),
  { name: "active_sites", title: { zh: "在建工地", en: "active sites" }, type: "whole", unit: "处" },
  {
    ...pct("old_pct", "老旧占比", "share old"),
    explanation: {
      zh: "占年代已知的房屋；年代不明的不算进分母，见年代缺失率。",
      en: "Of the buildings of known year; those of unknown year are not in the base, see the share missing.",
    },
  },
  pct("year_missing_pct", "年代缺失率", "year missing"),
  pct("structure_missing_pct", "结构缺失率", "structure missing"),
  pct("use_missing_pct", "用途缺失率", "use missing"),
  pct("floors_missing_pct", "层数缺失率", "floors missing"),
  pct("area_missing_pct", "面积缺失率", "area missing"),
  {
    name: "density_band",
    title: { zh: "老旧占比分档", en: "share old, band" },
    type: "choice",
    choices: [
      { value: "half", title: { zh: "一半以上", en: "half and more" } },
      { value: "quarter", title: { zh: "四分之一以上", en: "a quarter and more" } },
      { value: "less", title: { zh: "不足四分之一", en: "below a quarter" } },
      { value: "unknown", title: { zh: "年代均不明", en: "no year known" } },
    ],
    empty: "none",
  },
];

export const statisticsPaint: Paint = {
  column: "density_band",
  classes: [
    { value: "half", title: { zh: "老旧占一半以上", en: "half and more are old" }, colour: "#7F2704" },
    { value: "quarter", title: { zh: "老旧占四分之一以上", en: "a quarter and more are old" }, colour: "#D94801" },
    { value: "less", title: { zh: "老旧不足四分之一", en: "below a quarter are old" }, colour: "#FDD0A2" },
    { value: "unknown", title: { zh: "年代均不明", en: "no year is known" }, colour: "#8A8F98" },
    { value: null, title: { zh: "没有房屋", en: "no buildings" }, colour: "#C9CDD2" },
  ],
};
