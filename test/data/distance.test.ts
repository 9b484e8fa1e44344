import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Database } from "../../data/database.js";
import { distanceSql, edgeDistanceSql } from "../../data/distance.js";
import { box, type Shape, shapeDistance, wkt } from "../support/plane.js";
import { pit, screened } from "../support/screening.js";

let database: Database;
beforeAll(async () => {
  database = await Database.open({ path: ":memory:", folders: [] });
});
afterAll(() => database.close());

async function measured(pairs: readonly (readonly [Shape, Shape])[]): Promise<number[]> {
  const rows = pairs.map(
    ([one, other], at) => `(${at}, ST_GeomFromText('${wkt(one)}'), ST_GeomFromText('${wkt(other)}'))`,
  );
  return await database.using(undefined, async (session) => {
    const found = await session.rows<{ metres: number }>(
      `SELECT ${distanceSql("one", "other")} AS metres FROM (VALUES ${rows.join(", ")}) given (number, one, other) ORDER BY number`,
    );
    return found.map(({ metres }) => metres);
  });
}

describe("the distance between two shapes", () => {
  it("of boxes whose edges lie on one line is the gap between them, not 0", async () => {
    const house = box(0, 0, 10, 10);
    const aligned = [
      box(20, 0, 10, 10),
      box(20, -5, 10, 15),
      box(0, 20, 10, 10),
      box(-30, 0, 10, 25),
      box(20, 10, 5, 5),
    ];
    expect(await measured(aligned.map((other) => [house, other] as const))).toEqual([10, 10, 10, 20, 10]);
  });

  it("of boxes that touch, overlap or lie in each other is 0", async () => {
    const house = box(0, 0, 10, 10);
    const touching = [box(10, 0, 10, 10), box(5, 5, 10, 10), box(2, 2, 3, 3), box(-5, -5, 30, 30), box(10, 10, 4, 4)];
    expect(await measured(touching.map((other) => [house, other] as const))).toEqual([0, 0, 0, 0, 0]);
  });

  it("is what brute force measures, on a raster where edges fall together all the time", async () => {
    const whole = (most: number) => fc.integer({ min: 0, max: most });
    const shape = fc.oneof(
      fc.tuple(whole(12), whole(12), whole(5), whole(5)).map(([x, y, w, h]) => box(x, y, 1 + w, 1 + h)),
      fc.tuple(whole(12), whole(12)).map(([x, y]): Shape => ({ type: "point", at: [x, y] })),
      fc.tuple(whole(12), whole(12), whole(6), whole(6)).map(
        ([x, y, w, h]): Shape => ({
          type: "line",
          path: [
            [x, y],
            [x + w + 1, y + h - 3],
          ],
        }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(shape, shape), { minLength: 60, maxLength: 60 }), async (pairs) => {
        const found = await measured(pairs);
        for (const [at, [one, other]] of pairs.entries()) {
          expect(Math.abs((found[at] ?? -1) - shapeDistance(one, other)), `${wkt(one)} ${wkt(other)}`).toBeLessThan(
            0.001,
          );
        }
      }),
      { numRuns: 30 },
    );
  });

  it("never falls below 0 when walls are taken off", async () => {
    const sql = edgeDistanceSql("ST_Point(0, 0)", "ST_Point(3, 0)", "1.0", "2.5");
    expect(await database.using(undefined, (session) => session.row(`SELECT ${sql} AS metres`))).toEqual({ metres: 0 });
  });
});

describe("screening of a house in line with a pit", () => {
  it("measures the gap to the pit's edge", async () => {
    const pits = [pit({ geom: "POLYGON ((20 -5, 40 -5, 40 10, 20 10, 20 -5))", depth_m: 8 })];
    const row = { fid: 1, build_year: 1970, geom: "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))" };
    expect((await screened([row], null, pits)).rows[0]).toMatchObject({ near_site: true, site_distance_m: 10 });
    const shallow = [{ ...pits[0], depth_m: 3 }];
    expect((await screened([row], null, shallow)).rows[0]).toMatchObject({ near_site: false, site_distance_m: null });
  });
});
