import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { AppError } from "../../../contract/errors.js";
import type { Converted } from "../../../data/import/calls.js";
import { ImportWorker } from "../../support/import-worker.js";
import { Dice, mutate } from "../../support/mutate.js";
import { dbfBytes, prjTexts, type Shapes, shpBytes } from "../../support/write-shapefile.js";

/** Files damaged in the usual run; FANGAN_FUZZ=10000 makes a night of it. */
const mutations = Number(process.env.FANGAN_FUZZ ?? 60);
/** Longest time for a file of a few kilobytes. The machine may be busy with other tests. */
const patience = 5000;

const root = mkdtempSync(join(tmpdir(), "损坏-"));
const worker = new ImportWorker();
afterAll(() => {
  worker.stop();
  rmSync(root, { recursive: true, force: true });
});

const rows = 12;
const square = (east: number) => [
  [east, 3_056_000],
  [east, 3_056_010],
  [east + 10, 3_056_010],
  [east + 10, 3_056_000],
  [east, 3_056_000],
];
const seeds: readonly Shapes[] = [
  { type: "polygon", shapes: Array.from({ length: rows }, (_each, row) => [square(485_000 + 20 * row) as never]) },
  { type: "line", shapes: Array.from({ length: rows }, (_each, row) => [square(485_000 + 20 * row) as never]) },
  { type: "point", shapes: Array.from({ length: rows }, (_each, row) => [485_000 + 20 * row, 3_056_000]) },
];
const dbf = dbfBytes({
  columns: [
    { name: "建成年份", type: "C", length: 12 },
    { name: "层数", type: "N", length: 3 },
  ],
  rows: Array.from({ length: rows }, (_each, row) => [`${1970 + row}年`, String(row)]),
  encoding: "gbk",
  languageByte: 0x4d,
});

type Outcome = Converted | AppError | "hang" | { unexpected: unknown };

async function outcomeOf(path: string): Promise<Outcome> {
  const late = new AbortController();
  const work = worker
    .convert(path)
    .catch((error: unknown) => (error instanceof AppError ? error : { unexpected: error }));
  const outcome = await Promise.race([work, wait(patience, "hang" as const, { signal: late.signal })]);
  late.abort();
  if (outcome === "hang" || (outcome instanceof AppError && outcome.code === "engine-stopped")) worker.stop();
  return outcome;
}

/** Exact (every row is there or named with its reason), or an error that names the file. */
function fault(outcome: Outcome): string | null {
  if (outcome === "hang") return "no answer";
  if (outcome instanceof AppError) return /^input-/u.test(outcome.code) ? null : `${outcome.code} ${outcome.detail}`;
  if ("unexpected" in outcome) return String(outcome.unexpected);
  const { report } = outcome;
  if (report.skipped.length !== report.rows - report.imported) return "rows are missing without a reason";
  const words = report.notes.map((note) => note.en).join(" ");
  if (report.rows !== rows && !/The \.shx lists|belong to no shape/u.test(words))
    return `${report.rows} rows and no word about it`;
  return null;
}

describe("damaged shapefiles", { timeout: Math.max(120_000, mutations * 3000) }, () => {
  it(`end in every row accounted for or in a named error, ${mutations} times`, async () => {
    const faults: string[] = [];
    const tally = { whole: 0, partial: 0, refused: 0 };
    for (let number = 0; number < mutations; number++) {
      const dice = new Dice(number * 7919 + 1);
      const seed = seeds[number % seeds.length] ?? seeds[0];
      if (seed === undefined) throw new Error("there are seeds");
      const files = { ...shpBytes(seed), dbf };
      const alone = number % 4 === 3;
      const part = alone || dice.roll(2) === 0 ? "shp" : "dbf";
      const { bytes, what } = mutate(files[part], part, dice);
      const base = join(root, alone ? "alone" : "pair");
      writeFileSync(`${base}.shp`, part === "shp" ? bytes : files.shp);
      writeFileSync(`${base}.shx`, files.shx);
      if (!alone) writeFileSync(`${base}.dbf`, part === "dbf" ? bytes : files.dbf);
      writeFileSync(`${base}.prj`, prjTexts.metres114);
      const outcome = await outcomeOf(`${base}.shp`);
      const wrong = fault(outcome);
      if (wrong !== null) faults.push(`${number} (${seed.type}) ${what}: ${wrong}`);
      else if (outcome instanceof AppError) tally.refused += 1;
      else if ("report" in Object(outcome))
        tally[(outcome as Converted).report.imported === rows ? "whole" : "partial"] += 1;
    }
    expect(faults).toEqual([]);
    // The dice are fixed: all three outcomes were met, so the test looked at what it means to look at.
    expect(tally.whole).toBeGreaterThan(mutations / 10);
    expect(tally.refused).toBeGreaterThan(mutations / 10);
    expect(tally.partial).toBeGreaterThan(0);
    expect(worker.starts).toBe(1);
  });
});
