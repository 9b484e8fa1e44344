import { basename, extname, join } from "node:path";
import type { AppError } from "../../contract/errors.js";
import type { Guess } from "../../contract/inspection.js";
import { quoteName, quoteText } from "../sql.js";
import type { TextTable } from "./coordinate-table.js";
import { damaged, unreadable } from "./faults.js";
import { distinctNames } from "./field-names.js";
import type { OpenRequest, SourceField } from "./format.js";
import { guessEncoding, secondGuess } from "./guess-encoding.js";
import { isUtf8, looksUtf8, readSample, transcode } from "./text-file.js";

export interface CsvTable extends TextTable {
  readonly encoding: Guess<string>;
}

/**
 * Reads separated text as a table: commas, tabs or semicolons, quotes, any encoding. With `limit` only so many rows.
 * `number` tells it from other tables of the same request. Throws `input-damaged` naming the line.
 */
export async function readCsvTable(
  path: string,
  number: number,
  limit: number | null,
  request: OpenRequest,
): Promise<CsvTable> {
  const { session } = request;
  const encoding = await findEncoding(path, limit, request);
  const utf8 = encoding.value === "utf-8" ? path : join(request.scratch, `utf8_${number}.csv`);
  if (utf8 !== path) await transcode(path, encoding.value, utf8, limit);
  const source = `read_csv(${quoteText(utf8)}, all_varchar = true, header = true, null_padding = true, parallel = false, sample_size = 2000)`;
  const described = await session.rows<{ column_name: string }>(`DESCRIBE FROM ${source}`).catch((error: unknown) => {
    throw csvFault(path, error);
  });
  const given = described.map((column) => column.column_name);
  const { names, notes } = distinctNames(given.map((name) => name.replace(/^\ufeff/u, "").trim()));
  const fields: SourceField[] = names.map((name) => ({ name, column: name, type: "text" }));
  const select = given.map((name, index) => `${quoteName(name)} AS ${quoteName(names[index] ?? "")}`);
  return {
    name: basename(path, extname(path)),
    relation: `(SELECT row_number() OVER () AS row, ${select.join(", ")} FROM ${source}${limit === null ? "" : ` LIMIT ${limit}`})`,
    fields,
    rows: null,
    isWhole: limit === null,
    notes,
    encoding,
  };
}

/** Excel's "Unicode text" begins with a byte order mark; else the content decides, all of it before it counts as UTF-8. */
async function findEncoding(path: string, limit: number | null, request: OpenRequest): Promise<Guess<string>> {
  const sample = await readSample(path);
  const marked = sample[0] === 0xff && sample[1] === 0xfe;
  if (marked && request.encoding === undefined) {
    return { value: "utf-16le", sure: true, evidence: { zh: "字节顺序标记", en: "byte order mark" } };
  }
  const first = guessEncoding({ chosen: request.encoding, cpg: undefined, languageByte: 0, sample });
  const second = secondGuess(first, request.encoding);
  if (second === null) return first;
  return (limit === null ? await isUtf8(path, request.signal) : await looksUtf8(path)) ? first : second;
}

/** Names the line where DuckDB stopped. */
export function csvFault(path: string, error: unknown): AppError {
  const line = /CSV Error on Line: (\d+)/u.exec(String(error))?.[1];
  if (line === undefined) return unreadable(path, error);
  return damaged(path, `第 ${line} 行的列数或引号与其他行不符`, `line ${line} does not have the columns of the others`);
}
