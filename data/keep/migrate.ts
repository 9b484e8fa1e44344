import { copyFile, link, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "../../contract/errors.js";
import { Database, type Session } from "../database.js";
import { renamePatiently, unwritable } from "../files.js";
import { checkJournal } from "../ledger/journal.js";
import { journalPath } from "../ledger/ledger.js";
import { projectPlaces } from "../project/project-folder.js";
import { databaseFormat, readFormat, readLayers, readRuns, writeFormat } from "../project/registry.js";
import { quoteName, quoteText } from "../sql.js";
import { makeBackup } from "./backup.js";
import { backupsOf } from "./manifest.js";

/**
 * Brings the layers of a project of an earlier format to this one: a new file is built beside the old, compared with it table
 * by table, and renamed over it; nothing is altered in place (a kill between ALTER and checkpoint leaves a DuckDB file that
 * cannot be opened). The old file stays in `backups/`. A kill leaves the old file or the new one, and the next opening goes on.
 * Throws `disk-full`, `output-unwritable`; then the old file is as it was.
 */
export async function migrateLayers(folder: string): Promise<void> {
  const { layers } = projectPlaces(folder);
  const fresh = join(folder, "layers.migrating.duckdb");
  const database = await Database.open({ path: layers, folders: [folder] });
  let from: number;
  try {
    from = await database.using(undefined, readFormat);
    if (from >= databaseFormat) return;
    const { entries, damage, length } = await checkJournal(journalPath(folder));
    const journal = { bytes: length, seq: entries.length, good: damage.length === 0 };
    const { signal } = new AbortController();
    await makeBackup({ project: folder, reason: "migration", journal, signal });
    for (const file of [fresh, `${fresh}.wal`]) await rm(file, { force: true });
    await database.using(undefined, (session) => buildFresh(session, fresh));
  } catch (error) {
    throw error instanceof AppError ? error : unwritable(layers, error);
  } finally {
    await database.close();
  }
  const kept = join(backupsOf(folder), `layers-format-${from}.duckdb`);
  await mkdir(backupsOf(folder), { recursive: true });
  await rm(kept, { force: true });
  await link(layers, kept).catch(() => copyFile(layers, kept));
  await rm(`${layers}.wal`, { force: true });
  await renamePatiently(fresh, layers);
}

async function buildFresh(session: Session, fresh: string): Promise<void> {
  const { name: old } = await session.row<{ name: string }>("SELECT current_database() AS name");
  await session.run(`ATTACH ${quoteText(fresh)} AS fresh`);
  await session.run(`COPY FROM DATABASE ${quoteName(old)} TO fresh`);
  const tables = await session.rows<{ name: string }>(
    "SELECT table_name AS name FROM duckdb_tables() WHERE database_name = current_database() ORDER BY name",
  );
  for (const { name } of tables) {
    const [one, other] = await Promise.all([
      measure(session, `main.${quoteName(name)}`),
      measure(session, `fresh.${quoteName(name)}`),
    ]);
    if (one !== other) throw new Error(`table ${name} is ${one} before and ${other} after the copy`);
  }
  const entries = { layer_entries: await readLayers(session), run_entries: await readRuns(session) };
  await session.run("USE fresh");
  for (const [table, rows] of Object.entries(entries)) {
    await session.run(`CREATE OR REPLACE TABLE ${table} (id BIGINT, entry VARCHAR)`);
    for (const row of rows)
      await session.run(`INSERT INTO ${table} VALUES ($id, $entry)`, { id: row.id, entry: JSON.stringify(row) });
  }
  await writeFormat(session);
  await session.run("CHECKPOINT fresh");
  await session.run(`USE ${quoteName(old)}`);
  await session.run("DETACH fresh");
  await session.run("CHECKPOINT");
}

/** Rows of a table and a hash over all of them, in any order. */
async function measure(session: Session, table: string): Promise<string> {
  const columns = await session.rows<{ column_name: string; column_type: string }>(`DESCRIBE ${table}`);
  const values = columns.map(({ column_name: name, column_type: type }) =>
    type.startsWith("GEOMETRY") ? `ST_AsWKB(${quoteName(name)})` : quoteName(name),
  );
  const { rows, sum } = await session.row<{ rows: bigint; sum: bigint | null }>(
    `SELECT count(*) AS rows, bit_xor(hash(${values.join(", ")})) AS sum FROM ${table}`,
  );
  return `${rows}/${sum}`;
}
