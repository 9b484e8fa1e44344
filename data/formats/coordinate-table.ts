import { basename } from "node:path";
import { AppError } from "../../contract/errors.js";
import type { Text } from "../../contract/text.js";
import { type CoordinateColumns, coordinateSql, findCoordinates, orientCoordinates } from "./coordinate-columns.js";
import type { OpenedSource, OpenRequest, SourceField } from "./format.js";

/** A table of texts whose columns may hold coordinates: a CSV, a sheet. */
export interface TextTable {
  readonly name: string;
  /** SQL with `row BIGINT` and the fields' columns as VARCHAR. */
  readonly relation: string;
  readonly fields: readonly SourceField[];
  /** Null where they were not counted. */
  readonly rows: number | null;
  /** Whether `relation` has all rows of the file, not only those wanted for a look. */
  readonly isWhole: boolean;
  readonly notes: readonly Text[];
}

/** The part of an opened source that coordinates decide. */
export type PlacedTable = Pick<OpenedSource, "relation" | "crs" | "notes" | "coordinates">;

/**
 * Makes points of a table's coordinate columns: those that the user chose, taken at his word, or those that are known by
 * name, turned round where survey tables call the northing X. A look at a table without any goes on without geometry and
 * says what to choose. Throws `input-columns`.
 */
export async function placeTable(table: TextTable, request: OpenRequest): Promise<PlacedTable> {
  const found = await chooseColumns(table, request);
  if (found === null) return unplaced(table, request);
  const [east, north] = [coordinateSql(found.columns.east), coordinateSql(found.columns.north)];
  return {
    relation: `(SELECT *, CASE WHEN isfinite(east + north) THEN ST_Point(east, north) END AS geom
      FROM (SELECT *, ${east} AS east, ${north} AS north FROM ${table.relation}))`,
    coordinates: found.columns,
    crs: unstatedCrs(found.columns),
    notes: found.notes,
  };
}

/** The columns that hold a table's coordinates, and what is to be said of them; null where none is known. */
export async function chooseColumns(
  table: TextTable,
  request: OpenRequest,
): Promise<{ columns: CoordinateColumns; notes: readonly Text[] } | null> {
  const names = table.fields.map(({ name }) => name);
  if (request.coordinates !== undefined) {
    const { east, north } = request.coordinates;
    const missing = [east, north].find((name) => !names.includes(name));
    if (missing !== undefined) throw noSuchColumn(request.path, missing, names);
    return { columns: { east, north }, notes: [] };
  }
  const found = findCoordinates(names);
  return found === null ? null : await orientCoordinates(request.session, table.relation, found);
}

export function unstatedCrs({ east, north }: CoordinateColumns): OpenedSource["crs"] {
  return {
    definition: null,
    name: null,
    evidence: {
      zh: `表格不写坐标系；坐标列为 ${east}、${north}`,
      en: `a table states no CRS; coordinates in ${east}, ${north}`,
    },
  };
}

function unplaced(table: TextTable, request: OpenRequest): PlacedTable {
  const error = noCoordinates(request.path, table.fields);
  if (request.limit === null) throw error;
  return {
    relation: `(SELECT *, CAST(NULL AS GEOMETRY) AS geom FROM ${table.relation})`,
    coordinates: null,
    crs: {
      definition: null,
      name: null,
      evidence: { zh: "表格里还没有选定坐标列", en: "no coordinate columns have been chosen" },
    },
    notes: [
      {
        zh: "没有认出坐标列：请选择东坐标（经度）列和北坐标（纬度）列，否则不能导入。",
        en: "No coordinate columns were recognised: choose the columns of easting (longitude) and northing (latitude), or the table cannot be imported.",
      },
    ],
  };
}

function noCoordinates(path: string, fields: readonly SourceField[]): AppError {
  const shown = fields.slice(0, 20).map(({ name }) => name);
  const [zh, en] = fields.length > 20 ? ["等", ", …"] : ["", ""];
  return new AppError("input-columns", {
    zh: `${basename(path)} 没有可识别的坐标列（经度/纬度、lon/lat、X/Y）。现有字段：${shown.join("、") || "无"}${zh}。`,
    en: `${basename(path)} has no coordinate columns that are known (lon/lat, 经度/纬度, X/Y). It has: ${shown.join(", ") || "none"}${en}.`,
  });
}

function noSuchColumn(path: string, name: string, names: readonly string[]): AppError {
  return new AppError("input-columns", {
    zh: `${basename(path)} 中没有坐标列“${name}”。现有字段：${names.slice(0, 20).join("、") || "无"}。`,
    en: `${basename(path)} has no column "${name}" for coordinates. It has: ${names.slice(0, 20).join(", ") || "none"}.`,
  });
}
