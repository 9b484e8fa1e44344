import type { PlaceCondition } from "../../contract/conditions.js";
import { AppError } from "../../contract/errors.js";
import type { Session } from "../database.js";
import { distanceSql } from "../distance.js";
import { quoteText } from "../sql.js";
import type { LayerSource } from "./layer-source.js";

/** Gives the layers that conditions name. Throws `layer-missing`. */
export type SourceOf = (layer: number) => LayerSource;

interface Area {
  readonly hex: string;
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/**
 * A place condition as SQL over `geom`, with values bound under names that begin with `name`. The bounds are compared
 * first: they are read from the geometry's head, the rest costs a hundred times as much. Throws `layer-missing`, `usage`.
 */
export async function placeSql(
  session: Session,
  condition: PlaceCondition,
  name: string,
  crs: string,
  sourceOf: SourceOf,
): Promise<{ sql: string; bindings: Record<string, string | number> }> {
  const area =
    condition.place === "drawn"
      ? await drawnArea(session, condition.ring, crs)
      : await areaOf(session, condition, sourceOf);
  const reach = condition.place === "near" ? condition.metres : 0;
  const bindings = {
    [name]: area.hex,
    [`${name}_west`]: area.west - reach,
    [`${name}_south`]: area.south - reach,
    [`${name}_east`]: area.east + reach,
    [`${name}_north`]: area.north + reach,
  };
  const meets = `ST_XMax(geom) >= $${name}_west AND ST_XMin(geom) <= $${name}_east AND ST_YMax(geom) >= $${name}_south AND ST_YMin(geom) <= $${name}_north`;
  const shape = `ST_GeomFromHEXWKB($${name})`;
  if (condition.place !== "near") {
    return { sql: `(${meets} AND ST_Intersects(${shape}, ST_Centroid(geom)))`, bindings };
  }
  return {
    sql: `(${meets} AND ${distanceSql("geom", shape)} <= $${name}_metres)`,
    bindings: { ...bindings, [`${name}_metres`]: condition.metres },
  };
}

async function areaOf(
  session: Session,
  { layer, fid }: { readonly layer: number; readonly fid: number },
  sourceOf: SourceOf,
): Promise<Area> {
  const source = sourceOf(layer);
  const [area] = await session.rows<Area & Record<string, unknown>>(
    `SELECT ST_AsHEXWKB(geom) AS hex, ST_XMin(geom) AS west, ST_YMin(geom) AS south, ST_XMax(geom) AS east, ST_YMax(geom) AS north
     FROM ${source.geometryRelation} WHERE fid = $fid AND geom IS NOT NULL AND NOT ST_IsEmpty(geom)`,
    { fid: BigInt(fid) },
  );
  if (area !== undefined) return area;
  throw new AppError("layer-missing", {
    zh: `图层“${source.layer.title.zh}”中编号 ${fid} 的要素已不存在，或没有图形。`,
    en: `Feature ${fid} of the layer "${source.layer.title.en}" is not there any more, or has no shape.`,
  });
}

async function drawnArea(session: Session, ring: readonly (readonly [number, number])[], crs: string): Promise<Area> {
  const [first = [0, 0]] = ring;
  const text = [...ring, first].map(([lon, lat]) => `${lon} ${lat}`).join(", ");
  const moved = `ST_Transform(ST_GeomFromText(${quoteText(`POLYGON((${text}))`)}), 'EPSG:4326', ${quoteText(crs)}, always_xy := true)`;
  const [area] = await session.rows<Area & Record<string, unknown>>(
    // A hand crosses its own line now and then.
    `WITH drawn AS (SELECT ST_MakeValid(${moved}) AS geom)
     SELECT ST_AsHEXWKB(geom) AS hex, ST_XMin(geom) AS west, ST_YMin(geom) AS south, ST_XMax(geom) AS east, ST_YMax(geom) AS north
     FROM drawn WHERE isfinite(ST_XMin(geom) + ST_XMax(geom) + ST_YMin(geom) + ST_YMax(geom))`,
  );
  if (area !== undefined) return area;
  throw new AppError("usage", {
    zh: "绘制的范围超出项目坐标系。请在数据范围内重画。",
    en: "The area that was drawn lies outside the project's CRS. Draw it where the data are.",
  });
}
