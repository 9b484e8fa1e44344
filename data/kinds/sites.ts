import { dateColumn, measureColumn, textColumn } from "./columns.js";
import type { Kind } from "./kind.js";

export const sites: Kind = {
  name: "sites",
  title: { zh: "工地", en: "Construction sites" },
  explanation: {
    zh: "施工工地或基坑，面或点。点位按基坑面积折算成圆；深度不明的按默认深度并作标记。",
    en: "Construction sites or pits, as polygons or points. A point stands for a circle of the pit's area; an unknown depth is assumed and flagged.",
  },
  geometry: ["polygon", "point"],
  columns: [
    textColumn({
      name: "code",
      title: { zh: "项目编码", en: "code" },
      aliases: ["xmbm", "项目编码", "工程编号", "施工许可证号", "编号", "code", "id", "caseid"],
    }),
    textColumn({
      name: "name",
      title: { zh: "项目名称", en: "name" },
      aliases: ["xmmc", "项目名称", "工程名称", "名称", "name", "projectname"],
    }),
    textColumn({
      name: "state",
      title: { zh: "状态", en: "state" },
      aliases: ["sgzt", "施工状态", "工程状态", "状态", "形象进度", "zt", "state", "status"],
    }),
    measureColumn({
      name: "depth_m",
      title: { zh: "开挖深度", en: "depth" },
      unit: "m",
      aliases: ["kwsd", "开挖深度", "基坑深度", "深度", "jksd", "depth", "depth_m"],
    }),
    measureColumn({
      name: "pit_area_m2",
      title: { zh: "基坑面积", en: "pit area" },
      unit: "m²",
      aliases: ["jkmj", "基坑面积", "开挖面积", "pit_area"],
    }),
    measureColumn({
      name: "radius_m",
      title: { zh: "基坑半径", en: "radius" },
      unit: "m",
      aliases: ["基坑半径", "半径", "radius", "radius_m"],
    }),
    dateColumn({
      name: "start_date",
      title: { zh: "开挖开始", en: "start" },
      aliases: ["kwksrq", "开挖开始", "开挖日期", "开工日期", "start_date"],
    }),
    dateColumn({
      name: "backfill_date",
      title: { zh: "回填日期", en: "backfilled" },
      aliases: ["htrq", "回填日期", "竣工日期", "backfill_date"],
    }),
    {
      ...textColumn({ name: "depth_class", title: { zh: "基坑等级", en: "depth class" }, aliases: [] }),
      type: "choice",
      derived: "CASE WHEN depth_m >= 5 THEN 'deep' WHEN depth_m >= 3 THEN 'pit' WHEN depth_m > 0 THEN 'shallow' END",
    },
  ],
  keyColumn: "code",
  checks: [],
  paint: {
    column: "depth_class",
    classes: [
      { value: "deep", title: { zh: "深基坑（≥5 米）", en: "deep pit (≥ 5 m)" }, colour: "#6A3D9A" },
      { value: "pit", title: { zh: "基坑（3–5 米）", en: "pit (3–5 m)" }, colour: "#A07BC8" },
      { value: "shallow", title: { zh: "浅坑（不足 3 米）", en: "shallow (below 3 m)" }, colour: "#D0BDE3" },
      { value: null, title: { zh: "深度不明", en: "depth unknown" }, colour: "#8A8F98" },
    ],
  },
};
