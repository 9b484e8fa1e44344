import type { Choice } from "../../contract/catalog.js";
import { quoteText } from "../sql.js";

/** What a pit is at; `share` of its full effect that counts. A site of unknown state counts as being dug: never as safe. */
export const sitePhases: readonly (Choice & { readonly share: number })[] = [
  { value: "digging", title: { zh: "开挖中", en: "being dug" }, share: 1 },
  { value: "unknown", title: { zh: "状态不明，按开挖中计", en: "state unknown, counted as being dug" }, share: 1 },
  { value: "supported", title: { zh: "已支护未回填", en: "supported, not backfilled" }, share: 0.7 },
  { value: "backfilled", title: { zh: "回填不满六个月", en: "backfilled within six months" }, share: 0.3 },
  { value: "planned", title: { zh: "未开工（预警）", en: "not begun (early warning)" }, share: 0 },
];

/** Words of registers for the phases besides being dug, which is a parameter; compared whole, without regard to case. */
const words = {
  supported: [
    "已支护未回填",
    "已支护",
    "支护完成",
    "底板施工",
    "地下结构施工",
    "地下室施工",
    "主体施工",
    "主体结构",
    "停工",
    "supported",
  ],
  backfilled: [
    "已回填",
    "回填",
    "回填完成",
    "竣工",
    "已竣工",
    "完工",
    "已完工",
    "验收",
    "completed",
    "complete",
    "backfilled",
  ],
  planned: ["未开工", "拟建", "筹建", "未开挖", "规划", "已批未建", "not started", "planned", "permit granted"],
} as const;

/**
 * The phase as SQL over `state` (a text), `start_date` and `backfill_date`, as of `$as_of_date`; `digging` is the list of words
 * that mean being dug. Null for a pit that was backfilled more than six months before. Dates go before words.
 */
export function sitePhaseSql(digging: readonly string[]): string {
  const among = (list: readonly string[]) =>
    `list_contains([${list.map((each) => quoteText(each.normalize("NFKC").trim().toLowerCase())).join(", ")}], lower(trim(state)))`;
  return `CASE
    WHEN backfill_date <= CAST($as_of_date AS DATE) AND backfill_date + INTERVAL 6 MONTH < CAST($as_of_date AS DATE) THEN NULL
    WHEN backfill_date <= CAST($as_of_date AS DATE) THEN 'backfilled'
    WHEN start_date > CAST($as_of_date AS DATE) THEN 'planned'
    WHEN state IS NULL OR trim(state) = '' THEN 'unknown'
    WHEN ${among(digging.length === 0 ? [""] : digging)} THEN 'digging'
    WHEN ${among(words.supported)} THEN 'supported'
    WHEN ${among(words.backfilled)} THEN 'backfilled'
    WHEN ${among(words.planned)} THEN 'planned'
    ELSE 'unknown' END`;
}

export function phaseShareSql(phase: string): string {
  return `CASE ${phase} ${sitePhases.map(({ value, share }) => `WHEN '${value}' THEN CAST(${share} AS DOUBLE)`).join(" ")} END`;
}
