import type { Text } from "../../contract/text.js";

/** A ring around a pit: up to `depths` × excavation depth (× soil factor) from its edge, inclusive. */
export interface Zone {
  readonly name: string;
  readonly title: Text;
  readonly depths: number;
}

/** Rings of influence, the innermost first (GB 50497-2019 has surroundings within 1–3 H monitored). */
export const zones: readonly Zone[] = [
  { name: "strong", title: { zh: "强影响区（≤1H）", en: "strong (≤ 1 H)" }, depths: 1 },
  { name: "main", title: { zh: "主要影响区（1–2H）", en: "main (1–2 H)" }, depths: 2 },
  { name: "secondary", title: { zh: "次要影响区（2–3H）", en: "secondary (2–3 H)" }, depths: 3 },
  { name: "watch", title: { zh: "关注区（3–4H）", en: "watch (3–4 H)" }, depths: 4 },
];

/** Soft clay and river alluvium carry farther. */
export const softSoilFactor = 1.3;

/** The ring at `distance_m` from the edge of a pit of `depth_m`; null beyond the last. */
export function zoneOf(distance_m: number, depth_m: number, soilFactor: number): Zone | null {
  return zones.find(({ depths }) => distance_m <= rounded(depths * depth_m * soilFactor)) ?? null;
}

/** The same as SQL: the ring's name. */
export function zoneSql(distance_m: string, depth_m: string, soilFactor: number): string {
  const cases = zones.map(
    ({ name, depths }) =>
      `WHEN ${distance_m} <= round(${depth_m} * CAST(${depths * soilFactor} AS DOUBLE), 6) THEN '${name}'`,
  );
  return `CASE ${cases.join(" ")} END`;
}

/** To the millionth of a metre, as distances are. */
function rounded(metres: number): number {
  return Math.round(metres * 1e6) / 1e6;
}

/** 危险性较大的分部分项工程 by excavation depth in metres (住建部令 37 号, 建办质〔2018〕31 号). */
export const dangerousDepth = { dangerous: 3, oversize: 5 } as const;

export type WorkClass = "oversize" | "suggested" | "dangerous" | "ordinary" | "ended";

export const workClasses: readonly { readonly value: WorkClass; readonly title: Text }[] = [
  { value: "oversize", title: { zh: "超危大（深度≥5 米）", en: "oversize (≥ 5 m)" } },
  {
    value: "suggested",
    title: {
      zh: "危大，毗邻建筑或管线，建议按超危大管理",
      en: "dangerous, next to buildings or pipes: manage as oversize",
    },
  },
  { value: "dangerous", title: { zh: "危大（深度 3–5 米）", en: "dangerous (3–5 m)" } },
  {
    value: "ordinary",
    title: { zh: "不足 3 米，须由现场判断是否复杂", en: "below 3 m; complexity to be judged on site" },
  },
  {
    value: "ended",
    title: { zh: "回填已满六个月，不再计入", en: "backfilled more than six months ago, no longer counted" },
  },
];

/** Of a pit in work; `adjacent`: whether buildings or pipes stand in its zone. An unknown depth has no class. */
export function workClass(depth_m: number | null, adjacent: boolean): WorkClass | null {
  if (depth_m === null || depth_m <= 0) return null;
  if (depth_m >= dangerousDepth.oversize) return "oversize";
  if (depth_m >= dangerousDepth.dangerous) return adjacent ? "suggested" : "dangerous";
  return "ordinary";
}

/** The same as SQL over two expressions. */
export function workClassSql(depth_m: string, adjacent: string): string {
  return `CASE WHEN ${depth_m} >= ${dangerousDepth.oversize} THEN 'oversize'
    WHEN ${depth_m} >= ${dangerousDepth.dangerous} AND ${adjacent} THEN 'suggested'
    WHEN ${depth_m} >= ${dangerousDepth.dangerous} THEN 'dangerous' WHEN ${depth_m} > 0 THEN 'ordinary' END`;
}
