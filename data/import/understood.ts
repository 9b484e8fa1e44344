import type { ColumnUnderstanding } from "../../contract/project.js";
import type { Text } from "../../contract/text.js";
import type { Session } from "../database.js";
import type { Kind, KindColumn } from "../kinds/kind.js";
import { quoteName } from "../sql.js";
import { fieldOf, textSql } from "./mapping.js";

/** The most frequent values that were not understood, and characters of each, that a report names. */
const namedValues = 20;
const namedCharacters = 200;

export interface Understanding {
  readonly understood: readonly ColumnUnderstanding[];
  /** Canonical column → rows where it is unknown. */
  readonly missing: Readonly<Record<string, number>>;
  /** Columns that are null where one that shares their field is not: a decade is known, the year is not. */
  readonly partly: readonly { column: string; count: number; example: string }[];
}

/**
 * What of the values in `relation` is understood: a relation with the fields as delivered (`src_FIELD`) and the kind's canonical
 * columns. A value is there where its field is not empty, and understood where the column that reads it, or one that shares
 * its field, is not null. One count over the whole relation, and one list for each column where something is unclear.
 */
export async function measureUnderstanding(
  session: Session,
  kind: Kind,
  mapping: Readonly<Record<string, string>>,
  relation: string,
): Promise<Understanding> {
  if (kind.columns.length === 0) return { understood: [], missing: {}, partly: [] };
  const mapped = kind.columns.flatMap((column) => {
    const field = mapping[column.name];
    if (field === undefined) return [];
    const readers = readersOf(kind, column, mapping);
    // What takes any text is null only where there is none.
    const clear = clearSql(readers.length === 0 ? [column.name] : readers);
    return [{ column, field, value: valueSql(field), readers, clear }];
  });
  // CASE, for it works the text out only where nothing was understood; a FILTER would do so for every row.
  const counts = await session.row<Record<string, bigint>>(
    `SELECT ${[
      ...kind.columns.map(({ name }) => `count(*) - count(${quoteName(name)}) AS ${quoteName(`missing_${name}`)}`),
      ...mapped.flatMap(({ column, value, readers, clear }) => [
        `count(CASE WHEN ${clear} THEN 1 END) AS ${quoteName(`clear_${column.name}`)}`,
        `count(CASE WHEN NOT (${clear}) THEN ${value} END) AS ${quoteName(`unclear_${column.name}`)}`,
        `count(CASE WHEN ${partlySql(column.name, readers)} THEN 1 END) AS ${quoteName(`partly_${column.name}`)}`,
      ]),
    ].join(", ")} FROM ${relation}`,
  );
  const figure = (name: string) => Number(counts[name] ?? 0n);
  const partly: { column: string; count: number; example: string }[] = [];
  const understood: ColumnUnderstanding[] = [];
  for (const { column, field, value, readers, clear } of mapped) {
    const { name } = column;
    const lost = figure(`unclear_${name}`);
    const unclear =
      lost === 0
        ? []
        : await session.rows<{ value: string; count: bigint }>(
            `SELECT left(${value}, ${namedCharacters}) AS value, count(*) AS count FROM ${relation}
             WHERE NOT (${clear}) AND ${value} IS NOT NULL
             GROUP BY ALL ORDER BY count DESC, value LIMIT ${namedValues}`,
          );
    const values = figure(`clear_${name}`) + lost;
    understood.push({
      column: name,
      field,
      values,
      understood: values - lost,
      unclear: unclear.map((each) => ({ value: each.value, count: Number(each.count) })),
    });
    const half = figure(`partly_${name}`);
    if (half === 0) continue;
    const { example } = await session.row<{ example: string }>(
      `SELECT min(${value}) AS example FROM ${relation} WHERE ${partlySql(name, readers)}`,
    );
    partly.push({ column: name, count: half, example });
  }
  const missing = Object.fromEntries(kind.columns.map(({ name }) => [name, figure(`missing_${name}`)]));
  return { understood, missing, partly };
}

/** A short word for each column that lost values, wholly or in part; the list is in `SourceReport.understood`. */
export function understandingNotes(kind: Kind, { understood, partly }: Understanding): Text[] {
  return understood.flatMap(({ column, field, values, understood: clear, unclear }) => {
    const title = kind.columns.find((each) => each.name === column)?.title;
    if (title === undefined) return [];
    const half = partly.find((each) => each.column === column);
    const less = kind.columns.find((each) => each.shares === column)?.title;
    const lost = values - clear;
    const example = unclear[0]?.value ?? "";
    return [
      ...(lost === 0
        ? []
        : [
            {
              zh: `${title.zh}（${field}）有 ${lost} 个值无法识别，按不明处理，例如“${example}”。`,
              en: `${title.en} (${field}): ${lost} values were not understood and count as unknown, such as "${example}".`,
            },
          ]),
      ...(half === undefined || less === undefined
        ? []
        : [
            {
              zh: `${title.zh}（${field}）有 ${half.count} 个值只说明${less.zh}，其${title.zh}按不明处理，例如“${half.example}”。`,
              en: `${title.en} (${field}): ${half.count} values give the ${less.en} only and count as unknown, such as "${half.example}".`,
            },
          ]),
    ];
  });
}

/**
 * The columns of which one must have a value for a field's value to be understood: the column itself, unless it takes any
 * text, and those that share its field. Empty: whatever stands there is right.
 */
function readersOf(kind: Kind, column: KindColumn, mapping: Readonly<Record<string, string>>): string[] {
  const sharing = kind.columns.filter((each) => each.shares === column.name && mapping[each.name] === undefined);
  const takesAnyText = column.sqlType === "VARCHAR" && column.choices === undefined;
  const readers = takesAnyText ? sharing.filter((each) => each.choices !== undefined) : [column, ...sharing];
  return readers.filter((each) => fieldOf(each, mapping) !== undefined).map((each) => each.name);
}

/** True where one of the columns has a value. */
function clearSql(columns: readonly string[]): string {
  return columns.map((name) => `${quoteName(name)} IS NOT NULL`).join(" OR ");
}

function partlySql(column: string, readers: readonly string[]): string {
  const others = readers.filter((name) => name !== column);
  if (others.length === 0 || others.length === readers.length) return "false";
  return `${quoteName(column)} IS NULL AND (${clearSql(others)})`;
}

/** The value as it was read: what the file's type says as text, trimmed, null when empty. */
function valueSql(field: string): string {
  return textSql(`CAST(${quoteName(`src_${field}`)} AS VARCHAR)`);
}
