import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { Database } from "../../../data/database.js";
import { PlaceTables } from "../../../data/layers/place-tables.js";

it("a table of places is made once for all who ask, and not in a database open for reading alone", async () => {
  const folder = mkdtempSync(join(tmpdir(), "places-"));
  const path = join(folder, "layers.duckdb");
  const options = { path, folders: [folder] };
  const database = await Database.open(options);
  await database.using(undefined, async (session) => {
    await session.run(
      "CREATE TABLE shapes AS SELECT 1 AS fid, ST_GeomFromText('POLYGON((0 0, 4 0, 4 2, 0 2, 0 0))') AS geom",
    );
    await session.run("INSERT INTO shapes VALUES (2, NULL)");
  });
  const tables = new PlaceTables(database);
  const make = () => tables.make('"places_1"', '"shapes"');
  expect(await Promise.all([make(), make(), make()])).toEqual([true, true, true]);
  const made = await database.using(undefined, (session) => session.rows('SELECT * FROM "places_1"'));
  expect(made).toEqual([{ fid: 1, x: 2, y: 1, xmin: 0, ymin: 0, xmax: 4, ymax: 2 }]);
  await database.close();

  const reading = await Database.open({ ...options, readOnly: true });
  const more = new PlaceTables(reading);
  expect(await more.make('"places_1"', '"shapes"')).toBe(true);
  expect(await more.make('"places_2"', '"shapes"')).toBe(false);
  await reading.close();
  rmSync(folder, { recursive: true });
});
