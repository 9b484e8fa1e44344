import type { Session } from "../database.js";
import { quoteName } from "../sql.js";
import type { LayerSource } from "./layer-source.js";

/** A neighbour that a feature's distance was measured to. */
export interface Measured {
  readonly neighbour: LayerSource;
  readonly fid: number;
  readonly metres: number;
  /** Which of the two ends before its shape does: a pipe at its wall, a pit that is a point at the edge about it. */
  readonly edgeOf: "neighbour" | "feature";
}

/** East and north in metres of the project's CRS. */
export type Place = readonly [number, number];

/** A straight line from a feature to a neighbour, as long as the metres between them. */
export interface Line {
  readonly layer: number;
  readonly fid: number;
  /** Code and name of the neighbour; null: it has neither. */
  readonly name: string | null;
  readonly metres: number;
  readonly ends: readonly [Place, Place];
}

/**
 * The line to a neighbour: from nearest place to nearest place, as long as the distance. Of two that overlap, both ends are the
 * place of what they share that lies nearest to its middle. Null where either is not there any more.
 */
export async function lineTo(
  session: Session,
  source: LayerSource,
  fid: number,
  { neighbour, fid: target, metres, edgeOf }: Measured,
): Promise<Line | null> {
  const [shortest] = await session.rows<Record<"x1" | "y1" | "x2" | "y2", number> & { name: string | null }>(
    `WITH pair AS (
       SELECT here.geom AS here, there.geom AS there, there.name
       FROM (SELECT geom FROM ${source.geometryRelation} WHERE fid = $fid) here,
            (SELECT geom, ${nameSql(neighbour)} AS name FROM ${neighbour.geometryRelation} WHERE fid = $target) there
     ), shortest AS (
       SELECT *, ST_ShortestLine(here, there) AS line FROM pair
     ), shared AS (
       SELECT *, CASE WHEN ST_Length(line) = 0 THEN TRY(ST_Intersection(here, there)) END AS overlap FROM shortest
     ), drawn AS (
       SELECT name, line, CASE WHEN NOT ST_IsEmpty(overlap) THEN ST_EndPoint(ST_ShortestLine(ST_Centroid(overlap), overlap)) END AS touch FROM shared
     )
     SELECT coalesce(ST_X(touch), ST_X(ST_StartPoint(line))) AS x1, coalesce(ST_Y(touch), ST_Y(ST_StartPoint(line))) AS y1,
            coalesce(ST_X(touch), ST_X(ST_EndPoint(line))) AS x2, coalesce(ST_Y(touch), ST_Y(ST_EndPoint(line))) AS y2, name
     FROM drawn WHERE line IS NOT NULL`,
    { fid: BigInt(fid), target: BigInt(target) },
  );
  if (shortest === undefined) return null;
  const [here, there]: [Place, Place] = [
    [shortest.x1, shortest.y1],
    [shortest.x2, shortest.y2],
  ];
  const ends: [Place, Place] =
    edgeOf === "neighbour" ? [here, towards(here, there, metres)] : [towards(there, here, metres), there];
  return { layer: neighbour.layer.id, fid: target, name: shortest.name, metres, ends };
}

/** The place that lies `metres` from one place towards another, and not beyond it. */
function towards([x, y]: Place, [toX, toY]: Place, metres: number): Place {
  const length = Math.hypot(toX - x, toY - y);
  const share = length > 0 ? Math.min(1, metres / length) : 0;
  return [x + share * (toX - x), y + share * (toY - y)];
}

function nameSql({ layer }: LayerSource): string {
  const known = ["code", "name"].filter((name) => layer.columns.some((column) => column.name === name));
  const texts = known.map((name) => `nullif(CAST(${quoteName(name)} AS VARCHAR), '')`);
  return texts.length === 0 ? "CAST(NULL AS VARCHAR)" : `nullif(concat_ws(' ', ${texts.join(", ")}), '')`;
}
