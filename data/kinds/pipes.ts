import { choiceColumn, measureColumn, textColumn, yearColumn } from "./columns.js";
import { gasStates, gasStateWords, layingChoices, layingWords, materialChoices, materialWords } from "./gas-words.js";
import type { Kind } from "./kind.js";
import { pipeDialects } from "./pipe-dialects.js";
import { pressureChoices, pressures, readMegapascal, readPressure } from "./pressure.js";
import { plainText, readDecade, readMeasure } from "./read.js";

/**
 * Millimetres: the number behind DN, De, D or Φ where there is one (`PE100 SDR11 dn110` is 110), else the first, which in
 * a section like `200*6` is the diameter.
 */
function readDiameter(value: string): string {
  const named = `TRY_CAST(nullif(regexp_extract(${plainText(value)}, '(?i)(?:dn|de|\\bd|φ|Φ|ø|∅)\\s*([0-9]+(\\.[0-9]+)?)', 1), '') AS DOUBLE)`;
  return `CASE WHEN ${named} > 0 THEN ${named} WHEN ${named} IS NULL THEN ${readMeasure(value)} END`;
}

const metres = { unit: "m" } as const;
const millimetres = { unit: "mm" } as const;

export const pipes: Kind = {
  name: "pipes",
  title: { zh: "燃气管线", en: "Gas pipes" },
  explanation: {
    zh: "燃气管线中心线，一行一段。距离从管外壁量起：中心线减去外径的一半。",
    en: "Centre lines of gas pipes, one row a segment. Distances are measured from the outer wall: the centre line less half the outer diameter.",
  },
  geometry: ["line"],
  columns: [
    textColumn({
      name: "code",
      title: { zh: "管段号", en: "code" },
      aliases: "gd_id 管段号 管线编号 管段编号 编号 gxbh gdbh pipe_id id code",
    }),
    {
      ...choiceColumn({
        name: "pressure",
        title: { zh: "压力级制", en: "pressure class" },
        required: true,
        aliases:
          "sjyl 压力级制 压力级别 设计压力级 压力等级 yljb yldj pressure_level pressure_class 设计压力 压力 pressure",
        choices: pressureChoices,
        words: [],
        read: readPressure,
      }),
      looks: { name: /./u, value: /[低中高]压|\d\s*[mk]pa/iu },
    },
    measureColumn({
      name: "design_pressure_mpa",
      title: { zh: "设计压力", en: "design pressure" },
      unit: "MPa",
      shares: "pressure",
      aliases: "设计压力 sjyl_mpa 设计压力值 design_pressure",
      read: (value) => `CASE WHEN ${readMegapascal(value)} > 0 THEN ${readMegapascal(value)} END`,
    }),
    measureColumn({
      name: "outer_diameter_mm",
      title: { zh: "外径", en: "outer diameter" },
      ...millimetres,
      aliases: "gwj wj 外径 管外径 管径 gj dn 规格 gg 管径规格 outer_diameter diameter",
      read: readDiameter,
    }),
    measureColumn({
      name: "inner_diameter_mm",
      title: { zh: "内径", en: "inner diameter" },
      ...millimetres,
      aliases: "gnj nj 内径 管内径 inner_diameter",
    }),
    measureColumn({
      name: "wall_thickness_mm",
      title: { zh: "壁厚", en: "wall thickness" },
      ...millimetres,
      aliases: "壁厚 管壁厚 管壁厚度 gbh gbhd wall_thickness",
    }),
    textColumn({
      name: "material",
      title: { zh: "材质", en: "material" },
      aliases: "cz 材质 管材 管材材质 gcz material",
    }),
    choiceColumn({
      name: "material_class",
      title: { zh: "材质类别", en: "material class" },
      shares: "material",
      aliases: "",
      choices: materialChoices,
      words: materialWords,
    }),
    yearColumn({
      name: "lay_year",
      title: { zh: "敷设年份", en: "year laid" },
      aliases:
        "jsnd 建设年代 敷设年代 敷设年份 建设年份 投运日期 建设日期 埋设年代 埋设年份 竣工日期 投运年份 投产日期 jsrq msnd fsnd lay_year build_date commission_date year",
      looks: { name: /年|^(js|jg|fs|ms|ty)(nd|nf|rq|sj)|year|yr/iu, value: /^(19\d\d|20\d\d)(\D|$)/u },
    }),
    yearColumn({
      name: "lay_decade",
      title: { zh: "敷设年代（十年）", en: "decade laid" },
      shares: "lay_year",
      aliases: "",
      read: readDecade,
    }),
    choiceColumn({
      name: "laying",
      title: { zh: "敷设方式", en: "laying" },
      aliases: "msfs fsfs 埋设方式 敷设方式 埋设类型 mslx laying",
      choices: layingChoices,
      words: layingWords,
    }),
    measureColumn({
      name: "depth_m",
      title: { zh: "起点埋深", en: "depth" },
      ...metres,
      aliases: "qdms 起点埋深 埋深 管顶埋深 平均埋深 ms depth",
    }),
    measureColumn({
      name: "end_depth_m",
      title: { zh: "终点埋深", en: "depth at the end" },
      ...metres,
      aliases: "zdms 终点埋深 end_depth",
    }),
    textColumn({
      name: "start_point",
      title: { zh: "起点号", en: "start point" },
      aliases: "qddh 起点号 起点点号 起始点号 qdbh",
    }),
    textColumn({
      name: "end_point",
      title: { zh: "终点号", en: "end point" },
      aliases: "zddh 终点号 终点点号 终止点号 zdbh",
    }),
    choiceColumn({
      name: "status",
      title: { zh: "使用状态", en: "status" },
      aliases: "syzt 使用状态 状态 运行状态 管线状态 zt status",
      choices: gasStates,
      words: gasStateWords,
    }),
    textColumn({
      name: "owner",
      title: { zh: "权属单位", en: "owner" },
      aliases: "qsdw 权属单位 产权单位 管理单位 owner",
    }),
    textColumn({
      name: "operator",
      title: { zh: "经营企业", en: "operator" },
      aliases: "经营企业 燃气企业 运营单位 供气企业 operator",
    }),
  ],
  keyColumn: "code",
  checks: [
    { name: "pressure", title: { zh: "没有压力级制", en: "no pressure class" }, when: "pressure IS NULL" },
    {
      name: "lay_year",
      title: { zh: "敷设年份早于 1900 年或晚于今年", en: "the year laid is before 1900 or in the future" },
      when: "lay_year < 1900 OR lay_year > year(current_date)",
    },
    {
      name: "outer_diameter",
      title: {
        zh: "外径不足 10 毫米或超过 2 米，单位可能有误",
        en: "the outer diameter is below 10 mm or above 2 m: the unit may be wrong",
      },
      when: "outer_diameter_mm < 10 OR outer_diameter_mm > 2000",
    },
    {
      name: "wall",
      title: { zh: "壁厚不小于外径的一半", en: "the wall is as thick as half the diameter" },
      when: "wall_thickness_mm * 2 >= outer_diameter_mm",
    },
    {
      name: "depth",
      title: { zh: "埋深超过 30 米，单位可能有误", en: "deeper than 30 m: the unit may be wrong" },
      when: "depth_m > 30 OR end_depth_m > 30",
    },
    {
      name: "same_point",
      title: { zh: "起点号与终点号相同", en: "it starts and ends at the same point number" },
      when: "start_point = end_point",
    },
  ],
  dialects: pipeDialects,
  paint: {
    column: "pressure",
    classes: [
      ...pressures,
      { value: null, title: { zh: "压力不明", en: "pressure unknown" }, colour: "#8A8F98", width: 1.6, dash: [1, 1.5] },
    ],
  },
};
