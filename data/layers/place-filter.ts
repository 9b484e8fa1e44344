import type { PlaceCondition } from "../../contract/conditions.js";
import { AppError } from "../../contract/errors.js";
import type { Bounds } from "../../contract/project.js";
import type { Session } from "../database.js";
import { distanceSql } from "../distance.js";
import { quoteText } from "../sql.js";
import type { LayerSource } from "./layer-source.js";

/** A place that is a shape; what lies in one of many areas is known by the row (`Areas`). */
type ShapeCondition = Exclude<PlaceCondition, { place: "inside-any" }>;

/** Gives the layers that conditions name. Throws `layer-missing`. */
export type SourceOf = (layer: number) => LayerSource;

interface Area extends Box {
  readonly hex: string;
}

interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** Where a row lies, as SQL. */
interface PlaceColumns {
  readonly xmin: string;
  readonly ymin: string;
  readonly xmax: string;
  readonly ymax: string;
  readonly centre: string;
  readonly bounds: string;
}

/** Of a relation with `geom`. */
const ofGeometry: PlaceColumns = {
  xmin: "ST_XMin(geom)",
  ymin: "ST_YMin(geom)",
  xmax: "ST_XMax(geom)",
  ymax: "ST_YMax(geom)",
  centre: "ST_Centroid(geom)",
  bounds: "ST_Envelope(geom)",
};

/** Of a table of `PlaceTables`; what is near something is told by the geometry alone. */
export const ofPlaceTable: PlaceColumns = {
  xmin: "xmin",
  ymin: "ymin",
  xmax: "xmax",
  ymax: "ymax",
  centre: "ST_Point(x, y)",
  bounds: "ST_MakeEnvelope(xmin, ymin, xmax, ymax)",
};

/**
 * A place condition as SQL over `geom`, with values bound under names that begin with `name`. The bounds are compared
 * first: they are read from the geometry's head, the rest costs a hundred times as much. Throws `layer-missing`, `usage`.
 */
export async function placeSql(
  session: Session,
  condition: ShapeCondition,
  name: string,
  crs: string,
  sourceOf: SourceOf,
  columns: PlaceColumns = ofGeometry,
): Promise<{ sql: string; bindings: Record<string, string | number> }> {
  const { area, reach } = await areaAndReach(session, condition, crs, sourceOf);
  const around = meets(columns, `${name}_`, wider(area, reach));
  const bindings = { ...around.bindings, [name]: area.hex };
  const shape = `ST_GeomFromHEXWKB($${name})`;
  switch (condition.place) {
    case "near":
      return {
        sql: `(${around.sql} AND ${distanceSql("geom", shape)} <= $${name}_metres)`,
        bindings: { ...bindings, [`${name}_metres`]: reach },
      };
    case "circle":
      return {
        sql: `(${around.sql} AND ST_Distance(${shape}, ${columns.centre}) <= $${name}_metres)`,
        bindings: { ...bindings, [`${name}_metres`]: reach },
      };
    case "box": {
      // The window is turned a little against the project's axes: only along its sides the shape itself must be asked.
      const inner = meets(columns, `${name}_inner_`, await innerBox(session, condition.bounds, crs));
      return {
        sql: `(${around.sql} AND ((${inner.sql}) OR ST_Intersects(${shape}, ${columns.bounds})))`,
        bindings: { ...bindings, ...inner.bindings },
      };
    }
    default:
      return { sql: `(${around.sql} AND ST_Intersects(${shape}, ${columns.centre}))`, bindings };
  }
}

/** Whether a row's bounds meet a box; values bound under names that begin with `name`. */
function meets(columns: PlaceColumns, name: string, { west, south, east, north }: Box) {
  return {
    sql: `${columns.xmax} >= $${name}west AND ${columns.xmin} <= $${name}east AND ${columns.ymax} >= $${name}south AND ${columns.ymin} <= $${name}north`,
    bindings: { [`${name}west`]: west, [`${name}south`]: south, [`${name}east`]: east, [`${name}north`]: north },
  };
}

function wider({ west, south, east, north }: Box, metres: number): Box {
  return { west: west - metres, south: south - metres, east: east + metres, north: north + metres };
}

async function areaAndReach(
  session: Session,
  condition: ShapeCondition,
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

/** The largest box along the project's axes inside a box in degrees; beyond everything where there is none. */
async function innerBox(session: Session, [west, south, east, north]: Bounds, crs: string): Promise<Box> {
  const places = ringOfBox([west, south, east, north]).map(([lon, lat]) => `(${lon}::DOUBLE, ${lat}::DOUBLE)`);
  const inner = await session.row<Record<keyof Box, number>>(
    `WITH moved AS (
       SELECT lon, lat, ST_Transform(ST_Point(lon, lat), 'EPSG:4326', ${quoteText(crs)}, always_xy := true) AS place
       FROM (VALUES ${places.join(", ")}) corners (lon, lat)
     )
     SELECT max(ST_X(place)) FILTER (lon = $west) AS west, max(ST_Y(place)) FILTER (lat = $south) AS south,
            min(ST_X(place)) FILTER (lon = $east) AS east, min(ST_Y(place)) FILTER (lat = $north) AS north
     FROM moved`,
    { west, south, east, north },
  );
  const none = inner.west > inner.east || inner.south > inner.north;
  return none ? { ...inner, west: Number.POSITIVE_INFINITY } : inner;
}

/** A shape in degrees, as well-known text, moved into the project's CRS. Throws `usage` where that has no place for it. */
async function drawnArea(session: Session, text: string, crs: string): Promise<Area> {
  const moved = `ST_Transform(ST_GeomFromText(${quoteText(text)}), 'EPSG:4326', ${quoteText(crs)}, always_xy := true)`;
  const [area] = await session.rows<Area & Record<string, unknown>>(
    // A hand crosses its own line now and then. What the projection has no number for cannot be mended.
    `WITH moved AS (SELECT ${moved} AS geom), drawn AS (
       SELECT CASE WHEN isfinite(ST_XMin(geom) + ST_XMax(geom) + ST_YMin(geom) + ST_YMax(geom)) THEN ST_MakeValid(geom) END AS geom FROM moved
     )
     SELECT ST_AsHEXWKB(geom) AS hex, ST_XMin(geom) AS west, ST_YMin(geom) AS south, ST_XMax(geom) AS east, ST_YMax(geom) AS north
     FROM drawn WHERE geom IS NOT NULL`,
  );
  if (area !== undefined) return area;
  throw new AppError("usage", {
    zh: "绘制的范围超出项目坐标系。请在数据范围内重画。",
    en: "The area that was drawn lies outside the project's CRS. Draw it where the data are.",
  });
}
