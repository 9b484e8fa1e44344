import type { Choice } from "../../contract/catalog.js";
import type { ChoiceWords } from "./read-choice.js";

/**
 * Four scales that lists mix up and that are kept apart: the three-way first judgement (初判) of a campaign is no
 * assessment; danger grades A–D are those of JGJ 125-2016 §6.1.4; Asu–Dsu of GB 50292-2015 grade reliability; A, B and C
 * 类 of GB 50023-2009 are remaining lives. 未鉴定 is known and is neither A nor unknown.
 */
export const dangerGrades: readonly Choice[] = [
  { value: "D", title: { zh: "D 级（整幢危房）", en: "D, dangerous as a whole" } },
  { value: "C", title: { zh: "C 级（局部危房）", en: "C, dangerous in part" } },
  { value: "B", title: { zh: "B 级（个别构件危险）", en: "B, single members dangerous" } },
  { value: "A", title: { zh: "A 级（无危险构件）", en: "A, no dangerous member" } },
  { value: "not_assessed", title: { zh: "未鉴定", en: "not assessed" } },
];

export const dangerWords: ChoiceWords = [
  ["not_assessed", "未鉴定", "待鉴定", "没有鉴定"],
  ["D", "D级", "整幢危房", "整栋危房"],
  ["C", "C级", "局部危房", "局部危险"],
  ["B", "B级"],
  ["A", "A级"],
];

export const judgements: readonly Choice[] = [
  { value: "serious", title: { zh: "存在严重安全隐患", en: "serious hazards" } },
  { value: "some", title: { zh: "存在一定安全隐患", en: "some hazards" } },
  { value: "none", title: { zh: "未发现安全隐患", en: "no hazard found" } },
];

export const judgementWords: ChoiceWords = [
  ["serious", "严重", "重大"],
  ["none", "未发现", "无安全隐患", "无隐患", "不存在", "=安全", "=基本安全", "=无"],
  ["some", "一定", "存在风险", "存在隐患", "有隐患", "存在安全隐患", "一般隐患", "=危险"],
];

export const reliabilityGrades: readonly Choice[] = ["Dsu", "Csu", "Bsu", "Asu"].map((grade) => ({
  value: grade,
  title: { zh: `${grade} 级`, en: grade },
}));

export const reliabilityWords: ChoiceWords = [
  ["Dsu", "Dsu", "=D", "D级", "Dser"],
  ["Csu", "Csu", "=C", "C级", "Cser"],
  ["Bsu", "Bsu", "=B", "B级", "Bser"],
  ["Asu", "Asu", "=A", "A级", "Aser"],
];

export const seismicClasses: readonly Choice[] = ["A", "B", "C"].map((each) => ({
  value: each,
  title: { zh: `${each} 类`, en: `class ${each}` },
}));

/** Record types of the census (灾普房屋建筑调查). */
export const recordTypes: readonly Choice[] = [
  { value: "urban_residential", title: { zh: "城镇住宅", en: "urban residential" } },
  { value: "urban_other", title: { zh: "城镇非住宅", en: "urban, not residential" } },
  { value: "rural_residential", title: { zh: "农村住宅", en: "rural residential" } },
  { value: "rural_other", title: { zh: "农村非住宅", en: "rural, not residential" } },
];

export const recordTypeWords: ChoiceWords = [
  ["rural_other", "农村非住宅"],
  ["rural_residential", "农村住宅", "农村独立住宅", "农村集合住宅"],
  ["urban_other", "城镇非住宅", "城市非住宅"],
  ["urban_residential", "城镇住宅", "城市住宅"],
];

/** What the surveyor found at the place: a footprint that is no house any more is to be left out of every score. */
export const surveyFindings: readonly Choice[] = [
  { value: "surveyed", title: { zh: "已调查", en: "surveyed" } },
  { value: "incomplete", title: { zh: "需补充调查", en: "to be completed" } },
  { value: "not_needed", title: { zh: "不需调查", en: "no house to survey" } },
];

export const surveyWords: ChoiceWords = [
  ["not_needed", "不需", "无需", "不用调查", "已拆除", "灭失", "不是房屋", "非房屋"],
  ["incomplete", "补充", "未完成", "待调查"],
  ["surveyed", "正常", "可调查", "已调查", "需要调查", "=需调查", "完成"],
];
