import { choiceColumn, derivedColumn, textColumn } from "./columns.js";
import type { Kind } from "./kind.js";

const levels = [
  { value: "district", title: { zh: "区县", en: "district" }, colour: "#3F4650", width: 2.4 },
  { value: "street", title: { zh: "街道（乡镇）", en: "street or town" }, colour: "#5B6470", width: 1.8, dash: [6, 2] },
  {
    value: "community",
    title: { zh: "社区（村）", en: "community or village" },
    colour: "#5B6470",
    width: 1.4,
    dash: [3, 2],
  },
  { value: "grid", title: { zh: "网格", en: "grid cell" }, colour: "#7C8590", width: 1, dash: [1, 2] },
] as const;

const choices = levels.map(({ value, title }) => ({ value, title }));

/** Statistical codes have 6 digits for a district, 9 for a street, 12 for a community, more for what offices add (GB/T 10114). */
const byCode = `CASE WHEN level IS NOT NULL THEN level WHEN regexp_full_match(code, '[0-9]{6}(0{6})?') THEN 'district'
  WHEN regexp_full_match(code, '[0-9]{9}(000)?') THEN 'street' WHEN regexp_full_match(code, '[0-9]{12}') THEN 'community'
  WHEN regexp_full_match(code, '[0-9]{13,}') THEN 'grid' END`;

export const boundaries: Kind = {
  name: "boundaries",
  title: { zh: "分区边界", en: "Boundaries" },
  explanation: {
    zh: "区县、街道（乡镇）、社区（村）或网格的范围面，一行一个；各项统计按它们汇总。",
    en: "Areas of districts, streets, communities or grid cells, one row each; figures are summed up by them.",
  },
  geometry: ["polygon"],
  reference: true,
  columns: [
    textColumn({
      name: "code",
      title: { zh: "代码", en: "code" },
      aliases: "xzqdm 区划代码 行政区划代码 行政区代码 社区代码 街道代码 网格编号 网格编码 网格代码 wgbh 代码 code id",
    }),
    textColumn({
      name: "name",
      title: { zh: "名称", en: "name" },
      aliases: "xzqmc 行政区名称 网格名称 社区名称 街道名称 区县名称 名称 社区 街道 mc name n_hood",
    }),
    choiceColumn({
      name: "level",
      title: { zh: "级别", en: "level" },
      aliases: "级别 层级 区划级别 行政级别 level",
      choices,
      words: [
        ["grid", "网格", "grid"],
        ["community", "社区", "村", "居委", "community"],
        ["street", "街道", "乡", "镇", "street", "town"],
        ["district", "区县", "县", "区", "district", "county"],
      ],
    }),
    textColumn({
      name: "parent_code",
      title: { zh: "上级代码", en: "code of the parent" },
      aliases: "上级代码 上级区划代码 父级代码 所属区划代码 sjdm parent_code pid",
    }),
    derivedColumn(
      { name: "tier", title: { zh: "层级", en: "tier" }, type: "choice", sqlType: "VARCHAR", choices },
      byCode,
    ),
  ],
  keyColumn: "code",
  checks: [
    { name: "code", title: { zh: "没有代码", en: "no code" }, when: "code IS NULL" },
    { name: "name", title: { zh: "没有名称", en: "no name" }, when: "name IS NULL" },
    {
      name: "parent_code",
      title: { zh: "上级代码与自己的代码相同", en: "its parent is itself" },
      when: "parent_code = code",
    },
  ],
  dialects: [],
  paint: {
    column: "tier",
    classes: [
      ...levels,
      { value: null, title: { zh: "分区边界", en: "boundary" }, colour: "#5B6470", width: 1.4, dash: [3, 2] },
    ],
  },
};
