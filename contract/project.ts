import type { ColumnEntry, GeometryFamily, Paint } from "./catalog.js";
import type { ParameterValue } from "./parameters.js";
import type { Text } from "./text.js";

/** West, south, east, north in degrees (CGCS2000 / WGS 84). */
export type Bounds = readonly [number, number, number, number];

/** Where a column comes from: the file as delivered, the kind's canonical columns, or an analysis. */
export type ColumnOrigin = "source" | "kind" | "analysis";

export interface LayerColumn extends ColumnEntry {
  readonly origin: ColumnOrigin;
}

/** A row that an import left out, and why. `row` counts from 1 in the file. */
export interface SkippedRow {
  readonly row: number;
  readonly why: Text;
}

/** What is known of an imported file; printed with every result that used it. */
export interface SourceReport {
  readonly path: string;
  readonly kind: string;
  /** Rows in the file, rows in the layer; their difference is `skippedCount`. */
  readonly rows: number;
  readonly imported: number;
  readonly skippedCount: number;
  /** At most the first 1,000. */
  readonly skipped: readonly SkippedRow[];
  readonly encoding: string;
  /** Name of the file's CRS, `EPSG:n` where it could be told, and how it was told. */
  readonly crs: string;
  readonly crsEvidence: Text;
  readonly sha256: string;
  /** Canonical column → field of the file. */
  readonly mapping: Readonly<Record<string, string>>;
  /** Things a user should know: repaired shapes, values not understood, a guessed CRS. */
  readonly notes: readonly Text[];
  /** Seconds since 1970, UTC. */
  readonly importedAt: number;
  readonly milliseconds: number;
}

/** A table with a geometry: an imported file or a result. The first noun of the program. */
export interface Layer {
  readonly id: number;
  readonly title: Text;
  /** A kind's name, or `result:ANALYSIS` such as `result:screen`. */
  readonly kind: string;
  readonly geometry: GeometryFamily;
  readonly count: number;
  readonly bounds: Bounds | null;
  readonly columns: readonly LayerColumn[];
  readonly paint: Paint;
  readonly source: SourceReport | null;
  /** The run that made it; null for a file. */
  readonly run: number | null;
  /** For a result whose rows are those of another layer (same fid): that layer. */
  readonly parent: number | null;
}

/** An analysis with all that is needed to do it again. */
export interface Run {
  readonly id: number;
  readonly analysis: string;
  readonly inputs: Readonly<Record<string, number>>;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  /** Counts and other single figures of the result, by name. */
  readonly facts: Readonly<Record<string, number>>;
  /** What was decided on the way, in words. */
  readonly messages: readonly Text[];
  readonly layers: readonly number[];
  readonly version: string;
  readonly startedAt: number;
  readonly milliseconds: number;
  /** Milliseconds per step of the analysis, by name (`screen`, `cluster`). */
  readonly timings: Readonly<Record<string, number>>;
}

export interface Project {
  readonly path: string;
  readonly name: string;
  /** `EPSG:n`, metric; null until the first layer decides it. */
  readonly crs: string | null;
  readonly layers: readonly Layer[];
  readonly runs: readonly Run[];
}

/** Values of one row, in the order of the columns asked for. Whole numbers beyond 2^53 arrive as text. */
export type Cell = string | number | boolean | null;
