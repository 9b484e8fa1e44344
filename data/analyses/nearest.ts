import { edgeDistanceSql } from "../distance.js";
import type { AnalysisContext } from "./analysis.js";

/** Widest search, in metres: half the way round the earth. Layers farther apart were refused before. */
const widest = 20_000_000;

/**
 * The distance in metres from each group to the nearest of `targets` (a relation with `geom` and `wall_m`, the half width
 * to be taken off; never below 0, to the micrometre), however far. `members` has `fid` (the group), `member` (its order in
 * the group), `geom` and `known_m` (a distance to one of the targets, or null). Written into a TEMP table with `fid` and
 * `distance_m`, whose name is returned; without targets it is empty.
 *
 * Members are measured one by one, never as one shape: a group can be a whole city, and one call of GEOS on it cannot be
 * interrupted. A distance that is known, else the first member's, bounds how far the others have to look.
 */
export async function nearestDistances(
  context: AnalysisContext,
  members: string,
  targets: string,
  start: number,
): Promise<string> {
  const { session } = context;
  const bounds = context.newTemporary();
  const found = context.newTemporary();
  await session.run(
    `CREATE TEMP TABLE ${bounds} AS
     SELECT fid, min(known_m) AS upper_m, arg_min(geom, member) AS geom FROM ${members} GROUP BY fid`,
  );
  const { wall } = await session.row<{ wall: number | null }>(`SELECT max(wall_m) AS wall FROM ${targets}`);
  if (wall !== null) await boundFirstMembers(context, bounds, targets, Math.max(1, start), wall);
  await session.run(
    `CREATE TEMP TABLE ${found} AS
     WITH reaching AS (
       SELECT member.fid, member.geom, ST_MakeEnvelope(ST_XMin(member.geom) - side_m, ST_YMin(member.geom) - side_m,
                                                       ST_XMax(member.geom) + side_m, ST_YMax(member.geom) + side_m) AS box
       FROM ${members} member JOIN (SELECT fid, upper_m + CAST(${wall ?? 0} AS DOUBLE) + 0.001 AS side_m FROM ${bounds}) bound USING (fid)
     )
     SELECT reaching.fid, min(${distance("reaching")}) AS distance_m
     FROM reaching JOIN ${targets} target ON ST_Intersects(reaching.box, target.geom)
     GROUP BY reaching.fid`,
  );
  return found;
}

/**
 * Fills `upper_m` where it is null with the distance of the group's first member. The radius starts at `start` and doubles
 * for those who found nothing, so that each join stays small; a distance is final once it is not larger than the radius.
 */
async function boundFirstMembers(
  context: AnalysisContext,
  bounds: string,
  targets: string,
  start: number,
  wall: number,
): Promise<void> {
  const { session } = context;
  for (let radius = start; radius < 2 * widest; radius *= 2) {
    const { left } = await session.row<{ left: bigint }>(
      `SELECT count(*) AS left FROM ${bounds} WHERE upper_m IS NULL`,
    );
    if (Number(left) === 0) return;
    await session.run(
      `UPDATE ${bounds} SET upper_m = near.distance_m
       FROM (SELECT seeker.fid, min(${distance("seeker")}) AS distance_m
             FROM (SELECT fid, geom FROM ${bounds} WHERE upper_m IS NULL) seeker JOIN ${targets} target
               ON ST_DWithin(seeker.geom, target.geom, CAST(${radius + wall} AS DOUBLE))
             GROUP BY seeker.fid HAVING distance_m <= CAST(${radius} AS DOUBLE)) near
       WHERE near.fid = ${bounds}.fid`,
    );
  }
}

function distance(from: "reaching" | "seeker"): string {
  return edgeDistanceSql(`${from}.geom`, "target.geom", "target.wall_m");
}
