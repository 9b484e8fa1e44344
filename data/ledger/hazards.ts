import type { HazardEntry } from "../../contract/ledger-calls.js";

/**
 * What a case is about: the six housing classes of the yearly plan, the three gas questions (never merged: domain.md 2.4)
 * and those of sites.
 */
export const hazards: readonly HazardEntry[] = [
  { value: "old_age", title: { zh: "建设年代久远", en: "built long ago" } },
  { value: "disrepair", title: { zh: "年久失修", en: "in disrepair" } },
  { value: "illegal_storeys", title: { zh: "违法改建加层", en: "illegal alteration or storeys" } },
  { value: "illegal_basement", title: { zh: "非法开挖地下空间", en: "basement dug illegally" } },
  { value: "use_changed", title: { zh: "擅自改变用途", en: "use changed without approval" } },
  { value: "crowded_business", title: { zh: "聚集性经营场所", en: "crowded business" } },
  { value: "gas_built_over", title: { zh: "燃气占压", en: "built over a gas pipe" } },
  { value: "gas_clearance", title: { zh: "燃气安全间距不足", en: "clearance to a gas pipe not met" } },
  { value: "gas_works", title: { zh: "燃气控制范围内施工", en: "works in a gas control range" } },
  { value: "pit_nearby", title: { zh: "毗邻深基坑", en: "beside a deep excavation" } },
  { value: "tunnel_nearby", title: { zh: "毗邻暗挖工程", en: "beside tunnelling" } },
  { value: "other", title: { zh: "其他", en: "other" } },
];
