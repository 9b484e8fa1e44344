import type { Session } from "../../database.js";

/**
 * Breaks that put as many rows into each class as can be: break j is the value with j/`classes` of the rows before it. Equal
 * values stay together. `numbers` is what `numbersOf` gives.
 */
export async function quantileBreaks(session: Session, numbers: string, classes: number): Promise<number[]> {
  const { total } = await session.row<{ total: bigint }>(`SELECT count(*) AS total FROM ${numbers}`);
  const rows = Number(total);
  if (rows === 0) return [];
  // The row at index i is the quantile of every share between i/n and (i + 1)/n.
  const ranks = Array.from({ length: classes - 1 }, (_each, at) =>
    Math.min(rows - 1, Math.floor((rows * (at + 1)) / classes)),
  );
  const shares = ranks.map((rank) => `CAST(${(rank + 0.5) / rows} AS DOUBLE)`).join(", ");
  const found = await session.rows<{ cut: number }>(
    `SELECT unnest(quantile_disc(v, [${shares}])) AS cut FROM ${numbers}`,
  );
  return found.map(({ cut }) => cut);
}
