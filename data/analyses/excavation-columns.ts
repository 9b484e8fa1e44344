import type { ColumnEntry, Paint } from "../../contract/catalog.js";
import { pressureChoices } from "../kinds/pressure.js";
import { damageClasses } from "../risk/damage.js";
import { workClasses, zones } from "../risk/excavations.js";
import { sitePhases } from "../risk/site-phases.js";

const zoneColours = ["#08306B", "#2F78B8", "#84C2E6", "#C6DBEF"];

export const zonePaint: Paint = {
  column: "zone",
  classes: [
    ...zones.map(({ name, title }, at) => ({ value: name, title, colour: zoneColours[at] ?? "#C6DBEF" })),
    { value: null, title: { zh: "不在影响区内", en: "in no zone" }, colour: "#C9CDD2" },
  ],
};

const metres = (name: string, zh: string, en: string, more: Partial<ColumnEntry> = {}): ColumnEntry => ({
  name,
  title: { zh, en },
  type: "number",
  unit: "m",
  ...more,
});

const none = { empty: "none" } as const;

/** What is said of a thing beside a pit; in a list of buildings, empty where no pit reaches. */
export const pitColumns: readonly ColumnEntry[] = [
  {
    name: "zone",
    title: { zh: "影响区", en: "zone" },
    type: "choice",
    choices: zones.map(({ name, title }) => ({ value: name, title })),
    ...none,
  },
  metres("site_distance_m", "距坑边", "distance to pit", none),
  { name: "site_fid", title: { zh: "工地序号", en: "site row" }, type: "whole", ...none },
  metres("site_depth_m", "开挖深度", "depth of the pit", none),
  { name: "site_depth_assumed", title: { zh: "深度为假定", en: "depth assumed" }, type: "flag", ...none },
  {
    name: "site_phase",
    title: { zh: "工地阶段", en: "phase" },
    type: "choice",
    choices: sitePhases.map(({ value, title }) => ({ value, title })),
    ...none,
  },
  {
    name: "settlement_mm",
    title: { zh: "沉降估算（筛查）", en: "settlement (screening)" },
    type: "number",
    unit: "mm",
    explanation: {
      zh: "按经验曲线估算，筛查用，不能用于设计或鉴定。",
      en: "By an empirical curve, for screening; never for design or assessment.",
    },
    ...none,
  },
];

export const buildingPitColumns: readonly ColumnEntry[] = [
  ...pitColumns,
  {
    name: "slope",
    title: { zh: "倾斜估算（筛查）", en: "slope (screening)" },
    type: "number",
    explanation: {
      zh: "地面沉降差与距离之比；0.002 即 1/500。",
      en: "Difference of settlement by distance; 0.002 is 1/500.",
    },
    ...none,
  },
  {
    name: "damage",
    title: { zh: "损伤分级（筛查）", en: "damage (screening)" },
    type: "choice",
    choices: damageClasses,
    ...none,
  },
];

export const pairIds: readonly ColumnEntry[] = [
  { name: "building_fid", title: { zh: "房屋序号", en: "building row" }, type: "whole" },
  { name: "building_code", title: { zh: "房屋编号", en: "building code" }, type: "text" },
  { name: "site_code", title: { zh: "项目编码", en: "site code" }, type: "text" },
  { name: "site_name", title: { zh: "项目名称", en: "site name" }, type: "text" },
];

export const pipePitColumns: readonly ColumnEntry[] = [
  ...pitColumns,
  { name: "over_alarm", title: { zh: "超过管线报警值 10 mm", en: "above the alarm value of 10 mm" }, type: "flag" },
  { name: "pipe_fid", title: { zh: "管线序号", en: "pipe row" }, type: "whole" },
  { name: "pipe_code", title: { zh: "管段号", en: "pipe code" }, type: "text" },
  { name: "pressure", title: { zh: "压力级制", en: "pressure class" }, type: "choice", choices: pressureChoices },
  ...pairIds.slice(2),
];

export const siteColumns: readonly ColumnEntry[] = [
  {
    name: "work_class",
    title: { zh: "危大等级（按深度和毗邻）", en: "class of works (by depth and neighbours)" },
    type: "choice",
    choices: workClasses.map(({ value, title }) => ({ value, title })),
  },
  {
    name: "site_phase",
    title: { zh: "工地阶段", en: "phase" },
    type: "choice",
    choices: sitePhases.map(({ value, title }) => ({ value, title })),
    empty: "none",
  },
  { name: "adjacent_buildings", title: { zh: "毗邻房屋", en: "buildings next to it" }, type: "whole", ...none },
  { name: "adjacent_pipes", title: { zh: "毗邻管线", en: "pipes next to it" }, type: "whole", ...none },
  metres("nearest_building_m", "最近房屋", "nearest building", none),
  metres("nearest_pipe_m", "最近管线", "nearest pipe", none),
  { name: "buildings_in_zones", title: { zh: "影响区内房屋", en: "buildings in its zones" }, type: "whole", ...none },
];

export const sitePaint: Paint = {
  column: "work_class",
  classes: [
    ...workClasses.map(({ value, title }, at) => ({
      value,
      title,
      colour: ["#6A3D9A", "#D55E00", "#A07BC8", "#D0BDE3", "#C9CDD2"][at] ?? "#D0BDE3",
    })),
    { value: null, title: { zh: "深度不明", en: "depth unknown" }, colour: "#8A8F98" },
  ],
};

export const tunnelColumns: readonly ColumnEntry[] = [
  metres("axis_distance_m", "距轴线", "distance to the axis", none),
  { name: "tunnel_fid", title: { zh: "线路序号", en: "line row" }, type: "whole", ...none },
  ...buildingPitColumns.filter(({ name }) => ["settlement_mm", "slope", "damage"].includes(name)),
];

export const damagePaint: Paint = {
  column: "damage",
  classes: [
    ...damageClasses.map((each, at) => ({
      ...each,
      colour: ["#67000D", "#EF3B5C", "#FDC765", "#C6DBEF"][at] ?? "#C6DBEF",
    })),
    { value: null, title: { zh: "不在影响范围内", en: "out of reach" }, colour: "#C9CDD2" },
  ],
};
