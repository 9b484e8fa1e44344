import fs from "node:fs";
import { createRequire } from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import type { BaseMapDescription } from "../../contract/base-maps.js";
import { AppError } from "../../contract/errors.js";
import type { Text } from "../../contract/text.js";
import { serve } from "../../contract/wire.js";
import { nodePort } from "../ports.js";
import { damaged, noVectorLayers, tooLarge, wrongFormat } from "./faults.js";
import { imageType } from "./image-type.js";
import { mbtilesCalls } from "./mbtiles-calls.js";
import { plainAttribution, readJson, soundBounds, vectorLayerNames } from "./metadata.js";
import { largestTile, type TilePlace } from "./tile-source.js";
import { isGzip, unpack } from "./unpack.js";

// A CommonJS module whose names Node does not find by itself.
const sqlite = createRequire(import.meta.url)("node-sqlite3-wasm") as typeof import("node-sqlite3-wasm");

/** The thread that reads one MBTiles file (github.com/mapbox/mbtiles-spec, 1.3). */
const { path } = workerData as { readonly path: string };

// SQLite compiled for WebAssembly locks a file by making a folder beside it, also to read. Nothing may appear beside a user's
// file, and it may lie on a medium that cannot be written: in this thread, and in no other, no folder is made or removed.
fs.mkdirSync = () => undefined;
fs.rmdirSync = () => undefined;

type Database = InstanceType<typeof sqlite.Database>;
let database: Database | null = null;

/** The database, opened once. Both tables must be there; as views they are as good. */
function opened(): Database {
  if (database !== null) return database;
  return asking(() => {
    const file = new sqlite.Database(path, { readOnly: true });
    file.exec("PRAGMA query_only = ON; PRAGMA trusted_schema = OFF");
    const names = file.all("SELECT lower(name) AS name FROM sqlite_schema WHERE type IN ('table', 'view')");
    for (const wanted of ["tiles", "metadata"]) {
      if (!names.some(({ name }) => name === wanted)) throw wrongFormat(path, missing(wanted));
    }
    database = file;
    return file;
  });
}

/** Runs a query; what SQLite says against the file is told of the file. */
function asking<Answer>(query: () => Answer): Answer {
  try {
    return query();
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw damaged(path, { zh: "数据库内容", en: "its database" }, error);
  }
}

let description: BaseMapDescription | null = null;

function describe(): BaseMapDescription {
  description ??= readMetadata(opened());
  return description;
}

function readMetadata(file: Database): BaseMapDescription {
  const rows = asking(() =>
    file.all(
      `SELECT lower(name) AS name, substr(value, 1, 1000000) AS value FROM metadata
       WHERE lower(name) IN ('format', 'minzoom', 'maxzoom', 'bounds', 'json', 'attribution') LIMIT 20`,
    ),
  );
  const metadata = new Map(rows.map(({ name, value }) => [String(name), String(value ?? "")]));
  const isVector = /^(?:pbf|mvt|application\/(?:x-protobuf|vnd\.mapbox-vector-tile))$/iu.test(
    metadata.get("format") ?? "",
  );
  const vectorLayers = isVector ? vectorLayerNames(readJson(metadata.get("json") ?? "")) : [];
  if (isVector && vectorLayers.length === 0) throw wrongFormat(path, noVectorLayers);
  const { least, most } = zooms(metadata) ?? zoomsOfTiles(file);
  return {
    tiles: isVector ? "vector" : "image",
    minimumZoom: least,
    maximumZoom: most,
    bounds: soundBounds((metadata.get("bounds") ?? "").split(",").map(Number)),
    vectorLayers,
    attribution: plainAttribution(metadata.get("attribution")),
  };
}

function zooms(metadata: ReadonlyMap<string, string>): { least: number; most: number } | null {
  const [least, most] = ["minzoom", "maxzoom"].map((name) => Number(metadata.get(name) || Number.NaN));
  return least !== undefined && most !== undefined && isZooms(least, most) ? { least, most } : null;
}

/** Older files do not say. */
function zoomsOfTiles(file: Database): { least: number; most: number } {
  const row = asking(() => file.get("SELECT min(zoom_level) AS least, max(zoom_level) AS most FROM tiles"));
  const [least, most] = [Number(row?.least ?? Number.NaN), Number(row?.most ?? Number.NaN)];
  if (isZooms(least, most)) return { least, most };
  throw wrongFormat(path, { zh: "其中没有图块。请重新生成这个文件。", en: "it holds no tiles. Make it again." });
}

function isZooms(least: number, most: number): boolean {
  return Number.isInteger(least) && Number.isInteger(most) && least >= 0 && least <= most && most <= 24;
}

/** Rows are counted from the south in the file. */
async function tile({ z, x, y }: TilePlace): Promise<Uint8Array | null> {
  const { tiles } = describe();
  const row = asking(() =>
    opened().get(
      `SELECT length(tile_data) AS size, CASE WHEN length(tile_data) <= ${largestTile} THEN tile_data END AS bytes
       FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?`,
      [z, x, 2 ** z - 1 - y],
    ),
  );
  if (row === null || row.size === null) return null;
  if (Number(row.size) > largestTile) throw tooLarge(path);
  if (!(row.bytes instanceof Uint8Array)) throw damaged(path, place(z, x, y));
  if (row.bytes.length === 0) return null;
  if (tiles === "vector") return await unpacked(row.bytes, place(z, x, y));
  if (imageType(row.bytes) === null) throw damaged(path, place(z, x, y));
  return row.bytes;
}

/** Vector tiles are packed by gzip, as the specification says, or not at all. */
async function unpacked(bytes: Uint8Array, where: Text): Promise<Uint8Array> {
  if (!isGzip(bytes)) return bytes;
  try {
    return await unpack(bytes, "gzip", largestTile);
  } catch (error) {
    throw error instanceof RangeError ? tooLarge(path) : damaged(path, where, error);
  }
}

function place(z: number, x: number, y: number): Text {
  return { zh: `图块 ${z}/${x}/${y}`, en: `tile ${z}/${x}/${y}` };
}

function missing(table: string): Text {
  return {
    zh: `其中没有 ${table} 表，不是 MBTiles 文件。请选择 MBTiles 或 PMTiles 文件。`,
    en: `it has no table ${table}, so it is no MBTiles file. Choose an MBTiles or PMTiles file.`,
  };
}

if (parentPort !== null) serve(nodePort(parentPort), mbtilesCalls, { describe: async () => describe(), tile });
