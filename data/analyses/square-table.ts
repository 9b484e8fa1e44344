import type { Text } from "../../contract/text.js";
import { appendRows } from "../append.js";
import { DOUBLE, VARCHAR } from "../duckdb.js";
import { quoteText } from "../sql.js";
import type { DensitySurface } from "../statistics/kernel-density.js";
import type { AnalysisContext } from "./analysis.js";

export interface Ranked {
  /** Percent of all that cells as dense or denser hold. */
  readonly share: Float64Array;
  /** The class by that share. */
  readonly classes: readonly string[];
}

/** Makes the result table of a density surface: one square a row, from south to north and west to east. */
export async function appendSquares(
  context: AnalysisContext,
  { x, y, density, ranked }: DensitySurface & { readonly ranked: Ranked },
  { side, bandwidth, title }: { readonly side: number; readonly bandwidth: number; readonly title: Text },
): Promise<string> {
  const { session, signal } = context;
  context.progress({ phase: { zh: "写入结果", en: "Writing the result" } });
  const rough = context.newTemporary();
  await session.run(
    `CREATE TEMP TABLE ${rough} (x DOUBLE, y DOUBLE, density_km2 DOUBLE, share_pct DOUBLE, class VARCHAR)`,
  );
  const part = (values: Float64Array, scale = 1) => ({
    type: DOUBLE,
    values: (from: number, to: number) => Array.from(values.subarray(from, to), (value) => value * scale),
  });
  const classes = { type: VARCHAR, values: (from: number, to: number) => ranked.classes.slice(from, to) };
  await appendRows(
    session,
    rough,
    x.length,
    [part(x), part(y), part(density, 1e6), part(ranked.share), classes],
    signal,
    "temp",
  );
  const table = context.newTable();
  const half = `CAST(${side / 2} AS DOUBLE)`;
  const figure = "printf('%.1f', density_km2)";
  const share = "printf('%.1f', share_pct)";
  await session.run(
    `CREATE TABLE ${table} AS
     SELECT row_number() OVER (ORDER BY y, x) AS fid, density_km2, share_pct, class,
            ${quoteText(`此格周边 ${bandwidth} 米内${title.zh}按远近加权，每平方公里 `)} || ${figure}
              || ' 栋；同样密或更密的格网合计占全部的 ' || ${share} || ' %。' AS explanation_zh,
            ${quoteText(`Within ${bandwidth} m, weighted by distance, `)} || ${figure}
              || ${quoteText(` buildings a square kilometre (${title.en}); cells as dense or denser hold `)} || ${share}
              || ' % of all.' AS explanation_en,
            ST_MakeEnvelope(x - ${half}, y - ${half}, x + ${half}, y + ${half}) AS geom
     FROM ${rough} ORDER BY fid`,
  );
  return table;
}
