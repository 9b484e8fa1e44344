import type { ColumnEntry, KindEntry, Paint } from "../../contract/catalog.js";
import type { Text } from "../../contract/text.js";

/**
 * A layer kind, whole in one file: its canonical columns, how fields of real files are recognised and read, its paint.
 * Shared code never asks which kind it has.
 */
export interface Kind extends Omit<KindEntry, "columns"> {
  readonly columns: readonly KindColumn[];
  readonly paint: Paint;
  /** The column that names a feature: doubled ones are reported, and a newer version of a file is matched by it. Null: none. */
  readonly keyColumn: string | null;
  readonly checks: readonly KindCheck[];
}

/**
 * What makes a row of a kind doubtful, as data: the row is kept and listed with `title` as its reason. One row at a time; what
 * holds for all kinds (geometry, doubled codes) is not declared.
 */
export interface KindCheck {
  readonly name: string;
  /** The reason in words, without a full stop. */
  readonly title: Text;
  /** SQL over the canonical columns (quoted or plain names, none of the file's); true: doubtful, null: not known, so not. */
  readonly when: string;
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
