import { readdir, stat } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { findCoordinates } from "./coordinate-columns.js";
import { type CsvTable, csvFault, readCsvTable } from "./csv-table.js";
import { noDoubts, type OpenedSource, type OpenRequest, type ReadFormat } from "./format.js";
import { findEnds } from "./survey-columns.js";
import { openTables } from "./tables.js";

/** Files beside a line table among which its points are looked for. */
const mostBeside = 50;
/** Rows by which a file beside is known. */
const headRows = 1;

/**
 * A file of separated text with coordinate columns; a folder with several, each a layer. A line table of a survey finds the
 * point table beside it.
 */
export const csv: ReadFormat = {
  name: "csv",
  title: { zh: "CSV（含坐标列）", en: "CSV with coordinates" },
  extensions: ["csv", "txt"],
  async open(request): Promise<OpenedSource> {
    const files = await findFiles(request);
    const opened = new Map<string, CsvTable>();
    const read = async (name: string, limit: number | null): Promise<CsvTable> => {
      const index = [...files.keys()].indexOf(name);
      const table = await readCsvTable(files.get(name) ?? request.path, index, limit, request);
      opened.set(name, table);
      return table;
    };
    const heads = new Map<string, readonly string[]>();
    const chosen = (await stat(request.path)).isDirectory() ? null : layerOf(request.path);
    for (const name of files.keys()) {
      // What lies beside the chosen file may be anything; only the chosen one is answered for.
      const table =
        chosen === null || name === chosen ? await read(name, headRows) : await read(name, headRows).catch(() => null);
      heads.set(name, table?.fields.map((field) => field.name) ?? []);
      if (name === chosen && !needsPoints(heads.get(name) ?? [])) break;
    }
    const layers = chosen === null ? [...files.keys()] : [chosen];
    const { table, ...rest } = await openTables({ layers, heads, read }, request).catch((error: unknown) => {
      throw /CSV Error/u.test(String(error)) ? csvFault(request.path, error) : error;
    });
    const encoding = opened.get(table.name)?.encoding;
    if (encoding === undefined) throw new Error("the table was read");
    return { ...rest, encoding, deleted: new Set(), doubtful: noDoubts };
  },
};

function layerOf(path: string): string {
  return basename(path, extname(path));
}

function needsPoints(names: readonly string[]): boolean {
  return findEnds(names) !== null && findCoordinates(names) === null;
}

/** Layer → file: the chosen one first, then those beside it; of a folder all. */
async function findFiles({ path }: OpenRequest): Promise<Map<string, string>> {
  const isFolder = (await stat(path)).isDirectory();
  const folder = isFolder ? path : dirname(path);
  const names = (await readdir(folder).catch(() => []))
    .filter((name) => /\.(csv|txt)$/iu.test(name) && !name.startsWith("."))
    .sort()
    .slice(0, mostBeside);
  const beside = names.map((name) => [layerOf(name), join(folder, name)] as const);
  const files = new Map(isFolder ? [] : [[layerOf(path), path]]);
  for (const [name, file] of beside) if (!files.has(name)) files.set(name, file);
  return files;
}
