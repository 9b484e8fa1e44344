import type { Feature } from "../../contract/api.js";
import { AppError } from "../../contract/errors.js";
import type { Bounds } from "../../contract/project.js";
import type { Session } from "../database.js";
import { quoteNames } from "../sql.js";
import { toCell } from "./cells.js";
import type { LayerSource } from "./layer-source.js";
import { type Line, lineTo, type Measured, type Place } from "./links.js";

/** One feature with all its values, and the lines to the neighbours that it was measured to. Throws `layer-missing`. */
export async function readFeature(
  session: Session,
  source: LayerSource,
  fid: number,
  measured: (values: Feature["values"]) => Promise<readonly Measured[]>,
): Promise<Omit<Feature, "reason">> {
  const columns = source.layer.columns.map((column) => column.name);
  const [row] = await session.rows<Record<string, unknown>>(
    `SELECT ${quoteNames(columns)}${columns.length === 0 ? "" : ","} ST_XMin(geom) AS "west", ST_YMin(geom) AS "south", ST_XMax(geom) AS "east", ST_YMax(geom) AS "north"
     FROM ${source.relation} WHERE fid = $fid`,
    { fid: BigInt(fid) },
  );
  if (row === undefined) throw missingFeature(source, fid);
  const values = Object.fromEntries(columns.map((name) => [name, toCell(row[name])]));
  const lines: Line[] = [];
  for (const each of await measured(values)) {
    const line = await lineTo(session, source, fid, each);
    if (line !== null) lines.push(line);
  }
  const corners = cornersOf(row);
  const degrees = await toDegrees(session, source.crs, [...corners, ...lines.flatMap(({ ends }) => ends)]);
  return {
    layer: source.layer.id,
    fid,
    values,
    bounds: boundsOf(degrees.slice(0, corners.length)),
    links: lines.map(({ ends: _ends, ...line }, index) => {
      const [from = [0, 0], to = [0, 0]] = degrees.slice(corners.length + 2 * index);
      return { ...line, from, to };
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

/** Places in degrees. All in one statement: making the way from one CRS to another costs more than the places. */
export async function toDegrees(session: Session, crs: string, places: readonly Place[]): Promise<[number, number][]> {
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
