import type { GeometryFamily } from "../../contract/catalog.js";
import type { Session } from "../database.js";
import { quoteName } from "../sql.js";

/** Two polygons are the same feature from this share of what both cover together. */
const leastShare = 0.5;
/** Two points, or two lines, are the same feature up to this distance (of lines the Hausdorff distance), in metres. */
const farthest = 1;

export interface MatchRequest {
  /** For FROM: `fid`, the key and `geom` of the revision before, and of the newer one (`fid` is its row). */
  readonly before: string;
  readonly after: string;
  /** Column that names a feature; null: none. */
  readonly key: string | null;
  readonly families: { readonly before: GeometryFamily; readonly after: GeometryFamily };
}

/**
 * Finds which rows of a newer version of a layer are which features of the one before, and puts them into TEMP TABLE matches
 * (`fid` before, `row` after, `matched_by` `code` or `overlap`), each at most once:
 *
 * 1. by the key, where it stands once on both sides;
 * 2. of the rest, by exactly the same shape, in the order of their fids where several lie on one place;
 * 3. of the rest, polygons that share at least half of what they cover together, points at most 1 m apart, lines
 *    whose Hausdorff distance is at most 1 m; both must be the best for each other, the lowest fid where two are as good.
 *
 * Work grows with the number of rows, not its square: shapes meet by their boxes in inner joins.
 */
export async function matchRows(session: Session, request: MatchRequest): Promise<void> {
  const { before, after, key, families } = request;
  await session.run("CREATE TEMP TABLE matches (fid BIGINT, row BIGINT, matched_by VARCHAR)");
  if (key !== null) {
    const once = (table: string) =>
      `(SELECT ${quoteName(key)} AS code, min(fid) AS fid FROM ${table} WHERE ${quoteName(key)} IS NOT NULL GROUP BY ALL HAVING count(*) = 1)`;
    await session.run(
      `INSERT INTO matches SELECT old.fid, new.fid, 'code' FROM ${once(before)} old JOIN ${once(after)} new USING (code)`,
    );
  }
  await keepRest(session, request);
  await session.run(
    `INSERT INTO matches
     SELECT old.fid, new.fid, 'overlap' FROM ${numbered("rest_before")} old JOIN ${numbered("rest_after")} new USING (wkb, place)`,
  );
  if (families.before === families.after) {
    await keepRest(session, request);
    await session.run(
      `INSERT INTO matches
       WITH pairs AS (${families.after === "polygon" ? sharesSql : distancesSql(families.after)}),
       ranked AS (
         SELECT fid, row, row_number() OVER (PARTITION BY fid ORDER BY likeness DESC, row) AS of_old,
                row_number() OVER (PARTITION BY row ORDER BY likeness DESC, fid) AS of_new
         FROM pairs
       )
       SELECT fid, row, 'overlap' FROM ranked WHERE of_old = 1 AND of_new = 1`,
    );
  }
  await session.run("DROP TABLE rest_before");
  await session.run("DROP TABLE rest_after");
}

/** The rows that have no match yet, with their boxes. */
async function keepRest(session: Session, { before, after }: MatchRequest): Promise<void> {
  const sides = [
    ["rest_before", before, "fid"],
    ["rest_after", after, "row"],
  ] as const;
  for (const [rest, table, matched] of sides) {
    await session.run(
      `CREATE OR REPLACE TEMP TABLE ${rest} AS
       SELECT fid, geom, ST_XMin(geom) AS xmin, ST_YMin(geom) AS ymin, ST_XMax(geom) AS xmax, ST_YMax(geom) AS ymax
       FROM ${table} rows ANTI JOIN matches ON matches.${matched} = rows.fid`,
    );
  }
}

function numbered(table: string): string {
  return `(SELECT fid, ST_AsWKB(geom) AS wkb, row_number() OVER (PARTITION BY ST_AsWKB(geom) ORDER BY fid) AS place FROM ${table})`;
}

/** What the boxes share bounds what the shapes share: most pairs of neighbours need no intersection. */
const sharesSql = `
  WITH touching AS (
    SELECT old.fid, new.fid AS row, old.geom AS old_geom, new.geom AS new_geom, ST_Area(old.geom) AS old_m2, ST_Area(new.geom) AS new_m2,
           greatest(0, least(old.xmax, new.xmax) - greatest(old.xmin, new.xmin))
             * greatest(0, least(old.ymax, new.ymax) - greatest(old.ymin, new.ymin)) AS box_m2
    FROM rest_before old JOIN rest_after new ON ST_Intersects(old.geom, new.geom)
  ), covered AS (
    SELECT *, TRY(ST_Area(ST_Intersection(old_geom, new_geom))) AS both_m2 FROM touching
    WHERE least(box_m2, old_m2, new_m2) >= ${leastShare} * greatest(old_m2, new_m2)
  )
  SELECT fid, row, round(both_m2 / (old_m2 + new_m2 - both_m2), 9) AS likeness FROM covered
  WHERE both_m2 >= ${leastShare} * (old_m2 + new_m2 - both_m2)`;

/** Lines this near have boxes whose corners are as near, which leaves few pairs to measure. */
function distancesSql(family: GeometryFamily): string {
  return `
  WITH cornered AS (
    SELECT fid, geom, xmin, ymin, xmax, ymax, ST_Point(xmin, ymin) AS corner FROM rest_after
  ), near AS (
    SELECT old.fid, new.fid AS row, ${separationSql("old.geom", "new.geom", family)} AS distance_m
    FROM (SELECT *, ST_MakeEnvelope(xmin - ${farthest}, ymin - ${farthest}, xmin + ${farthest}, ymin + ${farthest}) AS around FROM rest_before) old
    JOIN cornered new ON ST_Intersects(old.around, new.corner)
    WHERE abs(old.xmax - new.xmax) <= ${farthest} AND abs(old.ymax - new.ymax) <= ${farthest}
  )
  SELECT fid, row, -round(distance_m, 6) AS likeness FROM near WHERE distance_m <= ${farthest}`;
}

/**
 * SQL for how far two shapes of a family lie apart at most, in metres: the discrete Hausdorff distance, from every vertex of
 * one to the other's outline and back. Vertices added on a straight edge change nothing.
 */
export function separationSql(one: string, other: string, family: GeometryFamily): string {
  const outline = (geom: string) => (family === "polygon" ? `ST_Boundary(${geom})` : geom);
  const reach = (from: string, to: string) =>
    `list_max(list_transform(ST_Dump(ST_Points(${from})), lambda vertex: ST_Distance(vertex.geom, ${outline(to)})))`;
  return `greatest(${reach(one, other)}, ${reach(other, one)})`;
}
