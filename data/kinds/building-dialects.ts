import type { Dialect } from "./kind.js";
import { registerStructures } from "./structure.js";

const invertedFlag = { "0": "true", "1": "false" } as const;
const ledgerFlags: readonly (readonly [column: string, ...fields: string[]])[] = [
  ["storeys_added", "私自加层"],
  ["basement", "地下室", "有无地下室"],
  ["no_permits", "三无"],
  ["prefab_slab", "预制多孔板"],
];

/** The census, a city survey's app, a street's own ledger and the land register; domain of each in its title. */
export const buildingDialects: readonly Dialect[] = [
  {
    title: { zh: "灾普房屋调查", en: "the housing census" },
    marks: ["sfkzjg", "kzgzcs"],
    least: 1,
    names: { strengthened_year: "jgsj" },
    codes: [],
  },
  {
    title: { zh: "城市房屋调查 App（拼音首字母）", en: "a city survey's app (pinyin initials)" },
    marks: [
      "sssjd",
      "ssjd",
      "ssshequ",
      "dsjzcs",
      "dxjzcs",
      "jzjcxs",
      "qtcl",
      "ywql",
      "ywgzz",
      "sfjgkzjg",
      "kzjgsj",
      "ztjglf",
      "pmgz",
    ],
    least: 2,
    names: { build_year: "jgsj", strengthened_year: "kzjgsj" },
    codes: [],
  },
  {
    title: { zh: "街道排查台账", en: "a street's own ledger" },
    marks: [
      "所属网格",
      "楼幢",
      "单元",
      "房屋使用情况",
      "房屋周边",
      "砌筑方式",
      "构筑类型",
      "私自加层",
      "三无",
      "预制多孔板",
      "用地手续",
      "安全隐患初判",
      "整治计划情况",
    ],
    least: 3,
    names: { structure: "构筑类型", business_run: "房屋使用情况" },
    codes: [
      ...ledgerFlags.map(([column, ...fields]) => ({ column, fields, values: invertedFlag, sure: true })),
      {
        column: "danger_grade",
        fields: ["鉴定等级"],
        values: { "1": "未鉴定", "2": "A", "3": "B", "4": "C", "5": "D" },
        sure: true,
      },
      {
        column: "structure",
        fields: ["构筑类型"],
        values: {
          "1": "砖石-预制板",
          "2": "砖石-非预制板",
          "3": "混凝土",
          "4": "混杂",
          "5": "土木",
          "6": "钢",
          "7": "其他",
        },
        sure: true,
      },
      {
        column: "judgement",
        fields: ["安全隐患初判", "隐患初判", "初判"],
        values: { "1": "基本安全", "2": "存在风险" },
        sure: true,
      },
      { column: "business_run", fields: ["房屋使用情况"], values: { "1": "true", "2": "false" }, sure: true },
    ],
  },
  {
    title: { zh: "不动产登记（FWJG 1–6）", en: "the land register (FWJG 1–6)" },
    marks: ["fwjg"],
    least: 1,
    names: {},
    codes: [{ column: "structure", fields: ["fwjg"], values: registerStructures, sure: true }],
  },
];
