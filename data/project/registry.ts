import type { Layer, Run, SourceReport } from "../../contract/project.js";
import type { Session } from "../database.js";

/**
 * What the project file knows of its layers and runs: one row each, the entry as JSON, so that a new property needs no
 * change of schema. Read whole when the project opens and kept in memory; written in the transaction that makes the table.
 */
export async function createRegistry(session: Session): Promise<void> {
  const [known] = await session.rows("FROM duckdb_tables() WHERE table_name = 'layer_entries' LIMIT 1");
  if (known === undefined) await writeFormat(session);
  await session.run("CREATE TABLE IF NOT EXISTS layer_entries (id BIGINT, entry VARCHAR)");
  await session.run("CREATE TABLE IF NOT EXISTS run_entries (id BIGINT, entry VARCHAR)");
  await session.run("CREATE TABLE IF NOT EXISTS crs_entries (crs VARCHAR)");
}

/** Format of `layers.duckdb`: 1 had no number; in 2 entries are whole and the file says its own format. */
export const databaseFormat = 2;

export async function readFormat(session: Session): Promise<number> {
  const tables = await session.rows<{ name: string }>("SELECT table_name AS name FROM duckdb_tables()");
  if (tables.length === 0) return databaseFormat;
  if (!tables.some(({ name }) => name === "format_entries")) return 1;
  const [first] = await session.rows<{ format: number }>("SELECT max(format) AS format FROM format_entries");
  return Number(first?.format ?? 1);
}

export async function writeFormat(session: Session): Promise<void> {
  await session.run("CREATE OR REPLACE TABLE format_entries (format INTEGER)");
  await session.run("INSERT INTO format_entries VALUES ($format)", { format: databaseFormat });
}

/** The CRS that the first layer decided, null before: written with that layer, so that no kill comes between the two. */
export async function readCrs(session: Session): Promise<string | null> {
  const [first] = await session.rows<{ crs: string }>("SELECT crs FROM crs_entries");
  return first?.crs ?? null;
}

export async function addCrs(session: Session, crs: string): Promise<void> {
  await session.run("INSERT INTO crs_entries VALUES ($crs)", { crs });
}

/** Every revision of every layer, a layer's revisions in their order. */
export async function readLayers(session: Session): Promise<Layer[]> {
  const layers = (await readEntries<StoredLayer>(session, "layer_entries")).map(completeLayer);
  return layers.sort((one, other) => one.id - other.id || one.revision - other.revision);
}

export async function readRuns(session: Session): Promise<Run[]> {
  return (await readEntries<StoredRun>(session, "run_entries")).map((run) => ({
    ...run,
    inputRevisions: run.inputRevisions ?? Object.fromEntries(Object.keys(run.inputs).map((name) => [name, 1])),
  }));
}

/** Adds a layer, or a revision of one: the entries of earlier revisions stay, for the results that were made from them. */
export async function addLayer(session: Session, layer: Layer): Promise<void> {
  // How it is shown is kept apart, for all its revisions.
  const { view: _view, ...entry } = layer;
  await session.run("INSERT INTO layer_entries VALUES ($id, $entry)", { id: layer.id, entry: JSON.stringify(entry) });
}

export async function addRun(session: Session, run: Run): Promise<void> {
  await session.run("INSERT INTO run_entries VALUES ($id, $entry)", { id: run.id, entry: JSON.stringify(run) });
}

/** Removes all revisions of a layer. */
export async function removeLayer(session: Session, id: number): Promise<void> {
  await session.run("DELETE FROM layer_entries WHERE id = $id", { id });
}

/** Properties that entries of earlier versions of the program lack. */
type Later<Entry, Names extends keyof Entry> = Omit<Entry, Names> & Partial<Pick<Entry, Names>>;
type StoredLayer = Later<Omit<Layer, "source">, "parentRevision" | "revision" | "about"> & {
  readonly source: StoredReport | null;
};
type StoredReport = Later<
  SourceReport,
  "values" | "understood" | "missing" | "deletedCount" | "notedCount" | "noted" | "corrections"
>;
type StoredRun = Later<Run, "inputRevisions">;

function completeLayer(layer: StoredLayer): Layer {
  const { source } = layer;
  const report = {
    values: {},
    understood: [],
    missing: {},
    deletedCount: 0,
    notedCount: 0,
    noted: [],
    corrections: [],
  };
  return {
    parentRevision: layer.parent === null ? null : 1,
    revision: 1,
    about: null,
    ...layer,
    source: source === null ? null : { ...report, ...source },
  };
}

async function readEntries<Entry>(session: Session, table: "layer_entries" | "run_entries"): Promise<Entry[]> {
  const rows = await session.rows<{ entry: string }>(`SELECT entry FROM ${table} ORDER BY id`);
  return rows.map((row) => JSON.parse(row.entry) as Entry);
}
