import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { openMbtiles } from "../../../data/base-maps/mbtiles.js";
import { openShelf } from "../../support/shelf.js";
import { solidPng } from "../../support/solid-png.js";
import { writeMbtiles, writeSqlite } from "../../support/write-mbtiles.js";

const folder = mkdtempSync(join(tmpdir(), "fangan-底图 库-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let shelf: ReturnType<typeof openShelf> | null = null;
afterEach(() => shelf?.close());

function opened(path: string) {
  shelf?.close();
  shelf = openShelf([{ type: "file", path }]);
  const { client } = shelf;
  return {
    describe: () => client.ask("base.describe", { id: 1 }),
    tile: (z: number, x: number, y: number) => client.ask("base.tile", { id: 1, z, x, y }),
  };
}

const red = solidPng(2, [200, 0, 0]);
const jpeg = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
const webp = Uint8Array.from([...Buffer.from("RIFF"), 9, 0, 0, 0, ...Buffer.from("WEBPVP8 "), 1]);

describe("an MBTiles file", () => {
  it("gives every image byte for byte, its rows counted from the south turned over, and none where there is none", async () => {
    const path = join(folder, "影像 一.mbtiles");
    writeMbtiles(path, [
      { z: 2, x: 3, y: 0, bytes: red },
      { z: 2, x: 1, y: 2, bytes: jpeg },
      { z: 3, x: 0, y: 7, bytes: webp },
    ]);
    const { tile, describe: tell } = opened(path);
    expect(await tile(2, 3, 0)).toEqual(red);
    expect(await tile(2, 1, 2)).toEqual(jpeg);
    expect(await tile(3, 0, 7)).toEqual(webp);
    for (const [z, x, y] of [
      [2, 3, 3],
      [2, 1, 1],
      [3, 0, 0],
      [4, 0, 0],
      [1, 9, 9],
    ] as const) {
      expect(await tile(z, x, y)).toBeNull();
    }
    expect(await tell()).toMatchObject({ tiles: "image", minimumZoom: 2, maximumZoom: 3, bounds: null });
  });

  it("gives vector tiles unpacked, whether they were packed or not", async () => {
    const path = join(folder, "vector.mbtiles");
    const [plain, other] = ["first tile", "second tile"].map((text) => new TextEncoder().encode(text));
    writeMbtiles(
      path,
      [
        { z: 1, x: 0, y: 0, bytes: gzipSync(plain ?? "") },
        { z: 1, x: 1, y: 1, bytes: other ?? red },
      ],
      {
        ...{
          format: "pbf",
          minzoom: "0",
          maxzoom: "1",
          bounds: "115.5,28.5,116.5,29",
          attribution: "某市 &amp; 测绘院",
        },
        json: JSON.stringify({ vector_layers: [{ id: "water", fields: {} }, { id: "道路" }] }),
      },
    );
    const { tile, describe: tell } = opened(path);
    expect(await tile(1, 0, 0)).toEqual(plain);
    expect(await tile(1, 1, 1)).toEqual(other);
    expect(await tell()).toEqual({
      ...{ tiles: "vector", minimumZoom: 0, maximumZoom: 1, bounds: [115.5, 28.5, 116.5, 29] },
      ...{ vectorLayers: ["water", "道路"], attribution: "某市 & 测绘院" },
    });
  });

  it("may keep its tiles behind a view, as files without repetitions do", async () => {
    const path = join(folder, "view.mbtiles");
    rmSync(path, { force: true });
    writeSqlite(path, (database) => {
      database.exec(`
        CREATE TABLE metadata (name TEXT, value TEXT);
        CREATE TABLE map (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_id TEXT);
        CREATE TABLE images (tile_id TEXT PRIMARY KEY, tile_data BLOB);
        CREATE VIEW tiles AS SELECT zoom_level, tile_column, tile_row, tile_data FROM map JOIN images USING (tile_id);
        INSERT INTO map VALUES (1, 0, 0, 'sea'), (1, 1, 0, 'sea');
      `);
      database.run("INSERT INTO images VALUES ('sea', ?)", [red]);
    });
    const { tile } = opened(path);
    expect([await tile(1, 0, 1), await tile(1, 1, 1), await tile(1, 0, 0)]).toEqual([red, red, null]);
  });

  it("is left as it was, and nothing appears beside it while it is read", async () => {
    const quiet = join(folder, "只读");
    mkdirSync(quiet);
    const path = join(quiet, "map.mbtiles");
    writeMbtiles(path, [{ z: 0, x: 0, y: 0, bytes: red }]);
    const before = readFileSync(path);
    chmodSync(quiet, 0o555);
    expect(await opened(path).tile(0, 0, 0)).toEqual(red);
    expect(readdirSync(quiet)).toEqual(["map.mbtiles"]);
    expect(readFileSync(path).equals(before)).toBe(true);
    chmodSync(quiet, 0o755);
    // As a program leaves it that uses a write-ahead log: only to be read by making files beside it.
    before.set([2, 2], 18);
    writeFileSync(path, before);
    await expect(opened(path).tile(0, 0, 0)).rejects.toMatchObject({ text: { zh: expect.stringContaining("WAL") } });
    expect(readdirSync(quiet)).toEqual(["map.mbtiles"]);
  });

  it("that is none, lacks a table, has no tiles or is cut short says so in a sentence that names it", async () => {
    const path = join(folder, "坏.mbtiles");
    const fault = async () =>
      await opened(path)
        .describe()
        .then(
          () => "answered",
          (error: Error) => error,
        );
    expect(await fault()).toMatchObject({ code: "input-missing", text: { zh: expect.stringContaining(path) } });
    writeFileSync(path, "not a database at all");
    expect(await fault()).toMatchObject({
      code: "input-format",
      text: { zh: expect.stringContaining("不是 MBTiles") },
    });
    writeFileSync(path, `SQLite format 3\0${"x".repeat(5000)}`);
    expect(await fault()).toMatchObject({ code: "input-damaged", text: { zh: expect.stringContaining("已损坏") } });
    rmSync(path);
    writeSqlite(path, (database) => database.exec("CREATE TABLE metadata (name TEXT, value TEXT)"));
    expect(await fault()).toMatchObject({
      code: "input-format",
      text: { en: expect.stringContaining("no table tiles") },
    });
    writeMbtiles(path, [{ z: 0, x: 0, y: 0, bytes: red }], { format: "pbf" });
    expect(await fault()).toMatchObject({ text: { zh: expect.stringContaining("vector_layers") } });
    writeMbtiles(path, []);
    expect(await fault()).toMatchObject({ code: "input-format", text: { zh: expect.stringContaining("没有图块") } });
    writeMbtiles(
      path,
      Array.from({ length: 64 }, (_, at) => ({ z: 6, x: at, y: at, bytes: solidPng(64, [at, 0, 0]) })),
    );
    truncateSync(path, 9000);
    const { tile } = opened(path);
    const answers = await Promise.all(
      [0, 20, 60].map((at) =>
        tile(6, at, at).then(
          () => "tile",
          ({ code }) => code,
        ),
      ),
    );
    expect(answers).toContain("input-damaged");
  });

  it("whose tiles are too large, of another kind or no bytes gives a sentence for them, and the others all the same", async () => {
    const path = join(folder, "odd.mbtiles");
    writeMbtiles(path, [
      { z: 1, x: 0, y: 0, bytes: new Uint8Array(9_000_000) },
      { z: 1, x: 1, y: 0, bytes: new TextEncoder().encode("<html>") },
      { z: 1, x: 0, y: 1, bytes: new Uint8Array(0) },
      { z: 1, x: 1, y: 1, bytes: red },
    ]);
    writeSqlite(path, (database) => database.exec("INSERT INTO tiles VALUES (2, 0, 0, 'text')"));
    const { tile } = opened(path);
    await expect(tile(1, 0, 0)).rejects.toMatchObject({ code: "input-too-large" });
    await expect(tile(1, 1, 0)).rejects.toMatchObject({
      code: "input-damaged",
      text: { zh: expect.stringContaining("1/1/0") },
    });
    await expect(tile(2, 0, 3)).rejects.toMatchObject({ code: "input-damaged" });
    expect(await tile(1, 0, 1)).toBeNull();
    expect(await tile(1, 1, 1)).toEqual(red);
  });

  it("with a view that swells is answered with a sentence", async () => {
    const path = join(folder, "huge.mbtiles");
    rmSync(path, { force: true });
    writeSqlite(path, (database) =>
      database.exec(`
        CREATE TABLE metadata (name TEXT, value TEXT);
        INSERT INTO metadata VALUES ('minzoom', '0'), ('maxzoom', '1');
        CREATE VIEW tiles AS SELECT 0 AS zoom_level, 0 AS tile_column, 0 AS tile_row, zeroblob(200000000) AS tile_data;
      `),
    );
    await expect(opened(path).tile(0, 0, 0)).rejects.toMatchObject({ code: expect.stringMatching(/^input-/u) });
  });

  it("with a view that never ends is given up after a while, once and for all, and its thread is ended", async () => {
    const path = join(folder, "endless.mbtiles");
    rmSync(path, { force: true });
    writeSqlite(path, (database) =>
      database.exec(`
        CREATE TABLE metadata (name TEXT, value TEXT);
        INSERT INTO metadata VALUES ('minzoom', '0'), ('maxzoom', '1');
        CREATE VIEW tiles AS
          WITH RECURSIVE endless (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM endless)
          SELECT 0 AS zoom_level, 0 AS tile_column, -n AS tile_row, x'00' AS tile_data FROM endless;
      `),
    );
    const source = await openMbtiles(path, 400);
    const { signal } = new AbortController();
    const before = Date.now();
    await expect(source.tile({ z: 0, x: 0, y: 0 }, signal)).rejects.toMatchObject({
      text: { zh: expect.stringContaining("长时间读不出图块") },
    });
    const first = Date.now() - before;
    await expect(source.tile({ z: 0, x: 0, y: 0 }, signal)).rejects.toMatchObject({ code: "input-damaged" });
    expect(Date.now() - before - first).toBeLessThan(300);
    await source.close();
  });
});
