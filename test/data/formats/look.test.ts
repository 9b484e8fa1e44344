import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Inspection } from "../../../contract/inspection.js";
import { encodeText } from "../../support/chinese-bytes.js";
import { ImportWorker } from "../../support/import-worker.js";
import { type Point, prjTexts, writeShapefile } from "../../support/write-shapefile.js";
import { zipBytes } from "../../support/write-zip.js";

const root = mkdtempSync(join(tmpdir(), "看一眼-"));
const worker = new ImportWorker();
afterAll(() => {
  worker.stop();
  rmSync(root, { recursive: true, force: true });
});

/** Two seconds are promised, which the bench measures on larger files; this machine may be busy with other tests. */
const patience = 6000;

async function look(path: string): Promise<Inspection> {
  await worker.inspect(tiny);
  const started = performance.now();
  const found = await worker.inspect(path);
  expect(performance.now() - started).toBeLessThan(patience);
  return found;
}
/** Looked at first, so that the start of the process is not counted. */
const tiny = write("小.geojson", '{"type":"FeatureCollection","features":[]}');

function write(name: string, content: string | Uint8Array): string {
  const path = join(root, name);
  writeFileSync(path, content);
  return path;
}

const mean = '"],}{[\\"\\\\,"features":[';
const features = Array.from({ length: 6000 }, (_each, row) =>
  JSON.stringify({
    type: "Feature",
    properties: { 编号: `F${row}`, 备注: mean, 长文: "安源区后埠街道".repeat(80) },
    geometry: { type: "Point", coordinates: [485_000 + row, 3_056_000] },
  }),
);
const named = '"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4547"}}';
const collection = (before: string, after: string, between = ",") =>
  `{"type":"FeatureCollection",${before}"features":[${features.join(between)}]${after}}\n`;

describe("a look at a large GeoJSON", { timeout: 30_000 }, () => {
  it.each([
    ["with its CRS before the features", collection(`${named},`, "")],
    ["with its CRS behind them", collection("", `,${named}`)],
    ["with an array and an object before them", collection(`"bbox":[0,0,1,1],"about":{"features":[{}]},${named},`, "")],
    ["with blanks and lines between", collection(`${named} ,\r\n `, " ", " ,\n\t ")],
  ])("%s reads its beginning only, as it would be imported", async (_title, text) => {
    expect(Buffer.byteLength(text)).toBeGreaterThan(9 * 2 ** 20);
    const path = write("大 文件.geojson", text);
    const found = await look(path);
    expect(found).toMatchObject({ rows: null, crs: { value: "EPSG:4547", sure: true }, layer: "大 文件" });
    expect(found.layers).toEqual([{ name: "大 文件", geometries: ["point"], rows: null }]);
    expect(found.preview.slice(0, 2)).toEqual([
      ["F0", mean, "安源区后埠街道".repeat(80)],
      ["F1", mean, "安源区后埠街道".repeat(80)],
    ]);
    expect(found.preview).toHaveLength(50);
  });

  it("of lines of features reads the first ones", async () => {
    const found = await look(write("大.geojsonl", `${features.join("\n")}\n`));
    expect(found).toMatchObject({ rows: null, geometry: "point" });
    expect(found.preview[49]?.[0]).toBe("F49");
  });

  it("says of one that breaks off that it does, without reading it all", async () => {
    const path = write("断.geojson", collection("", "").slice(0, -400));
    await expect(look(path)).rejects.toMatchObject({
      code: "input-damaged",
      text: { zh: expect.stringContaining("断.geojson 已损坏：内容在末尾中断") },
    });
    await expect(worker.convert(path)).rejects.toMatchObject({ code: "input-damaged" });
  });
});

/** Polygons of 6,000 vertices: few rows, many bytes. */
function writeWide(name: string, rows: number): string {
  const ring = (row: number): Point[] =>
    Array.from({ length: 6000 }, (_each, at) => [
      485_000 + 10 * row + 4 * Math.cos((at / 5999) * 2 * Math.PI),
      3_056_000 - 4 * Math.sin((at / 5999) * 2 * Math.PI),
    ]);
  return writeShapefile(join(root, name), {
    shapes: { type: "polygon", shapes: Array.from({ length: rows }, (_each, row) => [ring(row)]) },
    dbf: {
      columns: [{ name: "编号", type: "C", length: 250 }],
      rows: Array.from({ length: rows }, (_each, row) => [`房${row}`]),
      encoding: "gbk",
    },
    prj: prjTexts.metres114,
  });
}

describe("a look at a large shapefile", { timeout: 30_000 }, () => {
  const rows = 400;
  const path = writeWide("房屋", rows);

  it("takes rows and shapes from the headers, loose and in a zip, and the first rows as they are", async () => {
    const parts = ["shp", "shx", "dbf", "prj"].map((extension) => ({
      name: `房屋.${extension}`,
      flags: 0x800,
      method: extension === "shp" ? 0 : 8,
      data: readFileSync(path.replace(/shp$/u, extension)),
    }));
    const loose = await look(path);
    expect(loose.bytes).toBeGreaterThan(32 * 2 ** 20);
    const zipped = await look(write("房屋.zip", zipBytes(parts)));
    for (const found of [loose, zipped]) {
      expect(found).toMatchObject({
        rows,
        geometry: "polygon",
        encoding: { value: "gb18030" },
        problems: loose.problems,
      });
      expect(found.layers).toEqual([{ name: "房屋", geometries: ["polygon"], rows }]);
      expect(found.preview.map((cells) => cells[0])).toEqual(Array.from({ length: 50 }, (_each, row) => `房${row}`));
    }
    expect((await worker.convert(join(root, "房屋.zip"))).report).toMatchObject({ rows, imported: rows });
  });

  it("leaves a lie far behind the first shapes to the import, which refuses it", async () => {
    const lying = writeWide("谎", 425);
    const bytes = readFileSync(lying);
    const at = 100 + 420 * (8 + 48 + 96_000);
    expect(bytes.readInt32BE(at)).toBe(421);
    bytes.writeInt32BE(2 ** 30, at + 4);
    writeFileSync(lying, bytes);
    expect(await look(lying)).toMatchObject({ rows: 425 });
    await expect(worker.convert(lying)).rejects.toMatchObject({ code: "input-damaged", message: /shape 421/u });
  });
});

describe("a look at a large table", { timeout: 30_000 }, () => {
  const line = (row: number, text: string) => `${row},113.85,27.62,${text}${"x".repeat(400)}\n`;

  it("hears of GBK that begins far behind its beginning", async () => {
    const plain = Array.from({ length: 30_000 }, (_each, row) => line(row, ""));
    const gbk = Uint8Array.from(encodeText(line(1, "砌体结构").repeat(4000), "gbk"));
    const path = write("表.csv", Buffer.concat([Buffer.from(`id,lon,lat,note\n${plain.join("")}`), gbk]));
    const found = await look(path);
    expect(found.encoding).toMatchObject({ value: "gb18030", sure: false });
    expect(found.preview).toHaveLength(50);
  });

  it("in GBK writes no more than its beginning anew", async () => {
    const gbk = Uint8Array.from(encodeText(line(1, "砌体结构").repeat(30_000), "gbk"));
    const path = write("表二.csv", Buffer.concat([Buffer.from("id,lon,lat,note\n"), gbk]));
    const found = await look(path);
    expect(found.encoding.value).toBe("gb18030");
    expect(found.preview[49]?.[3]).toBe(`砌体结构${"x".repeat(400)}`);
  });
});
