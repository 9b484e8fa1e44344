import { choiceColumn, dateColumn, textColumn, yearColumn } from "./columns.js";
import { gasStates, gasStateWords } from "./gas-words.js";
import type { Kind } from "./kind.js";
import { pressureChoices, readPressure } from "./pressure.js";

const types = [
  { value: "storage", title: { zh: "储配站（LNG、LPG、CNG）", en: "storage or filling station" }, colour: "#B2182B" },
  { value: "gate_station", title: { zh: "门站", en: "gate station" }, colour: "#D6604D" },
  { value: "regulator", title: { zh: "调压站（箱、柜）", en: "regulator" }, colour: "#E69F00" },
  { value: "bottle_shop", title: { zh: "瓶装气供应站", en: "bottled gas outlet" }, colour: "#8C6D31" },
  { value: "valve", title: { zh: "阀门（井）", en: "valve" }, colour: "#4393C3" },
  { value: "monitor", title: { zh: "监测点", en: "monitoring point" }, colour: "#7FBC41" },
  { value: "other", title: { zh: "其他设施", en: "other facility" }, colour: "#8073AC" },
] as const;

const choices = types.map(({ value, title }) => ({ value, title }));

export const gasFacilities: Kind = {
  name: "gas_facilities",
  title: { zh: "燃气设施", en: "Gas facilities" },
  explanation: {
    zh: "门站、储配站、调压站（箱、柜）、阀门（井）、瓶装气供应站等，一行一处。独立调压站的保护范围从围墙、外墙或设备外缘量起。",
    en: "Gate stations, storage, regulators, valves and bottled gas outlets, one row each. The protected range of a regulator is measured from its fence, its walls or the device itself.",
  },
  geometry: ["point", "polygon"],
  fromWebMaps: true,
  columns: [
    textColumn({
      name: "code",
      title: { zh: "设施编号", en: "code" },
      aliases: "sbbh ssbh 设施编号 设备编号 站点编号 阀门编号 调压箱编号 编号 facility_id code id",
    }),
    textColumn({
      name: "name",
      title: { zh: "设施名称", en: "name" },
      aliases: "sbmc ssmc 设施名称 设备名称 站点名称 场站名称 站名 名称 name",
    }),
    choiceColumn({
      name: "facility_type",
      title: { zh: "设施类型", en: "type of facility" },
      required: true,
      aliases: "sblx sslx 设施类型 设备类型 场站类型 站点类型 附属物 fsw facility_type",
      looks: { name: /类|type|facility/iu, value: /门站|调压|储配|阀|供应站|灌装|加气|regulator|valve/iu },
      choices,
      words: [
        ["bottle_shop", "瓶装", "供应站", "供应点", "瓶库"],
        ["gate_station", "门站", "分输站"],
        ["regulator", "调压", "regulator"],
        ["storage", "储配", "灌装", "加气", "气化", "储罐", "LNG", "CNG", "LPG"],
        ["valve", "阀", "valve"],
        ["monitor", "监测", "检漏", "测试桩", "探测"],
        ["other", "其他", "其它", "凝水缸", "放散", "三通", "弯头"],
      ],
    }),
    {
      ...choiceColumn({
        name: "pressure",
        title: { zh: "压力级制", en: "pressure class" },
        aliases: "进口压力级制 压力级制 压力级别 压力等级 设计压力 进口压力 压力 yljb yldj pressure",
        choices: pressureChoices,
        words: [],
        read: readPressure,
      }),
      looks: { name: /压|yl/iu, value: /[低中高]压|\d\s*[mk]pa/iu },
    },
    choiceColumn({
      name: "enclosure",
      title: { zh: "布置形式", en: "enclosure" },
      aliases: "布置形式 安装形式 设置形式 azxs bzxs enclosure",
      choices: [
        { value: "fenced", title: { zh: "有围墙", en: "fenced" } },
        { value: "building", title: { zh: "建筑物内", en: "in a building" } },
        { value: "open", title: { zh: "露天", en: "in the open" } },
      ],
      words: [
        ["open", "露天", "悬挂", "落地", "室外"],
        ["fenced", "围墙", "围栏"],
        ["building", "建筑", "室内", "地下"],
      ],
    }),
    choiceColumn({
      name: "status",
      title: { zh: "使用状态", en: "status" },
      aliases: "syzt 使用状态 运行状态 状态 zt status",
      choices: gasStates,
      words: gasStateWords,
    }),
    yearColumn({
      name: "build_year",
      title: { zh: "投运年份", en: "year commissioned" },
      aliases: "投运年份 投运日期 建设年代 建设年份 建成年份 竣工日期 安装日期 jsnd build_year",
      looks: { name: /年|^(js|jg|ty|az)(nd|nf|rq|sj)|year/iu, value: /^(19\d\d|20\d\d)(\D|$)/u },
    }),
    dateColumn({
      name: "last_inspection",
      title: { zh: "最近检查日期", en: "last inspected" },
      aliases: "最近检查日期 最近检验日期 检查日期 检验日期 last_inspection",
    }),
    textColumn({
      name: "address",
      title: { zh: "地址", en: "address" },
      aliases: "地址 位置 所在位置 详细地址 dz address",
    }),
    textColumn({
      name: "owner",
      title: { zh: "权属单位", en: "owner" },
      aliases: "qsdw 权属单位 产权单位 经营企业 燃气企业 管理单位 owner",
    }),
    textColumn({
      name: "contact",
      title: { zh: "负责人", en: "person in charge" },
      aliases: "负责人 责任人 联系人 fzr contact",
      personal: true,
    }),
    textColumn({
      name: "phone",
      title: { zh: "联系电话", en: "telephone" },
      aliases: "联系电话 负责人电话 电话 手机 lxdh phone",
      personal: true,
    }),
  ],
  keyColumn: "code",
  checks: [
    {
      name: "facility_type",
      title: { zh: "设施类型不明", en: "the type of facility is not known" },
      when: "facility_type IS NULL",
    },
    {
      name: "build_year",
      title: { zh: "投运年份早于 1900 年或晚于今年", en: "the year commissioned is before 1900 or in the future" },
      when: "build_year < 1900 OR build_year > year(current_date)",
    },
    {
      name: "pressure",
      title: { zh: "调压设施没有压力级制", en: "a regulator without a pressure class" },
      when: "facility_type = 'regulator' AND pressure IS NULL",
    },
    {
      name: "last_inspection",
      title: { zh: "最近检查日期晚于今天", en: "the last inspection is in the future" },
      when: "last_inspection > current_date",
    },
  ],
  dialects: [],
  paint: {
    column: "facility_type",
    classes: [...types, { value: null, title: { zh: "类型不明", en: "type unknown" }, colour: "#8A8F98" }],
  },
};
