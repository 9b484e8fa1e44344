import type { Choice } from "../../contract/catalog.js";
import type { ChoiceWords } from "./read-choice.js";

/** Structures of houses as they differ in what they bear; from the weakest to the strongest. */
export const structureChoices: readonly Choice[] = [
  { value: "earth", title: { zh: "土木（生土）", en: "earth" } },
  { value: "stone", title: { zh: "石", en: "stone" } },
  { value: "wood", title: { zh: "木", en: "wood" } },
  { value: "cave", title: { zh: "窑洞", en: "cave dwelling" } },
  { value: "brick_wood", title: { zh: "砖木", en: "brick and wood" } },
  { value: "hollow_wall", title: { zh: "空斗墙", en: "hollow wall" } },
  { value: "prefab_masonry", title: { zh: "预制板砌体", en: "masonry with prefabricated slabs" } },
  { value: "hybrid", title: { zh: "混杂", en: "hybrid" } },
  { value: "frame_masonry", title: { zh: "底部框架砌体", en: "masonry on a frame" } },
  { value: "masonry", title: { zh: "砌体（砖混）", en: "masonry" } },
  { value: "concrete", title: { zh: "钢筋混凝土", en: "reinforced concrete" } },
  { value: "steel_concrete", title: { zh: "钢和钢筋混凝土", en: "steel and concrete" } },
  { value: "steel", title: { zh: "钢", en: "steel" } },
  { value: "other", title: { zh: "其他结构", en: "other structure" } },
];

/**
 * Words of the census, of land registers and of ledgers. 混合 is the register's word for brick walls with concrete floors,
 * 混杂 the census's for a house of several structures. 混凝土 alone is 钢筋混凝土 in ledgers. 轻钢 is steel.
 */
export const structureWords: ChoiceWords = [
  ["prefab_masonry", "=砖石-预制板", "预制板砌体", "砌体预制板", "砖混预制"],
  ["masonry", "非预制板"],
  ["prefab_masonry", "预制"],
  ["hollow_wall", "空斗"],
  ["frame_masonry", "底框", "底部框架"],
  ["hybrid", "混杂"],
  ["earth", "生土", "土木", "土坯", "夯土", "土墙"],
  ["brick_wood", "砖木"],
  ["cave", "窑洞"],
  ["steel_concrete", "钢和钢", "钢、钢", "钢-混凝土", "钢-钢筋", "型钢混凝土", "钢与"],
  ["concrete", "混凝土", "钢混", "砼", "框架", "框剪", "剪力墙", "框筒", "=rc", "concrete"],
  ["masonry", "砌体", "砖混", "混合", "砖石", "=砖", "brick", "masonry"],
  ["stone", "石"],
  ["steel", "钢", "=steel"],
  ["wood", "木", "timber"],
  ["other", "其他", "其它"],
];

/** 不动产登记 房屋结构 (FWJG), as land registers code it. */
export const registerStructures = { "1": "钢", "2": "钢和钢混", "3": "钢混", "4": "混合", "5": "砖木", "6": "其他" };
