import type { PaintClass } from "../../contract/catalog.js";
import { choiceColumn, choicesOf, dateColumn, derivedColumn, flagColumn, tallyColumn, textColumn } from "./columns.js";
import type { Kind } from "./kind.js";
import { readFlag } from "./read.js";

/** 已装, 已安装 and 未安装 beside the words of any flag. */
function readFitted(value: string): string {
  return `CASE WHEN starts_with(${value}, '未') OR starts_with(${value}, '没') THEN false
    WHEN starts_with(${value}, '已') THEN true ELSE ${readFlag(value)} END`;
}

/** 安全生产法 §36: catering and other businesses that use gas need an alarm; the office asks for a shut-off valve as well. */
const safetyState = `CASE WHEN user_type = 'resident' THEN 'resident' WHEN user_type IS NULL THEN NULL
  WHEN alarm = false OR shutoff = false THEN 'lacking' WHEN alarm AND shutoff THEN 'equipped' END`;

const safetyClasses: readonly PaintClass[] = [
  {
    value: "lacking",
    title: { zh: "非居民，装置不全", en: "not a household, devices lacking" },
    colour: "#D55E00",
  },
  { value: "equipped", title: { zh: "非居民，装置齐全", en: "not a household, fitted" }, colour: "#009E73" },
  { value: "resident", title: { zh: "居民", en: "household" }, colour: "#56B4E9" },
  { value: null, title: { zh: "装置或类型不明", en: "not known" }, colour: "#8A8F98" },
];

export const gasUsers: Kind = {
  name: "gas_users",
  title: { zh: "燃气用户", en: "Gas users" },
  explanation: {
    zh: "居民与工商、公福等非居民用户，一行一户（或一表）。非居民用户应装报警器和紧急切断阀。",
    en: "Households and other users, one row each. Users other than households need a gas alarm and an emergency shut-off valve.",
  },
  geometry: ["point"],
  fromWebMaps: true,
  columns: [
    textColumn({
      name: "code",
      title: { zh: "用户编号", en: "code" },
      aliases: "yhbh 用户编号 用户号 户号 表号 客户编号 编号 user_id code id",
    }),
    textColumn({
      name: "name",
      title: { zh: "用户名称", en: "name" },
      aliases: "yhmc 用户名称 单位名称 店名 商户名称 名称 name",
    }),
    textColumn({
      name: "holder",
      title: { zh: "户主", en: "holder" },
      aliases: "户名 户主 户主姓名 用户姓名 联系人 负责人 hzxm lxr holder",
      personal: true,
    }),
    textColumn({
      name: "phone",
      title: { zh: "联系电话", en: "telephone" },
      aliases: "lxdh 联系电话 联系方式 电话 手机 手机号 phone",
      personal: true,
    }),
    textColumn({
      name: "address",
      title: { zh: "地址", en: "address" },
      aliases: "用气地址 地址 详细地址 yqdz dz address",
    }),
    choiceColumn({
      name: "user_type",
      title: { zh: "用户类型", en: "type of user" },
      required: true,
      aliases: "yhlx 用户类型 用户类别 用气性质 用气类型 客户类型 yqxz yhlb user_type",
      choices: [
        { value: "catering", title: { zh: "餐饮", en: "catering" } },
        { value: "public", title: { zh: "公福（学校、医院、养老等）", en: "public service" } },
        { value: "industrial", title: { zh: "工业", en: "industrial" } },
        { value: "commercial", title: { zh: "商业", en: "commercial" } },
        { value: "resident", title: { zh: "居民", en: "household" } },
      ],
      words: [
        ["commercial", "非居民"],
        ["resident", "居民", "民用", "家庭", "=住宅", "household", "resident"],
        ["catering", "餐饮", "餐厅", "饭店", "酒楼", "小吃", "食堂", "restaurant"],
        ["public", "公福", "公共", "福利", "学校", "医院", "养老"],
        ["commercial", "工商", "商业", "商户", "公建"],
        ["industrial", "工业", "工厂", "锅炉"],
      ],
    }),
    textColumn({
      name: "business",
      title: { zh: "经营类型", en: "kind of business" },
      aliases: "经营类型 行业 业态 行业类别 jylx business",
    }),
    choiceColumn({
      name: "gas_source",
      title: { zh: "气源", en: "gas from" },
      aliases: "气源 气源类型 供气方式 用气方式 qy gqfs gas_source",
      choices: [
        { value: "pipe", title: { zh: "管道", en: "pipe" } },
        { value: "bottle", title: { zh: "瓶装", en: "bottles" } },
      ],
      words: [
        ["bottle", "瓶", "液化"],
        ["pipe", "管道", "天然气", "管输"],
      ],
    }),
    flagColumn({
      name: "alarm",
      title: { zh: "已装报警器", en: "alarm fitted" },
      aliases: "是否装报警器 是否安装报警器 报警器 报警装置 燃气报警器 可燃气体报警器 sfazbjq sfbjq alarm",
      looks: { name: /报警/u, value: /^(是|否|有|无|已.*|未.*|0|1)$/u },
      read: readFitted,
    }),
    flagColumn({
      name: "shutoff",
      title: { zh: "已装紧急切断阀", en: "shut-off valve fitted" },
      aliases: "是否联动切断阀 是否安装切断阀 切断阀 紧急切断阀 联动切断 切断装置 sfazqdf sfqdf shutoff",
      looks: { name: /切断/u, value: /^(是|否|有|无|已.*|未.*|0|1)$/u },
      read: readFitted,
    }),
    dateColumn({
      name: "alarm_expiry",
      title: { zh: "报警器到期日", en: "alarm good until" },
      aliases: "报警器到期日 报警器到期日期 报警器有效期 bjqdqr alarm_expiry",
    }),
    dateColumn({
      name: "last_inspection",
      title: { zh: "最近安检日期", en: "last safety check" },
      aliases: "最近安检日期 最近安检 安检日期 上次安检日期 安检时间 zjaj ajrq last_inspection",
    }),
    tallyColumn({
      name: "hazards",
      title: { zh: "隐患数", en: "hazards found" },
      aliases: "隐患数 隐患数量 yhsl hazards",
    }),
    textColumn({
      name: "risk",
      title: { zh: "风险等级", en: "risk level" },
      aliases: "风险等级 风险级别 fxdj risk_level risk",
    }),
    derivedColumn(
      {
        name: "safety_state",
        title: { zh: "安全装置", en: "safety devices" },
        type: "choice",
        sqlType: "VARCHAR",
        choices: choicesOf(safetyClasses),
      },
      safetyState,
    ),
  ],
  keyColumn: "code",
  checks: [
    {
      name: "user_type",
      title: { zh: "用户类型不明", en: "the type of user is not known" },
      when: "user_type IS NULL",
    },
    {
      name: "alarm_expiry",
      title: { zh: "报警器已过期", en: "the alarm is past its date" },
      when: "alarm_expiry < current_date",
    },
    {
      name: "alarm_without",
      title: { zh: "未装报警器却有到期日", en: "a date for an alarm that is not fitted" },
      when: "alarm = false AND alarm_expiry IS NOT NULL",
    },
    {
      name: "last_inspection",
      title: { zh: "最近安检日期晚于今天", en: "the last safety check is in the future" },
      when: "last_inspection > current_date",
    },
  ],
  dialects: [],
  paint: {
    column: "safety_state",
    classes: safetyClasses,
  },
};
