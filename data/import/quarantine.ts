import { join } from "node:path";
import type { GeometryFamily, Paint } from "../../contract/catalog.js";
import type { Bounds, LayerColumn, NotedRow } from "../../contract/project.js";
import type { Session } from "../database.js";
import type { Kind } from "../kinds/kind.js";
import { layerBounds } from "../layers/bounds.js";
import { quoteText } from "../sql.js";
import { namedRows } from "./check-rows.js";
import { cleanSql, layerColumns, type RowReading } from "./clean.js";
import { reasonChoices, reasonText } from "./reasons.js";

/** The rows of a file that were left out or are doubtful, written by the worker for the engine to take over. */
export interface Quarantine {
  /**
   * Parquet in the scratch folder: `fid BIGINT` (row in the file), the columns of `columns`, `geom` WKB in the project's CRS,
   * as the file has it; null where there is none.
   */
  readonly parquet: string;
  readonly count: number;
  readonly columns: readonly LayerColumn[];
  readonly bounds: Bounds | null;
}

const states = [
  { value: "left_out", title: { zh: "未导入", en: "left out" }, colour: "#B2182B", width: 2 },
  { value: "doubtful", title: { zh: "已导入，存疑", en: "imported, doubtful" }, colour: "#E08214", width: 2 },
] as const;

/** One classifier for map, legend and table: whether the row is in the layer. */
export const quarantinePaint: Paint = { column: "import_state", classes: states };

/**
 * The columns that a quarantine has before those of its layer. Their names are none of a kind's. `feature` is the row's fid in
 * the layer, which a row that was left out gets when it comes back corrected.
 */
export function quarantineColumns(kind: Kind): LayerColumn[] {
  const own = [
    { name: "row", title: { zh: "文件行号", en: "row in the file" }, type: "whole" },
    {
      name: "import_state",
      title: { zh: "导入情况", en: "import" },
      type: "choice",
      choices: states.map(({ value, title }) => ({ value, title })),
    },
    { name: "reasons", title: { zh: "原因", en: "reasons" }, type: "text", choices: reasonChoices(kind) },
    { name: "feature", title: { zh: "图层要素序号", en: "feature of the layer" }, type: "whole" },
    { name: "repaired_parts", title: { zh: "修复后部件数", en: "parts after repair" }, type: "whole" },
    { name: "area_before_m2", title: { zh: "修复前面积", en: "area before repair" }, type: "number", unit: "m²" },
    { name: "area_after_m2", title: { zh: "修复后面积", en: "area after repair" }, type: "number", unit: "m²" },
  ] as const;
  return own.map((column) => ({ ...column, origin: "kind" as const }));
}

/**
 * Writes the rows of TABLE doubted and those of TABLE checked that were left out, deleted ones excepted: nothing is wrong
 * with them. Null where there is none. `moved` is SQL that brings `flat`, a shape of the file, into the project's CRS;
 * `feature` is SQL for the row's fid in the layer.
 */
export async function writeQuarantine(
  session: Session,
  reading: RowReading,
  geometry: GeometryFamily,
  moved: string,
  projectCrs: string,
  folder: string,
  options: { readonly feature?: string; readonly read?: Parameters<typeof cleanSql>[4] } = {},
): Promise<Quarantine | null> {
  await session.run(
    `CREATE TABLE listed AS
     SELECT row, 'left_out' AS import_state, why AS reasons FROM checked WHERE why IS NOT NULL AND why <> 'deleted'
     UNION ALL SELECT row, 'doubtful', reasons FROM doubted`,
  );
  const { count } = await session.row<{ count: bigint }>("SELECT count(*) AS count FROM listed");
  if (count === 0n) return null;
  const area = (geom: string) => (geometry === "polygon" ? `abs(ST_Area(${geom}))` : "CAST(NULL AS DOUBLE)");
  await session.run(
    `CREATE TABLE quarantined AS
     WITH given AS (
       SELECT listed.*, ST_Force2D(raw.geom) AS flat, checked.mended, checked.why,
              CASE WHEN checked.why IS NULL THEN checked.geom END AS kept
       FROM listed JOIN raw USING (row) JOIN checked USING (row)
     ), placed AS (
       SELECT * EXCLUDE (flat), CASE WHEN kept IS NOT NULL AND NOT mended THEN kept ELSE TRY(${moved}) END AS place FROM given
     ), finite AS (
       SELECT *, CASE WHEN isfinite(ST_XMin(place) + ST_XMax(place) + ST_YMin(place) + ST_YMax(place)) THEN place END AS shape FROM placed
     )
     SELECT row, import_state AS __state, reasons AS __reasons, shape AS __shape,
            CASE WHEN mended AND why IS NULL THEN CAST(ST_NumGeometries(kept) AS INTEGER) END AS __parts,
            CASE WHEN mended AND why IS NULL THEN ${area("shape")} END AS __before_m2,
            CASE WHEN mended AND why IS NULL THEN ${area("kept")} END AS __after_m2
     FROM finite`,
  );
  // A field of the file may have any name: what stands beside the fields has names of its own.
  const first = [
    "raw.row AS fid",
    "raw.row AS row",
    "__state AS import_state",
    "__reasons AS reasons",
    `CAST(${options.feature ?? "raw.row"} AS BIGINT) AS feature`,
    "__parts AS repaired_parts",
    "__before_m2 AS area_before_m2",
    "__after_m2 AS area_after_m2",
  ];
  const parquet = join(folder, "quarantine.parquet");
  const select = cleanSql(reading, first, "__shape", "quarantined JOIN raw USING (row)", options.read);
  await session.run(`COPY (${select}) TO ${quoteText(parquet)} (FORMAT parquet, COMPRESSION snappy)`);
  return {
    parquet,
    count: Number(count),
    columns: [...quarantineColumns(reading.kind), ...layerColumns(reading.fields, reading.kind, reading.mapping)],
    bounds: await layerBounds(
      session,
      "(SELECT __shape AS geom FROM quarantined WHERE __shape IS NOT NULL)",
      projectCrs,
    ),
  };
}

/** The doubtful rows for the report: how many, and the first by name, with what a repair did to them. */
export async function listNoted(
  session: Session,
  kind: Kind,
): Promise<{ notedCount: number; noted: readonly NotedRow[] }> {
  const { count } = await session.row<{ count: bigint }>("SELECT count(*) AS count FROM doubted");
  if (count === 0n) return { notedCount: 0, noted: [] };
  const rows = await session.rows<NotedTableRow>(
    `SELECT doubted.row, doubted.reasons, __parts AS parts, __before_m2 AS before, __after_m2 AS after
     FROM doubted JOIN quarantined USING (row) ORDER BY doubted.row LIMIT ${namedRows}`,
  );
  return { notedCount: Number(count), noted: rows.map((row) => describeNoted(kind, row)) };
}

interface NotedTableRow {
  readonly row: bigint;
  readonly reasons: string;
  readonly parts: number | null;
  readonly before: number | null;
  readonly after: number | null;
}

function describeNoted(kind: Kind, { row, reasons, parts, before, after }: NotedTableRow): NotedRow {
  const { zh, en } = reasonText(kind, reasons);
  if (parts === null) return { row: Number(row), why: { zh, en } };
  const areas = before === null || after === null ? null : [before.toFixed(1), after.toFixed(1)];
  return {
    row: Number(row),
    why: {
      zh: `${zh}（修复后 ${parts} 个部件${areas === null ? "" : `，面积 ${areas.join(" → ")} m²`}）`,
      en: `${en} (${parts} ${Number(parts) === 1 ? "part" : "parts"} after the repair${areas === null ? "" : `, area ${areas.join(" → ")} m²`})`,
    },
  };
}
