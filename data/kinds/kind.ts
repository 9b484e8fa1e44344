import type { ColumnEntry, KindColumnEntry, KindEntry, Paint } from "../../contract/catalog.js";
import type { Text } from "../../contract/text.js";

/**
 * A layer kind, whole in one file: its canonical columns, how fields of real files are recognised and read, its paint.
 * Shared code never asks which kind it has.
 */
export interface Kind extends Omit<KindEntry, "columns"> {
  readonly columns: readonly KindColumn[];
  /** Its layers lie where things are: others are compared with them to find a web map's shift. */
  readonly reference?: true;
  /** Its places are often picked on a phone or a web map: every import is looked at for a shift. */
  readonly fromWebMaps?: true;
  readonly paint: Paint;
  /** The column that names a feature: doubled ones are reported, and a newer version of a file is matched by it. Null: none. */
  readonly keyColumn: string | null;
  readonly checks: readonly KindCheck[];
  readonly dialects: readonly Dialect[];
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
  /** Field names of real files, the surest first; the pinyin initials of long Chinese ones are understood too. */
  readonly aliases: readonly string[];
  /** SQL that turns `value` (an SQL expression of type VARCHAR, trimmed, NULL when empty) into the column; NULL = unknown. */
  readonly read: (value: string) => string;
  /** Where no field is mapped to it, it reads the field of that column in its own way: a decade out of what is no year. */
  readonly shares?: string;
  /** A field of an unknown name is taken, as a guess, where its name and four in five of its values look like this. */
  readonly looks?: { readonly name: RegExp; readonly value: RegExp };
  /** SQL over the canonical columns before it, for a column that no file has; `read` and `aliases` are then not used. */
  readonly derived?: string;
  readonly sqlType: "VARCHAR" | "INTEGER" | "DOUBLE" | "BOOLEAN" | "DATE";
}

/**
 * How one survey, campaign or supplier writes: recognised by the company that its field names keep, because the same name or
 * code means something else elsewhere.
 */
export interface Dialect {
  readonly title: Text;
  /** Field names, in lower case, that speak for it, and how many of them must be there. */
  readonly marks: readonly string[];
  readonly least: number;
  /** Canonical column → field name that means it in this dialect, before all aliases. */
  readonly names: Readonly<Record<string, string>>;
  readonly codes: readonly DialectCodes[];
}

/** A code list of a dialect: holds for fields of these names (lower case) that are mapped to the column. */
export interface DialectCodes {
  readonly column: string;
  readonly fields: readonly string[];
  readonly values: Readonly<Record<string, string>>;
  /** Where nothing else uses these field names: applied, and said. Else only offered, for a user to take. */
  readonly sure: boolean;
}

/** What others than the import may know of a column: plain data. */
export function columnEntry(column: KindColumn): KindColumnEntry {
  const {
    read: _read,
    aliases: _aliases,
    sqlType: _sqlType,
    shares: _shares,
    looks: _looks,
    derived,
    ...entry
  } = column;
  return { ...entry, derived: derived !== undefined };
}
