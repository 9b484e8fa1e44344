import type { AccountTable } from "./account.js";
import type { ColumnEntry, GeometryFamily, Paint } from "./catalog.js";
import type { Condition } from "./conditions.js";
import type { DatumParameters } from "./datum.js";
import type { ParameterValue } from "./parameters.js";
import type { Text } from "./text.js";
import type { LayerStyle } from "./view-calls.js";

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

/**
 * How much of a field's values a canonical column understands. Empty values are not counted. A text is understood as it
 * stands, unless it is also read as a choice (a structure); a decade is understood though it is no year.
 */
export interface ColumnUnderstanding {
  readonly column: string;
  readonly field: string;
  /** Values that are not empty; those of them that were understood. */
  readonly values: number;
  readonly understood: number;
  /** The most frequent values that were not understood, at most 20. */
  readonly unclear: readonly { readonly value: string; readonly count: number }[];
}

/** A row that was kept, and what was done to it or what is doubtful about it. */
export type NotedRow = SkippedRow;

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
  /** Of those left out, the rows that the file itself marks as deleted: nothing is wrong with them. */
  readonly deletedCount: number;
  readonly encoding: string;
  /** Name of the file's CRS, `EPSG:n` where it could be told, and how it was told. */
  readonly crs: string;
  readonly crsEvidence: Text;
  readonly sha256: string;
  /** Canonical column → field of the file. */
  readonly mapping: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly understood: readonly ColumnUnderstanding[];
  /** Canonical column → rows of the layer where it is unknown. */
  readonly missing: Readonly<Record<string, number>>;
  /** Rows that are in the layer but doubtful or repaired; at most the first 1,000 are named. */
  readonly notedCount: number;
  readonly noted: readonly NotedRow[];
  /** What was done to the coordinates beyond the CRS: an undone shift, an office's own datum parameters. */
  readonly corrections: readonly Text[];
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
  /**
   * A kind's name; `result:ANALYSIS` such as `result:screen`; `quarantine` for the rows of an import that were left out or
   * are doubtful; `changes` for what a newer version of a layer brought.
   */
  readonly kind: string;
  readonly geometry: GeometryFamily;
  readonly count: number;
  readonly bounds: Bounds | null;
  readonly columns: readonly LayerColumn[];
  readonly paint: Paint;
  readonly source: SourceReport | null;
  /** The run that made it; null for a file. */
  readonly run: number | null;
  /** For a result whose rows are those of another layer (same fid): that layer, in the revision that it was made from. */
  readonly parent: number | null;
  readonly parentRevision: number | null;
  /** 1, and one more with every newer version of its file or correction of its rows. A feature keeps its fid. */
  readonly revision: number;
  /** The layer that a `quarantine` or `changes` layer is about. */
  readonly about: number | null;
  /** How a user wants it shown; absent: as the program shows it by itself. */
  readonly view?: LayerView;
}

/** How a layer is shown, kept in the project. `title` and `paint` of the layer already follow it. */
export interface LayerView {
  /** Null: as the program has it by itself. */
  readonly hidden: boolean | null;
  /** 0–1. */
  readonly opacity: number;
  /** Place in the drawing order, the lowest first; null: none was chosen. */
  readonly position: number | null;
  readonly style: LayerStyle | null;
  /** Changes with every new style: what was drawn before has to be drawn again. */
  readonly styled: number;
  /** Why the style does not hold, where it does not. */
  readonly note: Text | null;
}

/** How the rows of a newer version of a layer compare with those of the revision before it. */
export interface ChangeCounts {
  readonly added: number;
  readonly gone: number;
  readonly changed: number;
  readonly same: number;
  readonly matchedByCode: number;
  readonly matchedByOverlap: number;
}

/** How a supplier's files are to be read, as its JSON file holds it too; kept in the project, and proposed when a file has the same fields. */
export interface MappingTemplate {
  readonly name: string;
  readonly kind: string;
  /** Names of the file's fields, by which it is recognised. */
  readonly fields: readonly string[];
  readonly encoding?: string | undefined;
  readonly crs?: string | undefined;
  readonly mapping: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** An office's own parameters from an old datum to CGCS2000, as typed in; see `DatumParameters`. */
export interface NamedDatum {
  readonly name: string;
  readonly parameters: DatumParameters;
}

/** A filter that the project keeps. */
export interface NamedFilter {
  readonly name: string;
  /** The layer on whose columns the conditions are, and its kind: a layer of the same kind can be filtered by it too. */
  readonly layer: number;
  readonly kind: string;
  readonly conditions: readonly Condition[];
}

/** An analysis with all that is needed to do it again. */
export interface Run {
  readonly id: number;
  readonly analysis: string;
  readonly inputs: Readonly<Record<string, number>>;
  /** Input → the revision of its layer that was read. */
  readonly inputRevisions: Readonly<Record<string, number>>;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  /** Counts and other single figures of the result, by name. */
  readonly facts: Readonly<Record<string, number>>;
  /** What was decided on the way, in words. */
  readonly messages: readonly Text[];
  /** Rules and limits as they held in this run; absent where it has none, and from runs of earlier versions. */
  readonly tables?: readonly AccountTable[];
  readonly layers: readonly number[];
  readonly version: string;
  /** Who was logged in; absent from runs of earlier versions. */
  readonly operator?: string;
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
  readonly templates: readonly MappingTemplate[];
  readonly datums: readonly NamedDatum[];
  readonly filters: readonly NamedFilter[];
  /** Why nothing can be changed in it: another process has it, or its place takes no writing. Null: it can. */
  readonly readOnly: Text | null;
  /** That the layers' log was damaged and what that means; null: it was whole when the project was opened. */
  readonly mended: Text | null;
}

/** Values of one row, in the order of the columns asked for. Whole numbers beyond 2^53 arrive as text. */
export type Cell = string | number | boolean | null;
