import type { FileHandle } from "node:fs/promises";
import { damaged } from "./faults.js";
import type { Part } from "./shapefile-parts.js";

export interface DbfField {
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

/**
 * Reads and checks the header: what it promises must be in the file, and its fields must fill a record to the byte, or
 * every value after the lie would be read from the wrong place. Throws `input-damaged`.
 */
export async function readDbfHeader(file: FileHandle, { path, size }: Part): Promise<DbfHeader> {
  const start = new Uint8Array(32);
  await file.read(start, 0, 32, 0);
  const view = new DataView(start.buffer);
  const records = view.getUint32(4, true);
  const headerLength = view.getUint16(8, true);
  const recordLength = view.getUint16(10, true);
  if (size < 33 || headerLength < 33 || headerLength > size || recordLength < 1) {
    throw damaged(path, "文件头不完整", "its header is not whole");
  }
  if ((view.getUint8(0) & 7) === 4) {
    throw damaged(path, "它是 dBASE 7 格式，不属于 shapefile", "it is a dBASE 7 table, which no shapefile has");
  }
  if (headerLength + records * recordLength > size) {
    const held = Math.floor((size - headerLength) / recordLength);
    throw damaged(
      path,
      `文件头写着 ${records} 行，实际只有 ${held} 行完整`,
      `the header promises ${records} rows, the file holds ${held} whole ones`,
    );
  }
  const body = new Uint8Array(headerLength - 32);
  await file.read(body, 0, body.length, 32);
  const fields = readFields(body, recordLength);
  const last = fields.at(-1);
  const filled = last === undefined ? 1 : last.offset + last.length;
  if (filled !== recordLength) {
    throw damaged(
      path,
      `各字段共 ${filled} 字节，每行却有 ${recordLength} 字节`,
      `its fields take ${filled} bytes, but its rows have ${recordLength}`,
    );
  }
  return { records, headerLength, recordLength, languageByte: view.getUint8(29), fields };
}

/** The length of a text beyond 255 bytes has its high byte where a number keeps its decimals (Clipper, FoxPro). */
function readFields(body: Uint8Array, recordLength: number): DbfField[] {
  const fields: DbfField[] = [];
  let offset = 1;
  for (let at = 0; at + 32 <= body.length && body[at] !== 0x0d && body[at] !== 0; at += 32) {
    const name = body.subarray(at, at + 11);
    const end = name.indexOf(0);
    const type = String.fromCharCode(body[at + 11] ?? 0).toUpperCase();
    const low = body[at + 16] ?? 0;
    const high = body[at + 17] ?? 0;
    const length = type === "C" && offset + low + 256 * high <= recordLength ? low + 256 * high : low;
    fields.push({ bytes: end < 0 ? name : name.subarray(0, end), type, offset, length, decimals: high });
    offset += length;
  }
  return fields;
}
