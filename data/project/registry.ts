import type { Layer, Run } from "../../contract/project.js";
import type { Session } from "../database.js";

/**
 * What the project file knows of its layers and runs: one row each, the entry as JSON, so that a new property needs no
 * change of schema. Read whole when the project opens and kept in memory; written in the transaction that makes the table.
 */
export async function createRegistry(session: Session): Promise<void> {
  await session.run("CREATE TABLE IF NOT EXISTS layer_entries (id BIGINT, entry VARCHAR)");
  await session.run("CREATE TABLE IF NOT EXISTS run_entries (id BIGINT, entry VARCHAR)");
  await session.run("CREATE TABLE IF NOT EXISTS crs_entries (crs VARCHAR)");
}

/** The CRS that the first layer decided, null before: written with that layer, so that no kill comes between the two. */
export async function readCrs(session: Session): Promise<string | null> {
  const [first] = await session.rows<{ crs: string }>("SELECT crs FROM crs_entries");
  return first?.crs ?? null;
}

export async function addCrs(session: Session, crs: string): Promise<void> {
  await session.run("INSERT INTO crs_entries VALUES ($crs)", { crs });
}

export async function readLayers(session: Session): Promise<Layer[]> {
  return await readEntries<Layer>(session, "layer_entries");
}

export async function readRuns(session: Session): Promise<Run[]> {
  return await readEntries<Run>(session, "run_entries");
}

export async function addLayer(session: Session, layer: Layer): Promise<void> {
  await session.run("INSERT INTO layer_entries VALUES ($id, $entry)", { id: layer.id, entry: JSON.stringify(layer) });
}

export async function addRun(session: Session, run: Run): Promise<void> {
  await session.run("INSERT INTO run_entries VALUES ($id, $entry)", { id: run.id, entry: JSON.stringify(run) });
}

export async function removeLayer(session: Session, id: number): Promise<void> {
  await session.run("DELETE FROM layer_entries WHERE id = $id", { id });
}

async function readEntries<Entry>(session: Session, table: "layer_entries" | "run_entries"): Promise<Entry[]> {
  const rows = await session.rows<{ entry: string }>(`SELECT entry FROM ${table} ORDER BY id`);
  return rows.map((row) => JSON.parse(row.entry) as Entry);
}
