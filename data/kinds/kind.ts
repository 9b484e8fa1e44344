import type { ColumnEntry, KindEntry, Paint } from "../../contract/catalog.js";

/**
 * A layer kind, whole in one file: its canonical columns, how fields of real files are recognised and read, its paint.
 * Shared code never asks which kind it has.
 */
export interface Kind extends Omit<KindEntry, "columns"> {
  readonly columns: readonly KindColumn[];
  readonly paint: Paint;
}

/** A canonical column: recognised by `aliases` (compared without regard to case), read by `read`. */
export interface KindColumn extends ColumnEntry {
  readonly required: boolean;
  /** Field names of real files, the surest first. */
  readonly aliases: readonly string[];
  /** SQL that turns `value` (an SQL expression of type VARCHAR, trimmed, NULL when empty) into the column; NULL = unknown. */
  readonly read: (value: string) => string;
  /** SQL over the canonical columns before it, for a column that no file has; `read` and `aliases` are then not used. */
  readonly derived?: string;
  readonly sqlType: "VARCHAR" | "INTEGER" | "DOUBLE" | "BOOLEAN" | "DATE";
}
