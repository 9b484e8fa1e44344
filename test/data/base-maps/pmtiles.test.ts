import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PMTiles, type Source } from "pmtiles";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { openShelf } from "../../support/shelf.js";
import { solidPng } from "../../support/solid-png.js";
import { type WrittenTile, writePmtiles } from "../../support/write-pmtiles.js";

const folder = mkdtempSync(join(tmpdir(), "fangan-底图 文件-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let shelf: ReturnType<typeof openShelf> | null = null;
afterEach(() => shelf?.close());

function opened(path: string) {
  shelf = openShelf([{ type: "file", path }]);
  return {
    describe: () => shelf?.client.ask("base.describe", { id: 1 }),
    tile: (z: number, x: number, y: number) => shelf?.client.ask("base.tile", { id: 1, z, x, y }),
  };
}

/** Every tile of the zooms up to `deepest` whose place is even in some way, each with bytes of its own. */
function someTiles(deepest: number): WrittenTile[] {
  const tiles: WrittenTile[] = [];
  for (let z = 0; z <= deepest; z++) {
    for (let x = 0; x < 2 ** z; x++) {
      for (let y = 0; y < 2 ** z; y++) {
        if ((x + y) % 3 !== 1) tiles.push({ z, x, y, bytes: new TextEncoder().encode(`tile ${z}/${x}/${y}`) });
      }
    }
  }
  return tiles;
}

/** The makers' own reader. */
function theirs(path: string): PMTiles {
  const source: Source = {
    getKey: () => path,
    async getBytes(offset, length) {
      const file = await open(path);
      const data = new Uint8Array(length);
      const { bytesRead } = await file.read(data, 0, length, offset).finally(() => file.close());
      return { data: data.slice(0, bytesRead).buffer };
    },
  };
  return new PMTiles(source);
}

describe("a PMTiles file", () => {
  it.each([
    ["in one directory, not packed", { packing: "none" }],
    ["in leaf directories, packed by gzip", { packing: "gzip", leafSize: 7 }],
    ["in leaf directories, packed by brotli", { packing: "brotli", leafSize: 100 }],
  ] as const)("gives every tile byte for byte, and none where there is none: %s", async (_how, options) => {
    const path = join(folder, "矢量 一.pmtiles");
    const tiles = someTiles(4);
    writePmtiles(path, tiles, { kind: 1, ...options });
    const { tile } = opened(path);
    const expected = new Map(tiles.map(({ z, x, y, bytes }) => [`${z}/${x}/${y}`, Buffer.from(bytes).toString()]));
    for (let z = 0; z <= 5; z++) {
      for (let x = 0; x < 2 ** z; x++) {
        for (let y = 0; y < 2 ** z; y++) {
          const found = await tile(z, x, y);
          expect(found == null ? undefined : Buffer.from(found).toString()).toBe(expected.get(`${z}/${x}/${y}`));
        }
      }
    }
  });

  it("gives what the makers' own reader gives, deep tiles and runs included", async () => {
    const path = join(folder, "deep.pmtiles");
    const water = solidPng(4, [10, 20, 30]);
    const deep = [0, 1, 5, 7].flatMap((step) => ({ z: 17, x: 107_000 + step, y: 50_001 - step, bytes: water }));
    const shallow = [0, 1, 2, 3].map((at) => ({ z: 1, x: at % 2, y: at >> 1, bytes: water }));
    writePmtiles(path, [...shallow, ...deep], { packing: "gzip", leafSize: 2 });
    const { tile } = opened(path);
    const other = theirs(path);
    let found = 0;
    for (const [z, x, y] of [
      ...deep.map((place) => [place.z, place.x, place.y] as const),
      ...shallow.map((place) => [place.z, place.x, place.y] as const),
      ...[
        [17, 107_002, 50_001],
        [17, 0, 0],
        [16, 53_500, 25_000],
        [18, 1, 1],
      ].map(([a, b, c]) => [a, b, c] as const),
    ]) {
      const ours = await tile(z ?? 0, x ?? 0, y ?? 0);
      const answer = await other.getZxy(z ?? 0, x ?? 0, y ?? 0);
      expect(ours == null ? null : Buffer.from(ours)).toEqual(answer === undefined ? null : Buffer.from(answer.data));
      if (ours != null) found += 1;
    }
    expect(found).toBe(8);
  });

  it("tells its zooms, bounds, layers and whose it is, as plain text", async () => {
    const path = join(folder, "说明.pmtiles");
    writePmtiles(path, someTiles(2), {
      kind: 1,
      packing: "gzip",
      bounds: [115.5, 28.5, 116.5, 29],
      metadata: {
        attribution: '<a href="https://example.org">&copy; 某市测绘院</a>',
        vector_layers: [{ id: "water" }, { id: "roads" }, { id: "water" }],
      },
    });
    expect(await opened(path).describe()).toEqual({
      tiles: "vector",
      minimumZoom: 0,
      maximumZoom: 2,
      bounds: [115.5, 28.5, 116.5, 29],
      vectorLayers: ["water", "roads"],
      attribution: "© 某市测绘院",
    });
  });

  it("that is gone, of another format or version says so in a sentence that names it", async () => {
    const gone = join(folder, "不在.pmtiles");
    await expect(opened(gone).describe()).rejects.toMatchObject({
      code: "input-missing",
      text: { zh: expect.stringContaining(`找不到底图文件 ${gone}`) },
    });
    const other = join(folder, "其他.pmtiles");
    writeFileSync(other, "SQLite format 3\0 and so on");
    await expect(opened(other).describe()).rejects.toMatchObject({
      code: "input-format",
      text: { en: expect.stringContaining("no PMTiles file") },
    });
    writePmtiles(other, someTiles(1));
    const bytes = readFileSync(other);
    bytes[7] = 2;
    writeFileSync(other, bytes);
    await expect(opened(other).describe()).rejects.toMatchObject({
      code: "input-format",
      text: { zh: expect.stringContaining("不是 PMTiles 第 3 版") },
    });
    writePmtiles(other, someTiles(1), { kind: 1 });
    await expect(opened(other).describe()).rejects.toMatchObject({
      text: { en: expect.stringContaining("vector_layers") },
    });
    await expect(opened(join(folder, "..")).describe()).rejects.toMatchObject({
      code: expect.stringMatching(/^input-/u),
    });
  });

  it("that is cut short or holds nonsense is called damaged, wherever it was hurt", { timeout: 30_000 }, async () => {
    const path = join(folder, "hurt.pmtiles");
    writePmtiles(path, someTiles(3), { kind: 1, packing: "none", leafSize: 9 });
    const whole = readFileSync(path);
    const codes = new Set<string>();
    for (let at = 8; at < whole.length; at += 13) {
      const hurt = Buffer.from(whole);
      hurt.fill(0xff, at, at + 9);
      for (const bytes of [hurt, whole.subarray(0, at)]) {
        writeFileSync(path, bytes);
        const { tile } = opened(path);
        await tile(3, 5, 4)?.then(
          () => codes.add("answered"),
          ({ code }: { code: string }) => codes.add(code),
        );
        shelf?.close();
      }
    }
    expect(
      [...codes].filter((code) => !["answered", "input-damaged", "input-format", "input-too-large"].includes(code)),
    ).toEqual([]);
    expect(codes).toContain("input-damaged");
  });

  it("whose directory promises more entries than it has does not hang the reader", async () => {
    const path = join(folder, "endless.pmtiles");
    writePmtiles(path, someTiles(0), { kind: 1 });
    const bytes = readFileSync(path);
    // The root's first number, its count: 2^48.
    bytes.set([0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x40], 127);
    bytes.writeBigUInt64LE(20n, 16);
    writeFileSync(path, bytes);
    await expect(opened(path).describe()).rejects.toMatchObject({ code: "input-damaged" });
  });

  it("packed to burst open, or holding something else than images, gives a sentence for the tile", async () => {
    const path = join(folder, "bomb.pmtiles");
    writePmtiles(path, [{ z: 0, x: 0, y: 0, bytes: new Uint8Array(20_000_000) }], { kind: 1, packing: "gzip" });
    await expect(opened(path).tile(0, 0, 0)).rejects.toMatchObject({ code: "input-too-large" });
    shelf?.close();
    writePmtiles(path, someTiles(0), { kind: 2 });
    await expect(opened(path).tile(0, 0, 0)).rejects.toMatchObject({ code: "input-damaged" });
  });
});
