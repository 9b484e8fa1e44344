import { createReadStream, createWriteStream } from "node:fs";
import { open } from "node:fs/promises";
import { basename, join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createInflateRaw } from "node:zlib";
import { AppError } from "../../contract/errors.js";
import { damaged } from "./faults.js";

/** Limits that no honest delivery reaches and every bomb does. */
const limits = { entries: 200, entryBytes: 2 ** 31, totalBytes: 2 ** 32, ratio: 200 };

export interface ZipEntry {
  /** Base name only: a path in a zip is never used as a path. */
  readonly name: string;
  readonly folder: string;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/**
 * Lists a zip without inflating anything. Names are UTF-8 where the flag says so, else GB18030. Throws `input-damaged`
 * for a broken directory or encrypted entries, `input-too-large` for what looks like a bomb.
 */
export async function listZip(path: string): Promise<ZipEntry[]> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const tail = new Uint8Array(Math.min(size, 65_557));
    await file.read(tail, 0, tail.length, size - tail.length);
    const view = new DataView(tail.buffer);
    let end = tail.length - 22;
    while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end -= 1;
    if (end < 0) throw damaged(path, "不是完整的 zip", "it is not a whole zip");
    const count = view.getUint16(end + 10, true);
    const length = view.getUint32(end + 12, true);
    const start = view.getUint32(end + 16, true);
    if (count === 0xffff || start + length > size) throw damaged(path, "zip 目录不完整", "its directory is not whole");
    if (count > limits.entries) throw bomb(path, `${count} 个文件`, `${count} entries`);
    const directory = new Uint8Array(length);
    await file.read(directory, 0, length, start);
    return readDirectory(path, directory, count);
  } finally {
    await file.close();
  }
}

function readDirectory(path: string, directory: Uint8Array, count: number): ZipEntry[] {
  const view = new DataView(directory.buffer);
  const entries: ZipEntry[] = [];
  let total = 0;
  for (let at = 0, number = 0; number < count; number++) {
    if (at + 46 > directory.length || view.getUint32(at, true) !== 0x02014b50)
      throw damaged(path, "zip 目录不完整", "its directory is not whole");
    const flags = view.getUint16(at + 8, true);
    const packed = view.getUint32(at + 20, true);
    const size = view.getUint32(at + 24, true);
    const method = view.getUint16(at + 10, true);
    const offset = view.getUint32(at + 42, true);
    const nameLength = view.getUint16(at + 28, true);
    const bytes = directory.subarray(at + 46, at + 46 + nameLength);
    const full = new TextDecoder(flags & 0x800 ? "utf-8" : "gb18030").decode(bytes).replaceAll("\\", "/");
    const name = basename(full);
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (full.endsWith("/") || full.startsWith("__MACOSX") || name.startsWith(".")) continue;
    if (flags & 1) throw damaged(path, "zip 有密码，请先解压", "the zip has a password; unpack it first");
    total += size;
    if (size > limits.entryBytes || total > limits.totalBytes || size > packed * limits.ratio + 65_536) {
      throw bomb(path, `解压后 ${size} 字节`, `${size} bytes when unpacked`);
    }
    entries.push({ name, folder: full.slice(0, -name.length), method, packed, size, offset });
  }
  return entries;
}

/** Inflates one entry into `folder`, counting what really comes out. Returns the file's path. */
export async function extractEntry(path: string, entry: ZipEntry, folder: string, as: string): Promise<string> {
  const target = join(folder, as);
  const file = await open(path, "r");
  const local = new DataView(new ArrayBuffer(30));
  await file.read(local, 0, 30, entry.offset).finally(() => file.close());
  if (local.getUint32(0, true) !== 0x04034b50)
    throw damaged(path, `条目 ${entry.name} 不完整`, `its entry ${entry.name} is not whole`);
  const start = entry.offset + 30 + local.getUint16(26, true) + local.getUint16(28, true);
  let written = 0;
  const count = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      written += chunk.length;
      if (written > entry.size)
        done(bomb(path, `条目 ${entry.name} 比声明的大`, `entry ${entry.name} is larger than it says`));
      else done(null, chunk);
    },
  });
  const source = createReadStream(path, { start, end: start + Math.max(0, entry.packed - 1) });
  try {
    if (entry.packed === 0) await (await open(target, "w")).close();
    else if (entry.method === 8) await pipeline(source, createInflateRaw(), count, createWriteStream(target));
    else if (entry.method === 0) await pipeline(source, count, createWriteStream(target));
    else
      throw damaged(
        path,
        `条目 ${entry.name} 的压缩方式不支持`,
        `its entry ${entry.name} is packed in a way that is not supported`,
      );
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw damaged(path, `条目 ${entry.name} 无法解压`, `its entry ${entry.name} cannot be unpacked`);
  }
  if (written !== entry.size && entry.packed > 0)
    throw damaged(path, `条目 ${entry.name} 不完整`, `its entry ${entry.name} is not whole`);
  return target;
}

function bomb(path: string, zh: string, en: string): AppError {
  return new AppError("input-too-large", {
    zh: `${basename(path)} 超出压缩包限制（${zh}）。请先解压，再导入其中的文件。`,
    en: `${basename(path)} is beyond the limits for zips (${en}). Unpack it and import the files inside.`,
  });
}
