import type { CallOutput } from "../../contract/api.js";
import type { Session } from "../database.js";
import { quoteName } from "../sql.js";
import type { LayerSource } from "./layer-source.js";

/** Rows per class of the layer's paint, in the order of its legend. A value that no class has counts as no data. */
export async function countClasses(session: Session, source: LayerSource): Promise<CallOutput<"layer.classes">> {
  const { column, classes } = source.layer.paint;
  if (column === null) return [{ value: null, count: source.layer.count }];
  const isOwn = source.layer.columns.some((each) => each.name === column && each.origin === "analysis");
  const rows = await session.rows<{ value: string | null; count: bigint }>(
    `SELECT ${quoteName(column)} AS value, count(*) AS count FROM ${isOwn ? source.own : source.relation} GROUP BY ALL`,
  );
  const counted = new Map(rows.map((row) => [row.value, Number(row.count)]));
  const known = classes.map(({ value }) => ({ value, count: value === null ? 0 : (counted.get(value) ?? 0) }));
  const others = source.layer.count - known.reduce((sum, { count }) => sum + count, 0);
  return known.map((each) => (each.value === null ? { value: null, count: others } : each));
}
