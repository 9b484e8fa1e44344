import type { Feature } from "../../contract/api.js";
import { AppError } from "../../contract/errors.js";
import type { Bounds } from "../../contract/project.js";
import type { Session } from "../database.js";
import { quoteNames } from "../sql.js";
import { toCell } from "./cells.js";
import type { LayerSource } from "./layer-source.js";

/** What a feature's distances were measured to. */
export interface Neighbours {
  readonly pipes: LayerSource | undefined;
  readonly sites: LayerSource | undefined;
}

/** East and north in metres of the project's CRS. */
type Place = readonly [number, number];

/** One feature with all its values, and the lines to the neighbours that its `*_fid` columns name. Throws `layer-missing`. */
export async function readFeature(
  session: Session,
  source: LayerSource,
  fid: number,
  neighbours: Neighbours,
): Promise<Omit<Feature, "reason">> {
  const columns = source.layer.columns.map((column) => column.name);
  const [row] = await session.rows<Record<string, unknown>>(
    `SELECT ${quoteNames(columns)}${columns.length === 0 ? "" : ","} ST_XMin(geom) AS "west", ST_YMin(geom) AS "south", ST_XMax(geom) AS "east", ST_YMax(geom) AS "north"
     FROM ${source.relation} WHERE fid = $fid`,
    { fid: BigInt(fid) },
  );
  if (row === undefined) throw missingFeature(source, fid);
  const values = Object.fromEntries(columns.map((name) => [name, toCell(row[name])]));
  const lines = [
    await line(session, source, fid, neighbours.pipes, values.pipe_fid, values.pipe_distance_m),
    await line(session, source, fid, neighbours.sites, values.site_fid, values.site_distance_m),
  ].flat();
  const corners = cornersOf(row);
  const degrees = await toDegrees(session, source.crs, [...corners, ...lines.flatMap(({ ends }) => ends)]);
  return {
    layer: source.layer.id,
    fid,
    values,
    bounds: boundsOf(degrees.slice(0, corners.length)),
    links: lines.map(({ layer, target, metres }, index) => {
      const [from = [0, 0], to = [0, 0]] = degrees.slice(corners.length + 2 * index);
      return { layer, fid: target, metres, from, to };
    }),
  };
}

/** The corners of the box of a row; none where the row has no place. */
function cornersOf({ west, south, east, north }: Record<string, unknown>): Place[] {
  const sides = [west, south, east, north].filter((side) => typeof side === "number");
  const [w, s, e, n] = sides;
  if (w === undefined || s === undefined || e === undefined || n === undefined) return [];
  return [
    [w, s],
    [w, n],
    [e, s],
    [e, n],
  ];
}

function boundsOf(corners: readonly Place[]): Bounds | null {
  if (corners.length === 0) return null;
  const [lons, lats] = [corners.map(([lon]) => lon), corners.map(([, lat]) => lat)];
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}

interface Line {
  readonly layer: number;
  readonly target: number;
  readonly metres: number;
  readonly ends: readonly [Place, Place];
}

/** From the feature's nearest place towards the target, as long as the distance: to the outer wall or the pit's edge. */
async function line(
  session: Session,
  source: LayerSource,
  fid: number,
  neighbour: LayerSource | undefined,
  target: unknown,
  metres: unknown,
): Promise<Line[]> {
  if (neighbour === undefined || typeof target !== "number" || typeof metres !== "number") return [];
  const [shortest] = await session.rows<Record<"x1" | "y1" | "x2" | "y2", number>>(
    `SELECT ST_X(ST_StartPoint(geom)) AS x1, ST_Y(ST_StartPoint(geom)) AS y1, ST_X(ST_EndPoint(geom)) AS x2, ST_Y(ST_EndPoint(geom)) AS y2
     FROM (SELECT ST_ShortestLine(here.geom, there.geom) AS geom
           FROM (SELECT geom FROM ${source.geometryRelation} WHERE fid = $fid) here,
                (SELECT geom FROM ${neighbour.geometryRelation} WHERE fid = $target) there)
     WHERE geom IS NOT NULL`,
    { fid: BigInt(fid), target: BigInt(target) },
  );
  if (shortest === undefined) return [];
  const { x1, y1, x2, y2 } = shortest;
  const length = Math.hypot(x2 - x1, y2 - y1);
  const share = length > 0 ? Math.min(1, metres / length) : 0;
  const ends = [
    [x1, y1],
    [x1 + share * (x2 - x1), y1 + share * (y2 - y1)],
  ] as const;
  return [{ layer: neighbour.layer.id, target, metres, ends }];
}

/** All places in one statement: making the way from one CRS to another costs more than the places. */
async function toDegrees(session: Session, crs: string, places: readonly Place[]): Promise<[number, number][]> {
  if (places.length === 0) return [];
  const rows = places.map((_place, index) => `(${index}, CAST($x${index} AS DOUBLE), CAST($y${index} AS DOUBLE))`);
  const turned = await session.rows<{ x: number; y: number }>(
    `SELECT ST_X(geom) AS x, ST_Y(geom) AS y
     FROM (SELECT number, ST_Transform(ST_Point(x, y), $crs, 'EPSG:4326', always_xy := true) AS geom
           FROM (VALUES ${rows.join(", ")}) given (number, x, y))
     ORDER BY number`,
    Object.fromEntries([
      ["crs", crs],
      ...places.flatMap(
        ([x, y], index) =>
          [
            [`x${index}`, x],
            [`y${index}`, y],
          ] as const,
      ),
    ]),
  );
  return turned.map(({ x, y }) => [x, y]);
}

function missingFeature(source: LayerSource, fid: number): AppError {
  return new AppError("layer-missing", {
    zh: `图层“${source.layer.title.zh}”没有第 ${fid} 行。`,
    en: `The layer "${source.layer.title.en}" has no row ${fid}.`,
  });
}
