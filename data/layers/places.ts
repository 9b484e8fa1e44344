import type { Place } from "../../contract/api.js";
import type { Session } from "../database.js";
import { quoteText } from "../sql.js";
import type { LayerSource } from "./layer-source.js";

/** Where features lie: the bounds of each in degrees, by fid. Rows that are not there, or have no place, are left out. */
export async function readPlaces(session: Session, source: LayerSource, fids: readonly number[]): Promise<Place[]> {
  const rows = await session.rows<Record<"fid" | "west" | "south" | "east" | "north", bigint | number>>(
    `WITH placed AS (
       SELECT fid, ST_Transform(ST_Envelope(geom), ${quoteText(source.crs)}, 'EPSG:4326', always_xy := true) AS box
       FROM ${source.geometryRelation} WHERE fid IN (SELECT unnest(CAST($fids AS BIGINT[]))) AND geom IS NOT NULL
     )
     SELECT fid, ST_XMin(box) AS west, ST_YMin(box) AS south, ST_XMax(box) AS east, ST_YMax(box) AS north
     FROM placed ORDER BY fid`,
    { fids: JSON.stringify(fids) },
  );
  return rows.map(({ fid, west, south, east, north }) => ({
    fid: Number(fid),
    bounds: [Number(west), Number(south), Number(east), Number(north)],
  }));
}
