import type { ChartAxis, ChartEntry, ChartSpec } from "../../contract/chart-calls.js";
import type { Text } from "../../contract/text.js";
import type { Session } from "../database.js";
import type { LayerSource } from "../layers/layer-source.js";

/** An axis, and how the bin of a row is known: by SQL over columns of the layer, or by a list of codes by fid. */
export type CodedAxis = { readonly axis: ChartAxis } & (
  | { readonly columns: readonly string[]; readonly sql: string }
  | { readonly codes: Uint16Array }
);

export interface ChartAxes {
  readonly bars: CodedAxis;
  /** Null: each bar is one figure. */
  readonly stack: CodedAxis | null;
}

/** What a chart reads when it settles its bins. */
export interface ChartRoom {
  readonly session: Session;
  readonly source: LayerSource;
  readonly spec: ChartSpec;
}

/** A chart, whole in one file. Every row is in exactly one bin of each axis; what is unknown has a bin of its own, the last. */
export interface Chart extends ChartEntry {
  /** The column whose classes colour it, where the layer is styled by that column; other styles leave it as it is. */
  readonly coloured: string;
  /** What the layer lacks for it, in one sentence; null: nothing. */
  missing(room: Omit<ChartRoom, "session">): Text | null;
  /** The bins of this layer and their codes; a text where the rows themselves lack what is needed. */
  axes(room: ChartRoom): Promise<ChartAxes | Text>;
}

export function hasColumns({ layer }: LayerSource, ...names: readonly string[]): boolean {
  return names.every((name) => layer.columns.some((column) => column.name === name));
}
