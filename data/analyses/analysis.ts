import type { AccountTable } from "../../contract/account.js";
import type { AnalysisEntry, ColumnEntry, GeometryFamily, Paint } from "../../contract/catalog.js";
import type { Parameter, ParameterValues } from "../../contract/parameters.js";
import type { Layer } from "../../contract/project.js";
import type { Scheme } from "../../contract/scheme.js";
import type { Text } from "../../contract/text.js";
import type { Progress } from "../../contract/wire.js";
import type { Session } from "../database.js";

/** An input layer as SQL sees it. */
export interface InputLayer {
  readonly layer: Layer;
  /**
   * A relation (quoted, for FROM) with `fid BIGINT`, every column of `layer.columns` by name, and `geom GEOMETRY` in
   * the project's metric CRS, never null or empty.
   */
  readonly relation: string;
}

export interface AnalysisContext {
  /** In a transaction: whatever fails or is cancelled leaves nothing behind. */
  readonly session: Session;
  readonly signal: AbortSignal;
  progress(progress: Progress): void;
  /** A scheme of the project: `NAME`, the newest, or `NAME@VERSION`. Throws `usage`. */
  scheme(reference: string): Promise<Scheme>;
  /** A free table name (quoted) for a result. */
  newTable(): string;
  /** A free name (no quoting needed) for a TEMP table; dropped when the run ends. */
  newTemporary(): string;
}

/** A table that becomes a layer. */
export interface ResultTable {
  /** Word of the result within the analysis: layer kind is `result:NAME`. */
  readonly name: string;
  readonly title: Text;
  /**
   * From `newTable()`. With `parent`, the id of an imported layer: `fid` (the parent's) and `columns`, no geometry. Without: `fid` from 1,
   * `columns`, and `geom` in the project's CRS.
   */
  readonly table: string;
  readonly parent: number | null;
  readonly geometry: GeometryFamily;
  readonly columns: readonly ColumnEntry[];
  readonly paint: Paint;
}

export interface AnalysisOutcome {
  readonly results: readonly ResultTable[];
  readonly facts: Readonly<Record<string, number>>;
  readonly messages: readonly Text[];
  /** Rules and limits that it judged by, whole, with the source of each value. */
  readonly tables?: readonly AccountTable[];
  /** Milliseconds per step, by name. */
  readonly timings: Readonly<Record<string, number>>;
}

/** An analysis, whole in one file. Rows of its tables must not depend on row order or thread count. */
export interface Analysis<List extends readonly Parameter[] = readonly Parameter[]> extends AnalysisEntry {
  readonly parameters: List;
  run(
    context: AnalysisContext,
    inputs: Readonly<Record<string, InputLayer | undefined>>,
    parameters: ParameterValues<List>,
  ): Promise<AnalysisOutcome>;
}

/** Gives an analysis its parameter types and hides them again, so that analyses of all kinds stand in one list. */
export function defineAnalysis<const List extends readonly Parameter[]>(analysis: Analysis<List>): Analysis {
  return analysis as unknown as Analysis;
}
