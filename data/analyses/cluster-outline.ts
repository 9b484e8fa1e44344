import type { AnalysisContext } from "./analysis.js";
import { nearestDistances } from "./nearest.js";
import type { Screened } from "./screen.js";

export interface Outline {
  /** Metres by which the hull is widened. */
  readonly margin: number;
  /** 1: convex; the smaller, the closer it follows the members, down to 0. */
  readonly ratio: number;
}

/**
 * The cluster layer, from `members` with `points`, what each adds to its cluster's score: one hull a cluster, `fid` = its id. The hull is the convex or concave hull of the members' footprints,
 * widened by a margin: it reads as an outline and has an area even around one point or points in a row. Distances are the members' nearest, in metres, however far. Ranks go by score, then buildings, then by how near the danger is, then
 * west to east: never by the order of the rows in the file.
 */
export async function outlineClusters(
  context: AnalysisContext,
  members: string,
  labels: string,
  targets: Screened["targets"],
  outline: Outline,
): Promise<string> {
  const { session } = context;
  context.progress({ phase: { zh: "勾画热点", en: "Outlining hot spots" } });
  const seekers = (known: string) =>
    `(SELECT label.cluster AS fid, member.fid AS member, member.geom, member.${known} AS known_m
      FROM ${members} member JOIN ${labels} label USING (fid))`;
  const pipes =
    targets.pipes === null ? null : await nearestDistances(context, seekers("pipe_distance_m"), targets.pipes, 50);
  const sites =
    targets.sites === null ? null : await nearestDistances(context, seekers("site_distance_m"), targets.sites, 100);
  const table = context.newTable();
  const shapes = "list(geom ORDER BY fid)";
  const hull =
    outline.ratio < 1
      ? `ST_Collect(list_append(${shapes}, ST_ConcaveHull(ST_Collect(${shapes}), CAST($ratio AS DOUBLE), false)))`
      : `ST_ConvexHull(ST_Collect(${shapes}))`;
  await session.run(
    `CREATE TABLE ${table} AS
     WITH grouped AS (
       SELECT label.cluster, count(*) AS buildings, count(*) FILTER (old) AS old, count(*) FILTER (altered) AS altered,
              count(*) FILTER (near_pipe) AS near_pipe, count(*) FILTER (near_site) AS near_site,
              sum(floor_area_m2 ORDER BY fid) AS floor_area_m2,
              min(pipe_distance_m) AS pipe_m, min(site_distance_m) AS site_m,
              string_agg(DISTINCT pipe_pressure, '、' ORDER BY pipe_pressure) FILTER (near_pipe) AS pressures,
              sum(points ORDER BY fid) AS score,
              ST_Buffer(${hull}, CAST($margin AS DOUBLE)) AS geom,
              avg(ST_X(ST_Centroid(geom)) ORDER BY fid) AS centre_x, avg(ST_Y(ST_Centroid(geom)) ORDER BY fid) AS centre_y
       FROM ${members} JOIN ${labels} label USING (fid) GROUP BY label.cluster
     ), measured AS (
       SELECT grouped.*,
              ${pipes === null ? "pipe_m" : "coalesce(pipe.distance_m, pipe_m)"} AS nearest_pipe_m,
              ${sites === null ? "site_m" : "coalesce(site.distance_m, site_m)"} AS nearest_site_m
       FROM grouped
       ${pipes === null ? "" : `LEFT JOIN ${pipes} pipe ON pipe.fid = grouped.cluster`}
       ${sites === null ? "" : `LEFT JOIN ${sites} site ON site.fid = grouped.cluster`}
     ), ranked AS (
       SELECT *, row_number() OVER (
         ORDER BY score DESC, buildings DESC, least(nearest_pipe_m, nearest_site_m) NULLS LAST, centre_x, centre_y, cluster
       ) AS rank FROM measured
     )
     SELECT cluster AS fid, cluster, CAST(rank AS INTEGER) AS rank,
            CASE WHEN rank <= 10 THEN 'top' ELSE 'other' END AS rank_band,
            buildings, old, altered, near_pipe, near_site, floor_area_m2, nearest_pipe_m, nearest_site_m,
            pressures, score, centre_x, centre_y, geom
     FROM ranked
     ORDER BY rank`,
    outline.ratio < 1 ? { margin: outline.margin, ratio: outline.ratio } : { margin: outline.margin },
  );
  return table;
}
