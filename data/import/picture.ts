import { basename } from "node:path";
import type { Inspection } from "../../contract/inspection.js";
import type { Session } from "../database.js";
import { strayFactor } from "../layers/bounds.js";
import type { InspectRequest } from "./calls.js";
import type { ChosenCrs, SampleCoordinates } from "./crs.js";
import { meridianOf } from "./guess-crs.js";
import { choosePlacement } from "./placement.js";

/** Features drawn in the import dialog; enough to recognise a place. */
const pictured = 2000;

type Shape = [number, number][];

/**
 * A drawing of the first features in degrees, vertices thinned to what a thumbnail shows. `relation` has `geom` in
 * `definition`. Null when nothing can be drawn: a picture is never a reason to fail.
 */
export async function drawPicture(
  session: Session,
  relation: string,
  definition: string,
): Promise<Inspection["picture"]> {
  const rows = await session
    .rows<{ line: string }>(
      `WITH drawn AS (
         SELECT ST_Transform(ST_Force2D(geom), $definition, 'EPSG:4326', always_xy := true) AS geom
         FROM (FROM ${relation} LIMIT ${pictured}) WHERE geom IS NOT NULL AND NOT ST_IsEmpty(geom)
       )
       SELECT ST_AsGeoJSON(ST_Simplify(geom, 0.000005)) AS line FROM drawn
       WHERE isfinite(ST_XMin(geom) + ST_XMax(geom) + ST_YMin(geom) + ST_YMax(geom))`,
      { definition },
    )
    .catch(() => []);
  const shapes = rows.flatMap(({ line }) => shapesOf(JSON.parse(line) as { coordinates?: unknown }));
  return framed(shapes);
}

/** The same as an import would place the shapes: datum parameters applied, a web map's shift undone. */
export async function drawPlaced(
  session: Session,
  relation: string,
  crs: ChosenCrs,
  { path, reading, projectCrs }: Pick<InspectRequest, "path" | "reading" | "projectCrs">,
  at: SampleCoordinates,
): Promise<Inspection["picture"]> {
  const { shift, datum } = reading;
  if (shift === undefined && datum === undefined) return await drawPicture(session, relation, crs.definition);
  const to = "EPSG:4490";
  const meridian = projectCrs === null ? null : meridianOf(projectCrs);
  const placing = { crs, to, shift, datum, datumName: null, meridian, at, file: basename(path) };
  const placement = await choosePlacement(session, relation, placing).catch(() => null);
  if (placement === null) return null;
  const flat = `(SELECT ST_Force2D(geom) AS flat FROM ${relation})`;
  return await drawPicture(session, `(SELECT ${placement.moved} AS geom FROM ${flat})`, to);
}

function shapesOf({ coordinates }: { coordinates?: unknown }): Shape[] {
  if (!Array.isArray(coordinates) || coordinates.length === 0) return [];
  if (typeof coordinates[0] === "number") return [[[Number(coordinates[0]), Number(coordinates[1])]]];
  if (Array.isArray(coordinates[0]) && typeof coordinates[0][0] === "number") {
    return [coordinates.map((pair: number[]) => [pair[0] ?? 0, pair[1] ?? 0] as [number, number])];
  }
  return coordinates.flatMap((part: unknown) => shapesOf({ coordinates: part }));
}

function framed(shapes: readonly Shape[]): Inspection["picture"] {
  const finite = shapes.filter((shape) => shape.every(([x, y]) => Number.isFinite(x) && Number.isFinite(y)));
  if (finite.length === 0) return null;
  const [west, east] = span(finite, 0);
  const [south, north] = span(finite, 1);
  return { bounds: [west, south, east, north], shapes: finite };
}

/** As of a layer's bounds: a few shapes far from all others are left out of the frame. */
function span(shapes: readonly Shape[], axis: 0 | 1): [number, number] {
  const lows = shapes.map((shape) => shape.reduce((low, vertex) => Math.min(low, vertex[axis]), Infinity));
  const highs = shapes.map((shape) => shape.reduce((high, vertex) => Math.max(high, vertex[axis]), -Infinity));
  lows.sort((a, b) => a - b);
  highs.sort((a, b) => a - b);
  const astray = Math.floor(shapes.length / 200);
  const [low = 0, nearLow = 0] = [lows[0], lows[astray]];
  const [high = 0, nearHigh = 0] = [highs.at(-1), highs.at(-1 - astray)];
  const width = nearHigh - nearLow;
  return high - low > strayFactor * width && width > 0 ? [nearLow - width / 20, nearHigh + width / 20] : [low, high];
}
