import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Database, type Session } from "../../../data/database.js";
import { movedBySql, registerMove } from "../../../data/geodesy/moves-in-sql.js";
import { webMapShift } from "../../../data/geodesy/web-map-shifts.js";
import { quoteText } from "../../../data/sql.js";

let database: Database;
let session: Session;
beforeAll(async () => {
  database = await Database.open({ path: ":memory:", folders: [] });
  session = await database.session();
  registerMove(session, "undo_gcj02", webMapShift("gcj02").undo);
  registerMove(session, "undo_bd09", webMapShift("bd09").undo);
});
afterAll(() => {
  database.release(session);
  database.close();
});

const undone = async (wkt: string): Promise<string | null> => {
  const { text } = await session.row<{ text: string | null }>(
    `SELECT ST_AsText(${movedBySql("undo_gcj02", `ST_GeomFromText(${quoteText(wkt)})`)}) AS text`,
  );
  return text;
};
const place = (x: number, y: number) => webMapShift("gcj02").undo([x, y]).join(" ");

describe("a shift undone in SQL", () => {
  it.each([
    ["a point", "POINT (113.85 27.62)", `POINT (${place(113.85, 27.62)})`],
    [
      "every vertex of a line",
      "LINESTRING (113.85 27.62, 113.86 27.63)",
      `LINESTRING (${place(113.85, 27.62)}, ${place(113.86, 27.63)})`,
    ],
    [
      "a polygon with a hole",
      "POLYGON ((113 27, 114 27, 114 28, 113 27), (113.4 27.1, 113.5 27.1, 113.5 27.2, 113.4 27.1))",
      `POLYGON ((${place(113, 27)}, ${place(114, 27)}, ${place(114, 28)}, ${place(113, 27)}), (${place(113.4, 27.1)}, ${place(113.5, 27.1)}, ${place(113.5, 27.2)}, ${place(113.4, 27.1)}))`,
    ],
    [
      "all parts of a collection",
      "GEOMETRYCOLLECTION (POINT (113 27), MULTILINESTRING ((113 27, 114 28), (113 28, 114 27)))",
      `GEOMETRYCOLLECTION (POINT (${place(113, 27)}), MULTILINESTRING ((${place(113, 27)}, ${place(114, 28)}), (${place(113, 28)}, ${place(114, 27)})))`,
    ],
    ["nothing of an empty point", "POINT EMPTY", "POINT EMPTY"],
    ["nothing of an empty polygon", "POLYGON EMPTY", "POLYGON EMPTY"],
    ["nothing outside China", "POINT (7.42 43.73)", "POINT (7.42 43.73)"],
  ])("moves %s", async (_title, wkt, expected) => {
    expect(await undone(wkt)).toBe(expected);
  });

  it("keeps null null, and the same in every row of many", async () => {
    const { none, rows, places } = await session.row<{ none: unknown; rows: bigint; places: bigint }>(
      `WITH moved AS (
         SELECT ${movedBySql("undo_bd09", "CASE WHEN range % 3 > 0 THEN ST_Point(113.85, 27.62) END")} AS geom FROM range(30000)
       ) SELECT count(*) FILTER (geom IS NULL) AS none, count(*) AS rows, count(DISTINCT ST_AsText(geom)) AS places FROM moved`,
    );
    expect([none, rows, places]).toEqual([10_000n, 30_000n, 1n]);
  });
});
