import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import shpjs from "shpjs";
import { afterAll, describe, expect, it } from "vitest";
import { corpus, hasCorpus } from "../../support/corpus.js";
import { ImportWorker } from "../../support/import-worker.js";
import { dbfBytes, pointsInMetres, prjTexts, shpBytes, writeShapefile } from "../../support/write-shapefile.js";

const root = mkdtempSync(join(tmpdir(), "图 形-"));
const worker = new ImportWorker();
afterAll(() => {
  worker.stop();
  rmSync(root, { recursive: true, force: true });
});

const dbf = { columns: [{ name: "ID", type: "C", length: 4 }], rows: [["a"], ["b"], ["c"]] } as const;
let number = 0;
function write(parts: Partial<Parameters<typeof writeShapefile>[1]> = {}): string {
  number += 1;
  const base = join(root, `s${number}`);
  return writeShapefile(base, { shapes: pointsInMetres(3), dbf, prj: prjTexts.metres114, ...parts });
}
const beside = (path: string, extension: string) => path.replace(/shp$/u, extension);
const ids = (table: readonly Record<string, unknown>[]) => table.map((row) => row.src_ID);

describe("a shapefile with parts missing", () => {
  it("is read without its .shx, and with one that is wrong", async () => {
    const path = write();
    rmSync(beside(path, "shx"));
    expect(ids((await worker.read(path)).table)).toEqual(["a", "b", "c"]);
    writeFileSync(beside(path, "shx"), Buffer.alloc(116, 7));
    expect(ids((await worker.read(path)).table)).toEqual(["a", "b", "c"]);
  });

  it("is read without its .dbf: shapes only, and says so", async () => {
    const path = write();
    rmSync(beside(path, "dbf"));
    const { table, columns, report } = await worker.read(path);
    expect(table).toHaveLength(3);
    expect(columns).toEqual([]);
    expect(report.notes.map((note) => note.zh)).toEqual(["没有 .dbf：只有图形，没有属性。"]);
  });

  it("without a .dbf says what only the .shx knows: how many shapes there were", async () => {
    const path = write({ shapes: pointsInMetres(5) });
    rmSync(beside(path, "dbf"));
    writeFileSync(path, shpBytes(pointsInMetres(3)).shp);
    const { report } = await worker.read(path);
    expect(report.notes.map((note) => note.en).join()).toContain("The .shx lists 5 shapes, the .shp holds 3");
  });

  it("without a .prj asks for the CRS of six-digit metres and guesses that of degrees", async () => {
    const metres = write();
    rmSync(beside(metres, "prj"));
    await expect(worker.read(metres)).rejects.toMatchObject({
      code: "input-crs",
      message: expect.stringContaining(".prj"),
    });
    expect((await worker.read(metres, "generic", { fallbackCrs: "EPSG:4547" })).report.crs).toBe("EPSG:4547");
    const degrees = write({ shapes: { type: "point", shapes: [[113.85, 27.62], [113.86, 27.62], null] } });
    rmSync(beside(degrees, "prj"));
    const { report } = await worker.read(degrees);
    expect(report.crs).toBe("EPSG:4490");
    expect(report.notes.map((note) => note.zh).join()).toContain("坐标系是推断的：没有 .prj 文件，坐标在经纬度范围内");
    expect(report.skipped.map(({ row, why }) => [row, why.zh])).toEqual([[3, "没有几何图形"]]);
  });

  it.each([
    ["a web page", "<!DOCTYPE html><html><body>404</body></html>"],
    ["nothing", "  "],
    ["half of itself", prjTexts.metres114.slice(0, 90)],
  ])("does not believe a .prj that holds %s", async (_title, prj) => {
    await expect(worker.read(write({ prj }))).rejects.toMatchObject({ code: "input-crs" });
  });

  it("understands a .prj behind a byte order mark", async () => {
    expect((await worker.read(write({ prj: `\ufeff${prjTexts.metres114}` }))).report.crs).toBe("EPSG:4547");
  });

  it("finds parts whose extensions are in capitals, in a folder with other files", async () => {
    const folder = join(root, "大写 文件夹");
    mkdirSync(folder);
    const path = write();
    for (const extension of ["shp", "dbf", "prj"])
      copyFileSync(beside(path, extension), join(folder, `Houses.${extension.toUpperCase()}`));
    writeFileSync(join(folder, "说明.txt"), "x");
    for (const given of [folder, join(folder, "Houses.SHP")])
      expect(ids((await worker.read(given)).table)).toEqual(["a", "b", "c"]);
  });
});

describe("a shapefile that lies about itself", () => {
  it.each([
    ["cut in its last shape", (shp: Buffer) => shp.subarray(0, shp.length - 6), /its end is missing/u],
    ["a shape longer than the file", (shp: Buffer) => poke(shp, 104, 1000), /shape 1 \(at byte 100\)/u],
    ["a shape of negative length", (shp: Buffer) => poke(shp, 132, -4), /shape 2 \(at byte 128\)/u],
    ["a length of nothing", (shp: Buffer) => poke(shp, 132, 0), /shape 2/u],
    ["another magic number", (shp: Buffer) => poke(shp, 0, 1), /not a shapefile/u],
  ])("is refused with the place named: %s", async (_title, change, message) => {
    const path = write();
    writeFileSync(path, change(readFileSync(path)));
    await expect(worker.read(path)).rejects.toMatchObject({
      code: "input-damaged",
      message: expect.stringMatching(message),
    });
  });

  it("says how many bytes at its end belong to nothing", async () => {
    const path = write();
    writeFileSync(path, Buffer.concat([readFileSync(path), Buffer.alloc(20)]));
    const { report } = await worker.read(path);
    expect(report.notes.map((note) => note.en).join()).toContain("The last 20 bytes of the .shp");
  });

  it("of 100 GB that a disk holds in a few bytes is refused at once", async () => {
    const path = write();
    truncateSync(path, 100 * 2 ** 30);
    const started = Date.now();
    await expect(worker.read(path)).rejects.toMatchObject({
      code: "input-too-large",
      message: expect.stringContaining("100.0 GB"),
    });
    expect(Date.now() - started).toBeLessThan(5000);
  });

  it("keeps the other rows when one shape is not finite, not closed or of another type", async () => {
    const ring = (points: readonly (readonly [number, number])[]) => [points];
    const path = write({
      dbf: { ...dbf, rows: [["a"], ["b"], ["c"], ["d"]] },
      shapes: {
        type: "polygon",
        shapes: [
          ring([
            [485_000, 3_056_000],
            [485_000, 3_056_010],
            [485_010, 3_056_010],
            [485_000, 3_056_000],
          ]),
          ring([
            [Number.NaN, 3_056_000],
            [485_000, 3_056_010],
            [485_010, 3_056_010],
            [Number.NaN, 3_056_000],
          ]),
          ring([
            [485_000, 3_056_000],
            [485_000, 3_056_010],
            [485_010, 3_056_010],
            [485_010, 3_056_005],
          ]),
          ring([
            [485_100, 3_056_000],
            [485_110, 3_056_010],
            [485_110, 3_056_000],
            [485_100, 3_056_010],
            [485_100, 3_056_000],
          ]),
        ],
      },
    });
    const { table, report } = await worker.read(path);
    expect(ids(table)).toContain("a");
    expect(ids(table)).not.toContain("b");
    expect(report.rows).toBe(4);
    expect(report.rows - report.imported).toBe(report.skipped.length);
    // A bow tie of 10 m has two triangles of 25 m² each.
    expect(table.find((row) => row.src_ID === "d")?.geom).toMatch(/^MULTIPOLYGON/u);
    expect(report.notes.map((note) => note.en).join()).toContain("repaired");
  });

  it("keeps and names rows that lie far from all others, and leaves out one whose X and Y are exchanged", async () => {
    const shapes = Array.from({ length: 200 }, (_each, row): [number, number] => [485_000 + row, 3_056_000]);
    shapes[7] = [4_850_070, 3_056_000];
    shapes[9] = [3_056_000, 485_000];
    const rows = shapes.map((_each, row) => [String(row)]);
    const { report } = await worker.read(write({ shapes: { type: "point", shapes }, dbf: { ...dbf, rows } }));
    expect(report.skipped.map(({ row }) => row)).toEqual([10]);
    // 4,850,070 − 485,100 m.
    expect(report.notes.map((note) => note.en).join()).toMatch(/1 rows lie far .*4,365 km.*row 8\./u);
  });
});

describe("what a file may reach", () => {
  it("is its own folder: a list of other files under the name of GeoJSON reads none of them", async () => {
    const secret = join(tmpdir(), "secret.csv");
    writeFileSync(secret, "x,y,word\n113,27,hidden\n");
    const path = join(root, "innocent.geojson");
    writeFileSync(
      path,
      `<OGRVRTDataSource><OGRVRTLayer name="secret"><SrcDataSource>${secret}</SrcDataSource><GeometryType>wkbPoint</GeometryType><GeometryField encoding="PointFromColumns" x="x" y="y"/></OGRVRTLayer></OGRVRTDataSource>`,
    );
    await expect(worker.read(path)).rejects.toMatchObject({ code: "input-damaged" });
    await expect(worker.inspect(path)).rejects.toMatchObject({ code: "input-damaged" });
    for (const extension of ["gpkg", "fgb"]) {
      copyFileSync(path, join(root, `innocent.${extension}`));
      await expect(worker.read(join(root, `innocent.${extension}`))).rejects.toMatchObject({ code: "input-damaged" });
    }
    rmSync(secret);
  });
});

describe.skipIf(!hasCorpus)("against shpjs, where it is right", () => {
  it.each([
    "odd-shpjs/test/senate.zip",
    "odd-shpjs/test/train_stations.zip",
    "odd-shpjs/test/utf.zip",
    "odd-shpjs/test/mixedcase.zip",
    "odd-shpjs/files/pandr.zip",
  ])("%s has the same rows and texts", async (file) => {
    const other = await shpjs(Uint8Array.from(readFileSync(corpus(file))).buffer);
    const { table, columns } = await worker.read(corpus(file));
    expect(table).toHaveLength(other.features.length);
    const texts = columns.filter((column) => column.type === "text").map((column) => column.name);
    const clean = (value: unknown) => (value === "" || value === undefined ? null : value);
    expect(table.map((row) => texts.map((name) => row[name]))).toEqual(
      other.features.map((feature) => texts.map((name) => clean(feature.properties?.[name.slice(4)]))),
    );
  });
});

function poke(bytes: Buffer, at: number, value: number): Buffer {
  bytes.writeInt32BE(value, at);
  return bytes;
}

it("writes tables in the tests that are as long as they say", () => {
  expect(dbfBytes(dbf)).toHaveLength(33 + 32 + 3 * 5 + 1);
});
