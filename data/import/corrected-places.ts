import type { Session } from "../database.js";
import { coordinateSql, findCoordinates, orientCoordinates } from "../formats/coordinate-columns.js";
import { quoteName, quoteText } from "../sql.js";
import type { CorrectRequest } from "./calls.js";
import { editOf, keptOf } from "./corrected-cells.js";

/** CRS of files whose numbers are degrees: metres typed into a table are then the project's. */
const geographic = ["EPSG:4326", "EPSG:4490", "EPSG:4610", "EPSG:4214"];

/**
 * Makes TABLE places: `row` and `place`, where a row of a point layer was given coordinates, in the project's CRS; null elsewhere. They
 * stand in fields of the file (经度, 纬度), where they count once edited, or in two columns added to the table. Degrees
 * are CGCS2000, metres the file's CRS.
 */
export async function placeCorrected(
  session: Session,
  request: CorrectRequest,
  table: { readonly headers: ReadonlyMap<string, string>; readonly others: readonly string[] },
): Promise<void> {
  const sources = [...table.headers].filter(([column]) => column.startsWith("src_"));
  const byHeader = new Map([
    ...sources.map(
      ([column, header]) => [header, `coalesce(${editOf(column)}, CAST(${keptOf(column)} AS VARCHAR))`] as const,
    ),
    ...table.others.map((name) => [name, quoteName(`other_${name}`)] as const),
  ]);
  const found = request.geometry === "point" ? findCoordinates([...byHeader.keys()]) : null;
  if (found === null) {
    await session.run("CREATE TABLE places AS SELECT row, CAST(NULL AS GEOMETRY) AS place FROM edits");
    return;
  }
  const text = (header: string) => byHeader.get(header) ?? "NULL";
  const edit = (header: string) => {
    const column = sources.find(([, name]) => name === header)?.[0];
    return column === undefined ? `${text(header)} IS NOT NULL` : `${editOf(column)} IS NOT NULL`;
  };
  await session.run(
    `CREATE TABLE typed AS
     SELECT edits.row, ${text(found.east)} AS east, ${text(found.north)} AS north, (${edit(found.east)} OR ${edit(found.north)}) AS moved
     FROM edits LEFT JOIN given ON given.row = edits.row`,
  );
  const { columns } = await orientCoordinates(session, "typed", { east: "east", north: "north" });
  const [east, north] = [coordinateSql(columns.east), coordinateSql(columns.north)];
  const { projectCrs, fileCrs } = request;
  const metric = /^EPSG:\d+$/u.test(fileCrs) && !geographic.includes(fileCrs) ? fileCrs : projectCrs;
  const from = (crs: string) =>
    `ST_Transform(ST_Point(x, y), ${quoteText(crs)}, ${quoteText(projectCrs)}, always_xy := true)`;
  await session.run(
    `CREATE TABLE places AS
     WITH numbers AS (SELECT row, moved, ${east} AS x, ${north} AS y FROM typed),
     placed AS (
       SELECT row, CASE WHEN NOT moved OR NOT isfinite(x + y) THEN NULL
                        WHEN abs(x) <= 180 AND abs(y) <= 90 THEN ${from("EPSG:4490")}
                        ELSE ${metric === projectCrs ? "ST_Point(x, y)" : from(metric)} END AS place
       FROM numbers
     )
     SELECT row, CASE WHEN isfinite(ST_X(place) + ST_Y(place)) THEN place END AS place FROM placed`,
  );
}
