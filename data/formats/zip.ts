import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { PassThrough, type Transform } from "node:stream";
import { constants, crc32, createInflateRaw, inflateRawSync } from "node:zlib";
import { AppError } from "../../contract/errors.js";
import { damaged, readingFault } from "./faults.js";
import { hasChinesePairs, utf8Shape } from "./text-evidence.js";

/**
 * Limits that honest deliveries hardly reach (a .dbf of a million rows of 46 fields has 0.9 GB) and every bomb does; they
 * count only entries that would be unpacked.
 */
const limits = {
  entries: 200,
  allEntries: 100_000,
  entryBytes: 2 ** 31,
  totalBytes: 2 ** 32,
  ratio: 200,
  directoryBytes: 2 ** 24,
};

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
 * Lists the entries of a zip with one of the extensions (null: all), without inflating anything. Throws `input-damaged` for a broken
 * directory or encrypted entries, `input-too-large` for what looks like a bomb.
 */
export async function listZip(path: string, extensions: readonly string[] | null): Promise<ZipEntry[]> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const tail = new Uint8Array(Math.min(size, 65_557));
    await file.read(tail, 0, tail.length, size - tail.length);
    const view = new DataView(tail.buffer);
    let end = tail.length - 22;
    while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end -= 1;
    if (end < 0) throw damaged(path, "不是完整的 zip", "it is not a whole zip");
    const { count, length, start } = (await readLargeEnd(file, view, end)) ?? {
      count: view.getUint16(end + 10, true),
      length: view.getUint32(end + 12, true),
      start: view.getUint32(end + 16, true),
    };
    if (start + length > size) throw damaged(path, "zip 目录不完整", "its directory is not whole");
    if (length > limits.directoryBytes) throw bomb(path, `${count} 个文件`, `${count} entries`);
    const directory = new Uint8Array(length);
    await file.read(directory, 0, length, start);
    return readDirectory(path, directory, count, extensions);
  } finally {
    await file.close();
  }
}

/** No archive is as large as that; a file system would not take it. */
const largestPlace = 2 ** 48;

/** The end of a zip64 directory, which a locator right before the plain end points to; null without one. */
async function readLargeEnd(
  file: FileHandle,
  tail: DataView,
  end: number,
): Promise<{ count: number; length: number; start: number } | null> {
  if (end < 20 || tail.getUint32(end - 20, true) !== 0x07064b50) return null;
  const large = new DataView(new ArrayBuffer(56));
  const at = Number(tail.getBigUint64(end - 12, true));
  if (at >= largestPlace) return null;
  const { bytesRead } = await file.read(large, 0, 56, at);
  if (bytesRead < 56 || large.getUint32(0, true) !== 0x06064b50) return null;
  const [count, length, start] = [32, 40, 48].map((at) => Number(large.getBigUint64(at, true)));
  return { count: count ?? 0, length: length ?? 0, start: start ?? 0 };
}

/** Numbers of an entry that did not fit in 32 bits stand in its extra field 1, in the order of the directory. */
function largeNumbers(extra: DataView, plain: readonly number[]): number[] {
  let at = 0;
  while (at + 4 <= extra.byteLength && extra.getUint16(at, true) !== 1) at += 4 + extra.getUint16(at + 2, true);
  let next = at + 4;
  return plain.map((number) => {
    if (number !== 0xffffffff || next + 8 > extra.byteLength) return number;
    next += 8;
    return Number(extra.getBigUint64(next - 8, true));
  });
}

function readDirectory(
  path: string,
  directory: Uint8Array,
  count: number,
  extensions: readonly string[] | null,
): ZipEntry[] {
  const view = new DataView(directory.buffer);
  const entries: ZipEntry[] = [];
  let total = 0;
  for (let at = 0, number = 0; number < count; number++) {
    if (at + 46 > directory.length || view.getUint32(at, true) !== 0x02014b50)
      throw damaged(path, "zip 目录不完整", "its directory is not whole");
    const flags = view.getUint16(at + 8, true);
    const method = view.getUint16(at + 10, true);
    const crc = view.getUint32(at + 16, true);
    const nameLength = view.getUint16(at + 28, true);
    const extraStart = Math.min(at + 46 + nameLength, directory.length);
    const extraLength = Math.min(view.getUint16(at + 30, true), directory.length - extraStart);
    const extra = new DataView(directory.buffer, extraStart, extraLength);
    const plain = [24, 20, 42].map((place) => view.getUint32(at + place, true));
    const [size = 0, packed = 0, offset = 0] = largeNumbers(extra, plain);
    if (packed >= largestPlace || offset >= largestPlace)
      throw damaged(path, "zip 目录不完整", "its directory is not whole");
    const bytes = directory.subarray(at + 46, at + 46 + nameLength);
    const full = decodeName(bytes, (flags & 0x800) !== 0).replaceAll("\\", "/");
    const name = basename(full);
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (full.endsWith("/") || full.startsWith("__MACOSX") || name.startsWith(".")) continue;
    if (extensions !== null && !extensions.includes(extname(name).slice(1).toLowerCase())) continue;
    if (flags & 1) throw damaged(path, "zip 有密码，请先解压", "the zip has a password; unpack it first");
    total += size;
    if (size > limits.entryBytes || total > limits.totalBytes || size > packed * limits.ratio + 65_536) {
      throw bomb(path, `解压后 ${size} 字节`, `${size} bytes when unpacked`);
    }
    entries.push({ name, folder: full.slice(0, full.length - name.length), method, packed, size, offset, crc });
    if (entries.length > (extensions === null ? limits.allEntries : limits.entries))
      throw bomb(path, `${count} 个文件`, `${count} entries`);
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
export async function packedStart(file: FileHandle, path: string, entry: ZipEntry): Promise<number> {
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

function bomb(path: string, zh: string, en: string): AppError {
  return new AppError("input-too-large", {
    zh: `${basename(path)} 超出压缩包限制（${zh}）。请先解压，再导入其中的文件。`,
    en: `${basename(path)} is beyond the limits for zips (${en}). Unpack it and import the files inside.`,
  });
}
