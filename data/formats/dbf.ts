import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import { TextDecoder } from "node:util";
import type { Guess } from "../../contract/inspection.js";
import type { Text } from "../../contract/text.js";
import { type DbfField, type DbfHeader, readDbfHeader } from "./dbf-header.js";
import { writeRows } from "./dbf-rows.js";
import { distinctNames } from "./field-names.js";
import type { DoubtfulValues, OpenRequest, SourceField } from "./format.js";
import { guessEncoding, secondGuess } from "./guess-encoding.js";
import { settleTypes } from "./settle-types.js";
import type { Part } from "./shapefile-parts.js";

/** Bytes of records looked at in each of three places to tell the encoding. */
const sampleBytes = 1024 * 1024;
/** Texts, numbers, dates and flags; FoxPro's binary numbers `I` of 4 bytes and `B` of 8. Memos and times are not read. */
function isReadable({ type, length }: DbfField): boolean {
  return ("CNFDL".includes(type) && length > 0) || (type === "I" && length === 4) || (type === "B" && length === 8);
}

export interface DbfTable {
  /** A view of `__row BIGINT` from 1 and the fields as text; null means empty. */
  readonly table: string;
  readonly fields: readonly SourceField[];
  readonly records: number;
  readonly encoding: Guess<string>;
  readonly deleted: ReadonlySet<number>;
  readonly doubtful: DoubtfulValues;
  readonly notes: readonly Text[];
}

/** Makes the rows of a .dbf readable from SQL. Throws `input-damaged`. */
export async function readDbf(part: Part, cpg: string | null, request: OpenRequest): Promise<DbfTable> {
  const { path } = part;
  const file = await open(path, "r");
  try {
    const header = await readDbfHeader(file, part);
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

/** Decodes the texts from one encoding; `replaced` counts the values it could not read. */
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
  const columns = readable.map((field, index) => ({ field, column: fields[index]?.column ?? "" }));
  const target = join(request.scratch, "attributes.txt");
  const { deleted, replaced, relation } = await writeRows({ file, path, header }, columns, decoder, target, request);
  await request.session.run(`CREATE OR REPLACE VIEW ${table} AS SELECT * FROM ${relation}`);
  const settled = await settleTypes(request.session, table, fields, deleted);
  const left = header.fields
    .filter((field) => !readable.includes(field))
    .map((field) => decodeName(decoder, field.bytes));
  return {
    table,
    fields: settled.fields,
    records: header.records,
    encoding,
    deleted,
    doubtful: settled.doubtful,
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

/** Names, and texts from the first, the middle and the last rows, each ended by a NUL. */
async function readSample(file: FileHandle, header: DbfHeader): Promise<Uint8Array> {
  const held = Math.floor(((await file.stat()).size - header.headerLength) / header.recordLength);
  const records = Math.max(0, Math.min(header.records, held));
  const rows = Math.min(records, Math.max(1, Math.floor(sampleBytes / header.recordLength)));
  const starts = new Set([0, Math.floor((records - rows) / 2), records - rows]);
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
