import {
  appendFileSync,
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EngineRoom, openEngineRoom } from "../../support/engine-room.js";
import { registryTables, remainsOf } from "../../support/project-remains.js";
import {
  dbfBytes,
  pointsInMetres,
  prjTexts,
  type Shapes,
  shpBytes,
  writeShapefile,
} from "../../support/write-shapefile.js";
import { type ZipContent, zipBytes } from "../../support/write-zip.js";

let room: EngineRoom;
let project = "";
beforeAll(async () => {
  room = openEngineRoom();
  project = await room.create();
});
afterAll(() => room.close());

const columns = [{ name: "ID", type: "C", length: 4 }] as const;
const three = { columns, rows: [["a"], ["b"], ["c"]] };
let number = 0;
const fresh = (extension: string) => room.path(`坏 ${++number}.${extension}`);

function write(extension: string, content: string | Uint8Array): string {
  const path = fresh(extension);
  writeFileSync(path, content);
  return path;
}

function shapefile(parts: Partial<Parameters<typeof writeShapefile>[1]> = {}): string {
  const base = fresh("shp").slice(0, -4);
  return writeShapefile(base, { shapes: pointsInMetres(3), dbf: three, prj: prjTexts.metres114, ...parts });
}
const beside = (path: string, extension: string) => path.replace(/shp$/u, extension);

function zip(change: (entry: ZipContent) => ZipContent, shp: Uint8Array = shpBytes(pointsInMetres(3)).shp): string {
  const entries = [
    { name: "a.shp", data: shp },
    { name: "a.dbf", data: dbfBytes(three) },
  ];
  return write("zip", zipBytes(entries.map(change)));
}

/** Changes bytes of a file that has been written. */
function poked(path: string, at: number, bytes: readonly number[]): string {
  const file = openSync(path, "r+");
  writeSync(file, Uint8Array.from(bytes), 0, bytes.length, at);
  closeSync(file);
  return path;
}

/** A .dbf of 2.2 GB that the disk holds in a few blocks: `rows` rows of 240 texts, all blank but the last one's first. */
function sparseDbf(path: string, rows: number): void {
  const wide = Array.from({ length: 240 }, (_each, field) => ({ name: `F${field}`, type: "C" as const, length: 254 }));
  const head = dbfBytes({ columns: wide, rows: [] });
  head.writeUInt32LE(rows, 4);
  const recordLength = 1 + 240 * 254;
  const file = openSync(path, "w");
  writeSync(file, head);
  ftruncateSync(file, head.length - 1 + rows * recordLength);
  writeSync(file, Buffer.from(" last"), 0, 5, head.length - 1 + (rows - 1) * recordLength);
  closeSync(file);
}

const square = '{"type":"Polygon","coordinates":[[[113,27],[113,28],[114,28],[113,27]]]}';
const feature = (geometry: string) => `{"type":"Feature","properties":{"a":1},"geometry":${geometry}}`;
const collection = (...geometries: string[]) =>
  `{"type":"FeatureCollection","features":[${geometries.map(feature).join(",")}]}`;

describe("a file that cannot be used", { timeout: 60_000 }, () => {
  it.each<readonly [string, () => string, RegExp]>([
    ["no shapefile", () => write("shp", "<html>404</html>".repeat(20)), /不是 shapefile/u],
    [
      "a .shp shorter than its header says",
      () => {
        const path = shapefile();
        truncateSync(path, 150);
        return path;
      },
      /文件头写着 184 字节，实际只有 150 字节/u,
    ],
    ["record lengths that lie", () => poked(shapefile(), 104, [0, 0, 0x7f, 0xff]), /第 1 个图形（第 100 字节处）/u],
    [
      "a .dbf with another number of rows",
      () => shapefile({ dbf: { columns, rows: [["a"], ["b"]] } }),
      /\.shp 有 3 个图形，\.dbf 有 2 行/u,
    ],
    [
      "a .dbf of 2 GB for three shapes",
      () => {
        const path = shapefile();
        sparseDbf(beside(path, "dbf"), 36_000);
        return path;
      },
      /\.shp 有 3 个图形，\.dbf 有 36000 行/u,
    ],
    ["a zip bomb by its ratio", () => zip((entry) => entry, new Uint8Array(2 ** 24)), /超出压缩包限制/u],
    ["a zip bomb by its size", () => zip((entry) => ({ ...entry, size: 3e9 })), /解压后 3000000000 字节/u],
    [
      "a zip bomb of many files",
      () =>
        write(
          "zip",
          zipBytes(Array.from({ length: 300 }, (_each, at) => ({ name: `${at}.shp`, data: new Uint8Array(9) }))),
        ),
      /300 个文件/u,
    ],
    ["a zip in a zip", () => write("zip", zipBytes([{ name: "b.zip", data: zipBytes([]) }])), /没有 shapefile/u],
    ["an encrypted zip", () => zip((entry) => ({ ...entry, flags: 1 })), /有密码/u],
    [
      "a zip of which half is missing",
      () => {
        const path = zip((entry) => entry);
        truncateSync(path, 100);
        return path;
      },
      /不是完整的 zip/u,
    ],
    [
      "GeoJSON cut in the middle of a feature",
      () => write("geojson", collection(square, square).slice(0, -60)),
      /内容在末尾中断/u,
    ],
    [
      "GeoJSON cut between two features",
      () => write("geojson", collection(square, square).slice(0, -2)),
      /坏 \d+\.geojson/u,
    ],
    [
      "coordinates beyond all numbers",
      () => write("geojson", collection('{"type":"Point","coordinates":[1e999,27]}')),
      /没有一行可用/u,
    ],
    [
      "coordinates that are no numbers",
      () =>
        shapefile({
          shapes: { type: "point", shapes: [0, 1, 2].map(() => [Number.NaN, Number.POSITIVE_INFINITY] as const) },
        }),
      /坏 \d+/u,
    ],
    ["a file that is not there", () => room.path("没有 🏚️.shp"), /找不到文件 .*没有 🏚️\.shp/u],
  ])("is refused in one sentence that names it, and leaves nothing: %s", async (_title, make, message) => {
    const path = make();
    const error = await room.client
      .ask("source.import", { path, kind: "generic", reading: { crs: "EPSG:4547" } })
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: expect.stringMatching(/^input-/u),
      text: { zh: expect.stringMatching(message) },
    });
    const { text } = error as { text: { zh: string; en: string } };
    for (const sentence of [text.zh, text.en]) expect(sentence.trim().split("\n")).toHaveLength(1);
    expect(text.zh).toMatch(/。$/u);
    expect((await room.client.ask("project.read", {})).layers).toEqual([]);
    await room.client.ask("project.close", {});
    expect(await remainsOf(project)).toMatchObject({
      tables: expect.arrayContaining([...registryTables]),
      scratch: [],
    });
    expect(
      (await remainsOf(project)).tables.filter((table) => table.startsWith("layer_") && table !== "layer_entries"),
    ).toEqual([]);
    await room.client.ask("project.open", { path: project });
  });

  it.each<readonly [string, (path: string) => void]>([
    ["still being written", (path) => appendFileSync(beside(path, "dbf"), "more")],
    ["taken away", (path) => renameSync(beside(path, "dbf"), `${path}.gone`)],
  ])("is named when it is %s while it is read", async (_title, disturb) => {
    const path = shapefile({
      shapes: pointsInMetres(20_000),
      dbf: { columns, rows: Array.from({ length: 20_000 }, () => ["a"]) },
    });
    let told = 0;
    const onProgress = () => {
      told += 1;
      if (told === 1) disturb(path);
    };
    const import_ = room.client.ask("source.import", { path, kind: "generic" }, { onProgress });
    await expect(import_).rejects.toMatchObject({
      code: "input-damaged",
      text: { zh: expect.stringContaining("在读取过程中被改动或移走了") },
    });
    expect((await room.client.ask("project.read", {})).layers).toEqual([]);
  });
});

describe("a file that looks bad and is not", { timeout: 120_000 }, () => {
  const take = async (path: string) => {
    const { layer } = await room.client.ask("source.import", { path, kind: "generic", reading: { crs: "EPSG:4547" } });
    await room.client.ask("layer.remove", { layer: layer.id });
    return layer;
  };

  it("has 300 fields", async () => {
    const many = Array.from({ length: 300 }, (_each, field) => ({ name: `F${field}`, type: "N" as const, length: 3 }));
    const layer = await take(
      shapefile({
        dbf: { columns: many, rows: [1, 2, 3].map((row) => many.map((_one, field) => String((row * field) % 999))) },
      }),
    );
    expect(layer.columns.filter(({ origin }) => origin === "source")).toHaveLength(300);
  });

  it("has a .dbf of 2.2 GB, read to its last row", async () => {
    const rows = 36_000;
    const path = shapefile({ shapes: pointsInMetres(rows) });
    sparseDbf(beside(path, "dbf"), rows);
    const { layer } = await room.client.ask("source.import", { path, kind: "generic" });
    const page = await room.rows({
      layer: layer.id,
      offset: rows - 1,
      limit: 1,
      columns: ["src_F0", "src_F1"],
    });
    expect(JSON.stringify(page)).toContain("last");
    rmSync(beside(path, "dbf"));
    await room.client.ask("layer.remove", { layer: layer.id });
  });

  it("lies 250 characters and more down, under Chinese names, blanks and pictures", async () => {
    const folder = join(
      room.folder,
      ...Array.from({ length: 8 }, (_each, at) => `第${at}层 文件夹 🏘️ '引号' [1] ${"长".repeat(24)}`),
    );
    mkdirSync(folder, { recursive: true });
    const base = join(folder, `房屋 🏠 ${"名".repeat(60)}`);
    expect(base.length).toBeGreaterThan(250);
    expect((await take(writeShapefile(base, { shapes: pointsInMetres(3), dbf: three }))).count).toBe(3);
    expect((await take(dirname(base))).count).toBe(3);
    writeFileSync(`${base}.geojson`, collection('{"type":"Point","coordinates":[485000,3056000]}'));
    expect((await take(`${base}.geojson`)).count).toBe(1);
    writeFileSync(`${base}.csv`, "编号,X,Y\n1,485000,3056000\n");
    expect((await take(`${base}.csv`)).count).toBe(1);
  });

  it("keeps the rows that can be used where one has no finite coordinates", async () => {
    const shapes: Shapes = {
      type: "point",
      shapes: [
        [485_000, 3_056_000],
        [Number.NaN, 3_056_000],
        [485_010, Number.NEGATIVE_INFINITY],
      ],
    };
    expect(await take(shapefile({ shapes }))).toMatchObject({ count: 1, source: { skippedCount: 2 } });
  });
});
