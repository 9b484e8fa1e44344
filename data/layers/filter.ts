import type { DuckDBValue } from "@duckdb/node-api";
import type { ColumnType } from "../../contract/catalog.js";
import type { NumberRange } from "../../contract/chart-calls.js";
import type { ColumnCondition, Condition } from "../../contract/conditions.js";
import { AppError } from "../../contract/errors.js";
import type { Layer } from "../../contract/project.js";
import type { Text } from "../../contract/text.js";
import type { Session } from "../database.js";
import { quoteName } from "../sql.js";
import type { LayerSource } from "./layer-source.js";
import { placeSql, type SourceOf } from "./place-filter.js";

export interface Filter {
  /** For WHERE; `true` when everything passes. */
  readonly sql: string;
  readonly bindings: Record<string, DuckDBValue>;
}

/**
 * Conditions as SQL with bound values; all must hold. Columns are compared as their type, and a null passes none but
 * `empty`, which a blank text passes too. Throws `usage` for an unknown column and for a value that the column cannot be
 * compared with, `layer-missing` for a place that is not there.
 */
export async function filterSql(
  session: Session,
  { layer, crs, rowSet, areasIn }: Pick<LayerSource, "layer" | "crs" | "rowSet" | "areasIn">,
  conditions: readonly Condition[],
  sourceOf: SourceOf,
): Promise<Filter> {
  const bindings: Record<string, DuckDBValue> = {};
  const parts: string[] = [];
  for (const [index, condition] of conditions.entries()) {
    const name = `filter${index}`;
    const part =
      "place" in condition
        ? condition.place === "inside-any"
          ? (await areasIn(condition.layer)).rowsIn(condition.fids).sql(name)
          : await placeSql(session, condition, name, crs, sourceOf)
        : "set" in condition
          ? rowSet(condition).sql(name)
          : columnSql(layer, condition, name);
    Object.assign(bindings, part.bindings);
    parts.push(part.sql);
  }
  return { sql: parts.length === 0 ? "true" : parts.join(" AND "), bindings };
}

function columnSql(layer: Layer, condition: ColumnCondition, binding: string): Filter {
  const column = requireColumn(layer, condition.column);
  const name = quoteName(column);
  const type = layer.columns.find((each) => each.name === column)?.type ?? "whole";
  const isEmpty = type === "text" || type === "choice" ? `nullif(trim(${name}), '') IS NULL` : `${name} IS NULL`;
  if (condition.compare === "empty") return { sql: isEmpty, bindings: {} };
  if (condition.compare === "not-empty") return { sql: `NOT (${isEmpty})`, bindings: {} };
  const typed = (value: string | number | boolean) => {
    const known = typedValue(type, value);
    if (known === null) throw wrongValue(condition.column, type, value);
    return known;
  };
  const bound = (place: string) => (type === "date" ? `CAST($${place} AS DATE)` : `$${place}`);
  if (condition.compare === "in") {
    const values = condition.values.filter((value) => value !== null).map(typed);
    const places = values.map((_value, index) => `${binding}_${index}`);
    const isOne = places.length === 0 ? [] : [`coalesce(${name} IN (${places.map(bound).join(", ")}), false)`];
    const parts = [...isOne, ...(condition.values.includes(null) ? [isEmpty] : [])];
    return {
      sql: parts.length === 0 ? "false" : `(${parts.join(" OR ")})`,
      bindings: Object.fromEntries(places.map((place, index) => [place, values[index] ?? null])),
    };
  }
  if (condition.compare === "between") {
    const [from, to] = [`${binding}_from`, `${binding}_to`];
    return {
      sql: `(${name} BETWEEN ${bound(from)} AND ${bound(to)})`,
      bindings: { [from]: typed(condition.from), [to]: typed(condition.to) },
    };
  }
  if (condition.compare === "ranges") {
    const bindings: Record<string, DuckDBValue> = {};
    const parts = condition.ranges.map((range, index) =>
      rangeSql(name, range, (bounds, value) => {
        const place = `${binding}_${index}_${bounds}`;
        bindings[place] = typed(value);
        return `$${place}`;
      }),
    );
    const isOne = parts.length === 0 ? [] : [`coalesce(${parts.join(" OR ")}, false)`];
    const any = [...isOne, ...(condition.empty ? [isEmpty] : [])];
    return { sql: any.length === 0 ? "false" : `(${any.join(" OR ")})`, bindings };
  }
  const { value } = condition;
  if (value === undefined) throw withoutValue(condition.column);
  if (condition.compare === "contains") {
    const sql = `contains(lower(CAST(${name} AS VARCHAR)), lower($${binding}))`;
    return { sql, bindings: { [binding]: String(value) } };
  }
  return { sql: `${name} ${condition.compare} ${bound(binding)}`, bindings: { [binding]: typed(value) } };
}

const bounds = { from: ">=", above: ">", below: "<", to: "<=" } as const;

/** Whether a quoted column lies in a range; `write` puts one of its bounds into SQL. */
export function rangeSql(
  column: string,
  range: NumberRange,
  write: (bound: keyof NumberRange, value: number) => string,
): string {
  const parts = (["from", "above", "below", "to"] as const).flatMap((bound) => {
    const value = range[bound];
    return value === undefined ? [] : [`${column} ${bounds[bound]} ${write(bound, value)}`];
  });
  return parts.length === 0 ? `${column} IS NOT NULL` : `(${parts.join(" AND ")})`;
}

/** The value as the column's type; null where it cannot be one. A number typed in a form arrives as text. */
function typedValue(type: ColumnType, value: string | number | boolean): string | number | boolean | null {
  if (type === "text" || type === "choice") return String(value);
  if (type === "flag") {
    if (typeof value === "boolean") return value;
    if (/^(true|yes|是|1)$/iu.test(String(value).trim())) return true;
    return /^(false|no|否|0)$/iu.test(String(value).trim()) ? false : null;
  }
  if (type === "date") {
    const day = typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/u.test(value.trim()) ? new Date(value.trim()) : null;
    return day?.toJSON()?.startsWith(String(value).trim()) ? String(value).trim() : null;
  }
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : null;
}

/** The column's name as the layer knows it; `fid` is one too. Throws `usage`. */
export function requireColumn(layer: Layer, name: string): string {
  if (name === "fid" || layer.columns.some((column) => column.name === name)) return name;
  throw new AppError("usage", {
    zh: `图层“${layer.title.zh}”没有字段“${name}”。`,
    en: `The layer "${layer.title.en}" has no column "${name}".`,
  });
}

const expected: Readonly<Record<ColumnType, Text>> = {
  text: { zh: "文字", en: "a text" },
  choice: { zh: "文字", en: "a text" },
  flag: { zh: "是或否", en: "yes or no" },
  date: { zh: "日期（如 2024-05-31）", en: "a date such as 2024-05-31" },
  whole: { zh: "数字", en: "a number" },
  number: { zh: "数字", en: "a number" },
  year: { zh: "年份", en: "a year" },
};

function wrongValue(column: string, type: ColumnType, value: string | number | boolean): AppError {
  return new AppError("usage", {
    zh: `条件“${column}”不能与“${value}”比较：应为${expected[type].zh}。`,
    en: `The condition on "${column}" cannot compare with "${value}": it takes ${expected[type].en}.`,
  });
}

function withoutValue(column: string): AppError {
  return new AppError("usage", {
    zh: `条件“${column}”缺少比较的值。`,
    en: `The condition on "${column}" has no value to compare with.`,
  });
}
