import { join } from "node:path";
import type { Corrected } from "../../contract/api.js";
import { AppError } from "../../contract/errors.js";
import type { Layer, NotedRow, SourceReport } from "../../contract/project.js";
import type { CallContext } from "../../contract/wire.js";
import type { Session } from "../database.js";
import { diskFault } from "../files.js";
import type { Host } from "../host.js";
import type { CorrectedRows } from "../import/calls.js";
import { leavingReasons, reasonText } from "../import/reasons.js";
import { kinds } from "../kinds/index.js";
import type { Kind } from "../kinds/kind.js";
import { layerBounds } from "../layers/bounds.js";
import { quoteName, quoteText } from "../sql.js";
import { inWorker } from "./import-worker.js";
import { tableOf } from "./layer-tables.js";
import type { OpenProject } from "./open-project.js";
import { takeQuarantine } from "./quarantine-layer.js";

/** Rows named in a report, as at the import. */
const namedRows = 1000;

/**
 * Takes rows of a quarantine back from a corrected table: good ones are in the layer's next revision, the rest stays with the
 * reasons that are left. Throws `usage` for a layer that is no quarantine, and `input-*`.
 */
export async function correctRows(
  project: OpenProject,
  host: Host,
  request: { readonly layer: number; readonly path: string },
  context: CallContext,
): Promise<Corrected> {
  const quarantine = project.layer(request.layer);
  if (quarantine.kind !== "quarantine" || quarantine.about === null) throw noQuarantine(quarantine);
  const layer = project.layer(quarantine.about);
  const kind = kinds.find(({ name }) => name === layer.kind);
  if (kind === undefined || layer.source === null) throw noQuarantine(quarantine);
  const { source } = layer;
  try {
    const rows = await project.scratch(async (folder) => {
      const files = { parquet: join(folder, "before.parquet"), codes: join(folder, "codes.parquet") };
      const codes = await project.database.using(context.signal, (session) =>
        writeState(session, project, layer, quarantine, kind, files),
      );
      const ask = {
        path: request.path,
        folder,
        kind: kind.name,
        mapping: { ...source.mapping },
        values: Object.fromEntries(Object.entries(source.values).map(([name, words]) => [name, { ...words }])),
        projectCrs: project.crs ?? "",
        fileCrs: source.crs,
        geometry: layer.geometry,
        quarantine,
        parquet: files.parquet,
        codes: codes ? files.codes : null,
      };
      const corrected = await inWorker(host, request.path, context, (worker, options) =>
        worker.ask("correct", ask, options),
      );
      context.progress({ phase: { zh: "写入项目", en: "Writing to the project" } });
      await takeOver(project, { layer, quarantine, kind, source }, corrected, context);
      return corrected;
    });
    const { corrected, remaining, unknown, repeated } = rows;
    return { project: project.describe(), corrected, remaining, unknown, repeated };
  } catch (error) {
    throw diskFault(project.path, error);
  }
}

/** Writes the quarantine's rows, and the codes of the layer's other rows; false where the kind has no codes. */
async function writeState(
  session: Session,
  project: OpenProject,
  layer: Layer,
  quarantine: Layer,
  kind: Kind,
  { parquet, codes }: { readonly parquet: string; readonly codes: string },
): Promise<boolean> {
  const rows = project.source(quarantine.id).own;
  await session.run(
    `COPY (SELECT * REPLACE (ST_AsWKB(geom) AS geom) FROM ${rows} ORDER BY fid) TO ${quoteText(parquet)} (FORMAT parquet)`,
  );
  if (kind.keyColumn === null) return false;
  const key = quoteName(kind.keyColumn);
  await session.run(
    `COPY (SELECT ${key} AS code FROM ${project.source(layer.id).own}
           WHERE ${key} IS NOT NULL AND fid NOT IN (SELECT feature FROM ${rows} WHERE import_state = 'doubtful'))
     TO ${quoteText(codes)} (FORMAT parquet)`,
  );
  return true;
}

interface Quarantined {
  readonly layer: Layer;
  readonly quarantine: Layer;
  readonly kind: Kind;
  readonly source: SourceReport;
}

async function takeOver(
  project: OpenProject,
  { layer, quarantine, kind, source }: Quarantined,
  rows: CorrectedRows,
  context: CallContext,
): Promise<void> {
  if (rows.changed.count === 0 && rows.remaining === quarantine.count) return;
  await project.add(context.signal, async (session) => {
    const listed = await takeQuarantine(session, project, layer, rows.quarantine, quarantine.id);
    const left = listed.layers[0];
    const report = await reportOf(session, kind, source, left);
    const count = layer.count + rows.entered;
    const next: Layer = {
      ...layer,
      revision: layer.revision + 1,
      count,
      source: { ...source, ...report, imported: count, skippedCount: source.skippedCount - rows.entered },
    };
    const table = quoteName(tableOf(next.id, next.revision));
    await session.run(
      `CREATE TABLE ${table} AS
       WITH changed AS (SELECT * REPLACE (ST_GeomFromWKB(geom) AS geom) FROM read_parquet(${quoteText(rows.changed.parquet)}))
       SELECT * FROM ${quoteName(tableOf(layer.id, layer.revision))} WHERE fid NOT IN (SELECT fid FROM changed)
       UNION ALL BY NAME SELECT * FROM changed`,
    );
    const arrived = await session.row<{ rows: bigint }>(`SELECT count(*) AS rows FROM ${table}`);
    if (Number(arrived.rows) !== count) throw new Error(`${arrived.rows} rows arrived of ${count}`);
    const bounds = await layerBounds(session, table, project.crs);
    return { layers: [{ ...next, bounds }, ...listed.layers], removed: listed.removed };
  });
}

/** What the layer's report says of rows left out and of doubtful ones, from the quarantine that is left. */
async function reportOf(
  session: Session,
  kind: Kind,
  source: SourceReport,
  left: Layer | undefined,
): Promise<Pick<SourceReport, "skipped" | "notedCount" | "noted">> {
  const deleted = source.skipped.filter(({ why }) => why.zh === leavingReasons.deleted?.zh);
  if (left === undefined) return { skipped: deleted, notedCount: 0, noted: [] };
  const table = quoteName(tableOf(left.id, left.revision));
  const list = async (state: string): Promise<NotedRow[]> => {
    const rows = await session.rows<{ fid: bigint; reasons: string }>(
      `SELECT fid, reasons FROM ${table} WHERE import_state = $state ORDER BY fid LIMIT ${namedRows}`,
      { state },
    );
    return rows.map(({ fid, reasons }) => ({ row: Number(fid), why: reasonText(kind, reasons) }));
  };
  const { count } = await session.row<{ count: bigint }>(
    `SELECT count(*) AS count FROM ${table} WHERE import_state = 'doubtful'`,
  );
  const skipped = [...deleted, ...(await list("left_out"))].sort((one, other) => one.row - other.row);
  return { skipped: skipped.slice(0, namedRows), notedCount: Number(count), noted: await list("doubtful") };
}

function noQuarantine(layer: Layer): AppError {
  return new AppError("usage", {
    zh: `图层“${layer.title.zh}”不是待核行图层，不能用更正表更新。请选择标题以“待核行”结尾的图层。`,
    en: `The layer "${layer.title.en}" lists no rows to look at and takes no corrections. Choose one whose title ends in "rows to look at".`,
  });
}
