import type { Layer } from "../../contract/project.js";
import type { Session } from "../database.js";
import { type Quarantine, quarantinePaint } from "../import/quarantine.js";
import { quoteName } from "../sql.js";
import type { Additions } from "./layer-revisions.js";
import { tableOf } from "./layer-tables.js";
import type { OpenProject } from "./open-project.js";

/** The quarantine of a layer, as it is now. */
export function quarantineOf(project: OpenProject, layer: number): Layer | undefined {
  return project.describe().layers.find(({ kind, about }) => kind === "quarantine" && about === layer);
}

/**
 * Takes the rows that were left out or are doubtful over into the layer's quarantine: a new one, or the next revision of the
 * one it has. Without such rows an old quarantine goes. `id` is what a new one is to be called.
 */
export async function takeQuarantine(
  session: Session,
  project: OpenProject,
  about: Layer,
  rows: Quarantine | null,
  id: number,
): Promise<Required<Pick<Additions, "layers" | "removed">>> {
  const earlier = quarantineOf(project, about.id);
  if (rows === null) return { layers: [], removed: earlier === undefined ? [] : [earlier] };
  const layer: Layer = {
    id: earlier?.id ?? id,
    title: { zh: `${about.title.zh} · 待核行`, en: `${about.title.en} · rows to look at` },
    kind: "quarantine",
    geometry: about.geometry,
    count: rows.count,
    bounds: rows.bounds,
    columns: rows.columns,
    paint: quarantinePaint,
    source: null,
    run: null,
    parent: null,
    parentRevision: null,
    revision: (earlier?.revision ?? 0) + 1,
    about: about.id,
  };
  await takeRows(session, layer, rows.parquet);
  return { layers: [layer], removed: [] };
}

/** Makes the table of a layer's revision from Parquet that the import worker wrote. */
export async function takeRows(session: Session, { id, revision, count }: Layer, parquet: string): Promise<void> {
  const table = quoteName(tableOf(id, revision));
  await session.run(
    `CREATE TABLE ${table} AS SELECT * REPLACE (ST_GeomFromWKB(geom) AS geom) FROM read_parquet($parquet)`,
    { parquet },
  );
  const { rows } = await session.row<{ rows: bigint }>(`SELECT count(*) AS rows FROM ${table}`);
  if (Number(rows) !== count) throw new Error(`${rows} rows arrived of ${count}`);
}
