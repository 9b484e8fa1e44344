import type { Session } from "../../database.js";
import { readValues, type Span } from "./numbers.js";

/**
 * Breaks that put as many rows into each class as can be: break j is the value with j/`classes` of the rows before it. Equal
 * values stay together. `numbers` is what `numbersOf` gives. Few different values are counted, which takes a tenth of the time that
 * a million rows take to be sorted.
 */
export async function quantileBreaks(
  session: Session,
  numbers: string,
  span: Span,
  classes: number,
): Promise<number[]> {
  const { rows } = span;
  // The row at index i is the quantile of every share between i/n and (i + 1)/n.
  const ranks = Array.from({ length: classes - 1 }, (_each, at) =>
    Math.min(rows - 1, Math.floor((rows * (at + 1)) / classes)),
  );
  const weighted = await readValues(session, numbers, span);
  if (weighted !== null) {
    let [at, before] = [0, weighted.counts[0] ?? 0];
    return ranks.map((rank) => {
      for (; rank >= before && at < weighted.values.length - 1; before += weighted.counts[at] ?? 0) at += 1;
      return weighted.values[at] ?? 0;
    });
  }
  const shares = ranks.map((rank) => `CAST(${(rank + 0.5) / rows} AS DOUBLE)`).join(", ");
  const found = await session.rows<{ cut: number }>(
    `SELECT unnest(quantile_disc(v, [${shares}])) AS cut FROM ${numbers}`,
  );
  return found.map(({ cut }) => cut);
}
