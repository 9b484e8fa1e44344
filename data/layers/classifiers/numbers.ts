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

/** The column's values by count, exact up to `exactValues` different ones; beyond, each bin stands for its lowest value. */
export async function readWeighted(session: Session, source: LayerSource, column: string): Promise<Weighted> {
  const numbers = numbersOf(source, column);
  const { different } = await session.row<{ different: bigint }>(
    `SELECT count(*) AS different FROM (SELECT DISTINCT v FROM ${numbers} LIMIT ${exactValues + 1})`,
  );
  const from = different <= exactValues ? "v" : "min(v)";
  const group =
    different <= exactValues ? "v" : `least(floor((v - low) / nullif(high - low, 0) * ${bins}), ${bins - 1})`;
  const [values = new Float64Array(0), counts = new Float64Array(0)] = await session.doubles(
    `SELECT ${from} AS first, CAST(count(*) AS DOUBLE) AS n
     FROM ${numbers}, (SELECT min(v) AS low, max(v) AS high FROM ${numbers}) GROUP BY ${group} ORDER BY first`,
  );
  return { values, counts };
}
