import { crc32, deflateRawSync } from "node:zlib";

export interface ZipContent {
  /** Bytes of the name as they stand in the archive. */
  readonly name: Uint8Array | string;
  readonly data: Uint8Array;
  /** General purpose flags: bit 0 encrypted, bit 11 name in UTF-8. */
  readonly flags?: number;
  readonly method?: number;
  /** What the directory says instead of the truth. */
  readonly size?: number;
  readonly packed?: number;
  readonly crc?: number;
  /** Its directory entry keeps sizes and place in the extra field of zip64. */
  readonly large?: boolean;
}

/** A zip archive by the letter of PKWARE's note, where every word can be made a lie; `large`: with the end of zip64. */
export function zipBytes(entries: readonly ZipContent[], large = false): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name as Uint8Array);
    const method = entry.method ?? 8;
    const packedData = method === 8 ? deflateRawSync(entry.data) : Buffer.from(entry.data);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(entry.flags ?? 0, 2);
    fields.writeUInt16LE(method, 4);
    fields.writeUInt32LE(entry.crc ?? crc32(entry.data), 10);
    fields.writeUInt32LE(entry.packed ?? packedData.length, 14);
    fields.writeUInt32LE((entry.size ?? entry.data.length) >>> 0, 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from("PK\u0003\u0004", "latin1"), fields, name, packedData]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(entry.large ? 0xffffffff : offset, 10);
    const listed = Buffer.from(fields);
    const extra = entry.large
      ? largeExtra(entry.size ?? entry.data.length, packedData.length, offset)
      : Buffer.alloc(0);
    if (entry.large) listed.fill(0xff, 14, 22);
    listed.writeUInt16LE(extra.length, 24);
    directory.push(
      Buffer.concat([Buffer.from("PK\u0001\u0002", "latin1"), Buffer.from([20, 0]), listed, tail, name, extra]),
    );
    locals.push(local);
    offset += local.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006", "latin1");
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  if (!large) return Buffer.concat([...locals, list, end]);
  end.fill(0xff, 8, 20);
  const record = Buffer.alloc(56);
  record.write("PK\u0006\u0006", "latin1");
  record.writeBigUInt64LE(44n, 4);
  for (const [at, value] of [entries.length, entries.length, list.length, offset].entries())
    record.writeBigUInt64LE(BigInt(value), 24 + 8 * at);
  const locator = Buffer.alloc(20);
  locator.write("PK\u0006\u0007", "latin1");
  locator.writeBigUInt64LE(BigInt(offset + list.length), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([...locals, list, record, locator, end]);
}

/** Extra field 1: size, packed size and place in 64 bits, behind a field of another kind. */
function largeExtra(size: number, packed: number, offset: number): Buffer {
  const extra = Buffer.alloc(37);
  extra.writeUInt16LE(0x5455, 0);
  extra.writeUInt16LE(5, 2);
  extra.writeUInt16LE(1, 9);
  extra.writeUInt16LE(24, 11);
  for (const [at, value] of [size, packed, offset].entries()) extra.writeBigUInt64LE(BigInt(value), 13 + 8 * at);
  return extra;
}
