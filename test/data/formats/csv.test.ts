import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { encodeText } from "../../support/chinese-bytes.js";
import { ImportWorker } from "../../support/import-worker.js";

const root = mkdtempSync(join(tmpdir(), "表格-"));
const worker = new ImportWorker();
afterAll(() => {
  worker.stop();
  rmSync(root, { recursive: true, force: true });
});

let number = 0;
function write(content: string | Uint8Array, name = "t"): string {
  number += 1;
  const path = join(root, `${name}${number}.csv`);
  writeFileSync(path, content);
  return path;
}

const notes = (report: { notes: readonly { zh: string }[] }) => report.notes.map((note) => note.zh).join("\n");

/**
 * Four survey points at the well-known place of Pingxiang: 113.85° E, 27.62° N is 485194.28 E, 3056340.50 N in the
 * 3-degree zone of 114° E (pyproj 3.7.2, EPSG:4490 → EPSG:4547).
 */
const place = { lon: 113.85, lat: 27.62, east: 485_194.28, north: 3_056_340.5 };

async function firstPoint(path: string, reading: Parameters<ImportWorker["read"]>[2] = {}) {
  const { table, report, projectCrs } = await worker.read(path, "generic", reading);
  const [x = 0, y = 0] = (/POINT \((\S+) (\S+)\)/u.exec(String(table[0]?.geom)) ?? []).slice(1).map(Number);
  expect(projectCrs).toBe("EPSG:4547");
  expect(x).toBeCloseTo(place.east, 1);
  expect(y).toBeCloseTo(place.north, 1);
  return { table, report };
}

describe("a table with coordinates", () => {
  it.each([
    ["degrees under Chinese names", `编号,经度,纬度\nA,${place.lon},${place.lat}\n`],
    ["degrees with their sign", `编号,经度,纬度\nA,${place.lon}°,${place.lat}°\n`],
    ["degrees in x and y", `编号,x,y\nA,${place.lon},${place.lat}\n`],
    ["degrees the wrong way round in x and y", `编号,X,Y\nA,${place.lat},${place.lon}\n`],
    ["metres that begin with their zone", `编号,Y坐标,X坐标\nA,${place.north},${38_000_000 + place.east}\n`],
    ["tabs", `编号\t经度\t纬度\nA\t${place.lon}\t${place.lat}\n`],
    ["semicolons", `编号;经度;纬度\nA;${place.lon};${place.lat}\n`],
    ["a byte order mark and Windows lines", `\ufeff编号,经度,纬度\r\nA,${place.lon},${place.lat}\r\n`],
  ])("is placed by %s", async (_title, content) => {
    const { table, report } = await firstPoint(write(content));
    expect(table[0]?.src_编号).toBe("A");
    expect(notes(report)).toContain("坐标系是推断的");
  });

  it("is placed as survey tables write it: X is the northing, Y the easting, and it says so", async () => {
    const path = write(`点号,X,Y\nP1,${place.north},${place.east}\nP2,${place.north + 10},${place.east + 5}\n`);
    const { report } = await firstPoint(path, { crs: "EPSG:4547" });
    expect(notes(report)).toContain("X 列是北坐标、Y 列是东坐标");
    expect((await worker.inspect(path)).coordinates).toEqual({ east: "Y", north: "X" });
    const zoned = write(`点号,X,Y\nP1,${place.north},${38_000_000 + place.east}\n`);
    expect(notes((await firstPoint(zoned)).report)).toContain("东坐标带号 38");
  });

  it("is left as it is where X is the easting", async () => {
    const { report } = await firstPoint(write(`点号,X,Y\nP1,${place.east},${place.north}\n`), { crs: "EPSG:4547" });
    expect(notes(report)).toBe("");
  });

  it("asks for the CRS where metres could be of any meridian", async () => {
    await expect(worker.read(write(`点号,X,Y\nP1,${place.east},${place.north}\n`))).rejects.toMatchObject({
      code: "input-crs",
    });
    const project = await worker.read(write(`点号,X,Y\nP1,${place.east},${place.north}\n`), "generic", {}, "EPSG:4547");
    expect(notes(project.report)).toContain("6 位东坐标没有带号，按项目的中央经线");
  });

  it("never pairs an X with a latitude", async () => {
    await expect(worker.read(write("X,lat\n1,2\n"))).rejects.toMatchObject({
      code: "input-columns",
      message: expect.stringContaining("It has: X, lat."),
    });
  });

  it.each([
    ["GBK", "gbk", "gb18030"],
    ["UTF-8", "utf-8", "utf-8"],
  ])("is read in %s without a word of it", async (_title, encoding, expected) => {
    const content = `名称,经度,纬度\n安源区后埠街道,${place.lon},${place.lat}\n`;
    const { table, report } = await firstPoint(write(Uint8Array.from(encodeText(content, encoding))));
    expect(table[0]?.src_名称).toBe("安源区后埠街道");
    expect(report.encoding).toBe(expected);
  });

  it("is read in UTF-16 as Excel's Unicode text", async () => {
    const content = Buffer.from(`\ufeff名称\t经度\t纬度\n安源区\t${place.lon}\t${place.lat}\n`, "utf16le");
    const { table } = await firstPoint(write(content));
    expect(table[0]?.src_名称).toBe("安源区");
  });

  it("is read in GBK that begins only after the first quarter of a megabyte", async () => {
    const plain = `abc,${place.lon},${place.lat}\n`.repeat(20_000);
    const content = `name,lon,lat\n${plain}砌体,${place.lon},${place.lat}\n`;
    const { table } = await firstPoint(write(Uint8Array.from(encodeText(content, "gbk"))));
    expect(table.at(-1)?.src_name).toBe("砌体");
  });

  it("counts rows without coordinates and keeps texts as they are", async () => {
    const path = write(
      `编号,lon,lat,说明\n001,${place.lon},${place.lat},"加层, ""两层"""\n002,,,\n003,无,27,=cmd\n004,nan,27,x\n005,${place.lon},${place.lat},\n`,
    );
    const { table, report } = await worker.read(path);
    expect(table.map((row) => [row.fid, row.src_编号, row.src_说明])).toEqual([
      [1, "001", '加层, "两层"'],
      [5, "005", null],
    ]);
    expect(report).toMatchObject({ rows: 5, imported: 2 });
    expect(report.skipped.map(({ row }) => row)).toEqual([2, 3, 4]);
  });

  it("names the line where a row has more values than the head", async () => {
    const lines = Array.from({ length: 3000 }, (_each, row) => `${row},${place.lon},${place.lat}`);
    lines[2500] = `2500,${place.lon},${place.lat},x,y,z`;
    await expect(worker.read(write(`id,lon,lat\n${lines.join("\n")}\n`))).rejects.toMatchObject({
      code: "input-damaged",
      message: expect.stringContaining("line 2502"),
    });
  });

  it("takes brackets and stars in a file's name for what they are", async () => {
    const other = write(`id,lon,lat\nWRONG,${place.lon},${place.lat}\n`, "表1");
    expect(other).toContain("表1");
    const { table } = await firstPoint(write(`id,lon,lat\nRIGHT,${place.lon},${place.lat}\n`, "[终稿]表*?"));
    expect(table[0]?.src_id).toBe("RIGHT");
  });

  it.each([
    ["degrees, minutes and seconds", "113°51′0.0″E", "27°37′12.0″N"],
    ["their Chinese signs", "东经113度51分0秒", "北纬27度37分12秒"],
    ["plain quotes", '113° 51\' 0""', '27° 37\' 12""'],
    ["minutes with a fraction", "113°51.0'", "27°37.2'"],
    ["colons", "113:51:00", "27:37:12"],
    ["spaces", "113 51 00", "N27 37 12"],
  ])("is placed by %s", async (_title, east, north) => {
    await firstPoint(write(`编号,经度,纬度\nA,"${east}","${north}"\n`));
  });

  it("is placed by metres with commas at the thousands", async () => {
    await firstPoint(write('点号,东坐标,北坐标\nA,"485,194.28","3,056,340.50"\n'), { crs: "EPSG:4547" });
  });

  it("takes no text for degrees that is none", async () => {
    const texts = ["113°61′0″", "113°51′75″", "一百", "12a", "113,85", "1 2 3 4"];
    const lines = texts.map((text) => `x,"${text}",27.62`).join("\n");
    const { report } = await worker.read(write(`编号,经度,纬度\nA,${place.lon},${place.lat}\n${lines}\n`));
    expect(report.skipped.map(({ row }) => row)).toEqual([2, 3, 4, 5, 6, 7]);
  });

  it("lies in the south and west where it says so", async () => {
    const { table } = await worker.read(write('编号,经度,纬度\nA,"70°30′0″W","33°15′0″S"\n'));
    // EPSG:4326 → EPSG:32719 with pyproj 3.7.2: 360266.35, 6319994.45, UTM zone 19 south.
    expect(String(table[0]?.geom)).toMatch(/^POINT \(360266\.3\d* 6319994\.4\d*\)$/u);
  });

  it("can be looked at without known coordinates, and is imported by the columns that a user chooses, at his word", async () => {
    const path = write(`名称,甲,乙\nA,${place.east},${place.north}\n`);
    const looked = await worker.inspect(path);
    expect(looked).toMatchObject({
      geometry: null,
      coordinates: null,
      fields: [{ name: "名称" }, { name: "甲" }, { name: "乙" }],
    });
    expect(looked.problems.map(({ zh }) => zh).join()).toContain("请选择东坐标");
    await expect(worker.read(path)).rejects.toMatchObject({ code: "input-columns" });
    const { report } = await firstPoint(path, { coordinates: { east: "甲", north: "乙" }, crs: "EPSG:4547" });
    expect(notes(report)).toBe("");
    const turned = { coordinates: { east: "乙", north: "甲" }, crs: "EPSG:4547" };
    const wrong = await worker.read(path, "generic", turned, "EPSG:4547");
    expect(wrong.table[0]?.geom).toBe(`POINT (${place.north} ${place.east})`);
  });

  it("of a folder is one of its layers", async () => {
    const folder = mkdtempSync(join(root, "一批 表-"));
    writeFileSync(join(folder, "a 说明.csv"), "标题,内容\n1,2\n");
    writeFileSync(join(folder, "b 房屋.csv"), `名称,经度,纬度\n甲,${place.lon},${place.lat}\n`);
    const looked = await worker.inspect(folder);
    expect(looked.layers.map(({ name }) => name)).toEqual(["a 说明", "b 房屋"]);
    expect(looked.layer).toBe("b 房屋");
    expect((await firstPoint(folder)).table[0]?.src_名称).toBe("甲");
  });
});
