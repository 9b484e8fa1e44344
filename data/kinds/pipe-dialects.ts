import type { Dialect } from "./kind.js";

/**
 * Two code lists that contradict each other under names that other suppliers use too: each is offered where the company of
 * field names speaks for it, and taken by a user only.
 */
export const pipeDialects: readonly Dialect[] = [
  {
    title: { zh: "管线探测软件（SJYL 0–8）", en: "pipe survey software (SJYL 0–8)" },
    marks: ["sjyl", "gd_id", "qdms", "zdms", "qdgc", "zdgc", "qddh", "zddh", "msfs", "fsfs", "gnj", "gwj"],
    least: 3,
    names: {},
    codes: [
      {
        column: "pressure",
        fields: ["sjyl", "设计压力级", "压力级别"],
        values: {
          "0": "高压A",
          "1": "高压A",
          "2": "高压B",
          "3": "次高压A",
          "4": "次高压B",
          "5": "中压A",
          "6": "中压A",
          "7": "中压B",
          "8": "低压",
        },
        sure: false,
      },
      {
        column: "status",
        fields: ["syzt", "zt", "状态", "使用状态"],
        values: { "0": "在用", "1": "废弃", "2": "空管" },
        sure: false,
      },
    ],
  },
  {
    title: { zh: "燃气管理平台（pressure_level 1–7）", en: "gas platform (pressure_level 1–7)" },
    marks: [
      "pressure_level",
      "pipe_id",
      "pipe_code",
      "material",
      "status",
      "diameter",
      "laying_method",
      "design_pressure",
    ],
    least: 3,
    names: {},
    codes: [
      {
        column: "pressure",
        fields: ["pressure_level", "pressure_l", "pressure_le"],
        values: {
          "1": "高压A",
          "2": "高压B",
          "3": "次高压A",
          "4": "次高压B",
          "5": "中压A",
          "6": "中压B",
          "7": "低压",
        },
        sure: false,
      },
      {
        column: "material",
        fields: ["material"],
        values: { "1": "钢", "2": "PE", "3": "铸铁", "4": "其他" },
        sure: false,
      },
      {
        column: "status",
        fields: ["status"],
        values: { "1": "在用", "2": "停用", "3": "废弃", "4": "规划中" },
        sure: false,
      },
    ],
  },
];
