import { basename, join } from "node:path";
import type { GeometryFamily } from "../../contract/catalog.js";
import { AppError } from "../../contract/errors.js";
import type { LayerColumn, SkippedRow } from "../../contract/project.js";
import { sameText, type Text } from "../../contract/text.js";
import type { CallContext } from "../../contract/wire.js";
import type { Database, Session } from "../database.js";
import type { OpenedSource, SourceField } from "../formats/format.js";
import { formatOf } from "../formats/index.js";
import { kinds } from "../kinds/index.js";
import type { Kind } from "../kinds/kind.js";
import { layerBounds } from "../layers/bounds.js";
import { quoteName, quoteText } from "../sql.js";
import type { Converted, ConvertRequest } from "./calls.js";
import {
  checkCrs,
  chooseCrs,
  chooseProjectCrs,
  isOldDatum,
  type SampleCoordinates,
  sampleCoordinates,
  swappedExpression,
} from "./crs.js";
import { columnSql, completeMapping } from "./mapping.js";
import { countFamilies, hashFile, openWorkshop } from "./open-source.js";
import { understoodNotes } from "./understood.js";

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
  broken: { zh: "图形自相交且无法修复", en: "the shape crosses itself and cannot be repaired" },
};

/** Reads a file whole and writes it clean; see `Converted`. Throws AppError `input-*`, `usage`. */
export async function convert(request: ConvertRequest, context: CallContext): Promise<Converted> {
  const database = await openWorkshop(request.path, request.folder);
  try {
    return await database.using(context.signal, (session) => convertIn(database, session, request, context));
  } finally {
    database.close();
  }
}

async function convertIn(
  _database: Database,
  session: Session,
  request: ConvertRequest,
  context: CallContext,
): Promise<Converted> {
  const started = Date.now();
  const { path, folder, reading } = request;
  const file = basename(path);
  const kind = kinds.find((each) => each.name === request.kind) ?? unknownKind(request.kind);
  const hash = hashFile(path, context.signal);
  hash.catch(() => undefined);
  const format = await formatOf(path);
  const { signal, progress } = context;
  const { layer, encoding } = reading;
  const source = await format.open({ session, path, scratch: folder, layer, encoding, limit: null, signal, progress });
  const mapping = completeMapping(kind, source.fields, reading.mapping ?? {}, file);

  const at = await sampleCoordinates(session, source);
  const wish = { crs: reading.crs, fallback: reading.fallbackCrs, projectCrs: request.projectCrs };
  const guess = chooseCrs(source, wish, at);
  if (guess.value === null) throw crsUnknown(file, guess.evidence);
  await checkCrs(session, file, guess.value, at);
  const projectCrs = request.projectCrs ?? (await chooseProjectCrs(session, guess.value, at));

  progress({ phase: { zh: "检查图形", en: "Checking the geometry" } });
  const checked = await checkRows(session, source, kind, guess.value.definition, projectCrs, at, file);
  progress({ phase: { zh: "整理并写出", en: "Sorting and writing" } });
  const parquet = join(folder, "clean.parquet");
  await writeClean(session, source.fields, kind, mapping, reading.values ?? {}, parquet);
  const skipped = await listSkipped(session);
  const { imported, rows, repaired } = checked;
  const notes: Text[] = [
    ...source.notes,
    ...(guess.sure
      ? []
      : [{ zh: `坐标系是推断的：${guess.evidence.zh}。`, en: `The CRS was guessed: ${guess.evidence.en}.` }]),
    ...encodingNote(source),
    ...(isOldDatum(guess.value.name) ? [oldDatumNote(guess.value.name)] : []),
    ...(repaired === 0
      ? []
      : [
          {
            zh: `${repaired} 个自相交的图形已自动修复。`,
            en: `${repaired} shapes that crossed themselves were repaired.`,
          },
        ]),
    ...(await understoodNotes(session, kind, mapping, reading.values ?? {})),
  ];
  return {
    parquet,
    projectCrs,
    geometry: checked.geometry,
    columns: layerColumns(source.fields, kind),
    bounds: await layerBounds(session, "good", projectCrs),
    report: {
      path,
      kind: kind.name,
      rows,
      imported,
      skippedCount: rows - imported,
      skipped,
      encoding: source.encoding.value,
      crs: guess.value.name,
      crsEvidence: guess.evidence,
      sha256: await hash,
      mapping,
      notes,
      importedAt: Math.round(started / 1000),
      milliseconds: Date.now() - started,
    },
  };
}

/**
 * Makes TABLE checked (every row, with `geom` in the project's CRS or a reason to leave it out) and VIEW good (the rows
 * without a reason). Invalid shapes are repaired; parts of lower dimension that a repair leaves are dropped.
 */
async function checkRows(
  session: Session,
  source: OpenedSource,
  kind: Kind,
  from: string,
  to: string,
  at: SampleCoordinates,
  file: string,
): Promise<{ rows: number; imported: number; repaired: number; geometry: GeometryFamily }> {
  await session.run(`CREATE TABLE raw AS SELECT * FROM ${source.relation}`);
  const families = await countFamilies(session, "raw");
  const geometry = kind.geometry.find((family) => families.has(family));
  if (geometry === undefined) throw wrongGeometry(file, kind, [...families.keys()]);
  const dimension = { point: 0, line: 1, polygon: 2 }[geometry];
  const moved = from === to ? "flat" : `ST_Transform(flat, ${quoteText(from)}, ${quoteText(to)}, always_xy := true)`;
  await session.run(`CREATE TABLE deleted_rows AS SELECT unnest(CAST($rows AS BIGINT[])) AS row`, {
    rows: JSON.stringify([...source.deleted]),
  });
  const repair =
    geometry === "point"
      ? "moved"
      : `CASE WHEN ST_IsValid(moved) THEN moved
    ELSE ST_CollectionExtract(ST_MakeValid(moved), ${dimension + 1}) END`;
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
       SELECT row, why, CASE WHEN why IS NULL THEN ${repair} END AS geom,
              why IS NULL AND ${geometry === "point" ? "false" : "NOT ST_IsValid(moved)"} AS mended
       FROM finite
     )
     SELECT row, geom, mended, CASE WHEN why IS NULL AND (geom IS NULL OR ST_IsEmpty(geom)) THEN 'broken' ELSE why END AS why
     FROM repaired`,
  );
  await session.run("CREATE VIEW good AS SELECT row, geom FROM checked WHERE why IS NULL");
  const counts = await session.row<Record<"rows" | "imported" | "repaired", bigint>>(
    "SELECT count(*) AS rows, count(*) FILTER (why IS NULL) AS imported, count(*) FILTER (mended AND why IS NULL) AS repaired FROM checked",
  );
  const { rows, imported, repaired } = counts;
  return { rows: Number(rows), imported: Number(imported), repaired: Number(repaired), geometry };
}

async function writeClean(
  session: Session,
  fields: readonly SourceField[],
  kind: Kind,
  mapping: Readonly<Record<string, string>>,
  values: Readonly<Record<string, Readonly<Record<string, string>>>>,
  parquet: string,
): Promise<void> {
  const originals = fields.map((field) => `${originalSql(field)} AS ${quoteName(`src_${field.name}`)}`);
  const direct = kind.columns.filter((column) => column.derived === undefined);
  const canonical = direct.map(
    (column) => `${columnSql(column, mapping, values[column.name])} AS ${quoteName(column.name)}`,
  );
  const derived = kind.columns.filter((column) => column.derived !== undefined);
  const later = derived.map((column) => `${columnSql(column, mapping, undefined)} AS ${quoteName(column.name)}`);
  const { west, south, east, north } = await session.row<Record<"west" | "south" | "east" | "north", number | null>>(
    `SELECT min(ST_XMin(geom)) AS west, min(ST_YMin(geom)) AS south, max(ST_XMax(geom)) AS east, max(ST_YMax(geom)) AS north FROM good`,
  );
  const box = `ST_Extent(ST_MakeEnvelope(${[west, south, east, north].map((corner) => `CAST(${corner ?? 0} AS DOUBLE)`).join(", ")}))`;
  await session.run(
    `COPY (
       WITH read AS (
         SELECT ${["raw.row AS fid", ...originals, ...canonical, "good.geom"].join(", ")}
         FROM good JOIN raw USING (row)
       )
       SELECT read.* EXCLUDE (geom), ${[...later, "ST_AsWKB(geom) AS geom"].join(", ")} FROM read
       ORDER BY ST_Hilbert((ST_XMin(geom) + ST_XMax(geom)) / 2, (ST_YMin(geom) + ST_YMax(geom)) / 2, ${box}), fid
     ) TO ${quoteText(parquet)} (FORMAT parquet, COMPRESSION snappy)`,
  );
}

/** The field as delivered: texts trimmed, numbers and flags typed, nothing corrected. */
function originalSql(field: SourceField): string {
  const name = `raw.${quoteName(field.column)}`;
  if (field.type === "whole") return `TRY_CAST(${name} AS BIGINT)`;
  if (field.type === "number") return `TRY_CAST(${name} AS DOUBLE)`;
  if (field.type === "flag")
    return `CASE WHEN upper(${name}) IN ('T', 'Y', 'TRUE', '1') THEN true WHEN upper(${name}) IN ('F', 'N', 'FALSE', '0') THEN false END`;
  if (field.type === "date")
    return `coalesce(CAST(try_strptime(${name}, '%Y%m%d') AS DATE), TRY_CAST(${name} AS DATE))`;
  return name;
}

function layerColumns(fields: readonly SourceField[], kind: Kind): LayerColumn[] {
  const canonical = kind.columns.map(
    ({ read: _read, aliases: _aliases, sqlType: _sqlType, derived: _derived, required: _required, ...column }) => ({
      ...column,
      origin: "kind" as const,
    }),
  );
  const originals = fields.map((field) => ({
    name: `src_${field.name}`,
    title: sameText(field.name),
    type: field.type,
    origin: "source" as const,
  }));
  return [...canonical, ...originals];
}

async function listSkipped(session: Session): Promise<SkippedRow[]> {
  const rows = await session.rows<{ row: bigint; why: string }>(
    `SELECT row, why FROM checked WHERE why IS NOT NULL ORDER BY row LIMIT ${namedRows}`,
  );
  return rows.map(({ row, why }) => ({ row: Number(row), why: reasons[why] ?? sameText(why) }));
}

function encodingNote(source: OpenedSource): Text[] {
  const { value, sure, evidence } = source.encoding;
  return sure
    ? []
    : [
        {
          zh: `编码是推断的（${value}）：${evidence.zh}。`,
          en: `The encoding was guessed (${value}): ${evidence.en}.`,
        },
      ];
}

function oldDatumNote(name: string): Text {
  return {
    zh: `${name} 是 1980 西安或 1954 北京坐标系：没有公开的转换参数，位置可能偏差数十米。`,
    en: `${name} is Xi'an 1980 or Beijing 1954: there is no public datum shift, so positions may be off by tens of metres.`,
  };
}

function unknownKind(name: string): never {
  throw new AppError("usage", { zh: `没有名为“${name}”的图层类型。`, en: `There is no layer kind "${name}".` });
}

function crsUnknown(file: string, evidence: Text): AppError {
  return new AppError("input-crs", {
    zh: `${file} 的坐标系未知：${evidence.zh}。请指定坐标系（如 --crs EPSG:4547）。`,
    en: `The CRS of ${file} is not known: ${evidence.en}. Name it (such as --crs EPSG:4547).`,
  });
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
