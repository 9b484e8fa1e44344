import { type FileHandle, open } from "node:fs/promises";
import { TextDecoder } from "node:util";
import { VARCHAR } from "@duckdb/node-api";
import type { Guess } from "../../contract/inspection.js";
import type { Text } from "../../contract/text.js";
import { appendRows } from "../append.js";
import type { Session } from "../database.js";
import { quoteName } from "../sql.js";
import { type DbfField, type DbfHeader, readDbfHeader } from "./dbf-header.js";
import { damaged } from "./faults.js";
import { distinctNames } from "./field-names.js";
import type { OpenRequest, SourceField } from "./format.js";
import { guessEncoding, secondGuess } from "./guess-encoding.js";
import { settleTypes } from "./settle-types.js";

/** Bytes of records read at once. */
const batchBytes = 4 * 1024 * 1024;
/** Bytes of records looked at in each of three places to tell the encoding. */
const sampleBytes = 1024 * 1024;
/** Texts, numbers, dates and flags; FoxPro's binary numbers `I` of 4 bytes and `B` of 8. Memos and times are not read. */
function isReadable({ type, length }: DbfField): boolean {
  return ("CNFDL".includes(type) && length > 0) || (type === "I" && length === 4) || (type === "B" && length === 8);
}

export interface DbfTable {
  /** A TEMP table with `row BIGINT` from 1 and the fields as text; null means empty. */
  readonly table: string;
  readonly fields: readonly SourceField[];
  readonly records: number;
  readonly encoding: Guess<string>;
  readonly deleted: ReadonlySet<number>;
  readonly notes: readonly Text[];
}

/**
 * Reads a .dbf into a table, a batch of records at a time and a column at a time: the bytes of a column's values are
 * joined by NUL, which no multi-byte encoding has as a second byte, and decoded at once.
 */
export async function readDbf(path: string, cpg: string | null, request: OpenRequest): Promise<DbfTable> {
  const file = await open(path, "r");
  try {
    const header = await readDbfHeader(file, path);
    const sample = await readSample(file, header);
    const { languageByte } = header;
    const first = guessEncoding({ chosen: request.encoding, cpg, languageByte, sample });
    const read = await readAs(file, path, header, first, request);
    const second = read.replaced === 0 ? null : secondGuess(first, request.encoding);
    if (second === null) return read;
    const again = await readAs(file, path, header, second, request);
    return again.replaced < read.replaced ? again : await readAs(file, path, header, first, request);
  } finally {
    await file.close();
  }
}

/** Fills the table with the texts of one encoding; `replaced` counts the values it could not read. */
async function readAs(
  file: FileHandle,
  path: string,
  header: DbfHeader,
  encoding: Guess<string>,
  request: OpenRequest,
): Promise<DbfTable & { readonly replaced: number }> {
  const decoder = new TextDecoder(encoding.value);
  const readable = header.fields.filter(isReadable);
  const { names, notes } = distinctNames(readable.map((field) => decodeName(decoder, field.bytes)));
  const fields = readable.map((field, index) => sourceField(field, names[index] ?? ""));
  const table = "attributes";
  await createTable(request.session, table, fields);
  const { deleted, replaced } = await fillTable(file, path, header, readable, decoder, table, request);
  const settled = await settleTypes(request.session, table, fields);
  const left = header.fields
    .filter((field) => !readable.includes(field))
    .map((field) => decodeName(decoder, field.bytes));
  return {
    table,
    fields: settled.fields,
    records: header.records,
    encoding,
    deleted,
    replaced,
    notes: [...notes, ...settled.notes, ...fillNotes(left, replaced)],
  };
}

function sourceField(field: DbfField, name: string): SourceField {
  const whole = field.type === "I" || ("NF".includes(field.type) && field.decimals === 0);
  const type =
    field.type === "D"
      ? "date"
      : field.type === "L"
        ? "flag"
        : whole
          ? "whole"
          : "NFB".includes(field.type)
            ? "number"
            : "text";
  return { name, column: name, type };
}

async function createTable(session: Session, table: string, fields: readonly SourceField[]): Promise<void> {
  const columns = fields.map((field) => `, ${quoteName(field.column)} VARCHAR`).join("");
  await session.run(`CREATE OR REPLACE TABLE ${table} ("__row" VARCHAR${columns})`);
}

async function fillTable(
  file: FileHandle,
  path: string,
  header: DbfHeader,
  fields: readonly DbfField[],
  decoder: TextDecoder,
  table: string,
  request: OpenRequest,
): Promise<{ deleted: Set<number>; replaced: number }> {
  const total = request.limit === null ? header.records : Math.min(header.records, request.limit);
  const perBatch = Math.max(1, Math.floor(batchBytes / header.recordLength));
  const buffer = new Uint8Array(Math.min(perBatch, Math.max(1, total)) * header.recordLength);
  const scratch = new Uint8Array(buffer.length + perBatch);
  const deleted = new Set<number>();
  let replaced = 0;
  for (let first = 0; first < total; first += perBatch) {
    const rows = Math.min(perBatch, total - first);
    const wanted = rows * header.recordLength;
    const { bytesRead } = await file.read(buffer, 0, wanted, header.headerLength + first * header.recordLength);
    if (bytesRead < wanted) throw damaged(path, "读取时文件变短了", "it became shorter while it was read");
    for (let row = 0; row < rows; row++) if (buffer[row * header.recordLength] === 0x2a) deleted.add(first + row + 1);
    const columns = fields.map((field) => {
      const values = decodeColumn(buffer, rows, header.recordLength, field, decoder, scratch);
      for (const value of values) if (value?.includes("\ufffd")) replaced += 1;
      return values;
    });
    const number = (row: number) => String(first + row + 1);
    await appendRows(
      request.session,
      table,
      rows,
      [
        {
          type: VARCHAR,
          values: (from, to) => Array.from({ length: to - from }, (_each, step) => number(from + step)),
        },
        ...columns.map((values) => ({ type: VARCHAR, values: (from: number, to: number) => values.slice(from, to) })),
      ],
      request.signal,
    );
    request.progress({ phase: { zh: "读取属性", en: "Reading attributes" }, done: first + rows, total });
  }
  return { deleted, replaced };
}

/** One column of a batch. Values end at a NUL and lose surrounding spaces; empty, `***` and `?` flags are null. */
function decodeColumn(
  buffer: Uint8Array,
  rows: number,
  recordLength: number,
  field: DbfField,
  decoder: TextDecoder,
  scratch: Uint8Array,
): (string | null)[] {
  if (field.type === "I" || field.type === "B") return readBinary(buffer, rows, recordLength, field);
  let filled = 0;
  for (let row = 0; row < rows; row++) {
    let from = row * recordLength + field.offset;
    const limit = from + field.length;
    let to = from;
    while (to < limit && buffer[to] !== 0) to += 1;
    while (to > from && buffer[to - 1] === 0x20) to -= 1;
    while (from < to && buffer[from] === 0x20) from += 1;
    for (let at = from; at < to; at++) scratch[filled++] = buffer[at] ?? 0;
    scratch[filled++] = 0;
  }
  const values: (string | null)[] = decoder.decode(scratch.subarray(0, filled)).split("\0");
  if (values.length !== rows + 1) throw new Error(`${values.length - 1} values were decoded from ${rows} rows`);
  values.length = rows;
  for (let row = 0; row < rows; row++) {
    const value = values[row];
    if (value === "" || value === undefined || (field.type !== "C" && /^[*?]/u.test(value ?? ""))) values[row] = null;
  }
  return values;
}

function readBinary(buffer: Uint8Array, rows: number, recordLength: number, field: DbfField): (string | null)[] {
  const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  return Array.from({ length: rows }, (_each, row) => {
    const at = row * recordLength + field.offset;
    return String(field.type === "B" ? view.getFloat64(at, true) : view.getInt32(at, true));
  });
}

/** Names, and texts from the first, the middle and the last rows, each ended by a NUL. */
async function readSample(file: FileHandle, header: DbfHeader): Promise<Uint8Array> {
  const rows = Math.min(header.records, Math.max(1, Math.floor(sampleBytes / header.recordLength)));
  const starts = new Set([0, Math.floor((header.records - rows) / 2), header.records - rows]);
  const texts = header.fields.filter((field) => field.type === "C");
  const names = header.fields.reduce((sum, field) => sum + field.bytes.length + 1, 0);
  const perRow = texts.reduce((sum, field) => sum + field.length + 1, 0);
  const sample = new Uint8Array(names + starts.size * rows * perRow);
  let filled = 0;
  for (const { bytes } of header.fields) {
    sample.set(bytes, filled);
    filled += bytes.length + 1;
  }
  const buffer = new Uint8Array(rows * header.recordLength);
  for (const start of starts) {
    await file.read(buffer, 0, buffer.length, header.headerLength + start * header.recordLength);
    for (let row = 0; row < rows; row++) {
      for (const field of texts) {
        const from = row * header.recordLength + field.offset;
        sample.set(buffer.subarray(from, from + field.length), filled);
        filled += field.length + 1;
      }
    }
  }
  return sample;
}

/** A name cut in the middle of a character loses the broken piece. */
function decodeName(decoder: TextDecoder, bytes: Uint8Array): string {
  return decoder
    .decode(bytes)
    .replace(/\ufffd+$/u, "")
    .trim();
}

function fillNotes(left: readonly string[], replaced: number): Text[] {
  const notes: Text[] = [];
  if (left.length > 0) {
    notes.push({
      zh: `未读取的字段（备注、时间或长度为零）：${left.join("、")}。`,
      en: `Fields that were not read (memos, times, or of no length): ${left.join(", ")}.`,
    });
  }
  if (replaced > 0) {
    notes.push({
      zh: `${replaced} 个值中有无法识别的字符（显示为 �）：请检查编码。`,
      en: `${replaced} values hold characters that could not be read (shown as �): check the encoding.`,
    });
  }
  return notes;
}
