import type { CallOutput } from "../../contract/api.js";
import type { Session } from "../database.js";
import { passing, type RowSet } from "../sets/row-set.js";
import { quoteName } from "../sql.js";
import type { LayerSource } from "./layer-source.js";
import { narrowest } from "./narrowest.js";

/**
 * Rows per class of the layer's paint, of all rows or of those of a set, in the order of its legend. A value that no class
 * has counts as no data.
 */
export async function countClasses(
  session: Session,
  source: LayerSource,
  set: RowSet | null = null,
): Promise<CallOutput<"layer.classes">> {
  const { column, classes } = source.layer.paint;
  const passes = passing(set);
  const rows = await session.rows<{ value: string | null; count: bigint }>(
    `SELECT ${column === null ? "NULL" : quoteName(column)} AS value, count(*) AS count
     FROM ${narrowest(source, column === null ? [] : [column])} WHERE ${passes.sql} GROUP BY ALL`,
    passes.bindings,
  );
  const counted = new Map(rows.map((row) => [row.value, Number(row.count)]));
  const total = rows.reduce((sum, { count }) => sum + Number(count), 0);
  if (column === null) return [{ value: null, count: total }];
  const known = classes.map(({ value }) => ({ value, count: value === null ? 0 : (counted.get(value) ?? 0) }));
  const others = total - known.reduce((sum, { count }) => sum + count, 0);
  return known.map((each) => (each.value === null ? { value: null, count: others } : each));
}
