import { type FileHandle, open } from "node:fs/promises";
import { AppError } from "../../contract/errors.js";
import type { Text } from "../../contract/text.js";
import { damaged, tooLarge } from "./faults.js";
import type { OpenRequest } from "./format.js";
import { lookBytes, type Part } from "./shapefile-parts.js";

export interface ShpRecords {
  /** Null where a look stopped after the shapes that it wanted. */
  readonly records: number | null;
  /** An .shx made from what is really in the file, as far as it was walked. */
  readonly index: Uint8Array;
  readonly notes: readonly Text[];
}

/** Bytes looked at in one piece. */
const windowBytes = 4 * 1024 * 1024;
/** A look walks smaller files whole, so that it finds what is wrong with them. */
const walkedWhole = 32 * 2 ** 20;
/** Lengths are counted in 16-bit words in a signed 32-bit number. */
const largest = 2 ** 32;
/** Shape types by number (ESRI Shapefile Technical Description, 1998), with and without Z and M. */
const points = new Set([1, 11, 21]);
const parts = new Set([3, 5, 13, 15, 23, 25]);
const multipoints = new Set([8, 18, 28]);
const multipatch = 31;

interface ShpHeader {
  readonly type: number;
  /** Bytes that the header promises; those of the file where it promises nothing. */
  readonly stated: number;
  readonly size: number;
}

async function readShpHeader(file: FileHandle, { path, size }: Part): Promise<ShpHeader> {
  const header = new DataView(new ArrayBuffer(100));
  const { bytesRead } = await file.read(header, 0, 100, 0);
  if (bytesRead < 100 || header.getInt32(0) !== 9994) throw damaged(path, "不是 shapefile", "it is not a shapefile");
  if (size > largest) throw tooLarge(path, size, largest);
  const stated = header.getInt32(24) * 2;
  if (stated > size) {
    throw damaged(
      path,
      `文件头写着 ${stated} 字节，实际只有 ${size} 字节，后部缺失`,
      `its header promises ${stated} bytes, the file has ${size}: its end is missing`,
    );
  }
  const type = header.getInt32(32, true);
  if (type === multipatch) throw threeDimensional(path);
  return { type, stated: stated < 100 ? size : stated, size };
}

/**
 * Walks the record headers, for a look at a large file only as many as are wanted, so that a file that lies about its
 * lengths is named before a geometry library sees it, and makes the index anew. Throws `input-damaged` naming record and
 * offset, `input-too-large`, `input-geometry` for MultiPatch.
 */
export async function walkRecords(
  part: Part,
  request: Pick<OpenRequest, "limit" | "signal" | "progress">,
): Promise<ShpRecords> {
  const { path } = part;
  const file = await open(path, "r");
  try {
    const { stated, size } = await readShpHeader(file, part);
    const isLook = request.limit !== null && size > walkedWhole;
    const { size: there } = await file.stat();
    const buffer = new Uint8Array(windowBytes);
    const view = new DataView(buffer.buffer);
    let start = 0;
    let held = 0;
    let at = 100;
    const offsets: number[] = [];
    const lengths: number[] = [];
    while (at + 8 <= stated) {
      if (isLook && (offsets.length === request.limit || at > lookBytes)) break;
      if (at < start || at + 60 > start + held) {
        request.signal.throwIfAborted();
        start = at;
        held = (await file.read(buffer, 0, windowBytes, at)).bytesRead;
        request.progress({ phase: { zh: "检查几何文件", en: "Checking the shapes" }, done: at, total: stated });
      }
      const length = view.getInt32(at - start + 4) * 2;
      const number = offsets.length + 1;
      if (at + 8 + length > there && there < size) break;
      if (length < 4 || at + 8 + length > stated) throw lying(path, number, at);
      const here = at - start + 8;
      if (neededBytes(view, here, length) > length) throw lying(path, number, at);
      offsets.push(at / 2);
      lengths.push(length / 2);
      at += 8 + length;
    }
    const index = await makeIndex(file, offsets, lengths);
    return at + 8 <= stated
      ? { records: null, index, notes: [] }
      : { records: offsets.length, index, notes: leftOver(size - at) };
  } finally {
    await file.close();
  }
}

/** Bytes that a record's own counts ask for, by the type it says it has (some suppliers mix types in one file). */
function neededBytes(view: DataView, here: number, length: number): number {
  const kind = view.getInt32(here, true);
  if (kind === 0) return 4;
  if (points.has(kind)) return 20;
  if (multipoints.has(kind)) return length < 40 ? 40 : checked(view.getInt32(here + 36, true)) * 16 + 40;
  if (!parts.has(kind)) return Number.POSITIVE_INFINITY;
  if (length < 44) return 44;
  return 44 + checked(view.getInt32(here + 36, true)) * 4 + checked(view.getInt32(here + 40, true)) * 16;
}

function checked(count: number): number {
  return count < 0 ? Number.POSITIVE_INFINITY : count;
}

async function makeIndex(
  file: FileHandle,
  offsets: readonly number[],
  lengths: readonly number[],
): Promise<Uint8Array> {
  const index = new Uint8Array(100 + 8 * offsets.length);
  await file.read(index, 0, 100, 0);
  const view = new DataView(index.buffer);
  view.setInt32(24, index.length / 2);
  for (let record = 0; record < offsets.length; record++) {
    view.setInt32(100 + 8 * record, offsets[record] ?? 0);
    view.setInt32(104 + 8 * record, lengths[record] ?? 0);
  }
  return index;
}

function leftOver(bytes: number): Text[] {
  if (bytes <= 0) return [];
  return [
    {
      zh: `.shp 末尾有 ${bytes} 字节不属于文件头所说的图形，未读取。`,
      en: `The last ${bytes} bytes of the .shp belong to no shape that its header speaks of and were not read.`,
    },
  ];
}

function lying(path: string, record: number, offset: number) {
  return damaged(
    path,
    `第 ${record} 个图形（第 ${offset} 字节处）长度或类型不符`,
    `shape ${record} (at byte ${offset}) has an impossible length or type`,
  );
}

function threeDimensional(path: string): AppError {
  const name = path.split(/[\\/]/u).at(-1) ?? path;
  return new AppError("input-geometry", {
    zh: `${name} 是三维 MultiPatch 图形，不能读取。请先导出为面图层。`,
    en: `${name} holds 3-D MultiPatch shapes, which cannot be read. Export it as polygons first.`,
  });
}
