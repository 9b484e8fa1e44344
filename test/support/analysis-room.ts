import type { AccountTable } from "../../contract/account.js";
import type { GeometryFamily } from "../../contract/catalog.js";
import { completeParameters, type ParameterValue } from "../../contract/parameters.js";
import type { Scheme } from "../../contract/scheme.js";
import type { Analysis, InputLayer, ResultTable } from "../../data/analyses/analysis.js";
import { Database, type Session } from "../../data/database.js";
import { nationalScheme } from "../../data/risk/scheme.js";
import { quoteName, quoteText } from "../../data/sql.js";

export type Value = string | number | boolean | null;
export type Row = Readonly<Record<string, Value>>;

/** A table for an analysis: `columns` name → SQL type; rows hold them, `fid` and `geom` as well-known text or null. */
export interface Given {
  readonly columns: Readonly<Record<string, string>>;
  readonly rows: readonly Row[];
  /** Polygons, unless told otherwise. */
  readonly geometry?: GeometryFamily;
  /** Of a result: the layer whose rows these are. */
  readonly parent?: number;
}

export interface Outcome {
  /** Rows of each result by its name, in the order of their `fid`; geometry as well-known text. */
  readonly results: Readonly<Record<string, readonly Record<string, unknown>[]>>;
  readonly facts: Readonly<Record<string, number>>;
  readonly messages: readonly { readonly zh: string; readonly en: string }[];
  readonly tables: readonly AccountTable[];
}

export const buildingColumns = {
  build_year: "INTEGER",
  floor_area_m2: "DOUBLE",
  altered: "BOOLEAN",
  storeys_added: "BOOLEAN",
  wall_removed: "BOOLEAN",
  basement_dug: "BOOLEAN",
  extended: "BOOLEAN",
  use_changed: "BOOLEAN",
  renovated: "BOOLEAN",
  excluded: "BOOLEAN",
} as const;
/** Of a screened layer. */
export const candidateColumns = {
  floor_area_m2: "DOUBLE",
  old: "BOOLEAN",
  altered: "BOOLEAN",
  unknown_year: "BOOLEAN",
  near_pipe: "BOOLEAN",
  pipe_distance_m: "DOUBLE",
  pipe_fid: "BIGINT",
  pipe_pressure: "VARCHAR",
  near_site: "BOOLEAN",
  site_distance_m: "DOUBLE",
  site_fid: "BIGINT",
  site_depth_assumed: "BOOLEAN",
  candidate: "BOOLEAN",
  why: "VARCHAR",
} as const;
export const pipeColumns = { pressure: "VARCHAR", outer_diameter_mm: "DOUBLE", status: "VARCHAR" } as const;
export const siteColumns = {
  state: "VARCHAR",
  depth_m: "DOUBLE",
  pit_area_m2: "DOUBLE",
  radius_m: "DOUBLE",
} as const;

/** Runs an analysis on tables in memory, with as many threads as told: what a project's engine has no say in. */
export async function runOn(
  analysis: Analysis,
  inputs: Readonly<Record<string, Given>>,
  parameters: Readonly<Record<string, ParameterValue>>,
  threads: number,
  schemes: readonly Scheme[] = [nationalScheme],
): Promise<Outcome> {
  const database = await Database.open({ path: ":memory:", folders: [], threads });
  try {
    return await database.transaction(undefined, async (session) => {
      const given: Record<string, InputLayer> = {};
      for (const [name, table] of Object.entries(inputs)) given[name] = await fill(session, name, table);
      let number = 0;
      const outcome = await analysis.run(
        {
          session,
          signal: new AbortController().signal,
          progress: () => undefined,
          scheme: async (reference) => {
            const scheme = schemes.find(({ name }) => name === reference);
            if (scheme === undefined) throw new Error(`no scheme ${reference}`);
            return scheme;
          },
          newTable: () => quoteName(`result_${++number}`),
          newTemporary: () => `temporary_${++number}`,
        },
        given,
        completeParameters(analysis.parameters, parameters),
      );
      const results: Record<string, Record<string, unknown>[]> = {};
      for (const result of outcome.results) results[result.name] = await session.rows(select(result));
      return { results, facts: outcome.facts, messages: outcome.messages, tables: outcome.tables ?? [] };
    });
  } finally {
    database.close();
  }
}

function select({ table, parent }: ResultTable): string {
  return parent === null
    ? `SELECT * REPLACE (ST_AsText(geom) AS geom) FROM ${table} ORDER BY fid`
    : `SELECT * FROM ${table} ORDER BY fid`;
}

async function fill(
  session: Session,
  name: string,
  { columns, rows, geometry, parent = null }: { parent?: number | null } & Omit<Given, "parent">,
): Promise<InputLayer> {
  const types = { fid: "BIGINT", ...columns };
  const relation = quoteName(`given_${name}`);
  const list = Object.entries(types).map(([column, type]) => `${quoteName(column)} ${type}`);
  await session.run(`CREATE TABLE ${relation} (${list.join(", ")}, geom GEOMETRY)`);
  for (let from = 0; from < rows.length; from += 1000) {
    const tuples = rows.slice(from, from + 1000).map((row) => {
      const cells = Object.keys(types).map((column) => literal(row[column] ?? null));
      return `(${cells.join(", ")}, ST_GeomFromText(${literal(row.geom ?? null)}))`;
    });
    await session.run(`INSERT INTO ${relation} VALUES ${tuples.join(", ")}`);
  }
  return {
    relation,
    layer: {
      id: 1,
      title: { zh: name, en: name },
      kind: name,
      geometry: geometry ?? "polygon",
      count: rows.length,
      bounds: null,
      columns: Object.entries(columns).map(([column, type]) => ({
        name: column,
        title: { zh: column, en: column },
        type: type === "BOOLEAN" ? "flag" : type === "VARCHAR" ? "text" : type === "DOUBLE" ? "number" : "whole",
        origin: "kind",
      })),
      paint: { column: null, classes: [] },
      source: null,
      run: null,
      parent,
      parentRevision: null,
      revision: 1,
      about: null,
    },
  };
}

function literal(value: Value): string {
  if (value === null) return "NULL";
  if (typeof value === "string") return quoteText(value);
  // A decimal literal would become a DECIMAL and lose digits.
  return typeof value === "number" ? `CAST('${value}' AS DOUBLE)` : String(value);
}
