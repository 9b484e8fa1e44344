import type { Bounds } from "../../contract/project.js";
import type { FoundPosition, FoundRow, searchCalls } from "../../contract/search-calls.js";
import type { Handlers } from "../../contract/wire.js";
import type { Session } from "../database.js";
import { readPlaces } from "../layers/places.js";
import type { OpenProject } from "../project/open-project.js";
import type { Query } from "../work.js";
import { findRows } from "./find-rows.js";
import { readPosition } from "./read-position.js";

/** Searches the open project's imported layers, and turns positions from its CRS into degrees and back. */
export function searchHandlers(query: Query<{ readonly project: OpenProject }>): Handlers<typeof searchCalls> {
  return {
    "search.find": ({ text, limit }, context) =>
      query(context, async ({ project }, session) => {
        const layers = project.describe().layers.filter(({ source, about }) => source !== null && about === null);
        const sources = layers.map(({ id }) => project.source(id));
        const found = await findRows(session, sources, text, limit + 1);
        const rows = found.slice(0, limit);
        const bounds = await boundsOf(session, project, rows);
        const positions = await findPositions(session, project, text);
        return { positions, rows, more: found.length > limit, bounds };
      }),
    "project.position": ({ longitude, latitude }, context) =>
      query(context, async ({ project }, session) => {
        if (project.crs === null) return null;
        const [place] = await transform(session, "EPSG:4326", project.crs, [[longitude, latitude]]);
        return place === undefined ? null : { east_m: place[0], north_m: place[1] };
      }),
  };
}

async function boundsOf(session: Session, project: OpenProject, rows: readonly FoundRow[]): Promise<(Bounds | null)[]> {
  const places = new Map<string, Bounds>();
  for (const layer of new Set(rows.map((row) => row.layer))) {
    const fids = rows.filter((row) => row.layer === layer).map(({ fid }) => fid);
    for (const place of await readPlaces(session, project.source(layer), fids)) {
      places.set(`${layer}/${place.fid}`, place.bounds);
    }
  }
  return rows.map(({ layer, fid }) => places.get(`${layer}/${fid}`) ?? null);
}

/** The reading of a typed position that lies nearest to the project's data; the likelier one where there is no data. */
async function findPositions(session: Session, project: OpenProject, text: string): Promise<FoundPosition[]> {
  const read = readPosition(text);
  if (read === null) return [];
  const { crs } = project;
  if (read.typed === "metres" && crs === null) return [];
  const readings =
    read.typed === "degrees" || crs === null
      ? read.readings
      : await transform(session, crs, "EPSG:4326", read.readings);
  const possible = readings.filter(
    ([longitude, latitude]) => Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90 && Number.isFinite(longitude),
  );
  const centre = middleOf(project);
  const away = ([longitude, latitude]: readonly [number, number]) =>
    centre === null ? 0 : Math.hypot(longitude - centre[0], latitude - centre[1]);
  const [best] = [...possible].sort((one, other) => away(one) - away(other));
  return best === undefined ? [] : [{ longitude: best[0], latitude: best[1], typed: read.typed }];
}

/** The middle of the first layer with a place; degrees. */
function middleOf(project: OpenProject): readonly [number, number] | null {
  const bounds = project.describe().layers.find((layer) => layer.bounds !== null && layer.about === null)?.bounds;
  return bounds == null ? null : [(bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2];
}

async function transform(
  session: Session,
  from: string,
  to: string,
  places: readonly (readonly [number, number])[],
): Promise<[number, number][]> {
  const turned: [number, number][] = [];
  for (const [x, y] of places) {
    const rows = await session.rows<{ x: number; y: number }>(
      `SELECT ST_X(place) AS x, ST_Y(place) AS y
       FROM (SELECT ST_Transform(ST_Point(CAST($x AS DOUBLE), CAST($y AS DOUBLE)), $from, $to, always_xy := true) AS place)`,
      { x, y, from, to },
    );
    turned.push(...rows.map((row): [number, number] => [row.x, row.y]));
  }
  return turned;
}
