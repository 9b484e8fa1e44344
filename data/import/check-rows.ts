import type { GeometryFamily } from "../../contract/catalog.js";
import { AppError } from "../../contract/errors.js";
import type { SkippedRow } from "../../contract/project.js";
import { sameText, type Text } from "../../contract/text.js";
import type { Session } from "../database.js";
import type { OpenedSource, SourceField } from "../formats/format.js";
import type { Kind } from "../kinds/kind.js";
import { quoteName } from "../sql.js";
import { type SampleCoordinates, swappedExpression } from "./crs.js";
import { countFamilies } from "./open-source.js";
import { leavingReasons } from "./reasons.js";

/** Rows named one by one in the report; beyond, only their number is given. */
export const namedRows = 1000;

export interface CheckedRows {
  readonly rows: number;
  readonly imported: number;
  readonly repaired: number;
  /** Rows left out because the file marks them as deleted, and because they are an earlier row again. */
  readonly deleted: number;
  readonly duplicates: number;
}

/** The family that most rows of TABLE raw have, among those of the kind. Throws `input-geometry` where there is none. */
export async function chooseFamily(session: Session, kind: Kind, file: string): Promise<GeometryFamily> {
  const families = [...(await countFamilies(session, "raw")).keys()];
  const geometry = families.find((family) => kind.geometry.includes(family));
  if (geometry === undefined) throw wrongGeometry(file, kind, families);
  return geometry;
}

/** A polygon below this area, in square metres, or of less mean width than this, in metres, is no house and no pit. */
const sliver = { area: 1, width: 0.1 } as const;

/**
 * From TABLE raw makes TABLE checked (every row, with `geom` in the project's CRS or a reason `why` to leave it out; whether
 * it was `mended` and is a `sliver`) and VIEW good (the rows without a reason). Invalid shapes are repaired; parts of lower
 * dimension that a repair leaves are dropped. `moved` is SQL that brings `flat`, a shape of the file, into the project's CRS;
 * `key` the field that names a feature. TABLE repeated_rows: see `findRepeatedRows`.
 * Throws `input-geometry` where no row of `file` is left; without a file nothing has to be.
 */
export async function checkRows(
  session: Session,
  source: Pick<OpenedSource, "fields" | "deleted">,
  geometry: GeometryFamily,
  moved: string,
  key: string | undefined,
  at: SampleCoordinates,
  file: string | null,
): Promise<CheckedRows> {
  const dimension = { point: 0, line: 1, polygon: 2 }[geometry];
  await session.run(`CREATE TABLE deleted_rows AS SELECT unnest(CAST($rows AS BIGINT[])) AS row`, {
    rows: JSON.stringify([...source.deleted]),
  });
  // A ring that is not closed makes GEOS throw: TRY turns that into a reason for its row instead of an end of all rows.
  const invalid = geometry === "point" ? "false" : "NOT coalesce(TRY(ST_IsValid(moved)), false)";
  const repair = `CASE WHEN ${invalid} THEN ST_CollectionExtract(TRY(ST_MakeValid(moved)), ${dimension + 1})
    WHEN ST_GeometryType(moved) = 'GEOMETRYCOLLECTION' THEN ST_CollectionExtract(moved, ${dimension + 1})
    ELSE moved END`;
  await session.run(
    `CREATE TABLE checked AS
     WITH classed AS (
       SELECT raw.row, raw.geom AS given,
              CASE WHEN raw.row IN (SELECT row FROM deleted_rows) THEN 'deleted'
                   WHEN raw.geom IS NULL THEN 'none'
                   WHEN ST_IsEmpty(raw.geom) THEN 'empty'
                   WHEN ST_Dimension(raw.geom) <> ${dimension} THEN 'family'
                   WHEN ${swappedExpression("raw.geom", at)} THEN 'swapped' END AS why
       FROM raw
     ), flattened AS (
       SELECT row, why, CASE WHEN why IS NULL THEN ST_Force2D(given) END AS flat FROM classed
     ), transformed AS (
       SELECT row, why, ${moved} AS moved FROM flattened
     ), finite AS (
       SELECT row, moved,
              CASE WHEN why IS NOT NULL THEN why
                   WHEN NOT isfinite(ST_XMin(moved) + ST_XMax(moved) + ST_YMin(moved) + ST_YMax(moved)) THEN 'infinite' END AS why
       FROM transformed
     ), repaired AS (
       SELECT row, why, CASE WHEN why IS NULL THEN ${repair} END AS geom, why IS NULL AND ${invalid} AS mended
       FROM finite
     )
     SELECT row, geom, mended, ${sliverSql(geometry)} AS sliver,
            CASE WHEN why IS NULL AND (geom IS NULL OR ST_IsEmpty(geom)) THEN 'broken' ELSE why END AS why
     FROM repaired`,
  );
  await session.run("CREATE VIEW good AS SELECT row, geom FROM checked WHERE why IS NULL");
  await findRepeatedRows(session, source.fields, key);
  const counts = await session.row<Record<keyof CheckedRows, bigint>>(
    `SELECT count(*) AS rows, count(*) FILTER (why IS NULL) AS imported, count(*) FILTER (mended AND why IS NULL) AS repaired,
            count(*) FILTER (why = 'deleted') AS deleted, count(*) FILTER (why = 'duplicate') AS duplicates
     FROM checked`,
  );
  if (counts.imported === 0n && file !== null) throw nothingLeft(file, await listSkipped(session));
  return {
    rows: Number(counts.rows),
    imported: Number(counts.imported),
    repaired: Number(counts.repaired),
    deleted: Number(counts.deleted),
    duplicates: Number(counts.duplicates),
  };
}

/** A courtyard counts with its wall: what is thin is thin all around. */
function sliverSql(geometry: GeometryFamily): string {
  if (geometry !== "polygon") return "false";
  return `coalesce(ST_Area(geom) < ${sliver.area} OR 2 * ST_Area(geom) < ${sliver.width} * ST_Perimeter(geom), false)`;
}

/**
 * Makes TABLE repeated_rows: rows that an earlier row is the same as in everything. Those that name their feature in the field
 * `key` are the same feature delivered twice and are left out; without a name two rows may be two things on one place (two persons at one
 * pump), so they stay and are doubtful. Rows meet by a hash of all that they hold and are then compared value by value.
 */
async function findRepeatedRows(
  session: Session,
  fields: readonly SourceField[],
  key: string | undefined,
): Promise<void> {
  const values = [...fields.map(({ column }) => quoteName(column)), "geom"];
  const same = values.map((name) => `later.${name} IS NOT DISTINCT FROM first.${name}`).join(" AND ");
  const column = fields.find(({ name }) => name === key)?.column;
  const named =
    column === undefined ? "false" : `coalesce(trim(CAST(later.${quoteName(column)} AS VARCHAR)), '') <> ''`;
  await session.run(
    `CREATE TABLE repeated_rows AS
     WITH hashed AS (
       SELECT raw.row, hash(${values.map((name) => `raw.${name}`).join(", ")}) AS content
       FROM raw JOIN good USING (row)
     ), shared AS (
       SELECT content, min(row) AS first FROM hashed GROUP BY content HAVING count(*) > 1
     )
     SELECT later.row, ${named} AS named
     FROM hashed JOIN shared USING (content) JOIN raw later USING (row) JOIN raw first ON first.row = shared.first
     WHERE later.row <> first.row AND ${same}`,
  );
  await session.run("UPDATE checked SET why = 'duplicate' WHERE row IN (SELECT row FROM repeated_rows WHERE named)");
}

export async function listSkipped(session: Session): Promise<SkippedRow[]> {
  const rows = await session.rows<{ row: bigint; why: string }>(
    `SELECT row, why FROM checked WHERE why IS NOT NULL ORDER BY row LIMIT ${namedRows}`,
  );
  return rows.map(({ row, why }) => ({ row: Number(row), why: leavingReasons[why] ?? sameText(why) }));
}

const familyNames: Readonly<Record<GeometryFamily, Text>> = {
  point: { zh: "点", en: "points" },
  line: { zh: "线", en: "lines" },
  polygon: { zh: "面", en: "polygons" },
};

function wrongGeometry(file: string, kind: Kind, found: readonly GeometryFamily[]): AppError {
  const list = (families: readonly GeometryFamily[], locale: "zh" | "en", between: string) =>
    families.map((family) => familyNames[family][locale]).join(between);
  return new AppError("input-geometry", {
    zh: `${file} 里是${list(found, "zh", "、") || "空图形"}，不能作为“${kind.title.zh}”（需要${list(kind.geometry, "zh", "或")}）。请选择别的文件或图层类型。`,
    en: `${file} holds ${list(found, "en", ", ") || "no shapes"}; ${kind.title.en.toLowerCase()} are ${list(kind.geometry, "en", " or ")}. Choose another file or kind.`,
  });
}

function nothingLeft(file: string, skipped: readonly SkippedRow[]): AppError {
  const why = skipped[0]?.why ?? sameText("");
  return new AppError("input-geometry", {
    zh: `${file} 没有一行可用：${why.zh}（第 ${skipped[0]?.row} 行）。请检查坐标系和图形。`,
    en: `${file} has no row that can be used: ${why.en} (row ${skipped[0]?.row}). Check its CRS and its shapes.`,
  });
}
