import type { DuckDBValue } from "@duckdb/node-api";
import type { Condition } from "../../contract/api.js";
import { AppError } from "../../contract/errors.js";
import type { Layer } from "../../contract/project.js";
import { quoteName } from "../sql.js";

export interface Filter {
  /** For WHERE; `true` when everything passes. */
  readonly sql: string;
  readonly bindings: Record<string, DuckDBValue>;
}

/** Conditions as SQL with bound values; all must hold, and a null passes none but `empty`. Throws `usage`. */
export function filterSql(layer: Layer, conditions: readonly Condition[]): Filter {
  const bindings: Record<string, DuckDBValue> = {};
  const parts = conditions.map((condition, index) => {
    const column = requireColumn(layer, condition.column);
    const name = quoteName(column);
    if (condition.compare === "empty") return `${name} IS NULL`;
    if (condition.compare === "not-empty") return `${name} IS NOT NULL`;
    const value = condition.value;
    if (value === undefined) throw withoutValue(condition.column);
    const binding = `filter${index}`;
    bindings[binding] = value;
    if (condition.compare === "contains")
      return `contains(lower(CAST(${name} AS VARCHAR)), lower(CAST($${binding} AS VARCHAR)))`;
    if (typeof value === "string") return `CAST(${name} AS VARCHAR) ${condition.compare} $${binding}`;
    return `${name} ${condition.compare} $${binding}`;
  });
  return { sql: parts.length === 0 ? "true" : parts.join(" AND "), bindings };
}

/** The column's name as the layer knows it; `fid` is one too. Throws `usage`. */
export function requireColumn(layer: Layer, name: string): string {
  if (name === "fid" || layer.columns.some((column) => column.name === name)) return name;
  throw new AppError("usage", {
    zh: `图层“${layer.title.zh}”没有字段“${name}”。`,
    en: `The layer "${layer.title.en}" has no column "${name}".`,
  });
}

function withoutValue(column: string): AppError {
  return new AppError("usage", {
    zh: `条件“${column}”缺少比较的值。`,
    en: `The condition on "${column}" has no value to compare with.`,
  });
}
