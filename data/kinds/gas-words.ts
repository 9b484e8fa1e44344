import type { Choice } from "../../contract/catalog.js";
import type { ChoiceWords } from "./read-choice.js";

/** States of a pipe or a facility. CJJ 61 codes them 在用0 废弃1 空管2, a platform 在用1 停用2 废弃3: bare codes stay unknown. */
export const gasStates: readonly Choice[] = [
  { value: "in_use", title: { zh: "在用", en: "in use" } },
  { value: "idle", title: { zh: "停用", en: "idle" } },
  { value: "abandoned", title: { zh: "废弃", en: "abandoned" } },
  { value: "planned", title: { zh: "规划", en: "planned" } },
];

export const gasStateWords: ChoiceWords = [
  ["in_use", "=使用", "=使用中", "=运行", "=运行中", "=正常", "=已通气", "=active", "=现状"],
  ["idle", "=停运", "=空管", "=未通气"],
  ["abandoned", "=报废", "=已废弃", "=拆除", "=已拆除"],
  ["planned", "=规划中", "=拟建", "=在建", "=设计"],
];

/** Materials as the renewal rules tell them apart (国办发〔2022〕22号): grey cast iron is replaced whatever its age. */
export const materialChoices: readonly Choice[] = [
  { value: "grey_iron", title: { zh: "灰口铸铁", en: "grey cast iron" } },
  { value: "cast_iron", title: { zh: "铸铁（未分）", en: "cast iron, type unknown" } },
  { value: "ductile_iron", title: { zh: "球墨铸铁", en: "ductile iron" } },
  { value: "steel", title: { zh: "钢", en: "steel" } },
  { value: "pe", title: { zh: "聚乙烯", en: "polyethylene" } },
  { value: "composite", title: { zh: "复合管", en: "composite" } },
  { value: "other", title: { zh: "其他材质", en: "other material" } },
];

/** Words of surveys and the letters of CJJ 61 (钢 G, 聚乙烯 PE, 铸铁 ZT, 球墨 QM). */
export const materialWords: ChoiceWords = [
  ["composite", "钢骨架", "铝塑", "复合"],
  ["ductile_iron", "球墨", "=qm", "ductile"],
  ["grey_iron", "灰口", "灰铸", "grey iron", "gray iron"],
  ["pe", "聚乙烯", "=pe", "pe80", "pe100", "hdpe"],
  ["cast_iron", "铸铁", "=zt", "cast iron"],
  ["steel", "钢", "=g", "=st", "steel", "=l245", "=l290", "=l360", "=20#", "=q235"],
  ["other", "其他", "其它", "pvc"],
];

/** How a pipe lies (CJJ 61: 直埋ZM 管埋GM 管块GK 管沟GG 架空JK 地面DM 顶管DG 水下SX). */
export const layingChoices: readonly Choice[] = [
  { value: "buried", title: { zh: "直埋", en: "buried" } },
  { value: "cased", title: { zh: "套管（管埋、管块）", en: "in a casing" } },
  { value: "trench", title: { zh: "管沟、管廊", en: "in a trench or gallery" } },
  { value: "overhead", title: { zh: "架空", en: "overhead" } },
  { value: "surface", title: { zh: "地面", en: "on the surface" } },
  { value: "jacked", title: { zh: "顶管、定向钻", en: "jacked or drilled" } },
  { value: "underwater", title: { zh: "水下", en: "under water" } },
];

export const layingWords: ChoiceWords = [
  ["cased", "套管", "管埋", "管块", "=gm", "=gk"],
  ["trench", "管沟", "管廊", "=gg"],
  ["overhead", "架空", "=jk", "overhead"],
  ["jacked", "顶管", "定向钻", "非开挖", "=dg"],
  ["underwater", "水下", "=sx"],
  ["surface", "地面", "明敷", "=dm"],
  ["buried", "直埋", "埋地", "=zm", "buried"],
];
