import type { LayerColumn } from "./project.js";

/**
 * Results that say of each row why it is as it is, in one line. Tables offer the line as a column, exports have it, cards
 * show it; it is made from the other columns when it is asked for, and cannot be sorted or filtered by.
 */
export const reasonedKinds = [
  "result:score",
  "result:screened",
  "result:clusters",
  "result:gas_buildings",
  "result:gas_conflicts",
  "result:gas_works",
  "result:excavation_buildings",
  "result:excavation_pairs",
  "result:excavation_pipes",
  "result:excavation_sites",
] as const;
export type ReasonedKind = (typeof reasonedKinds)[number];

/** The column of that line. */
export const reasonColumn = {
  name: "reason_line",
  title: { zh: "判定理由", en: "reasons" },
  type: "text",
  origin: "analysis",
  empty: "none",
} as const satisfies LayerColumn;

export function isReasoned(kind: string): kind is ReasonedKind {
  return reasonedKinds.some((each) => each === kind);
}
