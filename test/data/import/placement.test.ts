import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { DatumParameters } from "../../../contract/datum.js";
import { webMapShift } from "../../../data/geodesy/web-map-shifts.js";
import { featureCollection } from "../../support/engine-room.js";
import { ImportWorker } from "../../support/import-worker.js";
import { writeShapefile } from "../../support/write-shapefile.js";

const worker = new ImportWorker();
const folder = mkdtempSync(join(tmpdir(), "位置 "));
afterAll(() => {
  worker.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Made up; no office's. Places below are what PROJ 9.5.1 makes of them (scripts/reference/datum.py), to a tenth of a millimetre. */
const four: DatumParameters = { type: "four", dx_m: -98.7, dy_m: -2.5, rotation_s: 1.25, scale_ppm: -7.5 };
const seven: DatumParameters = {
  type: "seven",
  dx_m: -12.6,
  dy_m: 103.4,
  dz_m: 65.2,
  rx_s: 0.82,
  ry_s: -1.17,
  rz_s: 2.35,
  scale_ppm: -4.9,
};

function write(name: string, geometry: object): string {
  const file = join(folder, `${name}.geojson`);
  writeFileSync(file, featureCollection([{ geometry, properties: { name: "甲" } }]));
  return file;
}
const writePoint = (name: string, x: number, y: number) => write(name, { type: "Point", coordinates: [x, y] });

describe("an office's datum parameters", () => {
  it.each<[string, string, DatumParameters, [number, number], [number, number]]>([
    ["four in the file's own plane", "EPSG:2383", four, [485_194.28, 3_056_340.5], [485_073.4192, 3_056_318.0177]],
    [
      "four with the zone before the easting",
      "EPSG:2362",
      four,
      [38_485_194.28, 3_056_340.5],
      [485_073.4192, 3_056_318.0177],
    ],
    ["four from Beijing 1954", "EPSG:2435", four, [485_194.28, 3_056_340.5], [485_073.4192, 3_056_318.0177]],
    [
      "four in a plane that is not the project's",
      "EPSG:2384",
      four,
      [391_000.5, 3_150_000.25],
      [684_723.6627, 3_150_919.9714],
    ],
    ["four in a 6-degree zone", "EPSG:2334", four, [20_391_000.5, 3_150_000.25], [684_723.6627, 3_150_919.9714]],
    ["four in degrees, by the project's meridian", "EPSG:4610", four, [113.85, 27.62], [485_073.4089, 3_056_319.4434]],
    ["seven in degrees", "EPSG:4610", seven, [113.85, 27.62], [485_248.4208, 3_056_360.6212]],
    ["seven in a plane", "EPSG:2383", seven, [485_194.28, 3_056_340.5], [485_248.4311, 3_056_359.1955]],
    ["seven in a plane with zones", "EPSG:2362", seven, [38_485_194.28, 3_056_340.5], [485_248.4311, 3_056_359.1955]],
  ])("place a point where PROJ places it: %s", async (title, crs, datum, from, to) => {
    const file = writePoint(title, ...from);
    const { table, report } = await worker.read(file, "generic", { crs, datum }, "EPSG:4547");
    const [x = 0, y = 0] = /POINT \((\S+) (\S+)\)/u.exec(String(table[0]?.geom))?.slice(1).map(Number) ?? [];
    expect(Math.abs(x - to[0])).toBeLessThan(0.0011);
    expect(Math.abs(y - to[1])).toBeLessThan(0.0011);
    expect(report.corrections).toHaveLength(1);
    expect(report.notes.some(({ zh }) => zh.includes("没有公开的转换参数"))).toBe(false);
  });

  it("are named in the report, and none of their numbers is", async () => {
    const file = writePoint("秘密", 485_194.28, 3_056_340.5);
    for (const datum of [four, seven]) {
      const { report } = await worker.read(file, "generic", { crs: "EPSG:2383", datum }, "EPSG:4547");
      expect(report.corrections[0]?.zh).toBe(
        `按用户填写的${datum.type === "four" ? "四" : "七"}参数由 1980 西安坐标系转换到 CGCS2000。`,
      );
      const said = JSON.stringify(report);
      for (const number of Object.values(datum).filter((value) => typeof value === "number"))
        expect(said).not.toContain(String(Math.abs(number)));
    }
  });

  it("are missed where there are none: the file says how far it may be off", async () => {
    const file = writePoint("无参数", 485_194.28, 3_056_340.5);
    const { report } = await worker.read(file, "generic", { crs: "EPSG:21460" }, null);
    expect(report.notes.map(({ en }) => en).join()).toContain("no public datum shift");
    expect(report.corrections).toEqual([]);
  });

  it("are left alone for a file in CGCS2000, which is said", async () => {
    const file = writePoint("新坐标", 485_194.28, 3_056_340.5);
    const { table, report } = await worker.read(file, "generic", { crs: "EPSG:4547", datum: four }, "EPSG:4547");
    expect(table[0]?.geom).toBe("POINT (485194.28 3056340.5)");
    expect(report.notes.map(({ en }) => en).join()).toContain("were not used");
  });

  it("of four are found by the name of a CRS without a code, and refused in a plane of no standard meridian", async () => {
    const shapes = { type: "point" as const, shapes: [[485_194.28, 3_056_340.5] as const] };
    const dbf = { columns: [{ name: "NAME", type: "C" as const, length: 4 }], rows: [["A"]] };
    const file = (meridian: number) =>
      writeShapefile(join(folder, `经线${meridian}`), { shapes, dbf, prj: xianPlane(meridian) });
    const { table } = await worker.read(file(114), "generic", { datum: four }, "EPSG:4547");
    expect(table[0]?.geom).toBe("POINT (485073.419 3056318.018)");
    await expect(worker.read(file(114.5), "generic", { datum: four }, "EPSG:4547")).rejects.toMatchObject({
      code: "input-crs",
      text: { zh: expect.stringContaining("四参数不适用") },
    });
  });
});

describe("a web map's shift undone at import", () => {
  const { apply } = webMapShift("gcj02");
  const ring = [
    [113.85, 27.62],
    [113.851, 27.62],
    [113.851, 27.621],
    [113.85, 27.62],
  ] as const;

  it("brings every vertex back to the millimetre, and says so", async () => {
    const shifted = write("高德", { type: "Polygon", coordinates: [ring.map((place) => apply(place))] });
    const truth = write("真实", { type: "Polygon", coordinates: [ring] });
    const undone = await worker.read(shifted, "generic", { shift: "gcj02" }, "EPSG:4547");
    const plain = await worker.read(truth, "generic", {}, "EPSG:4547");
    expect(undone.table[0]?.geom).toBe(plain.table[0]?.geom);
    expect(undone.report.corrections[0]?.zh).toMatch(
      /^\d{4}-\d\d-\d\d 按 GCJ-02（高德、腾讯）还原了网络地图的偏移，平均移动 64\d 米。$/u,
    );
    expect(plain.report.corrections).toEqual([]);
  });

  it("works on metres too, and after datum parameters", async () => {
    const place = apply([113.85, 27.62]);
    const degrees = write("度", { type: "Point", coordinates: place });
    const { table } = await worker.read(degrees, "generic", { shift: "gcj02" }, "EPSG:4547");
    const plain = await worker.read(degrees, "generic", {}, "EPSG:4547");
    const [x = 0, y = 0] = /POINT \((\S+) (\S+)\)/u.exec(String(plain.table[0]?.geom))?.slice(1).map(Number) ?? [];
    const metres = writePoint("米", x, y);
    const again = await worker.read(metres, "generic", { crs: "EPSG:4547", shift: "gcj02" }, "EPSG:4547");
    expect(again.table[0]?.geom).toBe(table[0]?.geom);
    const both = await worker.read(metres, "generic", { crs: "EPSG:2383", shift: "bd09", datum: four }, "EPSG:4547");
    expect(both.report.corrections).toHaveLength(2);
  });

  it("leaves rows without a shape to the list of rows left out", async () => {
    const file = join(folder, "缺.geojson");
    const rows = [{ type: "Point", coordinates: apply([113.85, 27.62]) }, null, { type: "Point", coordinates: [] }];
    writeFileSync(file, featureCollection(rows.map((geometry) => ({ geometry, properties: { name: "甲" } }))));
    const { report } = await worker.read(file, "generic", { shift: "gcj02" }, "EPSG:4547");
    expect([report.imported, report.skippedCount]).toEqual([1, 2]);
  });

  it("is seen in the picture of the inspection", async () => {
    const file = write("图", { type: "Point", coordinates: apply([113.85, 27.62]) });
    const { picture } = await worker.inspect(file, { shift: "gcj02" });
    expect(picture?.bounds[0]).toBeCloseTo(113.85, 8);
    expect(picture?.bounds[1]).toBeCloseTo(27.62, 8);
  });
});

/** As ArcGIS writes it, under a name of the office's own. */
function xianPlane(meridian: number): string {
  return `PROJCS["Xian_1980_office",GEOGCS["GCS_Xian_1980",DATUM["D_Xian_1980",SPHEROID["Xian_1980",6378140.0,298.257]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",${meridian}],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]`;
}
