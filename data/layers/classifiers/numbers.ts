import type { Session } from "../../database.js";
import { quoteName } from "../../sql.js";
import type { LayerSource } from "../layer-source.js";
import { narrowest } from "../narrowest.js";

/** Different values, rising, with how many rows have each. */
export interface Weighted {
  readonly values: Float64Array;
  readonly counts: Float64Array;
}

/** Up to so many different values every one is looked at; beyond, the values are counted in `bins` of equal width. */
export const exactValues = 20_000;
const bins = 8192;

/** For FROM, in brackets: the finite numbers of a column as `v`. */
export function numbersOf(source: LayerSource, column: string): string {
  const number = `CAST(${quoteName(column)} AS DOUBLE)`;
  return `(SELECT ${number} AS v FROM ${narrowest(source, [column])} WHERE ${quoteName(column)} IS NOT NULL AND isfinite(${number}))`;
}

/** What is known of a column's numbers after one look: how many there are, and about how many different ones. */
export interface Span {
  readonly low: number;
  readonly high: number;
  readonly rows: number;
  readonly different: number;
}

/** Null: there is no number. */
export async function readSpan(session: Session, numbers: string): Promise<Span | null> {
  const { low, high, rows, different } = await session.row<Record<"low" | "high" | "rows" | "different", unknown>>(
    `SELECT min(v) AS low, max(v) AS high, count(*) AS rows, approx_count_distinct(v) AS different FROM ${numbers}`,
  );
  if (low === null) return null;
  return { low: Number(low), high: Number(high), rows: Number(rows), different: Number(different) };
}

/** The numbers by count, every value of its own. Null where, by the estimate or in fact, more than `exactValues` differ. */
export async function readValues(session: Session, numbers: string, { different }: Span): Promise<Weighted | null> {
  // The estimate is a few per cent off, and the same for the same values in any order.
  if (different > 2 * exactValues) return null;
  const [values = none, counts = none] = await session.doubles(
    `SELECT v, CAST(count(*) AS DOUBLE) AS n FROM ${numbers} GROUP BY v ORDER BY v`,
  );
  return values.length > exactValues ? null : { values, counts };
}

const none = new Float64Array(0);

/** The numbers by count, exact up to `exactValues` different ones; beyond, each bin stands for its lowest value. */
export async function readWeighted(session: Session, numbers: string, span: Span): Promise<Weighted> {
  const exact = await readValues(session, numbers, span);
  if (exact !== null) return exact;
  const { low, high } = span;
  const [values = none, counts = none] = await session.doubles(
    `SELECT min(v) AS first, CAST(count(*) AS DOUBLE) AS n FROM ${numbers}
     GROUP BY least(floor((v - CAST($low AS DOUBLE)) / nullif(CAST($high AS DOUBLE) - CAST($low AS DOUBLE), 0) * ${bins}), ${bins - 1})
     ORDER BY first`,
    { low, high },
  );
  return { values, counts };
}
