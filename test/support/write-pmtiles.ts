import { writeFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";

export interface WrittenTile {
  readonly z: number;
  readonly x: number;
  readonly y: number;
  readonly bytes: Uint8Array;
}

export interface PmtilesOptions {
  /** Code of the kind of tiles: 1 vector, 2 PNG, 3 JPEG, 4 WebP. */
  readonly kind?: number;
  readonly packing?: "none" | "gzip" | "brotli";
  readonly metadata?: object;
  /** Entries of a leaf directory; absent: the root holds all. */
  readonly leafSize?: number;
  readonly bounds?: readonly [number, number, number, number];
}

interface Entry {
  readonly number: number;
  readonly offset: number;
  readonly length: number;
  run: number;
}

const pack = { none: (bytes: Uint8Array) => bytes, gzip: gzipSync, brotli: brotliCompressSync };
const codes = { none: 1, gzip: 2, brotli: 3 };

/** Writes a PMTiles 3 file as its specification says, apart from the program's reader. Equal neighbours become a run. */
export function writePmtiles(path: string, tiles: readonly WrittenTile[], options: PmtilesOptions = {}): void {
  const { kind = 2, packing = "none", metadata = {}, leafSize, bounds = [-180, -85, 180, 85] } = options;
  const method = pack[packing];
  const sorted = tiles.map((tile) => ({ ...tile, number: numberOf(tile) })).sort((a, b) => a.number - b.number);
  const blobs: Uint8Array[] = [];
  const entries: Entry[] = [];
  let size = 0;
  for (const { number, bytes } of sorted) {
    const last = entries.at(-1);
    const packed = method(bytes);
    if (last !== undefined && last.number + last.run === number && Buffer.from(packed).equals(blobs.at(-1) ?? packed)) {
      if (blobs.length > 0) {
        last.run += 1;
        continue;
      }
    }
    entries.push({ number, offset: size, length: packed.length, run: 1 });
    blobs.push(packed);
    size += packed.length;
  }
  const leaves: Uint8Array[] = [];
  let root = entries;
  if (leafSize !== undefined) {
    root = [];
    let at = 0;
    for (let from = 0; from < entries.length; from += leafSize) {
      const leaf = method(directory(entries.slice(from, from + leafSize)));
      root.push({ number: entries[from]?.number ?? 0, offset: at, length: leaf.length, run: 0 });
      leaves.push(leaf);
      at += leaf.length;
    }
  }
  const sections = [
    method(directory(root)),
    method(new TextEncoder().encode(JSON.stringify(metadata))),
    Buffer.concat(leaves),
    Buffer.concat(blobs),
  ];
  const header = Buffer.alloc(127);
  header.write("PMTiles", 0, "latin1");
  header.writeUInt8(3, 7);
  let offset = header.length;
  for (const [index, section] of sections.entries()) {
    header.writeBigUInt64LE(BigInt(offset), 8 + 16 * index);
    header.writeBigUInt64LE(BigInt(section.length), 16 + 16 * index);
    offset += section.length;
  }
  for (const [at, count] of [sorted.length, entries.length, blobs.length].entries()) {
    header.writeBigUInt64LE(BigInt(count), 72 + 8 * at);
  }
  const zooms = tiles.map(({ z }) => z);
  header.set([1, codes[packing], codes[packing], kind, Math.min(...zooms), Math.max(...zooms)], 96);
  for (const [index, degrees] of bounds.entries()) header.writeInt32LE(Math.round(degrees * 1e7), 102 + 4 * index);
  writeFileSync(path, Buffer.concat([header, ...sections]));
}

function directory(entries: readonly Entry[]): Uint8Array {
  const bytes: number[] = [];
  const varint = (value: number) => {
    let rest = BigInt(value);
    for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
    bytes.push(Number(rest));
  };
  varint(entries.length);
  for (const [index, { number }] of entries.entries()) varint(number - (entries[index - 1]?.number ?? 0));
  for (const { run } of entries) varint(run);
  for (const { length } of entries) varint(length);
  for (const [index, { offset }] of entries.entries()) {
    const before = entries[index - 1];
    varint(before !== undefined && before.offset + before.length === offset ? 0 : offset + 1);
  }
  return Uint8Array.from(bytes);
}

/** Along the Hilbert curve, by the specification's recursion over quadrants: bit by bit with 64-bit whole numbers. */
function numberOf({ z, x, y }: WrittenTile): number {
  let number = 0n;
  for (let zoom = 0n; zoom < BigInt(z); zoom++) number += 1n << (2n * zoom);
  let [column, row] = [BigInt(x), BigInt(y)];
  for (let bit = BigInt(z) - 1n; bit >= 0n; bit--) {
    const right = (column >> bit) & 1n;
    const lower = (row >> bit) & 1n;
    number += (1n << (2n * bit)) * ((3n * right) ^ lower);
    const within = (1n << bit) - 1n;
    [column, row] = [column & within, row & within];
    if (lower === 0n) {
      if (right === 1n) [column, row] = [within - column, within - row];
      [column, row] = [row, column];
    }
  }
  return Number(number);
}
