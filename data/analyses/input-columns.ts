import { quoteName } from "../sql.js";
import type { InputLayer } from "./analysis.js";

export type SqlType = "VARCHAR" | "INTEGER" | "DOUBLE" | "BOOLEAN" | "DATE";

/**
 * A column of a layer in SQL, behind `alias`; a null of its type where the layer was imported before its kind had it: then
 * nothing is known.
 */
export function columnSql(input: InputLayer, alias: string, name: string, type: SqlType): string {
  return hasColumn(input, name) ? `${alias}.${quoteName(name)}` : `CAST(NULL AS ${type})`;
}

export function hasColumn(input: InputLayer, name: string): boolean {
  return input.layer.columns.some((column) => column.name === name);
}
