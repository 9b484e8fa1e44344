import type { ColumnType } from "../../contract/catalog.js";
import { AppError } from "../../contract/errors.js";
import { distanceSql } from "../distance.js";
import { quoteName } from "../sql.js";
import { dbscan } from "../statistics/dbscan.js";
import { graphDbscan } from "../statistics/graph-dbscan.js";
import { runTask } from "../threads/run-task.js";
import type { AnalysisContext, InputLayer } from "./analysis.js";

/**
 * Gives every member a cluster: a number from 0 in the order of the clusters' lowest fids, or -1. `members` is a relation with
 * `fid`, `geom` and `weight` (above 0); the answer stands in the order of `fid`.
 */
export type Labeller = (context: AnalysisContext, members: string) => Promise<Int32Array>;

const none = new Float64Array();
const phase = { zh: "聚类", en: "Clustering" };

/** DBSCAN of centres. */
export function labelByCentres(
  eps: (context: AnalysisContext, members: string) => Promise<number>,
  minPoints: number,
): Labeller {
  return async (context, members) => {
    const reach = await eps(context, members);
    const { x, y, weights } = await readCentres(context, members);
    const { labels } = await dbscan({ x, y, weights, eps: reach, minPoints }, context.signal, (done, total) =>
      context.progress({ phase, done, total }),
    );
    return labels;
  };
}

/** Metres by which the join looks farther than eps, so that rounding never hides a pair; the exact distance decides. */
const slack = 0.001;

/** DBSCAN of footprints, whose distance is that of their edges; to the micrometre, as everywhere. */
export function labelByFootprints(
  eps: (context: AnalysisContext, members: string) => Promise<number>,
  minPoints: number,
): Labeller {
  return async (context, members) => {
    const { session } = context;
    const reach = await eps(context, members);
    const [weights = new Float64Array()] = await session.doubles(`SELECT weight FROM ${members} ORDER BY fid`);
    const numbered = context.newTemporary();
    await session.run(
      `CREATE TEMP TABLE ${numbered} AS
       SELECT CAST(row_number() OVER (ORDER BY fid) - 1 AS DOUBLE) AS number, geom FROM ${members}`,
    );
    // Every pair comes twice and each building with itself: a condition one < other would make DuckDB 1.5 join by that
    // instead of by place, compare every pair, and find pairs that are not near (tried: 292 instead of 164).
    const [ones = none, others = none, apart = none] = await session.doubles(
      `SELECT here.number AS one, there.number AS other, ${distanceSql("here.geom", "there.geom")} AS distance
       FROM ${numbered} here JOIN ${numbered} there
         ON ST_DWithin(here.geom, there.geom, CAST(${reach + slack} AS DOUBLE))`,
    );
    const kept = Uint32Array.from(ones.keys()).filter(
      (pair) => (ones[pair] ?? 0) < (others[pair] ?? 0) && (apart[pair] ?? 0) <= reach,
    );
    const { labels } = graphDbscan({
      count: weights.length,
      one: Uint32Array.from(kept, (pair) => ones[pair] ?? 0),
      other: Uint32Array.from(kept, (pair) => others[pair] ?? 0),
      distances: Float64Array.from(kept, (pair) => apart[pair] ?? 0),
      minPoints,
      weights,
    });
    return labels;
  };
}

/** HDBSCAN of centres, in a thread. */
export function labelByDensity(minClusterSize: number, minSamples: number): Labeller {
  return async (context, members) => {
    const { x, y } = await readCentres(context, members);
    const input = { x, y, minClusterSize, minSamples };
    const { labels } = await runTask("hdbscan", input, context.signal, (done, total) =>
      context.progress({ phase, done, total }),
    );
    return labels;
  };
}

/** Centres and weights in the order of `fid`. */
export async function readCentres(context: AnalysisContext, members: string) {
  const [x = none, y = none, weights = none] = await context.session.doubles(
    `SELECT ST_X(ST_Centroid(geom)) AS x, ST_Y(ST_Centroid(geom)) AS y, weight FROM ${members} ORDER BY fid`,
  );
  return { x, y, weights };
}

const figures: readonly ColumnType[] = ["number", "whole"];

/**
 * SQL of a building's weight: 1, or a figure of its layer; where that is unknown or not above 0, the median of all that are.
 * Throws `usage` for a column that is no figure.
 */
export function weightExpression({ layer, relation }: InputLayer, names: readonly string[]): string {
  const [name] = names;
  if (name === undefined) return "CAST(1 AS DOUBLE)";
  const usable = layer.columns.filter(({ type }) => figures.includes(type)).map((column) => column.name);
  if (names.length > 1 || !usable.includes(name)) {
    const asked = names.join(", ");
    throw new AppError("usage", {
      zh: `权重不能是“${asked}”。可用一个数值列：${usable.join(", ") || "无"}；不填则每栋为 1。`,
      en: `The weight cannot be "${asked}". It takes one column of figures: ${usable.join(", ") || "none"}; without one each building counts 1.`,
    });
  }
  const figure = `CAST(${quoteName(name)} AS DOUBLE)`;
  const median = `(SELECT median(${figure}) FROM ${relation} WHERE ${figure} > 0 AND isfinite(${figure}))`;
  return `coalesce(CASE WHEN ${figure} > 0 AND isfinite(${figure}) THEN ${figure} END, ${median}, 1)`;
}
