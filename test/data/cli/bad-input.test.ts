import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { fangan } from "../../support/command-line.js";
import { at, collection, writeSmallTown } from "../../support/small-town.js";
import { prjTexts, type Shapes, writeShapefile } from "../../support/write-shapefile.js";
import { zipBytes } from "../../support/write-zip.js";

const root = mkdtempSync(join(tmpdir(), "坏 输入-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let town: ReturnType<typeof writeSmallTown>;
let out = "";
let number = 0;
beforeAll(() => {
  town = writeSmallTown(root);
  chmodSync(root, 0o777);
});
beforeEach(() => {
  number += 1;
  out = join(root, `新 文件夹 ${number}`, "结果");
});

/** Houses of 10 m beside the pipe of the little town, in degrees. */
const houses: Shapes = {
  type: "polygon",
  shapes: Array.from({ length: 6 }, (_each, row) => [
    [at(row * 20, 5), at(row * 20, 15), at(row * 20 + 10, 15), at(row * 20 + 10, 5), at(row * 20, 5)],
  ]),
};
const years = {
  columns: [{ name: "建成年份", type: "C", length: 10 }],
  rows: Array.from({ length: 6 }, () => ["1975年"]),
  encoding: "gbk",
} as const;
function shapefile(parts: Partial<Parameters<typeof writeShapefile>[1]> = {}): string {
  return writeShapefile(join(root, `房屋 ${number}`), { shapes: houses, dbf: years, prj: prjTexts.degrees, ...parts });
}
const beside = (path: string, extension: string) => path.replace(/shp$/u, extension);

const job = (buildings: string, ...more: string[]) =>
  fangan(["hotspots", "--buildings", buildings, "--pipes", town.pipes, "--out", out, "--set", "as_of=2026", ...more]);

/** One sentence on stderr, the exit status of an input that cannot be used, and not a trace on the disk. */
function expectRefused(result: Awaited<ReturnType<typeof fangan>>, message: RegExp, status = 3): void {
  expect(result.stderr).toMatch(message);
  expect(result.stderr.trim().split("\n")).toHaveLength(1);
  expect(result.stderr).toMatch(/^fangan: .*[.。]\s*$/u);
  expect(result.status).toBe(status);
  expect(result.stdout).toBe("");
  expect(readdirSync(root).filter((name) => name.includes("unfinished") || name === `新 文件夹 ${number}`)).toEqual([]);
}

describe("an input that cannot be used", { timeout: 60_000 }, () => {
  it.each([
    ["a missing file", () => join(root, "没有.shp"), /没有\.shp is not there/u],
    ["a folder without a shapefile", emptyFolder, /holds no shapefile/u],
    ["a file of another kind", () => write("信.docx", "no map"), /信\.docx is not of a format/u],
    ["lines where buildings are meant", () => town.pipes, /holds lines; buildings are polygons or points/u],
    ["GeoJSON that breaks off", () => write("坏.geojson", '{"type":"FeatureCollection","features":[{'), /坏\.geojson/u],
    ["degrees beyond the globe", () => write("度.geojson", collection([square(500, 27)])), /度\.geojson/u],
    ["a .shp that was cut", () => cut(shapefile(), 40), /promises \d+ bytes, the file has \d+/u],
    ["a .dbf that was cut", () => cutBeside(shapefile(), 15), /promises 6 rows, the file holds \d/u],
    ["a .shp of nothing", () => write("空.shp", ""), /空\.shp is damaged: it is not a shapefile/u],
    ["a zip that was cut", () => cut(zipped(), 50), /is not a whole zip/u],
    [
      "a zip without a shapefile",
      () => write("无.zip", zipBytes([{ name: "a.txt", data: Buffer.from("a") }])),
      /no shapefile/u,
    ],
    ["a GeoPackage that is none", () => write("坏.gpkg", "SQLite format 3\u0000broken"), /坏\.gpkg cannot be read/u],
    ["degrees under the .prj of metres", () => shapefile({ prj: prjTexts.metres114 }), /which do not fit EPSG:4547/u],
    ["metres under the .prj of degrees", () => shapefile({ shapes: inMetres() }), /do not fit/u],
    ["a table without coordinates", () => write("表.csv", "编号,名称\n1,a\n"), /no coordinate columns/u],
    ["a table without rows", () => write("空表.csv", "编号,lon,lat\n"), /holds no shapes/u],
  ])("is refused with one sentence: %s", async (_title, file, message) => {
    expectRefused(await job(file()), message);
  });

  it("is refused in Chinese too", async () => {
    const { stderr, status } = await job(join(root, "没有.shp"), "--lang", "zh");
    expect(stderr.trim()).toBe(`fangan: 找不到文件 ${join(root, "没有.shp")}。请检查路径。`);
    expect(status).toBe(3);
  });

  it("comes back as JSON with --json", async () => {
    const result = await job(join(root, "没有.shp"), "--json");
    expect(JSON.parse(result.stdout)).toMatchObject({ error: { code: "input-missing" } });
    expect(result.status).toBe(3);
  });

  it("is named with the distance when the layers do not overlap", async () => {
    const away = write(
      "远.geojson",
      collection([
        {
          properties: {},
          geometry: {
            type: "LineString",
            coordinates: [
              [4.9, 52.3],
              [4.91, 52.31],
            ],
          },
        },
      ]),
    );
    const result = await fangan(["hotspots", "--buildings", town.buildings, "--pipes", away, "--out", out]);
    const kilometres = Number(/([\d,]+) km/u.exec(result.stderr)?.[1]?.replaceAll(",", ""));
    // Great circle from 113.85° E 27.62° N to 4.9° E 52.3° N: 8,992 km; on the map's plane it may be a third more.
    expect(kilometres).toBeGreaterThan(8000);
    expect(kilometres).toBeLessThan(12_500);
    expect(result.stderr).toMatch(/CRS/u);
    expect(result.status).toBe(3);
    expect(readdirSync(root)).not.toContain(`新 文件夹 ${number}`);
  });

  it.skipIf(process.getuid?.() !== 0)(
    "is named when it may not be read, and so is a folder that may not be written",
    async () => {
      const path = shapefile();
      chmodSync(path, 0o600);
      const args = ["hotspots", "--buildings", path, "--pipes", town.pipes, "--set", "as_of=2026", "--out"];
      expectRefused(await fangan([...args, out], { uid: 65_534 }), /may not be read: permission denied/u);
      chmodSync(path, 0o644);
      const locked = join(root, "锁");
      mkdirSync(locked, { mode: 0o755, recursive: true });
      expectRefused(await fangan([...args, join(locked, "a")], { uid: 65_534 }), /锁\/a cannot be written/u);
      expect(readdirSync(locked)).toEqual([]);
    },
  );

  it("is named when the output's place is a file", async () => {
    const file = write("文件", "mine");
    expectRefused(
      await fangan(["hotspots", "--buildings", town.buildings, "--pipes", town.pipes, "--out", join(file, "a")]),
      /cannot be written/u,
    );
    expect(readFileSync(file, "utf8")).toBe("mine");
  });
});

describe("an input with parts missing", { timeout: 60_000 }, () => {
  const counts = async (result: Awaited<ReturnType<typeof fangan>>) => {
    expect(result.status).toBe(0);
    return JSON.parse(result.stdout).counts;
  };

  it("is read whole, from a folder with Chinese characters and spaces", async () => {
    const result = await job(shapefile(), "--json");
    expect(await counts(result)).toMatchObject({ buildings: 6, old: 6, near_pipe: 6, clusters: 1, clustered: 6 });
    expect(result.stderr).toBe("");
  });

  it("is read without its .shx", async () => {
    const path = shapefile();
    rmSync(beside(path, "shx"));
    expect(await counts(await job(path, "--json"))).toMatchObject({ buildings: 6, old: 6 });
  });

  it("is read without its .dbf: no attributes, every year unknown, and it says so", async () => {
    const path = shapefile();
    rmSync(beside(path, "dbf"));
    const result = await job(path, "--json");
    expect(await counts(result)).toMatchObject({ buildings: 6, old: 0, unknown_year: 6 });
    expect(result.stderr).toContain("There is no .dbf: shapes only, no attributes.");
  });

  it("without a .prj has its CRS guessed and said, or taken from --crs", async () => {
    const path = shapefile();
    rmSync(beside(path, "prj"));
    const guessed = await job(path, "--json");
    expect(await counts(guessed)).toMatchObject({ buildings: 6, near_pipe: 6 });
    expect(guessed.stderr).toContain("The CRS was guessed: there is no .prj file; the numbers are degrees");
    const told = await job(path, "--json", "--crs", "EPSG:4490", "--force");
    expect(await counts(told)).toMatchObject({ near_pipe: 6 });
    expect(told.stderr).toBe("");
    expect(JSON.parse(told.stdout).inputs[0].crs).toBe("EPSG:4490");
  });

  it("without a .prj and in metres of an unknown meridian is asked about", async () => {
    const path = shapefile({ shapes: inMetres() });
    rmSync(beside(path, "prj"));
    expectRefused(await job(path), /CRS of .* is not known.*--crs EPSG:4547/u);
    expect(await counts(await job(path, "--json", "--crs", "EPSG:4547"))).toMatchObject({ buildings: 6 });
  });
});

function write(name: string, content: string | Uint8Array): string {
  const path = join(root, name);
  writeFileSync(path, content);
  return path;
}

function emptyFolder(): string {
  const path = join(root, "空 文件夹");
  mkdirSync(path, { recursive: true });
  return path;
}

function square(lon: number, lat: number) {
  const ring = [
    [lon, lat],
    [lon + 1, lat],
    [lon + 1, lat + 1],
    [lon, lat],
  ];
  return { geometry: { type: "Polygon", coordinates: [ring] }, properties: {} };
}

/** The houses in the metres of 114° E: the little town begins at 485,194 E, 3,056,340 N. */
function inMetres(): Shapes {
  const corner = (row: number): readonly [number, number] => [485_194 + row * 20, 3_056_345];
  return {
    type: "polygon",
    shapes: Array.from({ length: 6 }, (_each, row) => {
      const [x, y] = corner(row);
      return [
        [
          [x, y],
          [x, y + 10],
          [x + 10, y + 10],
          [x + 10, y],
          [x, y],
        ] as const,
      ];
    }),
  };
}

function cut(path: string, bytes: number): string {
  const whole = readFileSync(path);
  writeFileSync(path, whole.subarray(0, whole.length - bytes));
  return path;
}

function cutBeside(path: string, bytes: number): string {
  cut(beside(path, "dbf"), bytes);
  return path;
}

function zipped(): string {
  const path = shapefile();
  const part = (extension: string) => ({ name: `a.${extension}`, data: readFileSync(beside(path, extension)) });
  return write("包.zip", zipBytes(["shp", "dbf", "prj"].map(part)));
}
