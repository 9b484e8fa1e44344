import { mkdir, truncate } from "node:fs/promises";
import { dirname } from "node:path";
import { Database, type DatabaseOptions } from "../database.js";
import { copySynced } from "./copy-files.js";

/** DuckDB 1.5.5 names the first record that does not fit by where its content begins, behind a head of length and checksum. */
const damagedRecord = /Corrupt WAL file: entry at byte position (\d+)/u;
const recordHead = 16;

/**
 * Opens a database. A log that ends in the middle of a record DuckDB cuts by itself; one with zeros at its end, as a power cut
 * leaves it, or with a changed bit it refuses. That one is copied to `keptAs` first and then cut before the first record that
 * does not fit: whatever was committed before is there. `mended` says whether that was done. Throws what DuckDB throws.
 */
export async function openMending(
  options: DatabaseOptions,
  keptAs: string,
): Promise<{ readonly database: Database; readonly mended: boolean }> {
  try {
    return { database: await Database.open(options), mended: false };
  } catch (error) {
    const place = Number(damagedRecord.exec(String(error))?.[1] ?? 0) - recordHead;
    if (place < 0) throw error;
    const log = `${options.path}.wal`;
    await mkdir(dirname(keptAs), { recursive: true });
    await copySynced(log, keptAs);
    await truncate(log, place);
    return { database: await Database.open(options), mended: true };
  }
}
