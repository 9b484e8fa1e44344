import type { Layer } from "../../contract/project.js";
import type { PressureProfile, Scheme } from "../../contract/scheme.js";
import type { Locale, Text } from "../../contract/text.js";
import { appendRows } from "../append.js";
import type { Bindings, Session } from "../database.js";
import { BIGINT, VARCHAR } from "../duckdb.js";
import type { SaidLines } from "../exports/index.js";
import type { LayerSource } from "../layers/layer-source.js";
import { narrowest } from "../layers/narrowest.js";
import { reasoners } from "../reasons/index.js";
import { type Grounds, joined, type Neighbour, numberOf, type Reasoner } from "../reasons/reasoner.js";
import type { BuildingFacts } from "../risk/factors/factor.js";
import { profiles } from "../risk/profiles.js";
import { profileOf } from "../risk/scheme.js";
import { quoteName, quoteNames } from "../sql.js";
import { neighbours } from "./neighbours.js";
import type { OpenProject } from "./open-project.js";
import { loadScheme } from "./schemes.js";

/** How the rows of a layer say why they are as they are; null for a layer whose rows do not. */
export function reasonerOf({ kind }: Layer): Reasoner | null {
  return reasoners.find((each) => each.kind === kind) ?? null;
}

/** The lines of some rows, by fid. Rows with nothing to say are left out. */
export async function readReasons(
  project: OpenProject,
  session: Session,
  id: number,
  fids: readonly number[],
): Promise<ReadonlyMap<number, Text>> {
  const source = project.source(id);
  const reasoner = reasonerOf(source.layer);
  const lines = new Map<number, Text>();
  if (reasoner === null || fids.length === 0) return lines;
  const read = reading(source, reasoner);
  const rows = await session.rows<BuildingFacts & { fid: number }>(
    `SELECT ${["CAST(fid AS DOUBLE) AS fid", ...read.items].join(", ")} FROM ${read.relation} WHERE fid IN (${fids.join(", ")})`,
  );
  const grounds = await groundsOf(project, session, source.layer, rows);
  for (const row of rows) {
    const line = joined(reasoner.parts(row, grounds));
    if (line !== null) lines.set(row.fid, line);
  }
  return lines;
}

export interface ReasonRequest {
  readonly source: LayerSource;
  /** For WHERE: which rows. */
  readonly where: string;
  readonly bindings: Bindings;
  readonly locale: Locale;
  readonly signal: AbortSignal;
}

/** Lines that are put into words between two queries. */
const pageSize = 16_384;

/**
 * The lines of many rows as TEMP tables; null for a layer whose rows say nothing. Rows of which the same is known say the same: each
 * line is put into words once, however many rows have it. A page of them at a time is in memory, DuckDB holds the rest and puts it
 * on the disk where it is large.
 */
export async function writeReasons(
  project: OpenProject,
  session: Session,
  { source, where, bindings, locale, signal }: ReasonRequest,
): Promise<SaidLines | null> {
  const reasoner = reasonerOf(source.layer);
  if (reasoner === null) return null;
  const grounds = await groundsOf(project, session, source.layer, null);
  const { items, names, relation } = reading(source, reasoner);
  const [facts, rows, lines] = ["reason_facts", "reason_rows", "reason_lines"] as const;
  await session.run(
    `CREATE OR REPLACE TEMP TABLE ${facts} AS
     SELECT ${["min(fid) AS key", "list(fid) AS fids", ...names.map(quoteName)].join(", ")}
     FROM (SELECT ${["fid", ...items].join(", ")} FROM ${relation} WHERE ${where}) GROUP BY ALL`,
    bindings,
  );
  await session.run(`CREATE OR REPLACE TEMP TABLE ${rows} AS SELECT unnest(fids) AS fid, key FROM ${facts}`);
  await session.run(`CREATE OR REPLACE TEMP TABLE ${lines} (key BIGINT, line VARCHAR)`);
  const { groups } = await session.row<{ groups: bigint }>(`SELECT count(*) AS groups FROM ${facts}`);
  for (let from = 0; from < Number(groups); from += pageSize) {
    const [keys = [], ...columns] = await session.columns(
      `SELECT ${["key", ...names.map(quoteName)].join(", ")} FROM ${facts} WHERE rowid >= ${from} AND rowid < ${from + pageSize}`,
    );
    const said = putIntoWords(reasoner, grounds, names, columns, keys.length, locale);
    const values = [
      { type: BIGINT, values: (start: number, end: number) => keys.slice(start, end) as bigint[] },
      { type: VARCHAR, values: (start: number, end: number) => said.slice(start, end) },
    ];
    await appendRows(session, lines, keys.length, values, signal, "temp");
  }
  await session.run(`DROP TABLE ${facts}`);
  return { rows, lines };
}

function putIntoWords(
  { parts }: Reasoner,
  grounds: Grounds,
  names: readonly string[],
  columns: readonly (readonly unknown[])[],
  count: number,
  locale: Locale,
): (string | null)[] {
  // One for all rows: making an object of so many columns for each costs as much as the words.
  const facts: Record<string, BuildingFacts[string]> = {};
  return Array.from({ length: count }, (_none, row) => {
    for (const [at, name] of names.entries()) facts[name] = columns[at]?.[row] as BuildingFacts[string];
    return joined(parts(facts, grounds))?.[locale] ?? null;
  });
}

/** Whole numbers as DOUBLE, so that they arrive as numbers; columns that the layer lacks are left out: not known. */
function reading(source: LayerSource, { columns }: Reasoner) {
  const known = source.layer.columns.filter(({ name }) => columns.includes(name));
  const names = known.map(({ name }) => name);
  const items = known.map(({ name, type }) => {
    const quoted = quoteName(name);
    return type === "whole" || type === "year" || type === "number" ? `CAST(${quoted} AS DOUBLE) AS ${quoted}` : quoted;
  });
  return { items, names, relation: narrowest(source, names) };
}

/** `rows`: whose neighbours are wanted; null: all. */
async function groundsOf(
  project: OpenProject,
  session: Session,
  layer: Layer,
  rows: readonly BuildingFacts[] | null,
): Promise<Grounds> {
  const { parameters } = project.run(layer.run ?? 0);
  const named = profiles.find(({ name }) => name === parameters.profile);
  const isScored = layer.kind === "result:score";
  const reference = parameters.scheme;
  const scheme: Scheme | null =
    named !== undefined || typeof reference !== "string"
      ? null
      : ((isScored ? project.previewScheme(layer.id) : null) ?? (await loadScheme(project.path, reference)));
  const profile: PressureProfile | null = named ?? (scheme === null ? null : profileOf(scheme));
  const { pipes, sites } = neighbours(project, layer);
  const wanted = (column: string) =>
    rows === null ? null : [...new Set(rows.map((row) => numberOf(row[column])).filter((fid) => fid !== null))];
  return {
    scheme: isScored ? scheme : null,
    profile,
    parameters,
    pipes: await readNeighbours(session, pipes, wanted("pipe_fid")),
    sites: await readNeighbours(session, sites, wanted("site_fid")),
  };
}

const noNeighbours: ReadonlyMap<number, Neighbour> = new Map();

/** Code or name and wall thickness by fid; `fids` null: of all. */
export async function readNeighbours(
  session: Session,
  source: LayerSource | undefined,
  fids: readonly number[] | null,
): Promise<ReadonlyMap<number, Neighbour>> {
  if (source === undefined || fids?.length === 0) return noNeighbours;
  const has = (name: string) => source.layer.columns.some((column) => column.name === name);
  const names = ["code", "name"].filter(has).map((name) => `CAST(${quoteNames([name])} AS VARCHAR)`);
  const rows = await session.rows<{ fid: number; name: string; wall_mm: number | null }>(
    `SELECT CAST(fid AS DOUBLE) AS fid, coalesce(${[...names, "CAST(fid AS VARCHAR)"].join(", ")}) AS name,
            ${has("wall_thickness_mm") ? "CAST(wall_thickness_mm AS DOUBLE)" : "CAST(NULL AS DOUBLE)"} AS wall_mm
     FROM ${source.geometryRelation} ${fids === null ? "" : `WHERE fid IN (${fids.join(", ")})`}`,
  );
  return new Map(rows.map(({ fid, ...neighbour }) => [fid, neighbour]));
}
