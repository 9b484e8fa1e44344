import type { ColumnType } from "../../contract/catalog.js";
import type { ColumnCondition } from "../../contract/conditions.js";

export type Comparison = ColumnCondition["compare"];

/** Comparisons that make sense for a type of column, the most used first. */
export const comparisonsOf: Readonly<Record<ColumnType, readonly Comparison[]>> = {
  text: ["contains", "=", "!=", "empty", "not-empty"],
  choice: ["in", "empty", "not-empty"],
  flag: ["=", "empty", "not-empty"],
  whole: ["between", "<=", ">=", "=", "empty", "not-empty"],
  number: ["between", "<=", ">=", "=", "empty", "not-empty"],
  year: ["between", "<=", ">=", "=", "empty", "not-empty"],
  date: ["between", "<=", ">=", "=", "empty", "not-empty"],
};

/** What was typed for a condition, whatever the comparison needs of it. */
export interface Typed {
  readonly compare: Comparison;
  readonly value: string | number | boolean | null;
  readonly to: string | number | null;
  readonly values: readonly string[];
}

export const nothingTyped = { value: null, to: null, values: [] } as const;

/** The condition that was typed; null where something is missing. */
export function typedCondition(column: string, { compare, value, to, values }: Typed): ColumnCondition | null {
  const isThere = value !== null && value !== "";
  switch (compare) {
    case "empty":
    case "not-empty":
      return { column, compare };
    case "in":
      return values.length === 0 ? null : { column, compare, values: [...values] };
    case "between":
      if (!isThere || typeof value === "boolean" || to === null || to === "") return null;
      return { column, compare, from: value, to };
    case "ranges":
      return null;
    default:
      return isThere ? { column, compare, value } : null;
  }
}
