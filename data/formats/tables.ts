import { basename } from "node:path";
import { AppError } from "../../contract/errors.js";
import type { InspectedLayer } from "../../contract/inspection.js";
import { findCoordinates } from "./coordinate-columns.js";
import { placeTable, type TextTable } from "./coordinate-table.js";
import { noSuchLayer } from "./faults.js";
import { type OpenedSource, type OpenRequest, otherLayers } from "./format.js";
import { findEnds, findNumbers } from "./survey-columns.js";
import { joinSurvey } from "./survey-lines.js";

/** Rows of a point table read for a look at the lines between its points. */
const lookedPoints = 20_000;

/** Tables that lie together: the sheets of a workbook, the CSV files of a folder. */
export interface TableGroup {
  /** Names of the tables that are layers of what the user chose. */
  readonly layers: readonly string[];
  /** The columns of every table, those beside the chosen one too. */
  readonly heads: ReadonlyMap<string, readonly string[]>;
  read(name: string, limit: number | null): Promise<TextTable>;
}

/** A table of a group, opened; what it was read from is not said here. */
export type OpenedTable = Omit<OpenedSource, "encoding" | "deleted" | "doubtful"> & { readonly table: TextTable };

/**
 * Opens the wanted table: lines where it names the two ends of each and another table has the points, else points of its
 * own coordinates. Without a wish: the first line table whose points are there, else the first table with coordinates,
 * else the first that has columns. Throws `input-missing`, `input-columns`.
 */
export async function openTables(group: TableGroup, request: OpenRequest): Promise<OpenedTable> {
  const { layers, heads } = group;
  if (request.layer !== undefined && !layers.includes(request.layer))
    throw noSuchLayer(request.path, request.layer, layers);
  const columns = (name: string) => heads.get(name) ?? [];
  const isLines = (name: string) => findEnds(columns(name)) !== null && findCoordinates(columns(name)) === null;
  const points = (lines: string) =>
    [...heads.keys()].filter((name) => name !== lines && findNumbers(columns(name)).length > 0);
  const layer =
    request.layer ??
    layers.find((name) => isLines(name) && points(name).length > 0) ??
    layers.find((name) => findCoordinates(columns(name)) !== null) ??
    layers.find((name) => columns(name).length > 0);
  if (layer === undefined) throw nothingInside(request.path);
  const table = await group.read(layer, request.limit);
  const candidates: TextTable[] = [];
  if (isLines(layer))
    for (const name of points(layer))
      candidates.push(await group.read(name, request.limit === null ? null : lookedPoints));
  const joined = candidates.length === 0 ? null : await joinSurvey(table, candidates, request);
  const placed = joined ?? (await placeTable(table, request));
  const described = layers.map((name): InspectedLayer => {
    const geometry = isLines(name) && points(name).length > 0 ? "line" : "point";
    const placed = geometry === "line" || findCoordinates(columns(name)) !== null;
    return { name, geometries: placed ? [geometry] : [], rows: name === layer ? table.rows : null };
  });
  return {
    layers: described,
    layer,
    table,
    relation: placed.relation,
    fields: table.fields,
    ...(placed.coordinates === undefined ? {} : { coordinates: placed.coordinates }),
    crs: placed.crs,
    rows: table.rows,
    notes: [...otherLayers(described, layer, request.layer), ...table.notes, ...placed.notes],
  };
}

function nothingInside(path: string): AppError {
  return new AppError("input-columns", {
    zh: `${basename(path)} 中没有数据：每张表都是空的。请检查文件。`,
    en: `${basename(path)} holds no data: all its tables are empty. Check the file.`,
  });
}
