import { rmSync } from "node:fs";
import sqlite from "node-sqlite3-wasm";
import type { WrittenTile } from "./write-pmtiles.js";

/** Runs statements on a database, made where it is not there, and closes it. */
export function writeSqlite(path: string, work: (database: sqlite.Database) => void): void {
  const database = new sqlite.Database(path);
  try {
    work(database);
  } finally {
    database.close();
  }
}

/** Writes an MBTiles 1.3 file: rows from the south. `bytes` are stored as they are. */
export function writeMbtiles(
  path: string,
  tiles: readonly WrittenTile[],
  metadata: Readonly<Record<string, string>> = { name: "map", format: "png" },
): void {
  rmSync(path, { force: true });
  writeSqlite(path, (database) => {
    database.exec(`
      CREATE TABLE metadata (name TEXT, value TEXT);
      CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB);
      CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row);
    `);
    for (const entry of Object.entries(metadata)) database.run("INSERT INTO metadata VALUES (?, ?)", entry);
    for (const { z, x, y, bytes } of tiles) {
      database.run("INSERT INTO tiles VALUES (?, ?, ?, ?)", [z, x, 2 ** z - 1 - y, bytes]);
    }
  });
}
