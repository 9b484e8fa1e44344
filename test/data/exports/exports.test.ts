import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Condition } from "../../../contract/api.js";
import type { Layer } from "../../../contract/project.js";
import { quoteText } from "../../../data/sql.js";
import { readCsv } from "../../support/csv-text.js";
import { type EngineRoom, openEngineRoom } from "../../support/engine-room.js";
import { dangerous, given } from "../../support/hostile-cells.js";
import { queryFiles } from "../../support/read-files.js";
import { toMetres } from "../../support/screened-city.js";
import { readWorkbook } from "../../support/workbook.js";

let room: EngineRoom;
let layer: Layer;
let cells: readonly { readonly fid: number; readonly values: Readonly<Record<string, unknown>> }[];
beforeAll(async () => {
  room = openEngineRoom();
  await room.create();
  layer = await room.take("generic", given);
  const page = await room.rows({ layer: layer.id, offset: 0, limit: 1000 });
  cells = page.rows.map((row) => ({
    fid: row.fid,
    values: Object.fromEntries(page.columns.map((name, place) => [name.replace(/^src_/u, ""), row.cells[place]])),
  }));
});
afterAll(() => room.close());

async function write(name: string, filter: Condition[] = [], from = layer): Promise<string> {
  const path = room.path(name);
  const { rows } = await room.client.ask("layer.export", { layer: from.id, path, filter });
  expect(rows).toBe(filter.length === 0 ? from.count : rows);
  return path;
}

const column = (name: string) => cells.map(({ values }) => values[name]);

describe("the layer that is exported", () => {
  it("holds what the file held", () => {
    expect(cells.map(({ fid }) => fid)).toEqual(given.map((_each, index) => index + 1));
    for (const name of ["说明", "经度", "整数", "有证", "日期", "=1+1", "id", "geometry"] as const) {
      expect(column(name)).toEqual(given.map(({ properties }) => properties[name] ?? null));
    }
  });
});

describe("a CSV", () => {
  it("opens in Excel: mark in front, formulas made text, numbers whole, everything else as it was", async () => {
    const bytes = readFileSync(await write("表.csv"));
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const [header = [], ...rows] = readCsv(bytes.subarray(3).toString("utf8"));
    expect(header).toEqual(["fid", "说明", "经度", "整数", "有证", "日期", "'=1+1", "id", "src_geometry"]);
    expect(rows).toHaveLength(given.length);
    for (const [index, row] of rows.entries()) {
      const { 说明, 经度, 整数, 有证, 日期 } = given[index]?.properties ?? {};
      const [fid, text, lon, whole, flag, day] = row;
      expect(fid).toBe(String(index + 1));
      const safe = dangerous.has(说明 ?? "")
        ? String(说明).replace(/(^|[\r\n])([ 　]*)([=+@\t＝-])/gu, "$1'$2$3")
        : 说明;
      if (说明 === null || 说明 === undefined) expect(text).toBeNull();
      else expect(text ?? "").toBe(safe);
      expect(Number(lon)).toBe(经度);
      expect(whole).toBe(整数 == null ? null : String(整数));
      expect(flag).toBe(有证 == null ? null : String(有证));
      expect(day).toBe(日期);
    }
    const texts = rows.flat().filter((cell) => cell !== null && !/^-?\d/u.test(cell));
    expect(texts.filter((cell) => /^[\s　]*[=+@＝＋－＠-]/u.test(cell ?? ""))).toEqual([]);
  });
});

describe("a workbook", () => {
  it("is read by an own reader cell for cell: texts literal, no formula anywhere, numbers as numbers", async () => {
    const { rows, formulas, parts, sheets } = readWorkbook(readFileSync(await write("表.xlsx")));
    expect(parts).toEqual([
      "[Content_Types].xml",
      "_rels/.rels",
      "xl/_rels/workbook.xml.rels",
      "xl/styles.xml",
      "xl/workbook.xml",
      "xl/worksheets/sheet1.xml",
    ]);
    expect(sheets).toEqual(["generic-1"]);
    expect(formulas).toBe(0);
    const [header, ...body] = rows;
    expect(header).toEqual(["序号", "说明", "经度", "整数", "有证", "日期", "=1+1", "id", "src_geometry"]);
    expect(body).toEqual(
      given.map(({ properties: { 说明, 经度, 整数, 有证, 日期, id, geometry, ...rest } }, index) => [
        index + 1,
        说明,
        经度,
        整数,
        有证 == null ? null : 有证 ? "是" : "否",
        日期,
        rest["=1+1"],
        id,
        geometry,
      ]),
    );
  });

  it("is read alike by GDAL", async () => {
    const path = await write("表2.xlsx");
    const rows = await queryFiles(
      room.folder,
      `SELECT * FROM ST_Read(${quoteText(path)}, open_options = ['HEADERS=FORCE', 'FIELD_TYPES=STRING'])`,
    );
    // GDAL's reader leaves the escapes of the format and blank texts as they stand in the file.
    const told = given.map(({ properties: { 说明 } }) => 说明);
    const odd = (text: string | null) => text === null || text === "" || /_x0041_|\r/u.test(text);
    expect(rows.map((row) => row.说明).filter((_each, index) => !odd(told[index] ?? null))).toEqual(
      told.filter((text) => !odd(text)),
    );
    expect(rows.map((row) => Number(row.经度))).toEqual(given.map(({ properties }) => properties.经度));
  });

  it.each([
    ["a/b\\c?d*e[f]g:h'i", "a b c d e f g h i"],
    ["History", "Sheet1"],
    ['房屋 <1> & "2"', '房屋 <1> & "2"'],
    [`${"长".repeat(30)}𠮷${"长".repeat(9)}`, "长".repeat(30)],
  ])("of the layer %j has the sheet %j", async (name, sheet) => {
    const renamed = await room.client.ask("source.import", {
      path: room.path("generic-1.geojson"),
      kind: "generic",
      name,
      reading: { crs: "EPSG:4547" },
    });
    const path = await write(`名 ${renamed.layer.id}.xlsx`, [], renamed.layer);
    const { sheets } = readWorkbook(readFileSync(path));
    expect(sheets).toEqual([sheet]);
    await room.client.ask("layer.remove", { layer: renamed.layer.id });
  });
});

interface GeoJsonFile {
  readonly features: readonly {
    readonly properties: Record<string, unknown>;
    readonly geometry: { readonly type: string; readonly coordinates: [number, number][][] };
  }[];
}

function expectProperties(rows: readonly Record<string, unknown>[]): void {
  expect(rows).toHaveLength(given.length);
  for (const [index, row] of rows.entries()) {
    const { geometry, ...same } = given[index]?.properties ?? { geometry: "" };
    expect(row).toMatchObject({ ...same, fid: index + 1, src_geometry: geometry });
  }
}

describe("a GeoJSON", () => {
  it("holds degrees to the centimetre and every value literally", async () => {
    const file: GeoJsonFile = JSON.parse(readFileSync(await write("图.geojson"), "utf8"));
    expectProperties(file.features.map(({ properties }) => properties));
    for (const [index, { geometry }] of file.features.entries()) {
      expect(geometry.type).toBe("Polygon");
      const corners = (geometry.coordinates[0] ?? []).map((place) => toMetres(place));
      const ring = ringOf(index);
      for (const [x, y] of ring)
        expect(Math.min(...corners.map(([e, n]) => Math.hypot(e - x, n - y)))).toBeLessThan(0.02);
    }
  });
});

const plain = (rows: readonly Record<string, unknown>[]) =>
  rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        name,
        typeof value === "bigint" ? Number(value) : value instanceof Date ? value.toISOString().slice(0, 10) : value,
      ]),
    ),
  );

function ringOf(index: number): readonly (readonly [number, number])[] {
  const rings = (given[index]?.geometry.coordinates ?? []) as [number, number][][];
  return rings[0] ?? [];
}

const wktOf = (index: number) => {
  const ring = ringOf(index);
  return new Set(ring.map((place) => place.join(" ")));
};

describe("a GeoPackage", () => {
  it("holds the project's metres and CRS and every value", async () => {
    const path = await write("图.gpkg");
    const rows = await queryFiles(
      room.folder,
      `SELECT * EXCLUDE (geom), ST_AsText(geom) AS wkt FROM ST_Read(${quoteText(path)}) ORDER BY fid`,
    );
    expectProperties(plain(rows));
    for (const [index, { wkt }] of rows.entries()) {
      expect(new Set(/\(\((.*)\)\)/u.exec(String(wkt))?.[1]?.split(", "))).toEqual(wktOf(index));
    }
    const [meta] = await queryFiles(
      room.folder,
      `SELECT layers[1].geometry_fields[1].crs.auth_code AS code FROM ST_Read_Meta(${quoteText(path)})`,
    );
    expect(meta?.code).toBe("4547");
  });
});

describe("a GeoParquet", () => {
  it("holds the project's metres and CRS and every value", async () => {
    const path = await write("图.parquet");
    const rows = await queryFiles(
      room.folder,
      `SELECT * EXCLUDE (geometry), ST_AsText(geometry) AS wkt FROM read_parquet(${quoteText(path)}) ORDER BY fid`,
    );
    expectProperties(plain(rows));
    for (const [index, { wkt }] of rows.entries()) {
      expect(new Set(/\(\((.*)\)\)/u.exec(String(wkt))?.[1]?.split(", "))).toEqual(wktOf(index));
    }
    const [meta] = await queryFiles(
      room.folder,
      `SELECT decode(value) AS text FROM parquet_kv_metadata(${quoteText(path)}) WHERE decode(key) = 'geo'`,
    );
    const geo = JSON.parse(String(meta?.text));
    expect(geo.primary_column).toBe("geometry");
    expect(geo.columns.geometry.encoding).toBe("WKB");
    expect(JSON.stringify(geo.columns.geometry.crs)).toContain("4547");
  });
});
