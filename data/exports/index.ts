import { existsSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { type Account, accountLines } from "../../contract/account.js";
import type { Condition } from "../../contract/api.js";
import { AppError } from "../../contract/errors.js";
import type { Layer } from "../../contract/project.js";
import { reasonColumn } from "../../contract/reasons.js";
import { locales } from "../../contract/text.js";
import type { CallContext } from "../../contract/wire.js";
import type { Bindings, Session } from "../database.js";
import { moveFile, replaceFile, unwritable } from "../files.js";
import { classTitleSql } from "../layers/class-sql.js";
import { filterSql } from "../layers/filter.js";
import type { LayerSource } from "../layers/layer-source.js";
import type { SourceOf } from "../layers/place-filter.js";
import { quoteName } from "../sql.js";
import { csv } from "./csv.js";
import type { ExportColumn, WriteFormat } from "./format.js";
import { geojson } from "./geojson.js";
import { geopackage } from "./geopackage.js";
import { geoparquet } from "./geoparquet.js";
import { xlsx } from "./xlsx.js";

/** The class of the layer's own style, as its legend writes it. */
const classColumn = {
  name: "style_class",
  title: { zh: "图例分级", en: "class in the legend" },
  type: "text",
  origin: "analysis",
} as const;

/** Every format that can be written. Adding one is one file and one line here. */
export const writeFormats: readonly WriteFormat[] = [xlsx, csv, geojson, geopackage, geoparquet];

export interface ExportRequest extends CallContext {
  readonly session: Session;
  readonly source: LayerSource;
  readonly path: string;
  readonly filter: readonly Condition[];
  readonly sourceOf: SourceOf;
  readonly replace: boolean;
  readonly account: Account;
  /**
   * Makes the tables of which every row's line of reasons is taken; null where rows have none. The filter is an SQL condition.
   */
  readonly reasons: (where: string, bindings: Bindings) => Promise<SaidLines | null>;
  /** A fresh folder inside the project. */
  readonly scratch: string;
}

/**
 * Writes a layer to a file, whole or not at all: in the scratch folder first, its rows counted, then moved.
 * Throws `usage`, `output-exists`, `output-unwritable`, `disk-full`.
 */
export async function exportLayer(request: ExportRequest): Promise<{ path: string; rows: number }> {
  const { session, source, path } = request;
  const format = formatFor(path);
  if (existsSync(path) && !request.replace) throw exists(path);
  if (!existsSync(dirname(path))) throw unwritable(path, "the folder is missing");
  const { sql, bindings } = await filterSql(session, source, request.filter, request.sourceOf);
  const styled = (source.layer.view?.style ?? null) !== null && source.layer.view?.note === null;
  const extra = styled ? `, ${classTitleSql(source.layer)} AS ${quoteName(classColumn.name)}` : "";
  const filtered = `(SELECT *${extra} FROM ${source.relation} WHERE ${sql})`;
  const { rows } = await session.row<{ rows: bigint }>(`SELECT count(*) AS rows FROM ${filtered}`, bindings);
  const file = join(request.scratch, `export.${format.extensions[0]}`);
  const phase = { zh: `导出 ${basename(path)}`, en: `Exporting ${basename(path)}` };
  request.progress({ phase });
  const said = await request.reasons(sql, bindings);
  const relation = said === null ? filtered : withReasons(filtered, said);
  const written = await format
    .write({
      session,
      relation,
      bindings,
      columns: [
        ...exportColumns(source.layer),
        ...(styled ? [{ column: classColumn, header: classColumn.name }] : []),
        ...(said === null ? [] : [reasonExport]),
      ],
      crs: source.crs,
      rows: Number(rows),
      title: source.layer.title.zh,
      account: request.account,
      file,
      signal: request.signal,
      progress: (done) => request.progress({ phase, done, total: Number(rows), unit: "rows" }),
    })
    .catch((error: unknown) => {
      session.throwIfCancelled();
      throw /no space left|disk full/iu.test(String(error)) ? unwritable(path, error) : error;
    });
  if (written !== Number(rows)) throw new Error(`${written} rows were written of ${rows}`);
  await moveFile(file, path);
  if (request.account.length > 0 && format.holdsAccount !== true) await writeAccount(path, request.account);
  return { path, rows: written };
}

/** The last column of a result whose rows say why they are as they are. */
export const reasonExport: ExportColumn = { column: reasonColumn, header: reasonColumn.name };

/** TEMP tables with the lines of reasons: `rows` (`fid`, `key`) says which of the `lines` (`key`, `line`) a row has. */
export interface SaidLines {
  readonly rows: string;
  readonly lines: string;
}

/** A relation with the lines of reasons of its rows. */
export function withReasons(relation: string, { rows, lines }: SaidLines): string {
  const name = quoteName(reasonColumn.name);
  return `(SELECT rows.*, said.line AS ${name} FROM ${relation} rows LEFT JOIN ${rows} which ON which.fid = rows.fid
           LEFT JOIN ${lines} said ON said.key = which.key)`;
}

/** `cells.csv.txt` beside `cells.csv`: what the figures rest on travels with them. */
async function writeAccount(path: string, account: Account): Promise<void> {
  const lines = locales.flatMap((locale) => [...accountLines(account, locale), ""]);
  await replaceFile(`${path}.txt`, `\ufeff${lines.join("\r\n")}`);
}

/** `fid` first; the kind's and analysis' columns by their names; fields as delivered by theirs, unless taken. */
export function exportColumns(layer: Layer): ExportColumn[] {
  const fid = {
    column: { name: "fid", title: { zh: "序号", en: "row" }, type: "whole", origin: "kind" } as const,
    header: "fid",
  };
  const taken = new Set([
    "fid",
    "geom",
    "geometry",
    "ogc_fid",
    reasonColumn.name,
    classColumn.name,
    ...layer.columns.map((column) => column.name.toLowerCase()),
  ]);
  const columns = layer.columns.map((column) => {
    if (column.origin !== "source") return { column, header: column.name };
    const plain = column.name.replace(/^src_/u, "");
    const free = !taken.has(plain.toLowerCase());
    if (free) taken.add(plain.toLowerCase());
    return { column, header: free ? plain : column.name };
  });
  return [fid, ...columns];
}

function formatFor(path: string): WriteFormat {
  const extension = extname(path).slice(1).toLowerCase();
  const format = writeFormats.find((each) => each.extensions.includes(extension));
  if (format !== undefined) return format;
  const known = writeFormats.map((each) => `.${each.extensions[0]}`).join(" ");
  throw new AppError("usage", {
    zh: `不能写出“.${extension}”格式。可用的扩展名：${known}。`,
    en: `The format ".${extension}" cannot be written. Extensions that can: ${known}.`,
  });
}

function exists(path: string): AppError {
  return new AppError("output-exists", {
    zh: `${path} 已存在。请换一个名字，或选择覆盖。`,
    en: `${path} exists already. Choose another name, or replace it.`,
  });
}
