import { choiceColumn, dateColumn, measureColumn, textColumn } from "./columns.js";
import type { Kind } from "./kind.js";

const grades = [
  { value: "level_1", title: { zh: "一级", en: "level 1" }, colour: "#B2182B" },
  { value: "level_2", title: { zh: "二级", en: "level 2" }, colour: "#EF8A62" },
  { value: "level_3", title: { zh: "三级", en: "level 3" }, colour: "#FDDB80" },
  { value: "level_4", title: { zh: "四级", en: "level 4" }, colour: "#67A9CF" },
] as const;

export const hazardSources: Kind = {
  name: "hazard_sources",
  title: { zh: "重大危险源", en: "Major hazard sources" },
  explanation: {
    zh: "GB 18218 辨识的危险化学品重大危险源（储罐区、灌装站等），一行一处；一级最重。",
    en: "Major hazard installations by GB 18218 (tank farms, filling stations), one row each; level 1 is the gravest.",
  },
  geometry: ["point", "polygon"],
  columns: [
    textColumn({
      name: "code",
      title: { zh: "危险源编号", en: "code" },
      aliases: "wxybh 危险源编号 危险源编码 备案编号 编号 code id",
    }),
    textColumn({
      name: "name",
      title: { zh: "危险源名称", en: "name" },
      aliases: "wxymc 危险源名称 重大危险源名称 名称 name",
    }),
    textColumn({
      name: "source_type",
      title: { zh: "类别", en: "type" },
      aliases: "危险源类别 危险源类型 单元类型 类别 类型 wxylx source_type",
    }),
    choiceColumn({
      name: "grade",
      title: { zh: "级别", en: "grade" },
      required: true,
      aliases: "wxyjb wxydj 危险源级别 危险源等级 重大危险源级别 重大危险源等级 hazard_grade",
      looks: { name: /级|等|grade|level/iu, value: /^([一二三四]|[1-4Ⅰ-Ⅳ])级$/u },
      choices: grades.map(({ value, title }) => ({ value, title })),
      words: [
        ["level_1", "一级", "1级", "=Ⅰ", "Ⅰ级", "=I级"],
        ["level_2", "二级", "2级", "=Ⅱ", "Ⅱ级", "=II级"],
        ["level_3", "三级", "3级", "=Ⅲ", "Ⅲ级", "=III级"],
        ["level_4", "四级", "4级", "=Ⅳ", "Ⅳ级", "=IV级"],
      ],
    }),
    textColumn({
      name: "substances",
      title: { zh: "危险物质", en: "substances" },
      aliases: "危险物质 危险化学品 危化品名称 介质 储存介质 物质名称 wxwz substances substance",
    }),
    measureColumn({
      name: "quantity_t",
      title: { zh: "最大存量", en: "largest quantity" },
      unit: "t",
      aliases: "最大存量 存量 储量 设计储量 最大储量 zdcl quantity",
    }),
    textColumn({
      name: "owner",
      title: { zh: "所属单位", en: "owner" },
      aliases: "所属单位 企业名称 单位名称 权属单位 qymc ssdw owner",
    }),
    textColumn({ name: "address", title: { zh: "地址", en: "address" }, aliases: "地址 详细地址 位置 dz address" }),
    textColumn({
      name: "contact",
      title: { zh: "负责人", en: "person in charge" },
      aliases: "负责人 安全负责人 联系人 fzr contact",
      personal: true,
    }),
    textColumn({
      name: "phone",
      title: { zh: "联系电话", en: "telephone" },
      aliases: "lxdh 联系电话 电话 手机 phone",
      personal: true,
    }),
    dateColumn({
      name: "record_date",
      title: { zh: "备案日期", en: "registered" },
      aliases: "备案日期 备案时间 barq record_date",
    }),
  ],
  keyColumn: "code",
  checks: [
    { name: "grade", title: { zh: "没有级别", en: "no grade" }, when: "grade IS NULL" },
    { name: "substances", title: { zh: "没有写明危险物质", en: "no substance is named" }, when: "substances IS NULL" },
  ],
  dialects: [],
  paint: {
    column: "grade",
    classes: [...grades, { value: null, title: { zh: "级别不明", en: "grade unknown" }, colour: "#8A8F98" }],
  },
};
