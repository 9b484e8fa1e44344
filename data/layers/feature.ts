import type { Feature } from "../../contract/api.js";
import { AppError } from "../../contract/errors.js";
import type { Session } from "../database.js";
import { quoteNames } from "../sql.js";
import { toCell } from "./cells.js";
import type { LayerSource } from "./layer-source.js";

/** What a feature's distances were measured to. */
export interface Neighbours {
  readonly pipes: LayerSource | undefined;
  readonly sites: LayerSource | undefined;
}

/** One feature with all its values, and the lines to the neighbours that its `*_fid` columns name. Throws `layer-missing`. */
export async function readFeature(
  session: Session,
  source: LayerSource,
  fid: number,
  neighbours: Neighbours,
): Promise<Feature> {
  const columns = source.layer.columns.map((column) => column.name);
  const [row] = await session.rows<Record<string, unknown>>(
    `SELECT ${quoteNames(columns)}${columns.length === 0 ? "" : ","} ST_XMin(box) AS "west", ST_YMin(box) AS "south", ST_XMax(box) AS "east", ST_YMax(box) AS "north"
     FROM (SELECT *, ST_Transform(ST_Envelope(geom), $crs, 'EPSG:4326', always_xy := true) AS box FROM ${source.relation} WHERE fid = $fid)`,
    { fid: BigInt(fid), crs: source.crs },
  );
  if (row === undefined) throw missingFeature(source, fid);
  const values = Object.fromEntries(columns.map((name) => [name, toCell(row[name])]));
  const links = [
    await link(session, source, fid, neighbours.pipes, values.pipe_fid, values.pipe_distance_m),
    await link(session, source, fid, neighbours.sites, values.site_fid, values.site_distance_m),
  ];
  return {
    layer: source.layer.id,
    fid,
    values,
    bounds: [Number(row.west), Number(row.south), Number(row.east), Number(row.north)],
    links: links.flat(),
  };
}

async function link(
  session: Session,
  source: LayerSource,
  fid: number,
  target: LayerSource | undefined,
  targetFid: unknown,
  metres: unknown,
): Promise<Feature["links"]> {
  if (target === undefined || typeof targetFid !== "number" || typeof metres !== "number") return [];
  const [line] = await session.rows<{ x1: number; y1: number; x2: number; y2: number }>(
    `WITH line AS (
       SELECT ST_Transform(ST_ShortestLine(here.geom, there.geom), $crs, 'EPSG:4326', always_xy := true) AS geom
       FROM (SELECT geom FROM ${source.geometryRelation} WHERE fid = $fid) here,
            (SELECT geom FROM ${target.geometryRelation} WHERE fid = $target) there
     )
     SELECT ST_X(ST_StartPoint(geom)) AS x1, ST_Y(ST_StartPoint(geom)) AS y1, ST_X(ST_EndPoint(geom)) AS x2, ST_Y(ST_EndPoint(geom)) AS y2
     FROM line WHERE geom IS NOT NULL`,
    { crs: source.crs, fid: BigInt(fid), target: BigInt(targetFid) },
  );
  if (line === undefined) return [];
  return [{ layer: target.layer.id, fid: targetFid, metres, from: [line.x1, line.y1], to: [line.x2, line.y2] }];
}

function missingFeature(source: LayerSource, fid: number): AppError {
  return new AppError("layer-missing", {
    zh: `图层“${source.layer.title.zh}”没有第 ${fid} 行。`,
    en: `The layer "${source.layer.title.en}" has no row ${fid}.`,
  });
}
