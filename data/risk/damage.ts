import type { Choice } from "../../contract/catalog.js";

/**
 * Damage that a building is to be expected to take from settlement and slope of the ground (Rankin 1988): the worse of both.
 * A value on a limit belongs to the worse class, but 75 mm and 1/50 themselves to the third.
 */
export const damageClasses: readonly Choice[] = [
  { value: "high", title: { zh: "严重（Rankin 4）", en: "high (Rankin 4)" } },
  { value: "moderate", title: { zh: "中等（Rankin 3）", en: "moderate (Rankin 3)" } },
  { value: "slight", title: { zh: "轻微（Rankin 2）", en: "slight (Rankin 2)" } },
  { value: "negligible", title: { zh: "可忽略（Rankin 1）", en: "negligible (Rankin 1)" } },
];
export type DamageClass = "high" | "moderate" | "slight" | "negligible";

/** `settlement_mm` and `slope` (1/500 = 0.002) of the ground under the building. */
export function damageClass(settlement_mm: number, slope: number): DamageClass {
  if (settlement_mm > 75 || slope > 1 / 50) return "high";
  if (settlement_mm >= 50 || slope >= 1 / 200) return "moderate";
  if (settlement_mm >= 10 || slope >= 1 / 500) return "slight";
  return "negligible";
}

/** The same as SQL over two expressions; null where one of them is. */
export function damageClassSql(settlement_mm: string, slope: string): string {
  return `CASE WHEN ${settlement_mm} IS NULL OR ${slope} IS NULL THEN NULL
    WHEN ${settlement_mm} > 75 OR ${slope} > CAST(0.02 AS DOUBLE) THEN 'high'
    WHEN ${settlement_mm} >= 50 OR ${slope} >= CAST(0.005 AS DOUBLE) THEN 'moderate'
    WHEN ${settlement_mm} >= 10 OR ${slope} >= CAST(0.002 AS DOUBLE) THEN 'slight'
    ELSE 'negligible' END`;
}
