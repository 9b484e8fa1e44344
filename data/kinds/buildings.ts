import { countColumn, flagColumn, measureColumn, textColumn, yearColumn } from "./columns.js";
import type { Kind } from "./kind.js";

/**
 * Houses of the census (灾普房屋建筑调查), of the self-built-house campaign and of city surveys. 改造 (`renovated`) is kept
 * apart from the alterations: its legality is not known.
 */
export const buildings: Kind = {
  name: "buildings",
  title: { zh: "房屋", en: "Buildings" },
  explanation: {
    zh: "房屋普查、自建房排查或城市体检的房屋图斑，一行一栋。",
    en: "Footprints of the housing census, the self-built-house campaign or a city survey; one row a building.",
  },
  geometry: ["polygon", "point"],
  columns: [
    textColumn({
      name: "code",
      title: { zh: "房屋编号", en: "code" },
      aliases: ["fwbh", "bh", "房屋编号", "编号", "统一编码", "fwbm", "wybs", "building_id", "bldg_id", "code"],
    }),
    textColumn({
      name: "name",
      title: { zh: "名称", en: "name" },
      aliases: ["jzmc", "建筑名称", "房屋名称", "名称", "小区名称", "楼幢", "name"],
    }),
    textColumn({
      name: "address",
      title: { zh: "地址", en: "address" },
      aliases: ["address", "addr", "dz", "地址", "坐落", "房屋地址", "zl"],
    }),
    yearColumn({
      name: "build_year",
      title: { zh: "建成年份", en: "year built" },
      required: true,
      aliases: [
        "build_time",
        "build_year",
        "建成年份",
        "建成时间",
        "建造年代",
        "建造时间",
        "建成年代",
        "建设年份",
        "建设年代",
        "竣工时间",
        "竣工年份",
        "jcnf",
        "jcsj",
        "jznd",
        "jznf",
        "jznda",
        "jzndai",
        "year_built",
        "yr_built",
        "yearbuilt",
      ],
    }),
    countColumn({
      name: "floors",
      title: { zh: "层数", en: "floors" },
      aliases: ["cs", "dscs", "zcs", "层数", "地上层数", "建筑层数", "dsjzcs", "floor", "floors", "storeys", "stories"],
    }),
    measureColumn({
      name: "floor_area_m2",
      title: { zh: "建筑面积", en: "floor area" },
      unit: "m²",
      aliases: ["dcmj", "jzmj", "建筑面积", "面积", "调查面积", "floor_area", "area"],
    }),
    textColumn({
      name: "structure",
      title: { zh: "结构类型", en: "structure" },
      aliases: ["jglx", "fwjg", "jzjg", "结构类型", "结构", "结构形式", "struct", "structure"],
    }),
    textColumn({
      name: "use",
      title: { zh: "用途", en: "use" },
      aliases: ["fwyt", "jzyt", "sjyt", "yt", "房屋用途", "用途", "现用途", "use", "use_desc"],
    }),
    flagColumn({
      name: "altered",
      title: { zh: "疑似违改", en: "altered" },
      aliases: ["sfwg", "wfgj", "是否违法改建", "违法改建", "违规改扩建", "altered"],
    }),
    flagColumn({
      name: "storeys_added",
      title: { zh: "加层", en: "storeys added" },
      aliases: ["sfjc", "私自加层", "违规加层", "是否加层", "加层", "storeys_added"],
    }),
    flagColumn({
      name: "wall_removed",
      title: { zh: "拆改承重墙", en: "wall removed" },
      aliases: ["sfcgczq", "拆改承重墙", "拆改主体结构", "是否拆改承重墙", "wall_removed"],
    }),
    flagColumn({
      name: "basement_dug",
      title: { zh: "开挖地下空间", en: "basement dug" },
      aliases: ["sfkwdx", "开挖地下空间", "非法开挖地下空间", "basement_dug"],
    }),
    flagColumn({
      name: "extended",
      title: { zh: "自行改扩建", en: "extended" },
      aliases: ["sfzxgkj", "自行改扩建", "是否自行改扩建", "扩建", "extended"],
    }),
    flagColumn({
      name: "use_changed",
      title: { zh: "擅自改变用途", en: "use changed" },
      aliases: ["sfgbyt", "擅自改变用途", "改变用途", "use_changed"],
    }),
    flagColumn({
      name: "renovated",
      title: { zh: "进行过改造", en: "renovated" },
      aliases: ["sfszcg", "sfgz", "是否改造", "是否进行过改造", "改造情况", "renovated"],
    }),
    textColumn({
      name: "district",
      title: { zh: "所属社区", en: "district" },
      aliases: ["village", "town", "社区", "村居", "所属社区", "街道", "sssq", "ssshequ", "district"],
    }),
    {
      ...textColumn({ name: "age_class", title: { zh: "建成年代", en: "age class" }, aliases: [] }),
      type: "choice",
      derived: `CASE WHEN build_year < 1500 THEN NULL WHEN build_year < 1980 THEN 'before_1980' WHEN build_year < 1990 THEN '1980s'
        WHEN build_year < 2000 THEN '1990s' WHEN build_year < 2010 THEN '2000s' WHEN build_year <= 2100 THEN 'since_2010' END`,
    },
  ],
  keyColumn: "code",
  checks: [
    {
      name: "build_year",
      title: { zh: "建成年份早于 1500 年或晚于今年", en: "the year built is before 1500 or in the future" },
      when: "build_year < 1500 OR build_year > year(current_date)",
    },
  ],
  paint: {
    column: "age_class",
    classes: [
      { value: "before_1980", title: { zh: "1980 年以前", en: "before 1980" }, colour: "#7F2704" },
      { value: "1980s", title: { zh: "1980–1989", en: "1980–1989" }, colour: "#D94801" },
      { value: "1990s", title: { zh: "1990–1999", en: "1990–1999" }, colour: "#FDA762" },
      { value: "2000s", title: { zh: "2000–2009", en: "2000–2009" }, colour: "#9ECAE1" },
      { value: "since_2010", title: { zh: "2010 年以后", en: "since 2010" }, colour: "#3B7FB8" },
      { value: null, title: { zh: "年代不明", en: "year unknown" }, colour: "#B5B9BF" },
    ],
  },
};
