import { AppError } from "../../contract/errors.js";
import type { SourceField } from "../formats/format.js";
import type { Kind, KindColumn } from "../kinds/kind.js";
import { quoteName, quoteText } from "../sql.js";
import { plainName } from "./field-spellings.js";
import { guessMapping } from "./guess-mapping.js";

/** The guess with a user's corrections: a field name replaces, an empty one removes. Throws `usage`, `input-columns`. */
export function completeMapping(
  kind: Kind,
  fields: readonly SourceField[],
  given: Readonly<Record<string, string>>,
  file: string,
  guessed: Readonly<Record<string, string>> = guessMapping(kind, fields),
): Record<string, string> {
  const named = new Set(Object.values(given).map(plainName));
  const mapping = Object.fromEntries(
    Object.entries(guessed).filter(([column, field]) => !(column in given) && !named.has(plainName(field))),
  );
  for (const [column, wanted] of Object.entries(given)) {
    if (!kind.columns.some((each) => each.name === column && each.derived === undefined))
      throw unknownColumn(kind, column);
    if (wanted === "") continue;
    const field =
      fields.find((each) => each.name === wanted) ?? fields.find((each) => plainName(each.name) === plainName(wanted));
    if (field === undefined) throw unknownField(file, wanted, fields);
    mapping[column] = field.name;
  }
  return mapping;
}

/** Canonical column → (value in the file → value). */
export type ValueMapping = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The field that a column reads: its own, or that of the column it shares; undefined: none, so unknown. */
export function fieldOf(column: KindColumn, mapping: Readonly<Record<string, string>>): string | undefined {
  return mapping[column.name] ?? (column.shares === undefined ? undefined : mapping[column.shares]);
}

/**
 * SQL for a canonical column. Where nothing is mapped it is NULL of the right type. A user's value mapping goes before
 * the column's own reading: `{ "0": "true" }`; a value mapped to nothing is unknown.
 */
export function columnSql(column: KindColumn, mapping: Readonly<Record<string, string>>, values: ValueMapping): string {
  if (column.derived !== undefined) return `CAST(${column.derived} AS ${column.sqlType})`;
  const field = fieldOf(column, mapping);
  if (field === undefined) return `CAST(NULL AS ${column.sqlType})`;
  const shared = mapping[column.name] === undefined && column.shares !== undefined ? values[column.shares] : {};
  return `CAST(${column.read(mappedText(field, { ...shared, ...values[column.name] }))} AS ${column.sqlType})`;
}

/**
 * The SELECT list of a kind's columns, of a relation with the file's fields as text; and, for a SELECT around it, those that are
 * worked out from them.
 */
export function kindSql(kind: Kind, mapping: Readonly<Record<string, string>>, values: ValueMapping) {
  const named = (column: KindColumn) => `${columnSql(column, mapping, values)} AS ${quoteName(column.name)}`;
  return {
    direct: kind.columns.filter((column) => column.derived === undefined).map(named),
    derived: kind.columns.filter((column) => column.derived !== undefined).map(named),
  };
}

/** The field's trimmed text, null when empty; whole numbers lose the `.0` that other formats give them. */
export function fieldText(field: string): string {
  return textSql(quoteName(field));
}

/** The same of any SQL expression of type VARCHAR. */
export function textSql(expression: string): string {
  const text = `nullif(trim(${expression}), '')`;
  return `CASE WHEN contains(${text}, '.') THEN regexp_replace(${text}, '^(-?[0-9]+)\\.0*$', '\\1') ELSE ${text} END`;
}

function mappedText(field: string, values: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(values);
  if (pairs.length === 0) return fieldText(field);
  const cases = pairs.map(([from, to]) => `WHEN ${quoteText(from)} THEN ${quoteText(to)}`).join(" ");
  return `nullif(CASE ${fieldText(field)} ${cases} ELSE ${fieldText(field)} END, '')`;
}

function unknownColumn(kind: Kind, column: string): AppError {
  const known = kind.columns.filter((each) => each.derived === undefined).map((each) => each.name);
  return new AppError("usage", {
    zh: `图层类型“${kind.title.zh}”没有字段“${column}”。它的字段：${known.join("、")}。`,
    en: `The kind "${kind.title.en}" has no column "${column}". Its columns: ${known.join(", ")}.`,
  });
}

function unknownField(file: string, field: string, fields: readonly SourceField[]): AppError {
  const known = fields.map((each) => each.name);
  return new AppError("input-columns", {
    zh: `${file} 中没有字段“${field}”。现有字段：${known.join("、") || "无"}。`,
    en: `${file} has no field "${field}". Its fields: ${known.join(", ") || "none"}.`,
  });
}
