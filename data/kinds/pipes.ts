import { measureColumn, textColumn, yearColumn } from "./columns.js";
import type { Kind } from "./kind.js";
import { plainText, readMeasure } from "./read.js";

const pressures = [
  { value: "ultra_high", title: { zh: "超高压", en: "ultra-high" }, colour: "#000000", width: 4 },
  { value: "high_a", title: { zh: "高压A", en: "high A" }, colour: "#CC79A7", width: 3.5 },
  { value: "high_b", title: { zh: "高压B", en: "high B" }, colour: "#CC79A7", width: 3, dash: [4, 1] },
  { value: "sub_high_a", title: { zh: "次高压A", en: "sub-high A" }, colour: "#D55E00", width: 3 },
  { value: "sub_high_b", title: { zh: "次高压B", en: "sub-high B" }, colour: "#D55E00", width: 2.5, dash: [4, 1] },
  { value: "medium_a", title: { zh: "中压A", en: "medium A" }, colour: "#009E73", width: 2.2 },
  { value: "medium_b", title: { zh: "中压B", en: "medium B" }, colour: "#009E73", width: 1.8, dash: [4, 1] },
  { value: "low", title: { zh: "低压", en: "low" }, colour: "#56B4E9", width: 1.4 },
] as const;

/** Megapascals in one of their units; factor to MPa. */
const pressureUnits = [
  { pattern: "[Mm][Pp][Aa]", factor: "1" },
  { pattern: "[Kk][Pp][Aa]", factor: "0.001" },
  { pattern: "[Bb][Aa][Rr]", factor: "0.1" },
  { pattern: "[Pp][Aa]", factor: "0.000001" },
] as const;

/** Design pressure in MPa from a text with a unit, the largest where a range is given; NULL without one. */
function readMegapascal(plain: string): string {
  const cases = pressureUnits.map(({ pattern, factor }) => {
    const numbers = `regexp_extract_all(${plain}, '([0-9]+(?:\\.[0-9]+)?)\\s*${pattern}', 1)`;
    const largest = `list_max(list_transform(${numbers}, number -> CAST(number AS DOUBLE)))`;
    return `WHEN len(${numbers}) > 0 THEN round(${largest} * CAST(${factor} AS DOUBLE), 9)`;
  });
  return `CASE WHEN regexp_matches(${plain}, '^\\s*-') THEN NULL ${cases.join(" ")} WHEN regexp_matches(${plain}, '^[0-9]*\\.[0-9]+$') THEN CAST(${plain} AS DOUBLE) END`;
}

/** The pressure classes by title; results of analyses that name one show it the same way. */
export const pressureChoices = pressures.map(({ value, title }) => ({ value, title }));

/**
 * Pressure class from words or from a design pressure in MPa (GB 55009-2021: low ≤ 0.01, medium B ≤ 0.2, medium A ≤ 0.4,
 * sub-high B ≤ 0.8, sub-high A ≤ 1.6, high B ≤ 2.5, high A ≤ 4.0). A class without a letter is taken as A, the stricter.
 * A bare whole number is a supplier's code: suppliers' lists contradict each other, so it stays unknown until mapped.
 */
function readPressure(value: string): string {
  const plain = plainText(value);
  const word = `upper(replace(${plain}, ' ', ''))`;
  const megapascal = readMegapascal(plain);
  return `CASE
    WHEN lower(${value}) IN (${pressures.map((each) => `'${each.value}'`).join(", ")}) THEN lower(${value})
    WHEN ${word} LIKE '%超高压%' THEN 'ultra_high'
    WHEN ${word} LIKE '%次高压%B%' THEN 'sub_high_b'
    WHEN ${word} LIKE '%次高压%' THEN 'sub_high_a'
    WHEN ${word} LIKE '%高压%B%' THEN 'high_b'
    WHEN ${word} LIKE '%高压%' THEN 'high_a'
    WHEN ${word} LIKE '%中压%B%' THEN 'medium_b'
    WHEN ${word} LIKE '%中压%' THEN 'medium_a'
    WHEN ${word} LIKE '%低压%' THEN 'low'
    WHEN ${megapascal} <= 0 THEN NULL
    WHEN ${megapascal} <= 0.01 THEN 'low'
    WHEN ${megapascal} <= 0.2 THEN 'medium_b'
    WHEN ${megapascal} <= 0.4 THEN 'medium_a'
    WHEN ${megapascal} <= 0.8 THEN 'sub_high_b'
    WHEN ${megapascal} <= 1.6 THEN 'sub_high_a'
    WHEN ${megapascal} <= 2.5 THEN 'high_b'
    WHEN ${megapascal} <= 4.0 THEN 'high_a'
    WHEN ${megapascal} > 4.0 THEN 'ultra_high' END`;
}

/**
 * Millimetres: the number behind DN, De, D or Φ where there is one (`PE100 SDR11 dn110` is 110), else the first, which in
 * a section like `200*6` is the diameter.
 */
function readDiameter(value: string): string {
  const named = `TRY_CAST(nullif(regexp_extract(${plainText(value)}, '(?i)(?:dn|de|\\bd|φ|Φ|ø|∅)\\s*([0-9]+(\\.[0-9]+)?)', 1), '') AS DOUBLE)`;
  return `CASE WHEN ${named} > 0 THEN ${named} WHEN ${named} IS NULL THEN ${readMeasure(value)} END`;
}

function readStatus(value: string): string {
  return `CASE
    WHEN lower(${value}) IN ('in_use', 'in use', 'active') OR ${value} IN ('在用', '使用', '使用中', '运行', '运行中', '正常', '已通气') THEN 'in_use'
    WHEN lower(${value}) = 'idle' OR ${value} IN ('停用', '停运', '空管', '未通气') THEN 'idle'
    WHEN lower(${value}) = 'abandoned' OR ${value} IN ('废弃', '报废', '已废弃', '拆除', '已拆除') THEN 'abandoned'
    WHEN lower(${value}) = 'planned' OR ${value} IN ('规划', '规划中', '拟建', '在建', '设计') THEN 'planned' END`;
}

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
      aliases: ["gd_id", "管段号", "管线编号", "管段编号", "编号", "gxbh", "pipe_id", "id", "code"],
    }),
    {
      ...textColumn({
        name: "pressure",
        title: { zh: "压力级制", en: "pressure class" },
        required: true,
        aliases: [
          "sjyl",
          "压力级制",
          "压力级别",
          "设计压力级",
          "设计压力",
          "压力等级",
          "压力",
          "yljb",
          "yldj",
          "pressure",
          "pressure_level",
          "pressure_class",
        ],
      }),
      type: "choice",
      choices: pressureChoices,
      read: readPressure,
    },
    {
      ...measureColumn({
        name: "outer_diameter_mm",
        title: { zh: "外径", en: "outer diameter" },
        unit: "mm",
        aliases: ["gwj", "wj", "外径", "管外径", "管径", "gj", "dn", "规格", "outer_diameter", "diameter"],
      }),
      read: readDiameter,
    },
    textColumn({
      name: "material",
      title: { zh: "材质", en: "material" },
      aliases: ["cz", "材质", "管材", "material"],
    }),
    yearColumn({
      name: "lay_year",
      title: { zh: "敷设年份", en: "year laid" },
      aliases: [
        "jsnd",
        "建设年代",
        "敷设年代",
        "敷设年份",
        "建设年份",
        "投运日期",
        "建设日期",
        "埋设年代",
        "lay_year",
        "year",
      ],
    }),
    {
      ...textColumn({
        name: "status",
        title: { zh: "使用状态", en: "status" },
        aliases: ["syzt", "使用状态", "状态", "运行状态", "zt", "status"],
      }),
      type: "choice",
      choices: [
        { value: "in_use", title: { zh: "在用", en: "in use" } },
        { value: "idle", title: { zh: "停用", en: "idle" } },
        { value: "abandoned", title: { zh: "废弃", en: "abandoned" } },
        { value: "planned", title: { zh: "规划", en: "planned" } },
      ],
      read: readStatus,
    },
    textColumn({
      name: "owner",
      title: { zh: "权属单位", en: "owner" },
      aliases: ["qsdw", "权属单位", "产权单位", "owner"],
    }),
  ],
  keyColumn: "code",
  checks: [],
  paint: {
    column: "pressure",
    classes: [
      ...pressures,
      { value: null, title: { zh: "压力不明", en: "pressure unknown" }, colour: "#8A8F98", width: 1.6, dash: [1, 1.5] },
    ],
  },
};
