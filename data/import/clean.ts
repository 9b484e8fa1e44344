import type { LayerColumn } from "../../contract/project.js";
import { sameText } from "../../contract/text.js";
import type { SourceField } from "../formats/format.js";
import { typedSql } from "../formats/settle-types.js";
import { columnEntry, type Kind, type KindColumn } from "../kinds/kind.js";
import { quoteName } from "../sql.js";
import { columnSql } from "./mapping.js";

/** How the rows of a file become rows of a kind. */
export interface RowReading {
  readonly fields: readonly SourceField[];
  readonly kind: Kind;
  /** Canonical column → field. */
  readonly mapping: Readonly<Record<string, string>>;
  /** Canonical column → (value in the file → value). */
  readonly values: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/**
 * A SELECT of clean rows: `first` (SELECT items, `geom` not among them), the fields as delivered (`src_FIELD`), the kind's
 * columns, and `geom`, an expression over `from`, as WKB. `from` has the fields' columns. `read` may read a
 * canonical column otherwise than by the mapping.
 */
export function cleanSql(
  { fields, kind, mapping, values }: RowReading,
  first: readonly string[],
  geom: string,
  from: string,
  read: (column: KindColumn, byMapping: string) => string = (_column, byMapping) => byMapping,
): string {
  const originals = fields.map((field) => `${typedSql(field)} AS ${quoteName(`src_${field.name}`)}`);
  const direct = kind.columns.filter((column) => column.derived === undefined);
  const canonical = direct.map(
    (column) => `${read(column, columnSql(column, mapping, values))} AS ${quoteName(column.name)}`,
  );
  const derived = kind.columns.filter((column) => column.derived !== undefined);
  const later = derived.map((column) => `${columnSql(column, mapping, values)} AS ${quoteName(column.name)}`);
  return `WITH read AS (SELECT ${[...first, ...originals, ...canonical, `${geom} AS geom`].join(", ")} FROM ${from})
    SELECT read.* EXCLUDE (geom), ${[...later, "ST_AsWKB(geom) AS geom"].join(", ")} FROM read`;
}

/** The columns of a layer of the kind: its own first, then the fields as delivered. A field is as personal as the column that reads it. */
export function layerColumns(
  fields: readonly SourceField[],
  kind: Kind,
  mapping: Readonly<Record<string, string>>,
): LayerColumn[] {
  const canonical = kind.columns.map((column) => {
    const { required: _required, derived: _derived, ...entry } = columnEntry(column);
    return { ...entry, origin: "kind" as const };
  });
  const personal = new Set(kind.columns.flatMap((column) => (column.personal ? [mapping[column.name]] : [])));
  const originals = fields.map((field) => ({
    name: `src_${field.name}`,
    title: sameText(field.name),
    type: field.type,
    ...(personal.has(field.name) ? { personal: true as const } : {}),
    origin: "source" as const,
  }));
  return [...canonical, ...originals];
}
