import * as grades from "./building-grades.js";
import { choiceColumn, flagColumn, yearColumn } from "./columns.js";
import type { KindColumn } from "./kind.js";

const flagWords = /^(是|否|有|无|true|false|y|n|0|1)$/iu;

/** What was done to a house, with whose leave unknown: 改造 is no alteration. */
export const alterationColumns: readonly KindColumn[] = [
  flagColumn({
    name: "altered",
    title: { zh: "疑似违改", en: "altered" },
    aliases: "sfwg wfgj 是否违法改建 违法改建 违规改扩建 altered",
  }),
  flagColumn({
    name: "storeys_added",
    title: { zh: "加层", en: "storeys added" },
    aliases: "sfjc 私自加层 违规加层 是否加层 加层 storeys_added",
    looks: { name: /加层/u, value: flagWords },
  }),
  flagColumn({
    name: "wall_removed",
    title: { zh: "拆改承重墙", en: "wall removed" },
    aliases: "sfcgczq 拆改承重墙 拆改主体结构 是否拆改承重墙 wall_removed",
    looks: { name: /承重墙|拆改/u, value: flagWords },
  }),
  flagColumn({
    name: "basement_dug",
    title: { zh: "开挖地下空间", en: "basement dug" },
    aliases: "sfkwdx 开挖地下空间 非法开挖地下空间 basement_dug",
    looks: { name: /挖.*地下|地下.*挖/u, value: flagWords },
  }),
  flagColumn({
    name: "extended",
    title: { zh: "自行改扩建", en: "extended" },
    aliases: "sfzxgkj 自行改扩建 是否自行改扩建 增设夹层 扩建 extended",
    looks: { name: /扩建|夹层/u, value: flagWords },
  }),
  flagColumn({
    name: "use_changed",
    title: { zh: "擅自改变用途", en: "use changed" },
    aliases: "sfgbyt 擅自改变用途 改变用途 use_changed",
    looks: { name: /改变.*用途|用途.*变/u, value: flagWords },
  }),
  flagColumn({
    name: "renovated",
    title: { zh: "进行过改造", en: "renovated" },
    aliases: "sfszcg sfgz 是否改造 是否进行过改造 改造情况 renovated",
  }),
  yearColumn({
    name: "repair_year",
    title: { zh: "改造（维修）年份", en: "year of repair" },
    aliases: "gzsj 改造时间 改造年份 维修年份 维修时间 大修年份 最近维修年份 repair_year",
  }),
  flagColumn({
    name: "strengthened",
    title: { zh: "抗震加固", en: "strengthened" },
    aliases: "sfkzjg sfjgkzjg 是否抗震加固 是否进行过抗震加固 抗震加固 strengthened",
  }),
  yearColumn({
    name: "strengthened_year",
    title: { zh: "加固年份", en: "year strengthened" },
    aliases: "kzjgsj 抗震加固时间 加固时间 加固年份 strengthened_year",
  }),
];

/** What state a house is in, and who says so. */
export const stateColumns: readonly KindColumn[] = [
  flagColumn({
    name: "visible_damage",
    title: { zh: "明显裂缝、变形、倾斜", en: "visible damage" },
    aliases:
      "ywlfbxqx 有无肉眼可见明显裂缝变形倾斜 有无裂缝变形倾斜 裂缝倾斜沉降 明显裂缝 ztjglf 主体结构裂缝 visible_damage",
    looks: { name: /裂缝|倾斜|变形/u, value: flagWords },
  }),
  choiceColumn({
    name: "judgement",
    title: { zh: "初判", en: "first judgement" },
    aliases: "初判 排查初判 隐患初判 安全隐患初判 初判结论 排查结论 cpjl judgement",
    choices: grades.judgements,
    words: grades.judgementWords,
  }),
  flagColumn({
    name: "assessed",
    title: { zh: "已鉴定", en: "assessed" },
    aliases: "sfjgaqjd 是否经过安全鉴定 是否安全鉴定 是否鉴定 sfjd assessed",
  }),
  yearColumn({
    name: "assessed_year",
    title: { zh: "鉴定年份", en: "year of assessment" },
    aliases: "aqjdnf 鉴定年份 鉴定时间 鉴定日期 安全鉴定年份 jdnf assessed_year",
  }),
  {
    ...choiceColumn({
      name: "danger_grade",
      title: { zh: "危险性等级（JGJ 125）", en: "danger grade (JGJ 125)" },
      aliases: "aqjdjl 鉴定等级 危险性等级 危房等级 安全鉴定结论 鉴定结论 鉴定结论等级 wfdj jddj danger_grade",
      choices: grades.dangerGrades,
      words: grades.dangerWords,
      looks: { name: /鉴定|危房|危险.*级/u, value: /^[A-D]级?$/iu },
    }),
  },
  choiceColumn({
    name: "reliability_grade",
    title: { zh: "可靠性等级（GB 50292）", en: "reliability (GB 50292)" },
    aliases: "可靠性等级 可靠性鉴定等级 安全性等级 kkxdj reliability_grade",
    choices: grades.reliabilityGrades,
    words: grades.reliabilityWords,
  }),
  choiceColumn({
    name: "seismic_class",
    title: { zh: "抗震鉴定类别（GB 50023）", en: "seismic class (GB 50023)" },
    aliases: "抗震类别 抗震鉴定类别 后续使用年限类别 kzlb seismic_class",
    choices: grades.seismicClasses,
    words: [
      ["A", "=A", "A类"],
      ["B", "=B", "B类"],
      ["C", "=C", "C类"],
    ],
  }),
];
