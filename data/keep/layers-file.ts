import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { Database, type Session } from "../database.js";
import { replaceFile } from "../files.js";
import { createViews } from "../project/layer-views.js";
import { addCrs, createRegistry } from "../project/registry.js";
import { quoteName, quoteText } from "../sql.js";

const tableName = /^features_\d+(_r\d+)?$/u;
const registryName = "registry.json";
const entries = z.array(z.object({ id: z.number(), entry: z.string() }));
const registry = z.object({
  crs: z.string().nullable(),
  layers: entries,
  runs: entries,
  /** How the layers are shown; backups of the first versions lack it. */
  views: entries.default([]),
});

/**
 * Writes every revision of every layer as GeoParquet in the project's CRS (a result without shapes of its own as plain
 * Parquet), and what the project knows of them as JSON: what comes back has the same numbers, rows, runs and styles.
 */
export async function writeLayerFiles(session: Session, folder: string, crs: string | null): Promise<void> {
  const tables = await session.rows<{ name: string; shapes: boolean }>(
    `SELECT table_name AS name, bool_or(column_name = 'geom') AS shapes FROM duckdb_columns()
     WHERE starts_with(table_name, 'features_') GROUP BY table_name ORDER BY table_name`,
  );
  for (const { name, shapes } of tables.filter((table) => tableName.test(table.name))) {
    const columns = shapes && crs !== null ? `* REPLACE (ST_SetCRS(geom, ${quoteText(crs)}) AS geom)` : "*";
    const file = quoteText(join(folder, `${name}.parquet`));
    await session.run(`COPY (SELECT ${columns} FROM ${quoteName(name)}) TO ${file} (FORMAT parquet)`);
  }
  const read = (table: string) =>
    session.rows<{ id: bigint; entry: string }>(`SELECT id, entry FROM ${table} ORDER BY id, rowid`);
  const plain = (rows: { id: bigint; entry: string }[]) => rows.map(({ id, entry }) => ({ id: Number(id), entry }));
  const known = {
    crs,
    layers: plain(await read("layer_entries")),
    runs: plain(await read("run_entries")),
    views: plain(await read("view_entries")),
  };
  await replaceFile(join(folder, registryName), JSON.stringify(known));
}

/** Makes the database `path` of what `writeLayerFiles` wrote. */
export async function readLayerFiles(folder: string, path: string): Promise<void> {
  const known = registry.parse(JSON.parse(await readFile(join(folder, registryName), "utf8")));
  const names = (await readdir(folder)).filter((name) => name.endsWith(".parquet")).sort();
  const database = await Database.open({ path, folders: [folder] });
  try {
    await database.transaction(undefined, async (session) => {
      await createRegistry(session);
      await createViews(session);
      for (const name of names) {
        const table = name.slice(0, -".parquet".length);
        if (!tableName.test(table)) continue;
        const file = `read_parquet(${quoteText(join(folder, name))})`;
        const columns = await session.rows<{ name: string }>(`SELECT column_name AS name FROM (DESCRIBE FROM ${file})`);
        const shapes = columns.some((column) => column.name === "geom");
        const values = shapes ? "* REPLACE (ST_GeomFromWKB(ST_AsWKB(geom)) AS geom)" : "*";
        await session.run(`CREATE TABLE ${quoteName(table)} AS SELECT ${values} FROM ${file}`);
      }
      for (const [table, rows] of [
        ["layer_entries", known.layers],
        ["run_entries", known.runs],
        ["view_entries", known.views],
      ] as const) {
        for (const { id, entry } of rows) await session.run(`INSERT INTO ${table} VALUES ($id, $entry)`, { id, entry });
      }
      if (known.crs !== null) await addCrs(session, known.crs);
    });
    await database.using(undefined, (session) => session.run("CHECKPOINT"));
  } finally {
    await database.close();
  }
}
