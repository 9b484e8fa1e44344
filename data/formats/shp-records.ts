import { open } from "node:fs/promises";
import { damaged } from "./faults.js";
import type { OpenRequest } from "./format.js";

export interface ShpRecords {
  readonly records: number;
  /** An .shx made from what is really in the file. */
  readonly index: Uint8Array;
}

/** Bytes looked at in one piece. */
const windowBytes = 4 * 1024 * 1024;
/** Shape types by number (ESRI Shapefile Technical Description, 1998), with and without Z and M. */
const points = new Set([1, 11, 21]);
const parts = new Set([3, 5, 13, 15, 23, 25, 31]);
const multipoints = new Set([8, 18, 28]);

/** The shape type and whether the file is as long as it says. Throws `input-damaged`. */
export async function readShpHeader(path: string): Promise<{ type: number; size: number }> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const header = new DataView(new ArrayBuffer(100));
    const { bytesRead } = await file.read(header, 0, 100, 0);
    if (bytesRead < 100 || header.getInt32(0) !== 9994) throw damaged(path, "不是 shapefile", "it is not a shapefile");
    const stated = header.getInt32(24) * 2;
    if (stated > size) {
      throw damaged(
        path,
        `文件头写着 ${stated} 字节，实际只有 ${size} 字节，后部缺失`,
        `its header promises ${stated} bytes, the file has ${size}: its end is missing`,
      );
    }
    return { type: header.getInt32(32, true), size: stated < 100 ? size : stated };
  } finally {
    await file.close();
  }
}

/**
 * Walks all record headers, so that a file that lies about its lengths is named before a geometry library sees it, and
 * makes the index anew. Throws `input-damaged` naming record and offset.
 */
export async function walkRecords(
  path: string,
  request: Pick<OpenRequest, "signal" | "progress">,
): Promise<ShpRecords> {
  const { type, size } = await readShpHeader(path);
  const file = await open(path, "r");
  try {
    const buffer = new Uint8Array(windowBytes);
    const view = new DataView(buffer.buffer);
    let start = 0;
    let held = 0;
    const offsets: number[] = [];
    const lengths: number[] = [];
    for (let at = 100; at + 8 <= size; ) {
      if (at < start || at + 60 > start + held) {
        request.signal.throwIfAborted();
        start = at;
        held = (await file.read(buffer, 0, windowBytes, at)).bytesRead;
        request.progress({ phase: { zh: "检查几何文件", en: "Checking the shapes" }, done: at, total: size });
      }
      const length = view.getInt32(at - start + 4) * 2;
      const number = offsets.length + 1;
      if (length < 4 || at + 8 + length > size) throw lying(path, number, at);
      const here = at - start + 8;
      const kind = view.getInt32(here, true);
      if (kind !== 0 && kind !== type) throw lying(path, number, at);
      if (neededBytes(view, here, kind, held) > length) throw lying(path, number, at);
      offsets.push(at / 2);
      lengths.push(length / 2);
      at += 8 + length;
    }
    return { records: offsets.length, index: await makeIndex(path, offsets, lengths) };
  } finally {
    await file.close();
  }
}

/** Bytes that a record's own counts ask for. */
function neededBytes(view: DataView, here: number, kind: number, held: number): number {
  if (kind === 0) return 4;
  if (points.has(kind)) return 20;
  if (here + 44 > held) return 0;
  if (multipoints.has(kind)) return checked(view.getInt32(here + 36, true)) * 16 + 40;
  if (!parts.has(kind)) return Number.POSITIVE_INFINITY;
  const partCount = checked(view.getInt32(here + 36, true));
  const pointCount = checked(view.getInt32(here + 40, true));
  return 44 + partCount * (kind === 31 ? 8 : 4) + pointCount * 16;
}

function checked(count: number): number {
  return count < 0 ? Number.POSITIVE_INFINITY : count;
}

async function makeIndex(path: string, offsets: readonly number[], lengths: readonly number[]): Promise<Uint8Array> {
  const index = new Uint8Array(100 + 8 * offsets.length);
  const file = await open(path, "r");
  try {
    await file.read(index, 0, 100, 0);
  } finally {
    await file.close();
  }
  const view = new DataView(index.buffer);
  view.setInt32(24, index.length / 2);
  for (let record = 0; record < offsets.length; record++) {
    view.setInt32(100 + 8 * record, offsets[record] ?? 0);
    view.setInt32(104 + 8 * record, lengths[record] ?? 0);
  }
  return index;
}

function lying(path: string, record: number, offset: number) {
  return damaged(
    path,
    `第 ${record} 个图形（第 ${offset} 字节处）长度不符`,
    `shape ${record} (at byte ${offset}) has an impossible length`,
  );
}
