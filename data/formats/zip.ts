import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { PassThrough, type Transform } from "node:stream";
import { constants, crc32, createInflateRaw, inflateRawSync } from "node:zlib";
import { AppError } from "../../contract/errors.js";
import { damaged, readingFault } from "./faults.js";
import { hasChinesePairs, utf8Shape } from "./text-evidence.js";

/** Limits that honest deliveries hardly reach and every bomb does; they count only entries that would be unpacked. */
const limits = { entries: 200, entryBytes: 2 ** 29, totalBytes: 2 ** 30, ratio: 200, directoryBytes: 2 ** 24 };

export interface ZipEntry {
  /** Base name only: a path in a zip is never used as a path. */
  readonly name: string;
  readonly folder: string;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
  readonly crc: number;
}

/**
 * Lists the entries of a zip with one of the extensions, without inflating anything. Throws `input-damaged` for a broken
 * directory or encrypted entries, `input-too-large` for what looks like a bomb.
 */
export async function listZip(path: string, extensions: readonly string[]): Promise<ZipEntry[]> {
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
    if (count === 0xffff || start === 0xffffffff) throw zip64(path);
    if (start + length > size) throw damaged(path, "zip 目录不完整", "its directory is not whole");
    if (length > limits.directoryBytes) throw bomb(path, `${count} 个文件`, `${count} entries`);
    const directory = new Uint8Array(length);
    await file.read(directory, 0, length, start);
    return readDirectory(path, directory, count, extensions);
  } finally {
    await file.close();
  }
}

function readDirectory(path: string, directory: Uint8Array, count: number, extensions: readonly string[]): ZipEntry[] {
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
    const crc = view.getUint32(at + 16, true);
    const offset = view.getUint32(at + 42, true);
    const nameLength = view.getUint16(at + 28, true);
    const bytes = directory.subarray(at + 46, at + 46 + nameLength);
    const full = decodeName(bytes, (flags & 0x800) !== 0).replaceAll("\\", "/");
    const name = basename(full);
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (full.endsWith("/") || full.startsWith("__MACOSX") || name.startsWith(".")) continue;
    if (!extensions.includes(extname(name).slice(1).toLowerCase())) continue;
    if (size === 0xffffffff || packed === 0xffffffff || offset === 0xffffffff) throw zip64(path);
    if (flags & 1) throw damaged(path, "zip 有密码，请先解压", "the zip has a password; unpack it first");
    total += size;
    if (size > limits.entryBytes || total > limits.totalBytes || size > packed * limits.ratio + 65_536) {
      throw bomb(path, `解压后 ${size} 字节`, `${size} bytes when unpacked`);
    }
    entries.push({ name, folder: full.slice(0, full.length - name.length), method, packed, size, offset, crc });
    if (entries.length > limits.entries) throw bomb(path, `${count} 个文件`, `${count} entries`);
  }
  return entries;
}

/**
 * UTF-8 where the flag says so, and where the bytes hold whole Chinese characters of it (macOS sets no flag); else the
 * code page of a Chinese Windows.
 */
function decodeName(bytes: Uint8Array, flagged: boolean): string {
  const shape = utf8Shape(bytes);
  const utf8 =
    flagged || shape === "certain" || ((shape === "possible" || shape === "pairs") && !hasChinesePairs(bytes));
  return new TextDecoder(utf8 ? "utf-8" : "gb18030").decode(bytes);
}

/** Packed bytes in which the head of an entry is looked for; they unpack to 4 MB at most. */
const packedHead = 4096;

/** The first bytes of an entry, at most `most`; fewer, or none, where it is shorter or cannot be unpacked. */
export async function readEntryHead(path: string, entry: ZipEntry, most: number): Promise<Uint8Array> {
  const file = await open(path, "r");
  try {
    const start = await packedStart(file, path, entry);
    const length = Math.min(entry.packed, packedHead);
    const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, start);
    const packed = buffer.subarray(0, bytesRead);
    const whole = entry.method === 8 ? inflateRawSync(packed, { finishFlush: constants.Z_SYNC_FLUSH }) : packed;
    return whole.subarray(0, most);
  } catch {
    // What is broken is said when the entry is unpacked for good.
    return new Uint8Array();
  } finally {
    await file.close();
  }
}

/** Where the bytes of an entry begin. Throws `input-damaged` where none begins at its place. */
async function packedStart(file: FileHandle, path: string, entry: ZipEntry): Promise<number> {
  const local = new DataView(new ArrayBuffer(30));
  await file.read(local, 0, 30, entry.offset);
  if (local.getUint32(0, true) !== 0x04034b50)
    throw damaged(path, `条目 ${entry.name} 不完整`, `its entry ${entry.name} is not whole`);
  return entry.offset + 30 + local.getUint16(26, true) + local.getUint16(28, true);
}

/**
 * Inflates one entry into `folder`, counting what really comes out; of an entry larger than `most` bytes only about so
 * many. Returns the file's path.
 */
export async function extractEntry(
  path: string,
  entry: ZipEntry,
  folder: string,
  as: string,
  most = entry.size,
): Promise<string> {
  const target = join(folder, as);
  const file = await open(path, "r");
  const start = await packedStart(file, path, entry).finally(() => file.close());
  let written = 0;
  let crc = 0;
  const source = createReadStream(path, { start, end: start + Math.max(0, entry.packed - 1), highWaterMark: 2 ** 18 });
  const bytes = unpacking(path, entry);
  source.on("error", (error) => bytes.destroy(error));
  const out = await open(target, "w");
  try {
    if (entry.packed > 0) {
      for await (const chunk of source.pipe(bytes)) {
        written += (chunk as Uint8Array).length;
        crc = crc32(chunk as Uint8Array, crc);
        if (written > entry.size)
          throw bomb(path, `条目 ${entry.name} 比声明的大`, `entry ${entry.name} is larger than it says`);
        await out.write(chunk as Uint8Array);
        if (written >= most && most < entry.size) return target;
      }
    }
  } catch (error) {
    const fault = readingFault(path, error);
    if (fault instanceof AppError) throw fault;
    throw damaged(path, `条目 ${entry.name} 无法解压`, `its entry ${entry.name} cannot be unpacked`);
  } finally {
    source.destroy();
    await out.close();
  }
  if (written !== entry.size || crc !== entry.crc)
    throw damaged(path, `条目 ${entry.name} 不完整`, `its entry ${entry.name} is not whole`);
  return target;
}

function unpacking(path: string, entry: ZipEntry): Transform {
  if (entry.method === 8) return createInflateRaw({ chunkSize: 2 ** 18 });
  if (entry.method === 0) return new PassThrough();
  throw damaged(
    path,
    `条目 ${entry.name} 的压缩方式不支持`,
    `its entry ${entry.name} is packed in a way that is not supported`,
  );
}

function zip64(path: string): AppError {
  return new AppError("input-format", {
    zh: `${basename(path)} 是 zip64 格式，不能直接读取。请先解压，再导入其中的文件。`,
    en: `${basename(path)} is a zip64 archive, which is not read. Unpack it and import the files inside.`,
  });
}

function bomb(path: string, zh: string, en: string): AppError {
  return new AppError("input-too-large", {
    zh: `${basename(path)} 超出压缩包限制（${zh}）。请先解压，再导入其中的文件。`,
    en: `${basename(path)} is beyond the limits for zips (${en}). Unpack it and import the files inside.`,
  });
}
