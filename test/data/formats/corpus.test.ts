import { readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join, relative } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { AppError } from "../../../contract/errors.js";
import { readFormats } from "../../../data/formats/index.js";
import type { Converted } from "../../../data/import/calls.js";
import { quoteName } from "../../../data/sql.js";
import { corpus, corpusFolder, hasCorpus } from "../../support/corpus.js";
import { ImportWorker } from "../../support/import-worker.js";

const worker = new ImportWorker();
afterAll(() => worker.stop());

interface Recorded {
  readonly error?: string;
  readonly rows?: number;
  readonly shapes?: number;
  readonly fields?: Readonly<Record<string, { readonly count: number; readonly sum?: number }>>;
}

/** Made by scripts/reference/corpus.py with pyogrio and pandas; nothing in it comes from this program. */
const recorded: Readonly<Record<string, Recorded>> = JSON.parse(
  readFileSync(join(import.meta.dirname, "corpus-record.json"), "utf8"),
).files;

/** Files that GDAL opens and we refuse, with our reason. */
const refused: Readonly<Record<string, RegExp>> = {
  "odd-gdal/lvbag/archive_mixed.zip": /no shapefile/u,
  "odd-gdal/lvbag/archive_pnd.zip": /no shapefile/u,
  "odd-gdal/lvbag/archive_single.zip": /no shapefile/u,
  "odd-shpjs/files/counties5.zip": /no shapefile/u,
  "odd-shpjs/test/noshp.zip": /no shapefile/u,
  "odd-gdal/shp/buggymultiline.shp": /shape 1 \(at byte 100\)/u,
  "odd-gdal/shp/buggymultipoint.shp": /shape 1 \(at byte 100\)/u,
  "odd-gdal/shp/buggymultipoly.shp": /shape 1 \(at byte 100\)/u,
  "odd-gdal/shp/bigoffset.shp": /\(50000000000\.50, 50000000000\.50\)/u,
  "odd-mapshaper/geopackage/world_land_robin.gpkg": /row that can be used: .* outside the CRS/u,
  "odd-mapshaper/geopackage/world_land_robin.shp": /row that can be used: .* outside the CRS/u,
  "odd-mapshaper/issues/invalid_coords/invalid_coordinates.json": /row that can be used: .* outside the CRS/u,
  "odd-mapshaper/issues/invalid_coords/invalid_coordinates.shp": /row that can be used: .* outside the CRS/u,
  "odd-mapshaper/issues/193/gauss_kruger.shp": /do not fit/u,
  "odd-mapshaper/issues/193/three_points.shp": /do not fit/u,
};

const extensions = new Set(readFormats.flatMap((format) => format.extensions));

function listFiles(folder: string): string[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      if (statSync(path).isDirectory()) return listFiles(path);
      return extensions.has(extname(name).slice(1).toLowerCase()) ? [relative(corpusFolder, path)] : [];
    });
}

/** Counts and sums of the fields that both sides know. */
function figuresSql(file: string, columns: readonly string[]): string {
  const shared = Object.keys(recorded[file]?.fields ?? {}).filter((name) => columns.includes(`src_${name}`));
  const select = shared.flatMap((name) => {
    const column = quoteName(`src_${name}`);
    return [
      `count(nullif(trim(CAST(${column} AS VARCHAR)), '')) AS ${quoteName(`count ${name}`)}`,
      `sum(TRY_CAST(${column} AS DOUBLE)) AS ${quoteName(`sum ${name}`)}`,
    ];
  });
  return `SELECT ${["count(*) AS rows", ...select].join(", ")} FROM read_parquet($parquet)`;
}

/** Recorded names that no column has. GDAL garbles Chinese ones; pandas makes up names; what was renamed is said. */
function lostNames({ fields = {} }: Recorded, { columns, report }: Converted): string[] {
  if (report.notes.some(({ en }) => /renamed|not read/u.test(en))) return [];
  const known = new Set(columns.map(({ name }) => name));
  return Object.keys(fields).filter(
    (name) => /^[ -~]+$/u.test(name) && !/^Unnamed: /u.test(name) && !known.has(`src_${name}`),
  );
}

/** Numbers without a stated CRS are read as degrees, or as metres of Web Mercator where they are too large for that. */
async function readAnyhow(file: string) {
  const sql = ({ columns }: { columns: readonly { name: string }[] }) =>
    figuresSql(
      file,
      columns.map((column) => column.name),
    );
  const path = corpus(file);
  return await worker.figures(path, { fallbackCrs: "EPSG:4326" }, sql).catch(async (error: unknown) => {
    if (!(error instanceof AppError) || error.code !== "input-crs") throw error;
    return await worker.figures(path, { crs: "EPSG:3857" }, sql);
  });
}

describe.skipIf(!hasCorpus)("real and odd files", { timeout: 180_000 }, () => {
  const files = hasCorpus ? listFiles(corpusFolder) : [];
  let tables = 0;

  it.each(files)("%s", async (file) => {
    const expected = recorded[file];
    const outcome = await readAnyhow(file).catch((error: unknown) => error);
    if (outcome instanceof Error) {
      expect(outcome).toBeInstanceOf(AppError);
      const { code, text } = outcome as AppError;
      expect(code).toMatch(/^input-/u);
      for (const sentence of [text.zh, text.en]) expect(sentence.trim().split("\n")).toHaveLength(1);
      const readable = expected !== undefined && expected.error === undefined && (expected.shapes ?? 0) > 0;
      if (readable) expect(text.en).toMatch(refused[file] ?? /^refused although GDAL reads it$/u);
      return;
    }
    const { converted, row } = outcome as Awaited<ReturnType<typeof readAnyhow>>;
    const { report } = converted;
    expect(report.rows - report.imported).toBe(report.skippedCount);
    if (expected === undefined || expected.error !== undefined) return;
    const deleted = report.skipped.filter(({ why }) => why.en.includes("deleted")).length;
    expect(report.rows - deleted).toBe(expected.rows);
    expect(report.imported).toBeLessThanOrEqual(expected.shapes ?? expected.rows ?? 0);
    expect(lostNames(expected, converted)).toEqual([]);
    if (expected.shapes === undefined) tables += 1;
    if (report.imported !== report.rows) return;
    for (const [name, { count, sum }] of Object.entries(expected.fields ?? {})) {
      if (!(`count ${name}` in row)) continue;
      expect(Number(row[`count ${name}`]), `values in ${name}`).toBe(count);
      if (sum !== undefined && count > 0)
        expect(Math.abs(Number(row[`sum ${name}`]) - sum), `sum of ${name}`).toBeLessThanOrEqual(
          1e-9 * Math.abs(sum) + 1e-9,
        );
    }
  });

  it("was compared with others on more than 190 files, among them the tables that have coordinates", () => {
    const compared = files.filter((file) => recorded[file]?.error === undefined && recorded[file] !== undefined);
    expect(compared.length).toBeGreaterThan(190);
    expect(tables).toBeGreaterThan(5);
    expect(worker.starts).toBe(1);
  });
});
