import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { unzipSync } from "fflate";
import { afterAll, describe, expect, it } from "vitest";
import { AppError } from "../../../contract/errors.js";
import { encodeText } from "../../support/chinese-bytes.js";
import { ImportWorker } from "../../support/import-worker.js";
import { Dice } from "../../support/mutate.js";
import { dxfEntity, dxfText } from "../../support/write-dxf.js";
import { workbookBytes } from "../../support/write-workbook.js";
import { zipBytes } from "../../support/write-zip.js";

/** Files of each format damaged in the usual run; FANGAN_FUZZ=3000 makes a night of it. */
const mutations = Math.ceil(Number(process.env.FANGAN_FUZZ ?? 45) / 3);
/** Longest time for a file of a few kilobytes. The machine may be busy with other tests. */
const patience = 15_000;

const root = mkdtempSync(join(tmpdir(), "损坏 其他-"));
const worker = new ImportWorker();
afterAll(() => {
  worker.stop();
  rmSync(root, { recursive: true, force: true });
});

const kml = Buffer.from(
  `<?xml version="1.0"?><kml><Folder><name>区</name>${Array.from(
    { length: 10 },
    (_each, row) =>
      `<Placemark><name>楼${row}</name><ExtendedData><Data name="层数"><value>${row}</value></Data></ExtendedData><Polygon><outerBoundaryIs><LinearRing><coordinates>113.85,27.62 113.86,27.62 113.86,27.63 113.85,27.62</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>`,
  ).join("")}</Folder></kml>`,
);
const sheet = workbookBytes([
  {
    name: "台账",
    rows: [["编号", "X", "Y"], ...Array.from({ length: 10 }, (_each, row) => [`A${row}`, 3_056_000 + row, 485_000])],
  },
]);
/** The same parts unpacked, so that damage reaches the XML and not only the packing. */
const parts = Object.entries(unzipSync(sheet)).map(([name, data]) => ({ name, data: Buffer.from(data) }));
const dxf = Buffer.from(
  Uint8Array.from(
    encodeText(
      dxfText({
        blocks: { 阀: [dxfEntity.line("0", [0, 0], [1, 1])] },
        entities: [
          dxfEntity.polyline(
            "房",
            [
              [485_000, 3_056_000],
              [485_010, 3_056_000],
              [485_010, 3_056_010],
            ],
            true,
          ),
          dxfEntity.insert("管", "阀", [485_000, 3_056_000], { 号: "1" }),
          dxfEntity.text("注", [485_000, 3_056_000], "砖3"),
          dxfEntity.oldPolyline(
            "房",
            [
              [485_000, 3_056_000],
              [485_010, 3_056_000],
              [485_010, 3_056_010],
            ],
            true,
          ),
        ],
      }),
      "gbk",
    ),
  ),
);
const tables = Object.entries(unzipSync(readFileSync(join(import.meta.dirname, "three-layers.gdb.zip")))).flatMap(
  ([path, data]) => (data.length > 0 ? [{ name: path.split("/").at(-1) ?? "", data: Buffer.from(data) }] : []),
);

/** A bit turned, a byte set, the end cut off, or some bytes taken out. */
function damage(original: Buffer, dice: Dice): Buffer {
  const bytes = Buffer.from(original);
  const [kind, at] = [dice.roll(4), dice.roll(bytes.length)];
  if (kind === 0) bytes[at] = (bytes[at] ?? 0) ^ (1 << dice.roll(8));
  else if (kind === 1) bytes[at] = dice.roll(256);
  else if (kind === 2) return bytes.subarray(0, at);
  else return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + dice.roll(8))]);
  return bytes;
}

/** What is wrong with the answer; null for rows accounted for or a named error. */
async function faultOf(path: string): Promise<string | null> {
  const late = new AbortController();
  const work = worker
    .convert(path, "generic", { crs: path.endsWith(".kml") ? "EPSG:4326" : "EPSG:4547" })
    .then(({ report }) => report.skippedCount === report.rows - report.imported || "rows are missing without a reason")
    .catch((error: unknown) => {
      if (!(error instanceof AppError)) return String(error);
      return /^input-/u.test(error.code) || `${error.code} ${error.detail}`;
    });
  const outcome = await Promise.race([work, wait(patience, "no answer", { signal: late.signal })]);
  late.abort();
  if (outcome === "no answer" || (typeof outcome === "string" && outcome.startsWith("engine-stopped"))) worker.stop();
  return outcome === true ? null : String(outcome);
}

const formats: readonly (readonly [string, (dice: Dice, number: number) => string])[] = [
  ["KML", (dice) => write("a.kml", damage(kml, dice))],
  ["packed workbooks", (dice) => write("a.xlsx", damage(sheet, dice))],
  [
    "parts of workbooks",
    (dice) => {
      const hit = dice.roll(parts.length);
      return write(
        "b.xlsx",
        zipBytes(parts.map((part, at) => (at === hit ? { ...part, data: damage(part.data, dice) } : part))),
      );
    },
  ],
  ["drawings", (dice) => write("a.dxf", damage(dxf, dice))],
  [
    "geodatabases",
    (dice, number) => {
      const folder = join(root, `${number}.gdb`);
      mkdirSync(folder);
      const hit = dice.roll(tables.length);
      for (const [at, { name, data }] of tables.entries())
        writeFileSync(join(folder, name), at === hit ? damage(data, dice) : data);
      return folder;
    },
  ],
];

function write(name: string, bytes: Buffer): string {
  const path = join(root, name);
  writeFileSync(path, bytes);
  return path;
}

describe("damage", { timeout: Math.max(240_000, mutations * 20_000) }, () => {
  it.each(formats)(
    `of %s ends in every row accounted for or in a named error, ${mutations} times`,
    async (_title, make) => {
      const faults: string[] = [];
      for (let number = 0; number < mutations; number++) {
        const wrong = await faultOf(make(new Dice(number * 7919 + 1), number));
        if (wrong !== null) faults.push(`${number}: ${wrong}`);
      }
      expect(faults).toEqual([]);
    },
  );
});
