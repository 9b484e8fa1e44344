import type { PlaceCondition } from "../../contract/conditions.js";
import { AppError } from "../../contract/errors.js";
import type { Bounds } from "../../contract/project.js";
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
  const { area, reach } = await areaAndReach(session, condition, crs, sourceOf);
  const bindings = {
    [name]: area.hex,
    [`${name}_west`]: area.west - reach,
    [`${name}_south`]: area.south - reach,
    [`${name}_east`]: area.east + reach,
    [`${name}_north`]: area.north + reach,
  };
  const meets = `ST_XMax(geom) >= $${name}_west AND ST_XMin(geom) <= $${name}_east AND ST_YMax(geom) >= $${name}_south AND ST_YMin(geom) <= $${name}_north`;
  const shape = `ST_GeomFromHEXWKB($${name})`;
  if (condition.place === "near") {
    const sql = `(${meets} AND ${distanceSql("geom", shape)} <= $${name}_metres)`;
    return { sql, bindings: { ...bindings, [`${name}_metres`]: reach } };
  }
  if (condition.place === "circle") {
    const sql = `(${meets} AND ST_Distance(${shape}, ST_Centroid(geom)) <= $${name}_metres)`;
    return { sql, bindings: { ...bindings, [`${name}_metres`]: reach } };
  }
  // A window of the map is turned a little against the project's axes.
  const touched = condition.place === "box" ? "ST_Envelope(geom)" : "ST_Centroid(geom)";
  return { sql: `(${meets} AND ST_Intersects(${shape}, ${touched}))`, bindings };
}

async function areaAndReach(
  session: Session,
  condition: PlaceCondition,
  crs: string,
  sourceOf: SourceOf,
): Promise<{ area: Area; reach: number }> {
  switch (condition.place) {
    case "inside":
      return { area: await areaOf(session, condition, sourceOf), reach: 0 };
    case "near":
      return { area: await areaOf(session, condition, sourceOf), reach: condition.metres };
    case "drawn":
      return { area: await drawnArea(session, polygonText(condition.ring), crs), reach: 0 };
    case "circle":
      return { area: await drawnArea(session, `POINT(${condition.centre.join(" ")})`, crs), reach: condition.metres };
    case "box":
      return { area: await drawnArea(session, polygonText(ringOfBox(condition.bounds)), crs), reach: 0 };
  }
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

function polygonText(ring: readonly (readonly [number, number])[]): string {
  const [first = [0, 0]] = ring;
  return `POLYGON((${[...ring, first].map(([lon, lat]) => `${lon} ${lat}`).join(", ")}))`;
}

/** With places along its sides: a parallel is no straight line in the project's CRS. */
function ringOfBox([west, south, east, north]: Bounds): [number, number][] {
  const steps = [0, 1, 2, 3, 4, 5, 6, 7].map((step) => step / 8);
  const along = (from: number, to: number) => steps.map((step) => from + step * (to - from));
  return [
    ...along(west, east).map((lon): [number, number] => [lon, south]),
    ...along(south, north).map((lat): [number, number] => [east, lat]),
    ...along(east, west).map((lon): [number, number] => [lon, north]),
    ...along(north, south).map((lat): [number, number] => [west, lat]),
  ];
}

/** A shape in degrees, as well-known text, moved into the project's CRS. Throws `usage` where that has no place for it. */
async function drawnArea(session: Session, text: string, crs: string): Promise<Area> {
  const moved = `ST_Transform(ST_GeomFromText(${quoteText(text)}), 'EPSG:4326', ${quoteText(crs)}, always_xy := true)`;
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
