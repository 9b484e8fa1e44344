import type { Bounds } from "../../contract/project.js";
import type { Session } from "../database.js";

/** A layer this many times as wide as all but a hundredth of its features has some that lie somewhere else. */
export const strayFactor = 10;

/**
 * West, south, east, north in degrees of a relation whose `geom` is in `crs`; null when it has no rows. A few features
 * far from all others, such as one whose coordinates were swapped, are left out: a map that showed them would show
 * nothing else.
 */
export async function layerBounds(session: Session, relation: string, crs: string | null): Promise<Bounds | null> {
  if (crs === null) return null;
  const { box } = await session.row<{ box: Record<string, number | null> | null }>(
    `WITH boxes AS (
       SELECT ST_XMin(geom) AS xmin, ST_YMin(geom) AS ymin, ST_XMax(geom) AS xmax, ST_YMax(geom) AS ymax FROM ${relation}
     ), whole AS (
       SELECT min(xmin) AS west, min(ymin) AS south, max(xmax) AS east, max(ymax) AS north,
              quantile_disc(xmin, 0.005) AS w, quantile_disc(ymin, 0.005) AS s,
              quantile_disc(xmax, 0.995) AS e, quantile_disc(ymax, 0.995) AS n
       FROM boxes
     ), near AS (
       SELECT CASE WHEN east - west > $stray * (e - w) THEN greatest(west, w - (e - w) / 20) ELSE west END AS west,
              CASE WHEN north - south > $stray * (n - s) THEN greatest(south, s - (n - s) / 20) ELSE south END AS south,
              CASE WHEN east - west > $stray * (e - w) THEN least(east, e + (e - w) / 20) ELSE east END AS east,
              CASE WHEN north - south > $stray * (n - s) THEN least(north, n + (n - s) / 20) ELSE north END AS north
       FROM whole
     ), turned AS (
       SELECT ST_Transform(ST_MakeEnvelope(west, south, east, north), $crs, 'EPSG:4326', always_xy := true) AS box FROM near
     )
     SELECT {west: ST_XMin(box), south: ST_YMin(box), east: ST_XMax(box), north: ST_YMax(box)} AS box FROM turned`,
    { crs, stray: strayFactor },
  );
  const corners = box === null ? [] : [box.west, box.south, box.east, box.north];
  const [west, south, east, north] = corners.map((corner) => corner ?? Number.NaN);
  if (west === undefined || south === undefined || east === undefined || north === undefined) return null;
  return [west, south, east, north].every(Number.isFinite) ? [west, south, east, north] : null;
}
