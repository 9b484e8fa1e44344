import type { Choice, ColumnEntry, Paint } from "../../contract/catalog.js";
import { pressureChoices } from "../kinds/pressure.js";

const findings = [
  { value: "crosses", title: { zh: "疑似占压（管线从房下穿过）", en: "pipe runs under it" }, colour: "#67000D" },
  { value: "protected", title: { zh: "疑似占压（在保护范围内）", en: "in the protection range" }, colour: "#CB181D" },
  { value: "clearance", title: { zh: "安全间距不足", en: "clearance not met" }, colour: "#F07F13" },
  { value: "to_verify", title: { zh: "占压或间距待现场核实", en: "to be verified on site" }, colour: "#FDC765" },
  { value: "control", title: { zh: "在控制范围内", en: "in the control range" }, colour: "#2F78B8" },
  {
    value: "control_to_verify",
    title: { zh: "控制范围待现场核实", en: "control range to be verified" },
    colour: "#84C2E6",
  },
] as const;

/** The most urgent of the three tests; each has its own column beside it. */
export function findingPaint(column: string): Paint {
  return {
    column,
    classes: [...findings, { value: null, title: { zh: "均不涉及", en: "none of them" }, colour: "#C9CDD2" }],
  };
}

export const findingChoices: readonly Choice[] = findings.map(({ value, title }) => ({ value, title }));

const firstChoices: readonly Choice[] = [
  { value: "pipe", title: { zh: "管先房后", en: "pipe first" } },
  { value: "building", title: { zh: "房先管后", en: "building first" } },
  { value: "same_year", title: { zh: "同年", en: "same year" } },
];

const first: ColumnEntry = {
  name: "came_first",
  title: { zh: "先后", en: "who came first" },
  explanation: {
    zh: "按建成年份和敷设年份。占压时：管先房后为疑似违章占压，房先管后为敷设间距问题，责任方不同；只在控制范围内的，先后不说明任何一方违规。",
    en: "By the years built and laid. On a pipe: with the pipe first a suspected encroachment, with the building first laid too close, which is another's fault; in the control range alone it says of neither that it did wrong.",
  },
  type: "choice",
  choices: firstChoices,
};

const metres = (name: string, zh: string, en: string, more: Partial<ColumnEntry> = {}): ColumnEntry => ({
  name,
  title: { zh, en },
  type: "number",
  unit: "m",
  ...more,
});

const pipe: readonly ColumnEntry[] = [
  { name: "pipe_fid", title: { zh: "管线序号", en: "pipe row" }, type: "whole", empty: "none" },
  { name: "pipe_code", title: { zh: "管段号", en: "pipe code" }, type: "text" },
];

export const conflictColumns: readonly ColumnEntry[] = [
  { name: "finding", title: { zh: "最急一项", en: "most urgent" }, type: "choice", choices: findingChoices },
  {
    name: "over_pipe",
    title: { zh: "占压", en: "on the pipe" },
    type: "choice",
    choices: [
      { value: "crosses", title: { zh: "管线穿过", en: "crosses" } },
      { value: "protected", title: { zh: "在保护范围内", en: "in the protection range" } },
      { value: "to_verify", title: { zh: "待现场核实", en: "to verify" } },
      { value: "no", title: { zh: "否", en: "no" } },
    ],
  },
  {
    name: "clearance",
    title: { zh: "安全间距", en: "clearance" },
    type: "choice",
    choices: [
      { value: "not_met", title: { zh: "不足", en: "not met" } },
      { value: "to_verify", title: { zh: "待现场核实", en: "to verify" } },
      { value: "met", title: { zh: "满足", en: "met" } },
      { value: "no_rule", title: { zh: "无法判定（压力不明或规范无此项）", en: "cannot tell (no class or no rule)" } },
    ],
  },
  {
    name: "control",
    title: { zh: "控制范围", en: "control range" },
    type: "choice",
    choices: [
      { value: "inside", title: { zh: "在内", en: "inside" } },
      { value: "to_verify", title: { zh: "待现场核实", en: "to verify" } },
      { value: "outside", title: { zh: "在外", en: "outside" } },
    ],
  },
  metres("distance_m", "距管外壁", "distance"),
  metres("protection_m", "保护范围", "protection range"),
  metres("clearance_m", "应有间距", "clearance asked", { empty: "none" }),
  {
    name: "clearance_to",
    title: { zh: "间距量至", en: "clearance to" },
    type: "choice",
    choices: [
      { value: "foundation", title: { zh: "建筑物基础", en: "foundation" } },
      { value: "outer_wall", title: { zh: "建筑物外墙面", en: "outer wall" } },
    ],
    empty: "none",
  },
  metres("control_m", "控制范围半径", "control range reach"),
  { name: "pressure", title: { zh: "压力级制", en: "pressure class" }, type: "choice", choices: pressureChoices },
  first,
  { name: "major_hazard", title: { zh: "重大隐患情形", en: "major hazard" }, type: "flag" },
  { name: "building_fid", title: { zh: "房屋序号", en: "building row" }, type: "whole" },
  { name: "building_code", title: { zh: "房屋编号", en: "building code" }, type: "text" },
  ...pipe,
  { name: "build_year", title: { zh: "建成年份", en: "year built" }, type: "year" },
  { name: "lay_year", title: { zh: "敷设年份", en: "year laid" }, type: "year" },
  { name: "range_source", title: { zh: "保护范围依据", en: "source of protection range" }, type: "text" },
  { name: "control_source", title: { zh: "控制范围依据", en: "source of control range" }, type: "text" },
  { name: "clearance_source", title: { zh: "间距依据", en: "source of clearance" }, type: "text", empty: "none" },
];

export const gasBuildingColumns: readonly ColumnEntry[] = [
  {
    name: "gas_finding",
    title: { zh: "燃气判定", en: "gas finding" },
    type: "choice",
    choices: findingChoices,
    empty: "none",
  },
  { name: "on_pipe", title: { zh: "疑似占压", en: "on a pipe" }, type: "flag" },
  { name: "too_close", title: { zh: "间距不足", en: "clearance not met" }, type: "flag" },
  { name: "in_control", title: { zh: "在控制范围内", en: "in a control range" }, type: "flag" },
  { name: "major_hazard", title: { zh: "重大隐患情形", en: "major hazard" }, type: "flag" },
  metres("pipe_distance_m", "距管外壁", "distance to pipe", { empty: "none" }),
  { name: "pipe_fid", title: { zh: "管线序号", en: "pipe row" }, type: "whole", empty: "none" },
  {
    name: "pipe_pressure",
    title: { zh: "管线压力级制", en: "pipe pressure class" },
    type: "choice",
    choices: pressureChoices,
    empty: "none",
  },
  { ...first, empty: "none" },
  { name: "gas_pairs", title: { zh: "涉及管段数", en: "pipes concerned" }, type: "whole" },
];

export const workColumns: readonly ColumnEntry[] = [
  {
    name: "works",
    title: { zh: "施工位置", en: "works" },
    type: "choice",
    choices: [
      { value: "protection", title: { zh: "在保护范围内", en: "in the protection range" } },
      { value: "control", title: { zh: "在控制范围内", en: "in the control range" } },
      { value: "to_verify", title: { zh: "待现场核实", en: "to verify" } },
    ],
  },
  metres("distance_m", "坑边距管外壁", "pit edge to pipe"),
  metres("protection_m", "保护范围", "protection range"),
  metres("control_m", "控制范围半径", "control range reach"),
  { name: "pressure", title: { zh: "压力级制", en: "pressure class" }, type: "choice", choices: pressureChoices },
  { name: "site_fid", title: { zh: "工地序号", en: "site row" }, type: "whole" },
  { name: "site_code", title: { zh: "项目编码", en: "site code" }, type: "text" },
  { name: "site_name", title: { zh: "项目名称", en: "site name" }, type: "text" },
  ...pipe,
  { name: "range_source", title: { zh: "保护范围依据", en: "source of protection range" }, type: "text" },
  { name: "control_source", title: { zh: "控制范围依据", en: "source of control range" }, type: "text" },
];

export const worksPaint: Paint = {
  column: "works",
  classes: [
    { value: "protection", title: { zh: "保护范围内施工", en: "works in the protection range" }, colour: "#CB181D" },
    { value: "control", title: { zh: "控制范围内施工", en: "works in the control range" }, colour: "#F07F13" },
    { value: "to_verify", title: { zh: "待现场核实", en: "to be verified on site" }, colour: "#FDC765" },
    { value: null, title: { zh: "无", en: "none" }, colour: "#C9CDD2" },
  ],
};
