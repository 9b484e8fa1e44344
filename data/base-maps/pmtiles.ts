import { type FileHandle, open } from "node:fs/promises";
import type { BaseMapDescription } from "../../contract/base-maps.js";
import { AppError } from "../../contract/errors.js";
import type { Text } from "../../contract/text.js";
import { cannotOpen, damaged, noVectorLayers, tooLarge, wrongFormat } from "./faults.js";
import { imageType } from "./image-type.js";
import { plainAttribution, readJson, soundBounds, vectorLayerNames } from "./metadata.js";
import { type DirectoryEntry, findEntry, readDirectory, tileNumber } from "./pmtiles-directory.js";
import { largestTile, type TilePlace, type TileSource } from "./tile-source.js";
import { unpack } from "./unpack.js";

const headerSize = 127;
/** Bytes of a directory or of the metadata, as stored and unpacked. */
const largestPart = 32 * 1024 * 1024;
/** Leaf directories that are kept: what the map looks at lies in a few. */
const keptLeaves = 32;
/** A root, a leaf and one more; the specification advises against deeper ones. */
const deepestDirectory = 4;

type Method = "none" | "gzip" | "brotli";

interface Header {
  readonly root: Part;
  readonly metadata: Part;
  readonly leaves: Part;
  readonly tiles: Part;
  readonly inside: Method;
  readonly packing: Method;
  readonly isVector: boolean;
  readonly minimumZoom: number;
  readonly maximumZoom: number;
  readonly bounds: readonly number[];
}

interface Part {
  readonly offset: number;
  readonly length: number;
}

/**
 * A PMTiles file, version 3 (github.com/protomaps/PMTiles, spec/v3): a header, directories along the Hilbert curve, tiles.
 * Read by ourselves: the makers' reader takes a directory's own word for how many entries it has, and a hostile one never ends.
 */
export async function openPmtiles(path: string): Promise<TileSource> {
  const file = await open(path, "r").catch((error: unknown) => {
    throw cannotOpen(path, error);
  });
  try {
    const { size } = await file.stat();
    return await readSource(file, path, size);
  } catch (error) {
    await file.close();
    throw error instanceof AppError ? error : cannotOpen(path, error);
  }
}

async function readSource(file: FileHandle, path: string, size: number): Promise<TileSource> {
  const read = ({ offset, length }: Part, where: Text) => readPart(file, path, { offset, length, size }, where);
  const header = readHeader(await read({ offset: 0, length: Math.min(size, headerSize) }, inHeader), path);
  const unpackPart = async (part: Part, where: Text): Promise<Uint8Array> => {
    if (part.length > largestPart) throw damaged(path, where);
    const bytes = await read(part, where);
    try {
      return header.inside === "none" ? bytes : await unpack(bytes, header.inside, largestPart);
    } catch (error) {
      throw damaged(path, where, error);
    }
  };
  const directory = async (part: Part): Promise<DirectoryEntry[]> => {
    const bytes = await unpackPart(part, inDirectory);
    try {
      return readDirectory(bytes);
    } catch (error) {
      throw damaged(path, inDirectory, error);
    }
  };
  const root = await directory(header.root);
  const metadata = readJson(new TextDecoder().decode(await unpackPart(header.metadata, inMetadata)));
  const leaves = new Map<number, Promise<DirectoryEntry[]>>();
  const leaf = (part: Part): Promise<DirectoryEntry[]> => {
    const kept = leaves.get(part.offset) ?? directory(part);
    leaves.delete(part.offset);
    leaves.set(part.offset, kept);
    const [oldest] = leaves.keys();
    if (leaves.size > keptLeaves && oldest !== undefined) leaves.delete(oldest);
    return kept;
  };
  return {
    async describe() {
      const description = describe(header, metadata);
      if (header.isVector && description.vectorLayers.length === 0) throw wrongFormat(path, noVectorLayers);
      return description;
    },
    async tile({ z, x, y }, signal) {
      if (z < header.minimumZoom || z > header.maximumZoom) return null;
      let entries = root;
      for (let depth = 0; depth < deepestDirectory; depth++) {
        const entry = findEntry(entries, tileNumber(z, x, y));
        if (entry === null) return null;
        if (entry.run > 0) {
          if (entry.length > largestTile) throw tooLarge(path);
          const bytes = await read(
            { offset: header.tiles.offset + entry.offset, length: entry.length },
            inTile(z, x, y),
          );
          return await usable(bytes, header, path, { z, x, y });
        }
        entries = await leaf({ offset: header.leaves.offset + entry.offset, length: entry.length });
        signal.throwIfAborted();
      }
      throw damaged(path, inDirectory);
    },
    close: () => file.close(),
  };
}

/** A part of the file that must lie within it. */
async function readPart(
  file: FileHandle,
  path: string,
  part: Part & { size: number },
  where: Text,
): Promise<Uint8Array> {
  const { offset, length, size } = part;
  if (offset + length > size) throw damaged(path, where);
  const bytes = new Uint8Array(length);
  const { bytesRead } = await file.read(bytes, 0, length, offset).catch((error: unknown) => {
    throw cannotOpen(path, error);
  });
  if (bytesRead !== length) throw damaged(path, where);
  return bytes;
}

async function usable(bytes: Uint8Array, header: Header, path: string, place: TilePlace): Promise<Uint8Array> {
  const where = inTile(place.z, place.x, place.y);
  try {
    const unpacked = header.packing === "none" ? bytes : await unpack(bytes, header.packing, largestTile);
    if (!header.isVector && imageType(unpacked) === null) throw damaged(path, where);
    return unpacked;
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw error instanceof RangeError ? tooLarge(path) : damaged(path, where, error);
  }
}

function readHeader(bytes: Uint8Array, path: string): Header {
  const signature = new TextDecoder("latin1").decode(bytes.subarray(0, 7));
  if (signature !== "PMTiles" && !signature.startsWith("PM")) throw wrongFormat(path, noPmtiles);
  if (signature !== "PMTiles" || bytes[7] !== 3) throw wrongFormat(path, otherVersion);
  if (bytes.length < headerSize) throw damaged(path, inHeader);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const long = (at: number): number => {
    const value = view.getBigUint64(at, true);
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw damaged(path, inHeader);
    return Number(value);
  };
  const part = (at: number): Part => ({ offset: long(at), length: long(at + 8) });
  const method = (at: number): Method => {
    const found = ([null, "none", "gzip", "brotli"] as const)[view.getUint8(at)];
    if (found == null) throw wrongFormat(path, unknownPacking);
    return found;
  };
  const kind = view.getUint8(99);
  if (kind < 1 || kind > 4) throw wrongFormat(path, unknownTiles);
  const isVector = kind === 1;
  const degrees = (at: number) => view.getInt32(at, true) / 1e7;
  const [minimumZoom, maximumZoom] = [view.getUint8(100), view.getUint8(101)];
  if (minimumZoom > maximumZoom || maximumZoom > 26) throw damaged(path, inHeader);
  return {
    ...{ root: part(8), metadata: part(24), leaves: part(40), tiles: part(56) },
    ...{ inside: method(97), packing: method(98), isVector, minimumZoom, maximumZoom },
    bounds: [degrees(102), degrees(106), degrees(110), degrees(114)],
  };
}

function describe(header: Header, metadata: unknown): BaseMapDescription {
  const attribution =
    typeof metadata === "object" && metadata !== null && "attribution" in metadata ? metadata.attribution : null;
  return {
    tiles: header.isVector ? "vector" : "image",
    minimumZoom: header.minimumZoom,
    maximumZoom: Math.min(header.maximumZoom, 24),
    bounds: soundBounds(header.bounds),
    vectorLayers: header.isVector ? vectorLayerNames(metadata) : [],
    attribution: plainAttribution(attribution),
  };
}

const inHeader: Text = { zh: "文件头不完整", en: "its header" };
const inDirectory: Text = { zh: "图块目录", en: "its directory of tiles" };
const inMetadata: Text = { zh: "说明部分", en: "its metadata" };

function inTile(z: number, x: number, y: number): Text {
  return { zh: `图块 ${z}/${x}/${y}`, en: `tile ${z}/${x}/${y}` };
}

const noPmtiles: Text = {
  zh: "它不是 PMTiles 文件。请选择 PMTiles 第 3 版或 MBTiles 文件。",
  en: "it is no PMTiles file. Choose a PMTiles 3 or MBTiles file.",
};
const otherVersion: Text = {
  zh: "它不是 PMTiles 第 3 版。请用 pmtiles convert 转换后再添加。",
  en: "it is not of PMTiles version 3. Convert it with pmtiles convert and add it then.",
};
const unknownPacking: Text = {
  zh: "其压缩方式不受支持。请改用 gzip、brotli 或不压缩重新生成。",
  en: "its compression is not supported. Make it again with gzip, brotli or none.",
};
const unknownTiles: Text = {
  zh: "其图块类型不受支持。请改用 PNG、JPEG、WebP 图片或矢量图块（MVT）重新生成。",
  en: "its kind of tiles is not supported. Make it again with PNG, JPEG or WebP images or vector tiles (MVT).",
};
