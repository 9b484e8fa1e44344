import type { Scheme } from "../../contract/scheme.js";
import type { Text } from "../../contract/text.js";
import { appendRows } from "../append.js";
import { BIGINT, DOUBLE } from "../duckdb.js";
import { vulnerabilityFactors } from "../risk/factors/index.js";
import { factorColumn } from "../risk/score.js";
import { topCounts } from "../risk/stability.js";
import type { AnalysisContext } from "./analysis.js";

export interface StabilityOptions {
  readonly draws: number;
  /** Percent. */
  readonly spread: number;
  readonly top: number;
  readonly seed: number;
}

/** Share of draws in the top, to the millionth, as a TEMP table of `fid` and `share_pct`, for the buildings that were in it at least once. */
export async function measureStability(
  context: AnalysisContext,
  measured: string,
  scheme: Scheme,
  options: StabilityOptions,
): Promise<{ table: string; message: Text }> {
  const { session, signal } = context;
  const phase = { zh: "抽样权重", en: "Drawing weights" };
  context.progress({ phase });
  const factors = vulnerabilityFactors.map(({ name }) => factorColumn(name));
  const [fids = [], exposure = [], consequence = [], ...columns] = await session.columns(
    `SELECT CAST(fid AS DOUBLE) AS fid, greatest(coalesce(gas, 0), coalesce(excavation, 0)) AS exposure, coalesce(consequence, 0) AS consequence,
            ${factors.map((name) => `coalesce(${name}, 'NaN'::DOUBLE) AS ${name}`).join(", ")}
     FROM ${measured} WHERE NOT excluded ORDER BY fid`,
  );
  const counts = await topCounts(
    {
      factors: columns.map((column) => Float64Array.from(column as number[])),
      exposure: Float64Array.from(exposure as number[]),
      consequence: Uint8Array.from(consequence as number[]),
      scheme,
      draws: options.draws,
      spread: options.spread / 100,
      top: options.top,
      seed: options.seed,
    },
    signal,
    (done) => context.progress({ phase, done, total: options.draws }),
  );
  const found = [...counts.keys()].filter((at) => (counts[at] ?? 0) > 0);
  const table = context.newTemporary();
  await session.run(`CREATE TEMP TABLE ${table} (fid BIGINT, share_pct DOUBLE)`);
  const range = <T>(from: number, to: number, value: (at: number) => T) => found.slice(from, to).map(value);
  await appendRows(
    session,
    table,
    found.length,
    [
      { type: BIGINT, values: (from, to) => range(from, to, (at) => BigInt(fids[at] as number)) },
      {
        type: DOUBLE,
        values: (from, to) => range(from, to, (at) => Math.round((1e8 * (counts[at] ?? 0)) / options.draws) / 1e6),
      },
    ],
    signal,
    "temp",
  );
  const always = found.filter((at) => counts[at] === options.draws).length;
  return {
    table,
    message: {
      zh: `权重在 ±${options.spread}% 内随机变动 ${options.draws} 次（种子 ${options.seed}）：曾进入前 ${options.top} 名的房屋 ${found.length} 栋，每次都在其中的 ${always} 栋。`,
      en: `Weights drawn ${options.draws} times within ±${options.spread} % (seed ${options.seed}): ${found.length} buildings were ever in the top ${options.top}, ${always} of them every time.`,
    },
  };
}
