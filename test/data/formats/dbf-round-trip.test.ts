import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { encodeText, holds } from "../../support/chinese-bytes.js";
import { ImportWorker } from "../../support/import-worker.js";
import { type DbfColumn, pointsInMetres, prjTexts, writeShapefile } from "../../support/write-shapefile.js";

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
