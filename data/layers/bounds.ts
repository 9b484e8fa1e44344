import type { Bounds } from "../../contract/project.js";
import type { Session } from "../database.js";

/** West, south, east, north in degrees of a relation whose `geom` is in `crs`; null when it has no rows. */
export async function layerBounds(session: Session, relation: string, crs: string | null): Promise<Bounds | null> {
  if (crs === null) return null;
  const { box } = await session.row<{ box: Record<string, number | null> | null }>(
    `WITH extent AS (SELECT ST_Extent_Agg(geom) AS box FROM ${relation}),
          turned AS (SELECT ST_Transform(box::GEOMETRY, $crs, 'EPSG:4326', always_xy := true) AS box FROM extent)
     SELECT {west: ST_XMin(box), south: ST_YMin(box), east: ST_XMax(box), north: ST_YMax(box)} AS box FROM turned`,
    { crs },
  );
  const corners = box === null ? [] : [box.west, box.south, box.east, box.north];
  const [west, south, east, north] = corners.map((corner) => corner ?? Number.NaN);
  if (west === undefined || south === undefined || east === undefined || north === undefined) return null;
  return [west, south, east, north].every(Number.isFinite) ? [west, south, east, north] : null;
}
