import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Database } from "../../../data/database.js";
import { ImportWorker } from "../../support/import-worker.js";

const root = mkdtempSync(join(tmpdir(), "其他 格式[1]-"));
const worker = new ImportWorker();
let database: Database;
beforeAll(async () => {
  database = await Database.open({ path: ":memory:", folders: [root] });
});
afterAll(() => {
  worker.stop();
  database.close();
  rmSync(root, { recursive: true, force: true });
});

/** Three places in degrees, whose values the test knows because it makes them. */
const places = `(VALUES
  (1, '安源区', 1985, 12.5::DOUBLE, true, DATE '2020-12-31', ST_Point(113.85, 27.62)),
  (2, 'a''b"c', NULL, NULL, NULL, NULL, ST_Point(113.86, 27.62)),
  (3, NULL, -7, 1e-9, false, DATE '1999-01-01', ST_Point(113.87, 27.63)))
  place(n, 名称, 年份, 面积, 标记, 日期, geom)`;

const expected = [
  { n: 1n, 名称: "安源区", 年份: 1985n, 面积: 12.5 },
  { n: 2n, 名称: "a'b\"c", 年份: null, 面积: null },
  { n: 3n, 名称: null, 年份: -7n, 面积: 1e-9 },
];

async function write(name: string, options: string, from = places): Promise<string> {
  const path = join(root, name);
  await database.using(undefined, (session) =>
    session.run(`COPY (SELECT * FROM ${from}) TO '${path.replaceAll("'", "''")}' (${options})`),
  );
  return path;
}

describe.each([
  ["GeoJSON", "点[1].geojson", "FORMAT gdal, DRIVER 'GeoJSON', SRS 'EPSG:4326'"],
  ["GeoPackage", "点[1].gpkg", "FORMAT gdal, DRIVER 'GPKG', SRS 'EPSG:4490'"],
  ["FlatGeobuf", "点[1].fgb", "FORMAT gdal, DRIVER 'FlatGeobuf', SRS 'EPSG:4490'"],
  ["GeoParquet", "点[1].parquet", "FORMAT parquet"],
])("%s", (_format, name, options) => {
  it("comes back value by value, typed, and leaves its folder as it was", async () => {
    const path = await write(name, options);
    const before = readdirSync(root).sort();
    const { table, columns, report, projectCrs } = await worker.read(path);
    expect(readdirSync(root).sort()).toEqual(before);
    const rows = [...table].sort((a, b) => Number(a.src_n) - Number(b.src_n));
    expect(rows.map((row) => ({ n: row.src_n, 名称: row.src_名称, 年份: row.src_年份, 面积: row.src_面积 }))).toEqual(
      expected,
    );
    const types = Object.fromEntries(columns.map((column) => [column.name, column.type]));
    expect(types).toMatchObject({ src_n: "whole", src_名称: "text", src_年份: "whole", src_面积: "number" });
    expect(projectCrs).toBe("EPSG:4547");
    // EPSG:4490 → EPSG:4547 with pyproj 3.7.2: 485194.28, 3056340.50.
    const [x = 0, y = 0] = (/POINT \((\S+) (\S+)\)/u.exec(String(rows[0]?.geom)) ?? []).slice(1).map(Number);
    expect(x).toBeCloseTo(485_194.28, 1);
    expect(y).toBeCloseTo(3_056_340.5, 1);
    expect(report).toMatchObject({ rows: 3, imported: 3, encoding: "utf-8", skippedCount: 0 });
    expect(report.crs).toMatch(/^EPSG:(4326|4490)$/u);
  });

  it("says in one sentence that half of it is missing", async () => {
    const path = await write(`半${name}`, options, `(SELECT place.* FROM ${places}, range(2000))`);
    const { readFileSync } = await import("node:fs");
    const whole = readFileSync(path);
    writeFileSync(path, whole.subarray(0, whole.length >> 1));
    const outcome = await worker.read(path).catch((error: unknown) => error);
    expect(outcome).toMatchObject({ code: "input-damaged", message: expect.stringContaining(`半${name}`) });
  });

  it("says so when it holds something else", async () => {
    const path = join(root, `假${name}`);
    for (const content of ["", "PK\u0003\u0004 no", "<html></html>", "\u0000".repeat(5000)]) {
      writeFileSync(path, content);
      await expect(worker.read(path)).rejects.toMatchObject({ code: "input-damaged" });
    }
  });
});

describe("GeoJSON of odd makes", () => {
  const collection = (features: object[], more: object = {}) =>
    JSON.stringify({
      type: "FeatureCollection",
      ...more,
      features: features.map((each) => ({ type: "Feature", ...each })),
    });
  const point = (x: number, y: number) => ({ type: "Point", coordinates: [x, y] });
  let number = 0;
  const save = (content: string | Uint8Array) => {
    number += 1;
    const path = join(root, `g${number}.geojson`);
    writeFileSync(path, content);
    return path;
  };

  it("in metres without a CRS is asked about, guessed by its zone, or read as told", async () => {
    const metres = save(collection([{ properties: {}, geometry: point(485_194, 3_056_340) }]));
    await expect(worker.read(metres)).rejects.toMatchObject({ code: "input-crs" });
    expect((await worker.read(metres, "generic", { fallbackCrs: "EPSG:4547" })).report.crs).toBe("EPSG:4547");
    const zoned = save(collection([{ properties: {}, geometry: point(38_485_194, 3_056_340) }]));
    expect((await worker.read(zoned)).report.crs).toBe("EPSG:4526");
  });

  it("with a null geometry, an empty one and one of another type loses only those, by name", async () => {
    const features = [
      { properties: { id: 1 }, geometry: point(113.85, 27.62) },
      { properties: { id: 2 }, geometry: null },
      {
        properties: { id: 3 },
        geometry: {
          type: "LineString",
          coordinates: [
            [113, 27],
            [114, 28],
          ],
        },
      },
      { properties: { id: 4 }, geometry: point(113.86, 27.62) },
    ];
    const { table, geometry, report } = await worker.read(save(collection(features)));
    expect(geometry).toBe("point");
    expect(table.map((row) => row.src_id)).toEqual([1n, 4n]);
    expect(report.skipped.map(({ row, why }) => [row, why.zh])).toEqual([
      [2, "没有几何图形"],
      [3, "几何类型不符"],
    ]);
  });

  it("with the fields name and Name is refused by name, not as damaged", async () => {
    const path = save(collection([{ properties: { name: "a", Name: "b", ogc_fid: 3 }, geometry: point(113, 27) }]));
    const outcome = await worker.read(path).catch((error: unknown) => error);
    if (outcome instanceof Error) expect(outcome).toMatchObject({ code: "input-columns" });
    else expect((outcome as { table: object[] }).table).toHaveLength(1);
  });

  it("with texts in GBK is refused or read, never read as rubbish", async () => {
    const head = Buffer.from('{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"n":"');
    const tail = Buffer.from('"},"geometry":{"type":"Point","coordinates":[113,27]}}]}');
    const path = save(Buffer.concat([head, Buffer.from([0xc6, 0xf6, 0xcc, 0xe5]), tail]));
    const outcome = await worker.read(path).catch((error: unknown) => error);
    if (!(outcome instanceof Error)) expect((outcome as { table: { src_n: string }[] }).table[0]?.src_n).toBe("砌体");
    else expect(outcome).toMatchObject({ code: "input-damaged" });
  });
});
