import type { AnalysisContext } from "./analysis.js";

/** Widest search, in metres: half the way round the earth. Layers farther apart were refused before. */
const widest = 20_000_000;

/**
 * For every `fid` of `seekers` (a relation with `fid`, `geom`) the distance in metres to the nearest of `targets` (a
 * relation with `geom` and `wall_m`, the half width to be taken off; never below 0, to the micrometre). Written into a TEMP table with
 * `fid` and `distance_m`, whose name is returned; a seeker without any target is missing from it.
 *
 * The radius starts at `start` and doubles for those who found nothing, so that each join stays small. A distance is
 * final once it is not larger than the radius searched.
 */
export async function nearestDistances(
  context: AnalysisContext,
  seekers: string,
  targets: string,
  start: number,
): Promise<string> {
  const { session } = context;
  const found = context.newTemporary();
  const open = context.newTemporary();
  await session.run(`CREATE TEMP TABLE ${found} (fid BIGINT, distance_m DOUBLE)`);
  await session.run(`CREATE TEMP TABLE ${open} AS SELECT fid, geom FROM ${seekers}`);
  const { wall, any } = await session.row<{ wall: number | null; any: bigint }>(
    `SELECT max(wall_m) AS wall, count(*) AS any FROM ${targets}`,
  );
  for (let radius = Math.max(1, start); Number(any) > 0 && radius < 2 * widest; radius *= 2) {
    const { left } = await session.row<{ left: bigint }>(`SELECT count(*) AS left FROM ${open}`);
    if (Number(left) === 0) break;
    await session.run(
      `INSERT INTO ${found}
       SELECT seeker.fid, min(round(greatest(0, ST_Distance(seeker.geom, target.geom) - target.wall_m), 6)) AS distance_m
       FROM ${open} seeker JOIN ${targets} target
         ON ST_DWithin(seeker.geom, target.geom, CAST(${radius + (wall ?? 0)} AS DOUBLE))
       GROUP BY seeker.fid
       HAVING distance_m <= CAST(${radius} AS DOUBLE)`,
    );
    await session.run(`DELETE FROM ${open} WHERE fid IN (SELECT fid FROM ${found})`);
  }
  return found;
}
