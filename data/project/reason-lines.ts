import type { Layer } from "../../contract/project.js";
import type { PressureProfile, Scheme } from "../../contract/scheme.js";
import type { Locale, Text } from "../../contract/text.js";
import { RowAppender } from "../append.js";
import type { Bindings, Session } from "../database.js";
import { BIGINT, VARCHAR } from "../duckdb.js";
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
    `SELECT ${read.select} FROM ${read.relation} WHERE fid IN (${fids.join(", ")})`,
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

/**
 * The lines of many rows as a TEMP table of `fid` and `line`, and its name; null for a layer whose rows say nothing. Rows come
 * and go by the chunk: only the table holds them all, and DuckDB puts it on the disk where it is large.
 */
export async function writeReasons(
  project: OpenProject,
  session: Session,
  { source, where, bindings, locale, signal }: ReasonRequest,
): Promise<string | null> {
  const reasoner = reasonerOf(source.layer);
  if (reasoner === null) return null;
  const grounds = await groundsOf(project, session, source.layer, null);
  const table = "reason_lines";
  await session.run(`CREATE OR REPLACE TEMP TABLE ${table} (fid BIGINT, line VARCHAR)`);
  const { select, names, relation } = reading(source, reasoner);
  const appender = await RowAppender.open(session, table, [BIGINT, VARCHAR], "temp");
  try {
    // One for all rows: making an object of so many columns for each costs as much as the words.
    const facts: Record<string, BuildingFacts[string]> = {};
    // Nothing else may run on a session that is being streamed from.
    await project.database.using(signal, async (reader) => {
      for await (const rows of reader.chunks(`SELECT ${select} FROM ${relation} WHERE ${where}`, bindings)) {
        const fids: bigint[] = [];
        const lines: (string | null)[] = [];
        for (const row of rows) {
          for (const [at, name] of names.entries()) facts[name] = row[at] as BuildingFacts[string];
          fids.push(BigInt(facts.fid as number));
          lines.push(joined(reasoner.parts(facts, grounds))?.[locale] ?? null);
        }
        appender.append([fids, lines]);
      }
    });
    appender.finish();
  } finally {
    appender.close();
  }
  return table;
}

/** Whole numbers as DOUBLE, so that they arrive as numbers; columns that the layer lacks are left out: not known. */
function reading(source: LayerSource, { columns }: Reasoner) {
  const known = source.layer.columns.filter(({ name }) => columns.includes(name));
  const names = ["fid", ...known.map(({ name }) => name)];
  const items = ["CAST(fid AS DOUBLE) AS fid"].concat(
    known.map(({ name, type }) => {
      const quoted = quoteName(name);
      return type === "whole" || type === "year" || type === "number"
        ? `CAST(${quoted} AS DOUBLE) AS ${quoted}`
        : quoted;
    }),
  );
  return { select: items.join(", "), names, relation: narrowest(source, names) };
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
