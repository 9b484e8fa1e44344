import type { GeometryFamily } from "../../contract/catalog.js";
import { AppError } from "../../contract/errors.js";
import type { SkippedRow } from "../../contract/project.js";
import { sameText, type Text } from "../../contract/text.js";
import type { Session } from "../database.js";
import type { OpenedSource } from "../formats/format.js";
import type { Kind } from "../kinds/kind.js";
import { type SampleCoordinates, swappedExpression } from "./crs.js";
import { countFamilies } from "./open-source.js";

/** Rows named one by one in the report; beyond, only their number is given. */
const namedRows = 1000;

/** Reasons for which a row is left out, by the word that SQL gives. */
const reasons: Readonly<Record<string, Text>> = {
  deleted: { zh: "该行在 .dbf 中已标记删除", en: "the row is marked as deleted in the .dbf" },
  none: { zh: "没有几何图形", en: "there is no geometry" },
  empty: { zh: "几何图形为空", en: "the geometry is empty" },
  family: { zh: "几何类型不符", en: "the geometry is of another type" },
  infinite: { zh: "坐标无效，或超出坐标系范围", en: "the coordinates are not finite or lie outside the CRS" },
  swapped: {
    zh: "X、Y 坐标疑似颠倒：位置远在图层之外，颠倒回来正好落在图层里",
    en: "X and Y seem to be exchanged: the place is far outside the layer, and exchanged back it lies within",
  },
  broken: {
    zh: "图形自相交、未闭合或没有面积，无法修复",
    en: "the shape crosses itself, is not closed or has no area, and cannot be repaired",
  },
};

export interface CheckedRows {
  readonly rows: number;
  readonly imported: number;
  readonly repaired: number;
}

/** The family that most rows of TABLE raw have, among those of the kind. Throws `input-geometry` where there is none. */
export async function chooseFamily(session: Session, kind: Kind, file: string): Promise<GeometryFamily> {
  const families = [...(await countFamilies(session, "raw")).keys()];
  const geometry = families.find((family) => kind.geometry.includes(family));
  if (geometry === undefined) throw wrongGeometry(file, kind, families);
  return geometry;
}

/**
 * From TABLE raw makes TABLE checked (every row, with `geom` in the project's CRS or a reason to leave it out) and VIEW
 * good (the rows without a reason). Invalid shapes are repaired; parts of lower dimension that a repair leaves are
 * dropped. `moved` is SQL that brings `flat`, a shape of the file, into the project's CRS. Throws `input-geometry` where no
 * row is left.
 */
export async function checkRows(
  session: Session,
  source: OpenedSource,
  geometry: GeometryFamily,
  moved: string,
  at: SampleCoordinates,
  file: string,
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
     SELECT row, geom, mended, CASE WHEN why IS NULL AND (geom IS NULL OR ST_IsEmpty(geom)) THEN 'broken' ELSE why END AS why
     FROM repaired`,
  );
  await session.run("CREATE VIEW good AS SELECT row, geom FROM checked WHERE why IS NULL");
  const { rows, imported, repaired } = await session.row<Record<"rows" | "imported" | "repaired", bigint>>(
    "SELECT count(*) AS rows, count(*) FILTER (why IS NULL) AS imported, count(*) FILTER (mended AND why IS NULL) AS repaired FROM checked",
  );
  if (imported === 0n) throw nothingLeft(file, await listSkipped(session));
  return { rows: Number(rows), imported: Number(imported), repaired: Number(repaired) };
}

export async function listSkipped(session: Session): Promise<SkippedRow[]> {
  const rows = await session.rows<{ row: bigint; why: string }>(
    `SELECT row, why FROM checked WHERE why IS NOT NULL ORDER BY row LIMIT ${namedRows}`,
  );
  return rows.map(({ row, why }) => ({ row: Number(row), why: reasons[why] ?? sameText(why) }));
}

/** Beyond this from the middle of the layer a few rows are suspicious: metres. */
const farDistance = 200_000;

/**
 * A handful of rows (one in a hundred at most) far from all others have their coordinates swapped or a digit wrong. They
 * are kept and named.
 */
export async function strayNotes(session: Session): Promise<Text[]> {
  const { count, rows, distance } = await session.row<{ count: bigint; rows: string | null; distance: number | null }>(
    `WITH placed AS (
       SELECT row, (ST_XMin(geom) + ST_XMax(geom)) / 2 AS x, (ST_YMin(geom) + ST_YMax(geom)) / 2 AS y FROM good
     ), middle AS (SELECT median(x) AS x, median(y) AS y, count(*) AS total FROM placed),
     far AS (
       SELECT placed.row, middle.total, sqrt((placed.x - middle.x) ** 2 + (placed.y - middle.y) ** 2) AS distance
       FROM placed, middle WHERE abs(placed.x - middle.x) > ${farDistance} OR abs(placed.y - middle.y) > ${farDistance}
     )
     SELECT CASE WHEN count(*) * 100 <= max(total) THEN count(*) ELSE 0 END AS count,
            array_to_string(list_slice(list(row ORDER BY row), 1, 5), ', ') AS rows, max(distance) AS distance FROM far`,
  );
  if (count === 0n || rows === null) return [];
  const kilometres = Math.round((distance ?? 0) / 1000).toLocaleString("en");
  return [
    {
      zh: `${count} 行远离其余图形（最远 ${kilometres} 公里），坐标可能写反或有误：第 ${rows} 行${count > 5n ? "等" : ""}。`,
      en: `${count} rows lie far from all others (up to ${kilometres} km); their coordinates may be swapped or wrong: row ${rows}${count > 5n ? ", …" : ""}.`,
    },
  ];
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
