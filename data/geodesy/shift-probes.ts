import type { Session } from "../database.js";
import type { Degrees } from "./degrees.js";
import { webMapShifts } from "./web-map-shifts.js";

/** Features looked at, and places on them: enough to see a share to a hundredth. */
const sampledFeatures = 2000;
const sampledPlaces = 2000;
/** Shares of a line's length from one place to the next. */
const shortestStep = 0.01;
const longestStep = 0.25;
/** Metres between two places of a line: nearer ones say the same twice. */
const apart_m = 30;

/** Metres around the trusted layer beyond which a place tells nothing: the largest shift and some. */
const around_m = 1500;

/** A place of the layer in question, in metres of the project's CRS and in degrees. */
export interface Probe {
  readonly fid: number;
  readonly x: number;
  readonly y: number;
  readonly degrees: Degrees;
  /** Where it lies when a shift is undone, in the order of `webMapShifts`, in the project's CRS and in degrees. */
  readonly undone: readonly { readonly x: number; readonly y: number; readonly degrees: Degrees }[];
}

/**
 * Up to 2,000 places of a relation (`fid`, `geom` in `crs`): points, or places along lines and outer rings (not their
 * vertices, which stand at corners and stay in the street when moved along it). Of as many features spread evenly over the
 * numbers of rows, none farther than 1.5 km from the box of the trusted relation. The same for any order of rows and number of threads.
 */
export async function takeProbes(session: Session, relation: string, trusted: string, crs: string): Promise<Probe[]> {
  // Multiples of the golden ratio modulo 2^31 are spread evenly, whatever part of the rows is looked at.
  const spread = (number: string) => `((${number} % 2147483648) * 1327217885) % 2147483648`;
  const columns = await session.columns(
    `WITH box AS (SELECT ST_Extent_Agg(geom) AS box FROM ${trusted}),
     near AS (
       SELECT fid, geom FROM ${relation}, box
       WHERE ST_XMax(geom) >= ST_XMin(box) - ${around_m} AND ST_XMin(geom) <= ST_XMax(box) + ${around_m}
         AND ST_YMax(geom) >= ST_YMin(box) - ${around_m} AND ST_YMin(geom) <= ST_YMax(box) + ${around_m}
     ), sampled AS (SELECT fid, geom FROM near ORDER BY ${spread("fid")}, fid LIMIT ${sampledFeatures}),
     parts AS (SELECT fid, unnest(ST_Dump(geom)).geom AS part FROM sampled),
     lines AS (
       SELECT fid, ST_Dimension(part) = 0 AS is_point,
              CASE WHEN ST_GeometryType(part) = 'POLYGON' THEN ST_ExteriorRing(part) ELSE part END AS line,
              count(*) OVER () / ${sampledPlaces}.0 AS step
       FROM parts
     ), paths AS (
       SELECT fid, CASE WHEN is_point THEN line ELSE ST_LineInterpolatePoints(
                line, least(${longestStep}, greatest(${shortestStep}, step, ${apart_m} / ST_Length(line))), true) END AS places
       FROM lines WHERE is_point OR ST_Length(line) > 0
     ), places AS (SELECT fid, unnest(ST_Dump(places)).geom AS place FROM paths),
     probes AS (
       SELECT fid, ST_X(place) AS x, ST_Y(place) AS y, ST_Transform(place, $crs, 'EPSG:4490', always_xy := true) AS degrees
       FROM places ORDER BY ${spread("(fid * 7919 + CAST(floor(ST_X(place) * 10 + ST_Y(place)) AS BIGINT))")}, fid, x, y LIMIT ${sampledPlaces}
     )
     SELECT fid, x, y, ST_X(degrees), ST_Y(degrees) FROM probes ORDER BY fid, x, y`,
    { crs },
  );
  const [fids = [], xs = [], ys = [], longitudes = [], latitudes = []] = columns.map((column) => column.map(Number));
  const places = fids.map((_fid, index): Degrees => [longitudes[index] ?? 0, latitudes[index] ?? 0]);
  const undone = webMapShifts.map(({ undo }) => places.map(undo));
  const metric: { x: number; y: number }[][] = [];
  for (const moved of undone) metric.push(await toMetres(session, moved, crs));
  return places.map((degrees, index) => ({
    fid: fids[index] ?? 0,
    x: xs[index] ?? 0,
    y: ys[index] ?? 0,
    degrees,
    undone: undone.map((moved, system) => ({
      x: metric[system]?.[index]?.x ?? 0,
      y: metric[system]?.[index]?.y ?? 0,
      degrees: moved[index] ?? degrees,
    })),
  }));
}

async function toMetres(
  session: Session,
  places: readonly Degrees[],
  crs: string,
): Promise<{ x: number; y: number }[]> {
  const [xs = [], ys = []] = await session.columns(
    `WITH places AS (
       SELECT unnest(CAST($longitudes AS DOUBLE[])) AS longitude, unnest(CAST($latitudes AS DOUBLE[])) AS latitude,
              unnest(range(CAST($count AS BIGINT))) AS number
     ), moved AS (
       SELECT number, ST_Transform(ST_Point(longitude, latitude), 'EPSG:4490', $crs, always_xy := true) AS geom FROM places
     ) SELECT ST_X(geom), ST_Y(geom) FROM moved ORDER BY number`,
    {
      longitudes: JSON.stringify(places.map(([longitude]) => longitude)),
      latitudes: JSON.stringify(places.map(([, latitude]) => latitude)),
      count: places.length,
      crs,
    },
  );
  return xs.map((x, index) => ({ x: Number(x), y: Number(ys[index]) }));
}
