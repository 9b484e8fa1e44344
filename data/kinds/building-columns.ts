import { ageClasses } from "./age-classes.js";
import { alterationColumns, stateColumns } from "./building-condition.js";
import * as grades from "./building-grades.js";
import {
  choiceColumn,
  choicesOf,
  countColumn,
  derivedColumn,
  flagColumn,
  measureColumn,
  tallyColumn,
  textColumn,
  yearColumn,
} from "./columns.js";
import type { KindColumn } from "./kind.js";
import { readDecade, readFlag } from "./read.js";
import { structureChoices, structureWords } from "./structure.js";

const yearValue = /^(19\d\d|20\d\d)(\D|$)|^[3-9八七六五九]?[0十]年代|^\d{2}年代$/u;

/** 预制板 and its like are prefabricated slabs, 现浇 and wooden floors are none; else a flag. */
function readPrefab(value: string): string {
  return `CASE WHEN regexp_matches(${value}, '非预制|现浇|木楼|木屋|轻钢') THEN false
    WHEN contains(${value}, '预制') THEN true ELSE ${readFlag(value)} END`;
}

/** 非经营性 before 经营性, else a flag. */
function readBusiness(value: string): string {
  return `CASE WHEN contains(${value}, '非经营') OR contains(${value}, '非营业') OR contains(${value}, '自住') THEN false
    WHEN contains(${value}, '经营') OR contains(${value}, '营业') THEN true ELSE ${readFlag(value)} END`;
}

const placeColumns: readonly KindColumn[] = [
  textColumn({
    name: "code",
    title: { zh: "房屋编号", en: "code" },
    aliases: "fwbh bh 房屋编号 房屋编码 房屋代码 编号 统一编码 排查编号 fwbm wybs building_id bldg_id code",
  }),
  textColumn({
    name: "name",
    title: { zh: "名称", en: "name" },
    aliases: "jzmc 建筑名称 房屋名称 楼栋名称 名称 楼幢 小区名称 name",
  }),
  textColumn({
    name: "address",
    title: { zh: "地址", en: "address" },
    aliases: "address addr dz 地址 坐落 房屋地址 详细地址 zl",
  }),
  textColumn({
    name: "district",
    title: { zh: "区县", en: "district" },
    aliases: "district 区县 县区 所属区县 所属区 qx xzqdm county",
  }),
  textColumn({
    name: "street",
    title: { zh: "街道（乡镇）", en: "street or town" },
    aliases: "town 街道 乡镇 镇街 乡镇街道 所属街道 所属乡镇 sssjd ssjd jd xz street_office",
  }),
  textColumn({
    name: "community",
    title: { zh: "社区（村）", en: "community or village" },
    aliases: "village 社区 村居 村社区 所属社区 所属村 社区名称 sssq ssshequ sq community",
  }),
  textColumn({ name: "grid", title: { zh: "网格", en: "grid cell" }, aliases: "网格 所属网格 网格名称 wg sswg" }),
  textColumn({ name: "estate", title: { zh: "小区", en: "estate" }, aliases: "小区 小区名称 所属小区 xqmc estate" }),
  choiceColumn({
    name: "record_type",
    title: { zh: "房屋类别", en: "type of record" },
    aliases: "fwlb 房屋类别 记录类别 调查类别 record_type",
    choices: grades.recordTypes,
    words: grades.recordTypeWords,
  }),
  choiceColumn({
    name: "survey_finding",
    title: { zh: "现场调查情况", en: "what the survey found" },
    aliases: "xcdcqk 现场调查情况 调查情况 survey_finding",
    choices: grades.surveyFindings,
    words: grades.surveyWords,
  }),
  textColumn({
    name: "not_needed_reason",
    title: { zh: "不需调查原因", en: "why none is needed" },
    aliases: "bxdcyy 不需调查原因 无需调查原因",
  }),
];

const bodyColumns: readonly KindColumn[] = [
  {
    ...yearColumn({
      name: "build_year",
      title: { zh: "建成年份", en: "year built" },
      required: true,
      aliases:
        "build_time build_year 建成年份 建成时间 建造年代 建造时间 建造年份 建成年代 建设年份 建设年代 竣工时间 竣工年份 竣工日期 房屋年代 jcnf jcsj jcnd jznd jznf jznda jzndai year_built yr_built yearbuilt",
      looks: {
        name: /^(?!.*(鉴|检|改|加固|维修|修缮|调查|更新|登记|录入|排查|普查|kz|gz)).*(年|^(jc|jg|jz|js)(nd|nf|sj|rq|n)|built|build)/iu,
        value: yearValue,
      },
    }),
  },
  yearColumn({
    name: "build_decade",
    title: { zh: "建成年代（十年）", en: "decade built" },
    shares: "build_year",
    aliases: "",
    read: readDecade,
  }),
  countColumn({
    name: "floors",
    title: { zh: "层数", en: "floors" },
    aliases: "cs dscs zcs 层数 地上层数 建筑层数 总层数 dsjzcs 现有层数 floor floors storeys stories",
  }),
  tallyColumn({
    name: "basement_floors",
    title: { zh: "地下层数", en: "basement floors" },
    aliases: "dxcs dxjzcs 地下层数 地下建筑层数 basement_floors",
  }),
  flagColumn({
    name: "basement",
    title: { zh: "有地下室", en: "basement" },
    aliases: "地下室 有无地下室 是否有地下室 sfydxs dxs basement",
  }),
  countColumn({
    name: "approved_floors",
    title: { zh: "审批层数", en: "floors approved" },
    aliases: "审批层数 批准层数 规划层数 证载层数 许可层数 spcs approved_floors",
  }),
  measureColumn({
    name: "height_m",
    title: { zh: "高度", en: "height" },
    unit: "m",
    aliases: "gd 建筑高度 房屋高度 高度 jzgd height",
  }),
  measureColumn({
    name: "floor_area_m2",
    title: { zh: "建筑面积", en: "floor area" },
    unit: "m²",
    aliases: "dcmj jzmj 建筑面积 面积 调查面积 房屋面积 floor_area area",
  }),
  measureColumn({
    name: "footprint_m2",
    title: { zh: "占地面积", en: "footprint" },
    unit: "m²",
    aliases: "占地面积 基底面积 zdmj jdmj footprint_area",
  }),
  textColumn({
    name: "structure",
    title: { zh: "结构类型", en: "structure" },
    aliases: "jglx fwjg jzjg 结构类型 结构 结构形式 建筑结构 房屋结构 构筑类型 struct structure",
  }),
  choiceColumn({
    name: "structure_class",
    title: { zh: "结构类别", en: "structure class" },
    shares: "structure",
    aliases: "",
    choices: structureChoices,
    words: structureWords,
  }),
  textColumn({
    name: "structure_detail",
    title: { zh: "二级结构类型", en: "structure in detail" },
    aliases: "sub_jglx 二级结构类型 结构子类 楼盖类型 qtjglx 其他结构类型",
  }),
  flagColumn({
    name: "prefab_slab",
    title: { zh: "预制板楼盖", en: "prefabricated slabs" },
    shares: "structure_detail",
    aliases: "预制多孔板 预制板 是否预制板 楼板类型 sfyzb yzdkb prefab_slab",
    read: readPrefab,
  }),
  textColumn({
    name: "foundation",
    title: { zh: "基础类型", en: "foundation" },
    aliases: "基础类型 基础形式 地基基础 jclx jcxs jzjcxs foundation",
  }),
  flagColumn({
    name: "professional_design",
    title: { zh: "专业设计", en: "designed by professionals" },
    aliases: "fwsjfs 是否专业设计 是否采用专业设计 是否专业设计建造 专业设计 设计情况 sfzysj professional_design",
  }),
  flagColumn({
    name: "professional_construction",
    title: { zh: "专业施工", en: "built by professionals" },
    aliases: "fwsgfs 是否专业施工 是否有资质队伍施工 专业施工 sfzysg professional_construction",
  }),
  flagColumn({
    name: "no_permits",
    title: { zh: "无审批手续（三无）", en: "without permits" },
    aliases: "三无 是否三无 三无房屋 sfsw no_permits",
  }),
];

const useColumns: readonly KindColumn[] = [
  textColumn({
    name: "use",
    title: { zh: "用途", en: "use" },
    aliases: "fwyt jzyt sjyt yt 房屋用途 实际用途 现用途 用途 use use_desc",
  }),
  textColumn({
    name: "design_use",
    title: { zh: "设计用途", en: "use by permit" },
    aliases: "证载用途 设计用途 规划用途 批准用途 原用途 ghyt zzyt design_use",
  }),
  textColumn({
    name: "business_use",
    title: { zh: "经营类型", en: "kind of business" },
    aliases: "经营类型 经营用途 经营内容 业态 jylx business_use",
  }),
  flagColumn({
    name: "business_run",
    title: { zh: "经营性", en: "run as a business" },
    aliases: "是否经营性 是否经营 经营性 房屋性质 房屋使用情况 sfjy sfjyx business_run",
    read: readBusiness,
  }),
  tallyColumn({
    name: "occupants",
    title: { zh: "使用人数", en: "occupants" },
    aliases: "czrk 常住人口 常住人口数 居住人数 使用人数 经营居住人数 经营人数 人数 occupants",
  }),
  tallyColumn({
    name: "households",
    title: { zh: "户数", en: "households" },
    aliases: "azhs 户数 套数 安置户数 总户数 hs households",
  }),
  textColumn({
    name: "owner",
    title: { zh: "产权人", en: "owner" },
    aliases: "hzxm 户主姓名 户主 产权人 产权单位 使用人 姓名 管理单位 cqr owner",
    personal: true,
  }),
  textColumn({
    name: "owner_phone",
    title: { zh: "联系电话", en: "telephone" },
    aliases: "lxdh 联系电话 电话 手机 手机号 phone owner_phone",
    personal: true,
  }),
  textColumn({
    name: "owner_identity",
    title: { zh: "身份证号", en: "identity number" },
    aliases: "sfz sfzh 身份证 身份证号 身份证号码",
    personal: true,
  }),
];

const derivedColumns: readonly KindColumn[] = [
  derivedColumn(
    {
      name: "excluded",
      title: { zh: "不计入（不需调查）", en: "left out (nothing to survey)" },
      type: "flag",
      sqlType: "BOOLEAN",
    },
    `CASE WHEN survey_finding = 'not_needed' OR not_needed_reason NOT IN ('0', '无', '/', '-') THEN true
      WHEN survey_finding IS NOT NULL THEN false END`,
  ),
  derivedColumn(
    {
      name: "age_class",
      title: { zh: "建成年代", en: "age class" },
      type: "choice",
      sqlType: "VARCHAR",
      choices: choicesOf(ageClasses),
    },
    `CASE WHEN coalesce(build_year, build_decade) < 1500 THEN NULL WHEN coalesce(build_year, build_decade) < 1980 THEN 'before_1980'
      WHEN coalesce(build_year, build_decade) < 1990 THEN '1980s' WHEN coalesce(build_year, build_decade) < 2000 THEN '1990s'
      WHEN coalesce(build_year, build_decade) < 2010 THEN '2000s' WHEN coalesce(build_year, build_decade) <= 2100 THEN 'since_2010' END`,
  ),
];

/** The canonical columns of a house: where it is, what it is, what it is used for, what was done to it, what state it is in. */
export const buildingColumns: readonly KindColumn[] = [
  ...placeColumns,
  ...bodyColumns,
  ...useColumns,
  ...alterationColumns,
  ...stateColumns,
  ...derivedColumns,
];
