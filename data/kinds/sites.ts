import type { PaintClass } from "../../contract/catalog.js";
import {
  choiceColumn,
  choicesOf,
  dateColumn,
  derivedColumn,
  flagColumn,
  measureColumn,
  tallyColumn,
  textColumn,
} from "./columns.js";
import type { Kind } from "./kind.js";

/** By depth, as dangerous works are told apart (住建部令第 37 号): from 3 m on and from 5 m on. */
const depthClasses: readonly PaintClass[] = [
  { value: "deep", title: { zh: "深基坑（≥5 米）", en: "deep pit (≥ 5 m)" }, colour: "#6A3D9A" },
  { value: "pit", title: { zh: "基坑（3–5 米）", en: "pit (3–5 m)" }, colour: "#A07BC8" },
  { value: "shallow", title: { zh: "浅坑（不足 3 米）", en: "shallow (below 3 m)" }, colour: "#D0BDE3" },
  { value: null, title: { zh: "深度不明", en: "depth unknown" }, colour: "#8A8F98" },
];

export const sites: Kind = {
  name: "sites",
  title: { zh: "工地", en: "Construction sites" },
  explanation: {
    zh: "施工工地或基坑，面或点。点位按基坑面积折算成圆；深度不明的按默认深度并作标记。",
    en: "Construction sites or pits, as polygons or points. A point stands for a circle of the pit's area; an unknown depth is assumed and flagged.",
  },
  geometry: ["polygon", "point"],
  fromWebMaps: true,
  columns: [
    textColumn({
      name: "code",
      title: { zh: "项目编码", en: "code" },
      aliases: "xmbm 项目编码 项目编号 项目代码 工程编号 工程编码 编号 xmbh code id caseid",
    }),
    textColumn({
      name: "name",
      title: { zh: "项目名称", en: "name" },
      aliases: "xmmc 项目名称 工程名称 gcmc 名称 name projectname",
    }),
    textColumn({
      name: "permit",
      title: { zh: "施工许可证号", en: "permit" },
      aliases: "施工许可证号 施工许可证编号 施工许可证 许可证号 sgxkzh sgxkz permit",
    }),
    textColumn({
      name: "address",
      title: { zh: "地址", en: "address" },
      aliases: "项目地址 工程地址 建设地点 地址 dz address",
    }),
    textColumn({
      name: "state",
      title: { zh: "状态", en: "state" },
      aliases: "sgzt 施工状态 工程状态 停复工状态 状态 形象进度 zt state status",
    }),
    textColumn({
      name: "progress",
      title: { zh: "形象进度", en: "progress" },
      aliases: "形象进度 施工阶段 xxjd sgjd progress",
    }),
    textColumn({
      name: "work_type",
      title: { zh: "工程类别", en: "type of works" },
      aliases: "工程类别 工程类型 项目类别 gclb gclx xmlx work_type",
    }),
    measureColumn({
      name: "depth_m",
      title: { zh: "开挖深度", en: "depth" },
      unit: "m",
      required: true,
      aliases: "kwsd 开挖深度 基坑深度 最大开挖深度 深度 jksd depth depth_m",
    }),
    measureColumn({
      name: "pit_area_m2",
      title: { zh: "基坑面积", en: "pit area" },
      unit: "m²",
      aliases: "jkmj 基坑面积 开挖面积 kwmj pit_area",
    }),
    measureColumn({
      name: "pit_perimeter_m",
      title: { zh: "基坑周长", en: "pit perimeter" },
      unit: "m",
      aliases: "jkzc 基坑周长 perimeter",
    }),
    measureColumn({
      name: "radius_m",
      title: { zh: "基坑半径", en: "radius" },
      unit: "m",
      aliases: "基坑半径 半径 radius radius_m",
    }),
    choiceColumn({
      name: "support_type",
      title: { zh: "支护形式", en: "support" },
      aliases: "支护形式 支护方式 支护类型 基坑支护 zhxs zhfs zhlx support_type support",
      choices: [
        { value: "braced", title: { zh: "排桩或地连墙加内支撑", en: "braced wall" } },
        { value: "anchored", title: { zh: "排桩加锚索", en: "anchored wall" } },
        { value: "cantilever", title: { zh: "悬臂桩", en: "cantilever wall" } },
        { value: "soil_nail", title: { zh: "土钉墙、喷锚", en: "soil nails" } },
        { value: "gravity", title: { zh: "重力式水泥土墙", en: "gravity wall" } },
        { value: "slope", title: { zh: "放坡", en: "open-cut slope" } },
        { value: "none", title: { zh: "无支护", en: "unsupported" } },
      ],
      words: [
        ["none", "无支护", "未支护", "=无"],
        ["braced", "内支撑", "地下连续墙", "地连墙", "钢支撑"],
        ["anchored", "锚索", "锚拉", "桩锚"],
        ["soil_nail", "土钉", "喷锚", "锚喷"],
        ["gravity", "重力", "水泥土"],
        ["cantilever", "悬臂", "排桩", "钢板桩", "灌注桩", "咬合桩"],
        ["slope", "放坡"],
      ],
    }),
    flagColumn({
      name: "dewatering",
      title: { zh: "降水", en: "dewatering" },
      aliases: "降水 是否降水 基坑降水 sfjs dewatering",
    }),
    dateColumn({
      name: "start_date",
      title: { zh: "开挖开始", en: "start" },
      aliases: "kwksrq 开挖开始 开挖日期 开挖开始日期 开工日期 kgrq start_date",
    }),
    dateColumn({
      name: "backfill_date",
      title: { zh: "回填日期", en: "backfilled" },
      aliases: "htrq 回填日期 回填时间 竣工日期 实际竣工日期 backfill_date",
    }),
    dateColumn({
      name: "planned_end_date",
      title: { zh: "计划竣工", en: "planned end" },
      aliases: "计划竣工 计划竣工日期 jhjgrq planned_end_date",
    }),
    choiceColumn({
      name: "works_class",
      title: { zh: "危大等级", en: "class of dangerous works" },
      aliases: "危大等级 危大工程等级 危大工程类型 是否危大 是否超危大 超危大 危大 wddj works_class",
      choices: [
        { value: "over_scale", title: { zh: "超过一定规模的危大工程", en: "dangerous works beyond scale" } },
        { value: "dangerous", title: { zh: "危大工程", en: "dangerous works" } },
        { value: "ordinary", title: { zh: "一般工程", en: "ordinary works" } },
      ],
      words: [
        ["ordinary", "非危大", "=一般", "不属于", "=否", "=无"],
        ["over_scale", "超危大", "超过一定规模", "超规模"],
        ["dangerous", "危大", "危险性较大"],
      ],
    }),
    textColumn({
      name: "dangerous_works",
      title: { zh: "危大类别", en: "kinds of dangerous works" },
      aliases: "危大类别 危大工程类别 超危大类别 危大工程名称 危大清单 wdlb dangerous_works",
    }),
    dateColumn({
      name: "review_date",
      title: { zh: "论证日期", en: "expert review" },
      aliases: "论证日期 专家论证日期 专家论证时间 lzrq review_date",
    }),
    textColumn({ name: "developer", title: { zh: "建设单位", en: "developer" }, aliases: "建设单位 jsdw developer" }),
    textColumn({
      name: "contractor",
      title: { zh: "施工单位", en: "contractor" },
      aliases: "施工单位 总包单位 sgdw contractor",
    }),
    textColumn({
      name: "supervisor",
      title: { zh: "监理单位", en: "supervisor" },
      aliases: "监理单位 jldw supervisor",
    }),
    textColumn({ name: "designer", title: { zh: "设计单位", en: "designer" }, aliases: "设计单位 sjdw designer" }),
    textColumn({ name: "surveyor", title: { zh: "勘察单位", en: "surveyor" }, aliases: "勘察单位 kcdw surveyor" }),
    textColumn({
      name: "monitor",
      title: { zh: "监测单位", en: "monitored by" },
      aliases: "监测单位 第三方监测单位 jcdw monitor",
    }),
    textColumn({
      name: "alarm_state",
      title: { zh: "预警状态", en: "alarm state" },
      aliases: "预警状态 监测状态 报警状态 yjzt alarm_state",
    }),
    textColumn({
      name: "contact",
      title: { zh: "项目负责人", en: "person in charge" },
      aliases: "项目负责人 项目经理 负责人 联系人 xmfzr xmjl contact",
      personal: true,
    }),
    textColumn({
      name: "phone",
      title: { zh: "联系电话", en: "telephone" },
      aliases: "lxdh 联系电话 负责人电话 电话 手机 phone",
      personal: true,
    }),
    textColumn({
      name: "worst_list",
      title: { zh: "百差工地期次", en: "named among the worst" },
      aliases: "百差工地 百差工地期次 百差期次 bcgd worst_list",
    }),
    dateColumn({
      name: "last_inspection",
      title: { zh: "最近检查日期", en: "last inspected" },
      aliases: "最近检查日期 检查日期 zjjcrq last_inspection",
    }),
    tallyColumn({
      name: "hazards",
      title: { zh: "隐患数", en: "hazards found" },
      aliases: "隐患数 隐患数量 yhsl hazards",
    }),
    derivedColumn(
      {
        name: "depth_class",
        title: { zh: "基坑等级", en: "depth class" },
        type: "choice",
        sqlType: "VARCHAR",
        choices: choicesOf(depthClasses),
      },
      "CASE WHEN depth_m >= 5 THEN 'deep' WHEN depth_m >= 3 THEN 'pit' WHEN depth_m > 0 THEN 'shallow' END",
    ),
  ],
  keyColumn: "code",
  checks: [
    { name: "depth", title: { zh: "没有开挖深度", en: "no depth" }, when: "depth_m IS NULL" },
    {
      name: "depth_range",
      title: { zh: "开挖深度超过 60 米，单位可能有误", en: "deeper than 60 m: the unit may be wrong" },
      when: "depth_m > 60",
    },
    {
      name: "dates",
      title: { zh: "回填日期早于开挖日期", en: "backfilled before it was dug" },
      when: "backfill_date < start_date",
    },
    {
      name: "pit_area",
      title: { zh: "基坑面积超过 50 万平方米", en: "the pit is larger than 500,000 m²" },
      when: "pit_area_m2 > 500000",
    },
    {
      name: "works_class",
      title: { zh: "深度达 5 米，却未列为超危大工程", en: "5 m deep, but not named as dangerous works beyond scale" },
      when: "depth_m >= 5 AND works_class IN ('dangerous', 'ordinary')",
    },
  ],
  dialects: [],
  paint: {
    column: "depth_class",
    classes: depthClasses,
  },
};
