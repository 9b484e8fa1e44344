import { ageClasses } from "./age-classes.js";
import { buildingColumns } from "./building-columns.js";
import { buildingDialects } from "./building-dialects.js";
import type { Kind } from "./kind.js";

/**
 * Houses of the census (灾普房屋建筑调查), of the self-built-house campaign and of city surveys. 改造 (`renovated`) is kept
 * apart from the alterations: its legality is not known.
 */
export const buildings: Kind = {
  name: "buildings",
  title: { zh: "房屋", en: "Buildings" },
  explanation: {
    zh: "房屋普查、自建房排查或城市体检的房屋图斑，一行一栋。初判、危险性等级、可靠性等级和抗震类别分列，互不代替。",
    en: "Footprints of the housing census, the self-built-house campaign or a city survey; one row a building. First judgement, danger grade, reliability and seismic class are kept apart: none stands for another.",
  },
  geometry: ["polygon", "point"],
  reference: true,
  columns: buildingColumns,
  keyColumn: "code",
  checks: [
    {
      name: "build_year",
      title: { zh: "建成年份早于 1500 年或晚于今年", en: "the year built is before 1500 or in the future" },
      when: "build_year < 1500 OR build_year > year(current_date)",
    },
    {
      name: "floors",
      title: { zh: "层数超过 200", en: "more than 200 floors" },
      when: "floors > 200",
    },
    {
      name: "basement_floors",
      title: { zh: "地下层数超过 10", en: "more than 10 basement floors" },
      when: "basement_floors > 10",
    },
    {
      name: "storey_height",
      title: { zh: "平均层高不足 1.8 米或超过 15 米", en: "storeys lower than 1.8 m or higher than 15 m on average" },
      when: "height_m / floors < 1.8 OR height_m / floors > 15",
    },
    {
      name: "floor_area",
      title: { zh: "建筑面积不足 3 平方米或超过 100 万平方米", en: "a floor area below 3 m² or above 1,000,000 m²" },
      when: "floor_area_m2 < 3 OR floor_area_m2 > 1000000",
    },
    {
      name: "floors_approved",
      title: { zh: "现有层数多于审批层数，却填写未加层", en: "more floors than approved, but no storeys added" },
      when: "floors > approved_floors AND storeys_added = false",
    },
    {
      name: "later_work",
      title: { zh: "改造、加固或鉴定早于建成", en: "repaired, strengthened or assessed before it was built" },
      when: "repair_year < build_year OR strengthened_year < build_year OR assessed_year < build_year",
    },
    {
      name: "assessment",
      title: { zh: "有危险性等级，却填写未经鉴定", en: "a danger grade without an assessment" },
      when: "assessed = false AND danger_grade IN ('A', 'B', 'C', 'D')",
    },
  ],
  dialects: buildingDialects,
  paint: {
    column: "age_class",
    classes: ageClasses,
  },
};
