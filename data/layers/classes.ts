import type { CallOutput } from "../../contract/api.js";
import { paintColumns } from "../../contract/classify.js";
import type { Session } from "../database.js";
import { passing, type RowSet } from "../sets/row-set.js";
import { classSql } from "./class-sql.js";
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
  const { paint } = source.layer;
  const columns = paintColumns(paint);
  const passes = passing(set);
  const rows = await session.rows<{ class: number | null; count: bigint }>(
    `SELECT ${classSql(source.layer)} AS class, count(*) AS count
     FROM ${narrowest(source, columns)} WHERE ${passes.sql} GROUP BY ALL`,
    passes.bindings,
  );
  const counted = new Map(rows.map((row) => [row.class, Number(row.count)]));
  const total = rows.reduce((sum, { count }) => sum + Number(count), 0);
  if (columns.length === 0) return [{ value: null, count: total }];
  const known = paint.classes.map(({ value }, at) => ({ value, count: value === null ? 0 : (counted.get(at) ?? 0) }));
  const others = total - known.reduce((sum, { count }) => sum + count, 0);
  return known.map((each) => (each.value === null ? { value: null, count: others } : each));
}
