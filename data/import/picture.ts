import type { Inspection } from "../../contract/inspection.js";
import type { Session } from "../database.js";

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
       SELECT ST_AsGeoJSON(ST_Simplify(geom, 0.000005)) AS line FROM drawn`,
      { definition },
    )
    .catch(() => []);
  const shapes = rows.flatMap(({ line }) => shapesOf(JSON.parse(line) as { coordinates?: unknown }));
  return framed(shapes);
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
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of finite.flat()) {
    west = Math.min(west, x);
    south = Math.min(south, y);
    east = Math.max(east, x);
    north = Math.max(north, y);
  }
  return finite.length === 0 ? null : { bounds: [west, south, east, north], shapes: finite };
}
