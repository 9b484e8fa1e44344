import { type FileHandle, open, stat } from "node:fs/promises";
import { TextDecoder } from "node:util";
import { VARCHAR } from "@duckdb/node-api";
import type { Text } from "../../contract/text.js";
import { appendRows } from "../append.js";
import type { Session } from "../database.js";
import { quoteName } from "../sql.js";
import { guessEncoding } from "./dbf-encoding.js";
import { damaged } from "./faults.js";
import { distinctNames } from "./field-names.js";
import type { OpenRequest, SourceField } from "./format.js";

interface DbfField {
  readonly bytes: Uint8Array;
  readonly type: string;
  /** Offset in the record, whose first byte is the deletion mark. */
  readonly offset: number;
  readonly length: number;
  readonly decimals: number;
}

export interface DbfHeader {
  readonly records: number;
  readonly headerLength: number;
  readonly recordLength: number;
  readonly languageByte: number;
  readonly fields: readonly DbfField[];
}

/** Bytes of records read at once. */
const batchBytes = 4 * 1024 * 1024;
/** Rows whose bytes are looked at to tell the encoding. */
const sampleRows = 2000;

/** Reads and checks the header: what it promises must be in the file. Throws `input-damaged`. */
export async function readDbfHeader(file: FileHandle, path: string): Promise<DbfHeader> {
  const { size } = await file.stat();
  const start = new Uint8Array(32);
  await file.read(start, 0, 32, 0);
  const view = new DataView(start.buffer);
  const records = view.getUint32(4, true);
  const headerLength = view.getUint16(8, true);
  const recordLength = view.getUint16(10, true);
  if (size < 33 || headerLength < 33 || headerLength > size || recordLength < 1) {
    throw damaged(path, "文件头不完整", "its header is not whole");
  }
  const needed = headerLength + records * recordLength;
  if (needed > size + 1) {
    const held = Math.floor((size - headerLength) / recordLength);
    throw damaged(
      path,
      `文件头写着 ${records} 行，实际只有 ${held} 行`,
      `the header promises ${records} rows, the file holds ${held}`,
    );
  }
  const body = new Uint8Array(headerLength - 32);
  await file.read(body, 0, body.length, 32);
  const fields: DbfField[] = [];
  let offset = 1;
  for (let at = 0; at + 32 <= body.length && body[at] !== 0x0d && body[at] !== 0; at += 32) {
    const name = body.subarray(at, at + 11);
    const end = name.indexOf(0);
    const type = String.fromCharCode(body[at + 11] ?? 0).toUpperCase();
    const length = type === "C" ? (body[at + 16] ?? 0) + 256 * (body[at + 17] ?? 0) : (body[at + 16] ?? 0);
    const real = offset + length > recordLength ? (body[at + 16] ?? 0) : length;
    fields.push({
      bytes: end < 0 ? name : name.subarray(0, end),
      type,
      offset,
      length: real,
      decimals: body[at + 17] ?? 0,
    });
    offset += real;
  }
  if (offset > recordLength) {
    throw damaged(path, "字段总长超过记录长度", "its fields are longer than its records");
  }
  return { records, headerLength, recordLength, languageByte: view.getUint8(29), fields };
}

export interface DbfTable {
  /** A TEMP table with `row BIGINT` from 1 and the fields as text; null means empty. */
  readonly table: string;
  readonly fields: readonly SourceField[];
  readonly records: number;
  readonly encoding: ReturnType<typeof guessEncoding>;
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
    const encoding = guessEncoding({
      chosen: request.encoding,
      cpg,
      languageByte: header.languageByte,
      sample: await readSample(file, header),
    });
    const decoder = new TextDecoder(encoding.value);
    const readable = header.fields.filter((field) => "CNFDLIOB+@".includes(field.type) && field.length > 0);
    const { names, notes } = distinctNames(readable.map((field) => decodeName(decoder, field.bytes)));
    const fields = readable.map((field, index) => sourceField(field, names[index] ?? ""));
    const table = "attributes";
    await createTable(request.session, table, fields);
    const filled = await fillTable(file, header, readable, decoder, table, request);
    const left = header.fields
      .filter((field) => !readable.includes(field))
      .map((field) => decodeName(decoder, field.bytes));
    return {
      table,
      fields,
      records: header.records,
      encoding,
      deleted: filled.deleted,
      notes: [...notes, ...fillNotes(left, filled.replaced)],
    };
  } finally {
    await file.close();
  }
}

function sourceField(field: DbfField, name: string): SourceField {
  const whole =
    field.type === "I" ||
    field.type === "+" ||
    ("NF".includes(field.type) && field.decimals === 0 && field.length < 19);
  const type =
    field.type === "D"
      ? "date"
      : field.type === "L"
        ? "flag"
        : whole
          ? "whole"
          : "NFOB".includes(field.type)
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
    await file.read(buffer, 0, rows * header.recordLength, header.headerLength + first * header.recordLength);
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
  if (field.type === "I" || field.type === "+" || field.type === "O" || (field.type === "B" && field.length === 8)) {
    return readBinary(buffer, rows, recordLength, field);
  }
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
    if (field.length === 8) return String(view.getFloat64(at, true));
    return field.length === 4 ? String(view.getInt32(at, true)) : null;
  });
}

async function readSample(file: FileHandle, header: DbfHeader): Promise<Uint8Array> {
  const rows = Math.min(sampleRows, header.records);
  const bytes = new Uint8Array(rows * header.recordLength);
  await file.read(bytes, 0, bytes.length, header.headerLength);
  const texts = header.fields.filter((field) => field.type === "C");
  const parts: number[] = [];
  for (const field of header.fields) parts.push(...field.bytes, 0);
  for (let row = 0; row < rows; row++) {
    for (const field of texts) {
      const from = row * header.recordLength + field.offset;
      for (let at = from; at < from + field.length; at++) parts.push(bytes[at] ?? 0);
      parts.push(0);
    }
  }
  return Uint8Array.from(parts);
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
    notes.push({ zh: `未读取备注类字段：${left.join("、")}。`, en: `Memo fields were not read: ${left.join(", ")}.` });
  }
  if (replaced > 0) {
    notes.push({
      zh: `${replaced} 个值中有无法识别的字符（显示为 �）：请检查编码。`,
      en: `${replaced} values hold characters that could not be read (shown as �): check the encoding.`,
    });
  }
  return notes;
}

export async function dbfRecordCount(path: string): Promise<number> {
  await stat(path);
  const file = await open(path, "r");
  try {
    return (await readDbfHeader(file, path)).records;
  } finally {
    await file.close();
  }
}
