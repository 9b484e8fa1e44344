import { AppError } from "../../contract/errors.js";
import type { SourceField } from "../formats/format.js";
import { kinds } from "../kinds/index.js";
import type { Kind, KindColumn } from "../kinds/kind.js";
import { quoteName, quoteText } from "../sql.js";

/**
 * Canonical column → field, guessed from the fields' names; each field is used once, the surest alias first. A .dbf
 * keeps 10 bytes of a name, so an alias also stands for what those leave of it (`建成年份` is `建成年` in UTF-8).
 */
export function guessMapping(kind: Kind, fields: readonly SourceField[]): Record<string, string> {
  const free = new Map(fields.map((field) => [plainName(field.name), field.name]));
  const mapping: Record<string, string> = {};
  for (const spelling of [(alias: string) => [alias], cutNames]) {
    for (const column of kind.columns.filter(
      (each) => each.derived === undefined && mapping[each.name] === undefined,
    )) {
      // What this program exported carries the canonical name, beside the field as delivered.
      const alias = [column.name, ...column.aliases]
        .flatMap((each) => spelling(plainName(each)))
        .find((name) => free.has(name));
      if (alias === undefined) continue;
      mapping[column.name] = free.get(alias) ?? "";
      free.delete(alias);
    }
  }
  return mapping;
}

/** Bytes that a .dbf has for a field's name, beside the closing NUL. */
const nameBytes = 10;

/** What 10 bytes leave of a name: 3 Chinese characters in UTF-8, 5 in GBK, 10 Latin letters. */
function cutNames(name: string): string[] {
  const cut = (width: (character: string) => number) => {
    let [bytes, kept] = [0, ""];
    for (const character of name) {
      bytes += width(character);
      if (bytes > nameBytes) break;
      kept += character;
    }
    return kept;
  };
  const cuts = [cut((character) => Buffer.byteLength(character)), cut((character) => (character < "\u0080" ? 1 : 2))];
  return cuts.filter((each) => each !== name);
}

/** The guess with a user's corrections: a field name replaces, an empty one removes. Throws `usage`, `input-columns`. */
export function completeMapping(
  kind: Kind,
  fields: readonly SourceField[],
  given: Readonly<Record<string, string>>,
  file: string,
): Record<string, string> {
  const named = new Set(Object.values(given).map(plainName));
  const mapping = Object.fromEntries(
    Object.entries(guessMapping(kind, fields)).filter(
      ([column, field]) => !(column in given) && !named.has(plainName(field)),
    ),
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

/** The kind whose columns the fields fit best, among those that take the geometry. */
export function guessKind(geometry: string | null, fields: readonly SourceField[]): { kind: Kind; matched: string[] } {
  const fitting = kinds.filter((kind) => geometry === null || kind.geometry.some((family) => family === geometry));
  const scored = fitting.map((kind) => {
    const mapping = guessMapping(kind, fields);
    const required = kind.columns.filter((column) => column.required && mapping[column.name] !== undefined).length;
    return { kind, matched: Object.values(mapping), score: Object.keys(mapping).length + 2 * required };
  });
  const best = scored.reduce((one, other) => (other.score > one.score ? other : one), {
    kind: generic(),
    matched: [] as string[],
    score: 1.5,
  });
  return { kind: best.kind, matched: best.matched };
}

function generic(): Kind {
  const kind = kinds.find((each) => each.columns.length === 0);
  if (kind === undefined) throw new Error("there is a kind without columns");
  return kind;
}

/**
 * SQL for a canonical column. Where nothing is mapped it is NULL of the right type. A user's value mapping goes before
 * the column's own reading: `{ "0": "true" }`.
 */
export function columnSql(
  column: KindColumn,
  mapping: Readonly<Record<string, string>>,
  values: Readonly<Record<string, string>> | undefined,
): string {
  if (column.derived !== undefined) return `CAST(${column.derived} AS ${column.sqlType})`;
  const field = mapping[column.name];
  if (field === undefined) return `CAST(NULL AS ${column.sqlType})`;
  return `CAST(${column.read(mappedText(field, values))} AS ${column.sqlType})`;
}

/** The field's trimmed text, null when empty; whole numbers lose the `.0` that other formats give them. */
export function fieldText(field: string): string {
  const text = `nullif(trim(${quoteName(field)}), '')`;
  return `CASE WHEN contains(${text}, '.') THEN regexp_replace(${text}, '^(-?[0-9]+)\\.0*$', '\\1') ELSE ${text} END`;
}

function mappedText(field: string, values: Readonly<Record<string, string>> | undefined): string {
  const pairs = Object.entries(values ?? {});
  if (pairs.length === 0) return fieldText(field);
  const cases = pairs.map(([from, to]) => `WHEN ${quoteText(from)} THEN ${quoteText(to)}`).join(" ");
  return `(CASE ${fieldText(field)} ${cases} ELSE ${fieldText(field)} END)`;
}

/** Names compared without case, spaces, and what stands in brackets (`开挖深度(m)`). */
function plainName(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[([].*$/u, "")
    .replace(/[\s_]+$/u, "")
    .trim();
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
