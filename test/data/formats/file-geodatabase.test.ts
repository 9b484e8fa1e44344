import {
  copyFileSync,
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
import { unzipSync } from "fflate";
import { afterAll, describe, expect, it } from "vitest";
import { ImportWorker } from "../../support/import-worker.js";
import { zipBytes } from "../../support/write-zip.js";

/**
 * Written by GDAL 3.12.4 (pyogrio): 房屋 (3 squares of 10 m, EPSG:4547), 管线 (1 line in a local system that has no code),
 * 表格 (1 row without geometry).
 */
const fixture = join(import.meta.dirname, "three-layers.gdb.zip");

const root = mkdtempSync(join(tmpdir(), "地理 数据库-"));
const worker = new ImportWorker();
afterAll(() => {
  worker.stop();
  rmSync(root, { recursive: true, force: true });
});

/** The fixture as the folder that ArcGIS works with. */
function unpack(name: string): string {
  const folder = join(root, name);
  mkdirSync(folder);
  for (const [path, bytes] of Object.entries(unzipSync(readFileSync(fixture))))
    if (bytes.length > 0) writeFileSync(join(folder, path.split("/").at(-1) ?? ""), bytes);
  return folder;
}

describe("a file geodatabase", () => {
  it.each([
    ["as a folder", () => unpack("普查.gdb")],
    ["as a folder without its ending", () => unpack("普查成果")],
    ["in a zip", () => fixture],
  ])("comes back layer by layer %s", async (_title, prepare) => {
    const path = prepare();
    const looked = await worker.inspect(path);
    expect(looked.layers.map(({ name }) => name)).toEqual(["房屋", "管线", "表格"]);
    expect(looked).toMatchObject({ format: "file_geodatabase", layer: "房屋", geometry: "polygon", rows: 3 });
    expect(looked.crs).toMatchObject({ value: "EPSG:4547", sure: true });
    const { table, report } = await worker.read(path);
    expect(table.map((row) => [row.src_房屋编号, row.src_n, row.src_建成])).toEqual([
      ["a", 1, "1985"],
      ["安源", null, "1999"],
      ["c", 3, null],
    ]);
    expect(String(table[0]?.geom)).toContain("485010 3056010");
    expect(report).toMatchObject({ rows: 3, imported: 3, crs: "EPSG:4547", encoding: "utf-8" });
    const pipes = await worker.read(path, "generic", { layer: "管线" }, "EPSG:4547");
    expect(pipes.table[0]?.src_名称).toBe("线");
  });

  it("keeps a system that has no code by its definition", async () => {
    // +proj=tmerc +lon_0=113.9 +x_0=50000 +y_0=-3000000 → EPSG:4547 with pyproj 3.7.2.
    const { table } = await worker.read(fixture, "generic", { layer: "管线" }, "EPSG:4547");
    const [x = 0, y = 0] = (/([\d.]+) ([\d.]+),/u.exec(String(table[0]?.geom)) ?? []).slice(1).map(Number);
    expect(x).toBeCloseTo(928_526.56, 1);
    expect(y).toBeCloseTo(6_055_385.07, 1);
  });

  it("leaves its folder as it was", async () => {
    const folder = unpack("不动.gdb");
    const before = readdirSync(folder).sort();
    await worker.read(folder);
    expect(readdirSync(folder).sort()).toEqual(before);
  });

  it("says that rows are missing where one of its files is cut off", async () => {
    const folder = unpack("截断.gdb");
    truncateSync(join(folder, "a00000009.gdbtable"), 600);
    await expect(worker.read(folder)).rejects.toMatchObject({
      code: "input-damaged",
      message: expect.stringContaining("截断.gdb"),
    });
  });

  it("that is none is refused in one sentence", async () => {
    const empty = join(root, "空.gdb");
    mkdirSync(empty);
    const wrong = join(root, "错.gdb");
    mkdirSync(wrong);
    copyFileSync(fixture, join(wrong, "a00000001.gdbtable"));
    for (const path of [empty, wrong])
      await expect(worker.inspect(path)).rejects.toMatchObject({ code: "input-damaged" });
    await expect(worker.inspect(fixture, { layer: "没有" })).rejects.toMatchObject({ code: "input-missing" });
    const table = Buffer.from(unzipSync(readFileSync(fixture))["u.gdb/a00000001.gdbtable"] ?? []);
    const two = join(root, "两个.zip");
    writeFileSync(
      two,
      zipBytes(["a.gdb", "b.gdb"].map((name) => ({ name: `${name}/a00000001.gdbtable`, data: table }))),
    );
    await expect(worker.inspect(two)).rejects.toMatchObject({ code: "input-format" });
    const locked = join(root, "加密.zip");
    writeFileSync(locked, zipBytes([{ name: "a.gdb/a00000001.gdbtable", data: table, flags: 1 }]));
    await expect(worker.inspect(locked)).rejects.toMatchObject({
      code: "input-damaged",
      message: expect.stringContaining("password"),
    });
    expect(worker.starts).toBe(1);
  });
});
