import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { encodeText, holds } from "../../support/chinese-bytes.js";
import { ImportWorker } from "../../support/import-worker.js";
import {
  type DbfColumn,
  type Point,
  pointsInMetres,
  prjTexts,
  type Shapes,
  writeShapefile,
} from "../../support/write-shapefile.js";

const root = mkdtempSync(join(tmpdir(), "往返-"));
const worker = new ImportWorker();
afterAll(() => {
  worker.stop();
  rmSync(root, { recursive: true, force: true });
});

/** Characters of the kinds that each encoding is used for, its rare ends included. */
const alphabets = {
  gbk: "安源区后埠街道砌体框架加层建成年份镕喆堃瑢囍（）、。０Ａα〇ABCxyz 09-=+@'\"<>&;,",
  gb18030: "安源区㐀㒲䶮龬鿋𠮷𪚥𡃁é€ABC 09",
  "utf-8": "安源区砌体𠮷é€ñ日本語العربيةAB 09",
  big5: "鋼筋混凝土臺北市磚造房屋編號ABC 09",
  "windows-1252": "éèüößñçÅØŒ€ABCabc 09-",
} as const;

type Encoding = keyof typeof alphabets;
const cpgOf: Readonly<Record<Encoding, string>> = {
  gbk: "GBK",
  gb18030: "GB18030",
  "utf-8": "UTF-8",
  big5: "Big5",
  "windows-1252": "1252",
};

const textIn = (encoding: Encoding) =>
  fc
    .array(fc.constantFrom(...[...alphabets[encoding]].filter((character) => holds(character, encoding))), {
      maxLength: 12,
    })
    .map((characters) => characters.join("").trim());

const names: Readonly<Record<Encoding, readonly string[]>> = {
  gbk: ["建成年份", "层数", "结构", "ADDRESS"],
  gb18030: ["建成年份", "䶮", "结构", "ADDRESS"],
  "utf-8": ["建成年", "层数", "é", "ADDRESS"],
  big5: ["編號", "層數", "結構", "ADDRESS"],
  "windows-1252": ["Année", "Größe", "Ort", "ADDRESS"],
};

function tableIn(encoding: Encoding) {
  const row = fc.tuple(
    textIn(encoding),
    fc.option(fc.integer({ min: -9_999_999, max: 99_999_999 })),
    fc.option(fc.integer({ min: -99_999_999, max: 99_999_999 }).map((cents) => cents / 100)),
    fc.boolean(),
  );
  return fc.array(row, { minLength: 1, maxLength: 150 });
}

/** The widest text of a table fixes the width, so that values fill their field to the last byte. */
const widthOf = (texts: readonly string[], encoding: Encoding) =>
  Math.max(1, ...texts.map((text) => encodeText(text, encoding).length));

let number = 0;

/** Rings with straight edges in whole metres; an outer one runs clockwise, the hole inside it the other way. */
const polygon = fc
  .record({ x: fc.integer({ min: 0, max: 900 }), side: fc.integer({ min: 9, max: 99 }), hole: fc.boolean() })
  .map(({ x, side, hole }): Point[][] => {
    const box = (inset: number): Point[] => {
      const [west, south] = [485_000 + x + inset, 3_056_000 + inset];
      const [east, north] = [485_000 + x + side - inset, 3_056_000 + side - inset];
      return [
        [west, south],
        [west, north],
        [east, north],
        [east, south],
        [west, south],
      ];
    };
    return hole ? [box(0), box(3).reverse()] : [box(0)];
  });
const line = fc
  .uniqueArray(fc.integer({ min: 0, max: 900 }), { minLength: 2, maxLength: 6 })
  .map((xs): Point[][] => [xs.map((x) => [485_000 + x, 3_056_000 + (x % 7)])]);
const point = fc.integer({ min: 0, max: 900 }).map((x): Point => [485_000 + x, 3_056_000]);

/** Corners of a shape's rings or lines in no order: two programs may begin a ring at different places. */
const corners = (rings: readonly (readonly Point[])[]) =>
  rings.map((ring) => [...new Set(ring.map(String))].sort().join(" ")).sort();
const cornersOf = (wkt: unknown) =>
  corners(
    [...String(wkt).matchAll(/\(([^()]+)\)/gu)].map(([, list = ""]) =>
      list.split(", ").map((pair) => pair.trim().split(" ").map(Number) as unknown as Point),
    ),
  );

const day = fc.date({ min: new Date("1900-01-01"), max: new Date("2099-12-31"), noInvalidDate: true });
const anyRow = fc.record({
  day: fc.option(day.map((date) => date.toISOString().slice(0, 10))),
  flag: fc.option(fc.boolean()),
  float: fc.option(fc.float({ min: -1e6, max: 1e6, noNaN: true, noDefaultInfinity: true })),
  gone: fc.boolean(),
});

describe.each([
  ["polygon", undefined],
  ["polygon", "z"],
  ["line", "m"],
  ["line", "z"],
  ["point", "z"],
  ["point", "m"],
] as const)("any %s with %s", (type, also) => {
  it("comes back with its dates, flags and numbers, without deleted rows and null shapes", {
    timeout: 60_000,
  }, async () => {
    const shape: fc.Arbitrary<Point | Point[][]> = { polygon, line, point }[type];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.option(shape), anyRow), { minLength: 1, maxLength: 60 }), async (given) => {
        number += 1;
        // One whole row stands first: a file without any has nothing to import.
        const [first] = fc.sample(shape, { numRuns: 1, seed: number });
        if (first === undefined) throw new Error("there is a shape");
        const rows = [[first, { day: null, flag: null, float: null, gone: false }] as const, ...given];
        const shapes = { type, shapes: rows.map(([each]) => each), ...(also === undefined ? {} : { also }) } as Shapes;
        const path = writeShapefile(join(root, `s${number}`), {
          shapes,
          dbf: {
            columns: [
              { name: "建成日期", type: "D", length: 8 },
              { name: "加层", type: "L", length: 1 },
              { name: "面积", type: "F", length: 20, decimals: 6 },
            ],
            rows: rows.map(([, row]) => [
              row.day?.replaceAll("-", "") ?? null,
              row.flag === null ? "?" : row.flag ? "T" : "F",
              row.float?.toFixed(6) ?? null,
            ]),
            encoding: "gbk",
            deleted: rows.flatMap(([, { gone }], index) => (gone ? [index + 1] : [])),
          },
          prj: prjTexts.metres114,
        });
        const { table, report } = await worker.read(path);
        const kept = rows.flatMap(([each, row], index) =>
          each === null || row.gone ? [] : [{ each, row, fid: index + 1 }],
        );
        expect(report).toMatchObject({ rows: rows.length, imported: kept.length });
        expect(table.map(({ geom: _geom, ...row }) => row)).toEqual(
          kept.map(({ row, fid }) => ({
            fid,
            src_建成日期: row.day === null ? null : new Date(`${row.day}T00:00:00Z`),
            src_加层: row.flag,
            src_面积: row.float === null ? null : Number(row.float.toFixed(6)),
          })),
        );
        expect(table.map(({ geom }) => cornersOf(geom))).toEqual(
          kept.map(({ each }) => corners(type === "point" ? [[each as Point]] : (each as Point[][]))),
        );
      }),
      { numRuns: 8, seed: 20_261_125 },
    );
  });
});

describe.each(Object.keys(alphabets) as Encoding[])("any table in %s", (encoding) => {
  it("comes back value by value", { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(tableIn(encoding), async (rows) => {
        number += 1;
        const [text = "", whole = "", real = ""] = names[encoding];
        const columns: DbfColumn[] = [
          {
            name: text,
            type: "C",
            length: widthOf(
              rows.map(([value]) => value),
              encoding,
            ),
          },
          { name: whole, type: "N", length: 8 },
          { name: real, type: "N", length: 12, decimals: 2 },
        ];
        const deleted = rows.flatMap(([, , , gone], index) => (gone && index > 0 ? [index + 1] : []));
        const path = writeShapefile(join(root, `r${number}`), {
          shapes: pointsInMetres(rows.length),
          dbf: {
            columns,
            rows: rows.map(([a, b, c]) => [a, b?.toString() ?? null, c?.toFixed(2) ?? null]),
            encoding,
            deleted,
          },
          prj: prjTexts.metres114,
          cpg: cpgOf[encoding],
        });
        const { table, report } = await worker.read(path);
        const kept = rows.map((row, index) => ({ row, fid: index + 1 })).filter(({ fid }) => !deleted.includes(fid));
        expect(table).toEqual(
          kept.map(({ row: [a, b, c], fid }) => ({
            fid,
            [`src_${text}`]: a === "" ? null : a,
            [`src_${whole}`]: b === null ? null : BigInt(b),
            [`src_${real}`]: c,
            geom: `POINT (${485_000 + 10 * (fid - 1)} 3056000)`,
          })),
        );
        expect(report).toMatchObject({ rows: rows.length, imported: kept.length });
      }),
      { numRuns: 8, seed: 20_261_124 },
    );
  });
});
