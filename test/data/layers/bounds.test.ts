import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Database, type Session } from "../../../data/database.js";
import { layerBounds } from "../../../data/layers/bounds.js";

/** A row of points 0.001° apart from 114°E 27°N eastwards, with others as named. */
const rows = (count: number, others: readonly (readonly [number, number])[]) =>
  `(SELECT ST_Point(114 + range / 1000, 27 + range / 1000) AS geom FROM range(${count})${others
    .map(([x, y]) => ` UNION ALL SELECT ST_Point(${x}, ${y})`)
    .join("")})`;

describe("where a layer lies", () => {
  let database: Database;
  beforeAll(async () => {
    database = await Database.open({ path: ":memory:", folders: [] });
  });
  afterAll(() => database.close());
  const bounds = (relation: string, crs: string | null = "EPSG:4490") =>
    database.using(undefined, (session: Session) => layerBounds(session, relation, crs));

  it("is all of it", async () => {
    expect(await bounds(rows(1000, []))).toEqual([
      expect.closeTo(114, 9),
      expect.closeTo(27, 9),
      expect.closeTo(114.999, 9),
      expect.closeTo(27.999, 9),
    ]);
  });

  it("leaves out the one whose coordinates were swapped, and no other", async () => {
    const found = await bounds(rows(1000, [[27.5, 57.25]]));
    expect(found).toEqual([
      expect.closeTo(114, 1),
      expect.closeTo(27, 1),
      expect.closeTo(114.999, 9),
      expect.closeTo(28, 1),
    ]);
    const [west = 0, south = 0, , north = 0] = found ?? [];
    expect(west).toBeLessThanOrEqual(114);
    expect(south).toBeLessThanOrEqual(27);
    expect(north).toBeGreaterThanOrEqual(27.999);
  });

  it("keeps a second town: only a hundredth can be astray", async () => {
    const town = Array.from({ length: 20 }, (_, n) => [90 + n / 1000, 30] as const);
    expect((await bounds(rows(1000, town)))?.[0]).toBeCloseTo(90, 6);
  });

  it("keeps both of two features, however far apart", async () => {
    expect(await bounds(rows(1, [[80, 40]]))).toEqual([80, 27, 114, 40].map((corner) => expect.closeTo(corner, 9)));
  });

  it("is nowhere for no rows, empty shapes or an unknown CRS", async () => {
    expect(await bounds(rows(0, []))).toBeNull();
    expect(await bounds("(SELECT ST_GeomFromText('POLYGON EMPTY') AS geom)")).toBeNull();
    expect(await bounds(rows(5, []), null)).toBeNull();
  });
});
