import type { Layer, LayerColumn } from "../../contract/project.js";
import { exportColumns } from "../exports/index.js";
import { distinctNames } from "../formats/field-names.js";
import type { Kind, KindColumn } from "../kinds/kind.js";
import { readDate, readFlag } from "../kinds/read.js";
import { quoteName, quoteText } from "../sql.js";
import { fieldOf } from "./mapping.js";

/**
 * Which column of an exported and edited table is which column of the layer: by the names that a CSV gives them, or the Chinese
 * or English titles that a workbook does, whichever fits most columns. Names that a reader made different are as the reader
 * makes them.
 */
export function matchHeaders(layer: Layer, headers: readonly string[]): Map<string, string> {
  const columns = exportColumns(layer);
  const titled = (locale: "zh" | "en", unit: boolean) =>
    columns.map(({ column, header }) =>
      column.origin === "source" ? header : column.title[locale] + (unit && column.unit ? `（${column.unit}）` : ""),
    );
  const styles = [
    columns.map(({ header }) => header),
    titled("zh", true),
    titled("zh", false),
    titled("en", true),
    titled("en", false),
  ];
  const plain = (name: string) => name.normalize("NFKC").trim().toLowerCase();
  const there = new Map(headers.map((header) => [plain(header), header]));
  const found = styles.map((style) => {
    const names = distinctNames(style).names;
    return new Map(
      columns.flatMap(({ column }, index) => {
        const header = there.get(plain(names[index] ?? "")) ?? there.get(plain(style[index] ?? ""));
        return header === undefined ? [] : [[column.name, header] as const];
      }),
    );
  });
  return found.reduce((best, each) => (each.size > best.size ? each : best));
}

/**
 * SQL: the text that a user put in place of what the quarantine has in `stored`, an empty text for a cell that was emptied, null
 * where nothing was changed. What a spreadsheet does to a cell by itself is no change: a long code turned into 3.6E+17 or
 * rounded to 15 digits, zeros lost in front, an apostrophe before a formula, dates and flags written its way.
 */
export function editedSql(cell: string, stored: string, column: LayerColumn, reader: KindColumn | undefined): string {
  const text = `nullif(trim(${cell}), '')`;
  return `CASE WHEN ${sameSql(text, stored, column, reader)} THEN NULL ELSE coalesce(${text}, '') END`;
}

function sameSql(text: string, stored: string, column: LayerColumn, reader: KindColumn | undefined): string {
  const empty = `(${text} IS NULL AND nullif(trim(CAST(${stored} AS VARCHAR)), '') IS NULL)`;
  if (column.type === "text" || column.type === "choice") {
    const kept = `trim(CAST(${stored} AS VARCHAR))`;
    const value = column.choices === undefined ? text : choiceSql(text, column);
    const [one, other] = [`TRY_CAST(${text} AS DOUBLE)`, `TRY_CAST(${kept} AS DOUBLE)`];
    const tolerance = `CASE WHEN contains(lower(${text}), 'e+') THEN 1e-5 WHEN length(${text}) > 15 THEN 1e-14 ELSE 0 END`;
    return `coalesce(${value} = ${kept} OR ltrim(${text}, '''') = ltrim(${kept}, '''') OR abs(${one} - ${other}) <= ${tolerance} * abs(${other}), ${empty})`;
  }
  return `coalesce(${typedCell(text, column, reader)} = ${stored}, ${empty})`;
}

/** The cell as the column's type; what cannot be read is null. */
function typedCell(text: string, column: LayerColumn, reader: KindColumn | undefined): string {
  if (reader !== undefined) return readCell(text, reader);
  if (column.type === "flag") return readFlag(text);
  if (column.type === "date") return readDate(text);
  return `TRY_CAST(${text} AS DOUBLE)`;
}

/** SQL that reads a canonical column from a cell: the value or title of a choice as it stands, anything else as the kind reads it. */
export function readCell(text: string, reader: KindColumn): string {
  return `CAST(coalesce(${reader.choices === undefined ? "NULL" : knownChoice(text, reader)}, ${reader.read(text)}) AS ${reader.sqlType})`;
}

function knownChoice(text: string, { choices = [] }: Pick<LayerColumn, "choices">): string {
  const cases = choices.map(({ value, title }) => {
    const words = [value, title.zh, title.en].map(quoteText).join(", ");
    return `WHEN list_contains([${words}], ${text}) THEN ${quoteText(value)}`;
  });
  return cases.length === 0 ? "NULL" : `CASE ${cases.join(" ")} END`;
}

function choiceSql(text: string, column: LayerColumn): string {
  return `coalesce(${knownChoice(text, column)}, ${text})`;
}

/** Columns of TABLE raw that a correction adds to the fields: what was typed, and what the quarantine has. */
export const editOf = (column: string) => quoteName(`__edit_${column}`);
export const keptOf = (column: string) => quoteName(`__kept_${column}`);

/** How a canonical column of a corrected row is read: as typed into it, else from its field where that was edited, else as it was. */
export function correctedSql(
  kind: Kind,
  mapping: Readonly<Record<string, string>>,
): (column: KindColumn, byMapping: string) => string {
  return (column, byMapping) => {
    const reader = kind.columns.find(({ name }) => name === column.name) ?? column;
    const field = fieldOf(column, mapping);
    const again = field === undefined ? "" : `WHEN ${editOf(`src_${field}`)} IS NOT NULL THEN ${byMapping}`;
    return `CASE WHEN ${editOf(column.name)} IS NOT NULL THEN ${readCell(`nullif(${editOf(column.name)}, '')`, reader)} ${again}
      ELSE CAST(${keptOf(column.name)} AS ${column.sqlType}) END`;
  };
}
