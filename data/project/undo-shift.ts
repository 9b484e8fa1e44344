import type { ShiftSystem } from "../../contract/api.js";
import { AppError } from "../../contract/errors.js";
import type { Layer, SourceReport } from "../../contract/project.js";
import type { CallContext } from "../../contract/wire.js";
import type { Session } from "../database.js";
import { undoneInDegrees, undoneNote } from "../geodesy/undone.js";
import { layerBounds } from "../layers/bounds.js";
import { quoteName, quoteText } from "../sql.js";
import { tableOf } from "./layer-tables.js";
import type { OpenProject } from "./open-project.js";

/** Rows moved by one statement: between two of them tiles, pages and a cancel get their turn. */
const rowsAtOnce = 20_000;

/**
 * Moves every vertex of an imported layer back, exactly, as a new revision of it, and says so in its provenance. Throws
 * `usage` for a layer that was not imported, `layer-missing`.
 */
export async function undoShift(
  project: OpenProject,
  id: number,
  system: ShiftSystem,
  context: CallContext,
): Promise<void> {
  const before = project.layer(id);
  const { relation, crs } = project.source(id);
  const { source } = before;
  if (source === null || before.parent !== null || before.about !== null) throw notImported(before);
  const after = { ...before, revision: before.revision + 1 };
  const table = quoteName(tableOf(id, after.revision));
  await project.add(context.signal, async (session) => {
    await moveRows(session, relation, table, undoneSql(session, system, crs), before.count, context);
    const bounds = await layerBounds(session, table, crs);
    const metres = await meanMove(session, relation, table);
    return { layers: [{ ...after, bounds, source: withNote(source, system, metres) }] };
  });
}

function withNote(source: SourceReport, system: ShiftSystem, metres: number): SourceReport {
  return { ...source, corrections: [...source.corrections, undoneNote(system, metres)] };
}

/** SQL for `geom`, in the project's CRS, with its shift undone. */
function undoneSql(session: Session, system: ShiftSystem, crs: string): string {
  const project = quoteText(crs);
  const degrees = `ST_Transform(geom, ${project}, 'EPSG:4490', always_xy := true)`;
  return `ST_Transform(${undoneInDegrees(session, system, degrees)}, 'EPSG:4490', ${project}, always_xy := true)`;
}

async function moveRows(
  session: Session,
  relation: string,
  table: string,
  moved: string,
  count: number,
  { progress }: CallContext,
): Promise<void> {
  const phase = { zh: "还原偏移", en: "Undoing the shift" };
  await session.run(`CREATE TABLE ${table} AS SELECT * FROM ${relation} LIMIT 0`);
  for (let from = 0; from < count; from += rowsAtOnce) {
    progress({ phase, done: from, total: count });
    await session.run(
      `INSERT INTO ${table} SELECT * REPLACE (${moved} AS geom) FROM ${relation} WHERE rowid >= $from AND rowid < $to`,
      { from, to: from + rowsAtOnce },
    );
  }
  const { rows } = await session.row<{ rows: bigint }>(`SELECT count(*) AS rows FROM ${table}`);
  if (Number(rows) !== count) throw new Error(`${rows} rows of ${count} were moved`);
}

/** Mean of the metres between the middles of each row before and after. */
async function meanMove(session: Session, relation: string, table: string): Promise<number> {
  const middle = (geom: string, axis: "X" | "Y") => `(ST_${axis}Min(${geom}) + ST_${axis}Max(${geom})) / 2`;
  const along = (axis: "X" | "Y") => `(${middle("old.geom", axis)} - ${middle("new.geom", axis)}) ** 2`;
  const { metres } = await session.row<{ metres: number | null }>(
    `SELECT avg(sqrt(${along("X")} + ${along("Y")})) AS metres FROM ${relation} old JOIN ${table} new USING (fid)`,
  );
  return metres ?? 0;
}

function notImported({ title }: Layer): AppError {
  return new AppError("usage", {
    zh: `“${title.zh}”不是导入的图层，不能还原偏移。请选择它的来源图层。`,
    en: `"${title.en}" was not imported, so no shift can be undone in it. Choose the layer it came from.`,
  });
}
