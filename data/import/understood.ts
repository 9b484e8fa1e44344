import type { Text } from "../../contract/text.js";
import type { Session } from "../database.js";
import type { Kind } from "../kinds/kind.js";
import { quoteName } from "../sql.js";
import { fieldText } from "./mapping.js";

/**
 * For each mapped column the values of the clean `relation` that could not be understood: how many, and one to look at. A
 * value is there where the field as delivered (`src_FIELD`) is, and was not understood where the canonical column is null.
 */
export async function understoodNotes(
  session: Session,
  kind: Kind,
  mapping: Readonly<Record<string, string>>,
  relation: string,
): Promise<Text[]> {
  const columns = kind.columns.flatMap((column) => {
    const field = mapping[column.name];
    const readable = column.sqlType !== "VARCHAR" || column.choices !== undefined;
    return field === undefined || !readable ? [] : [{ column, field, lost: lostSql(field, column.name) }];
  });
  if (columns.length === 0) return [];
  const counts = await session.row<Record<string, bigint>>(
    `SELECT ${columns.map(({ lost }, index) => `count(*) FILTER (${lost}) AS "${index}"`).join(", ")} FROM ${relation}`,
  );
  const notes: Text[] = [];
  for (const [index, { column, field, lost }] of columns.entries()) {
    const count = counts[String(index)] ?? 0n;
    if (count === 0n) continue;
    const { example } = await session.row<{ example: string | null }>(
      `SELECT min(${fieldText("text")}) AS example FROM (SELECT CAST(${sourceColumn(field)} AS VARCHAR) AS text FROM ${relation} WHERE ${lost})`,
    );
    notes.push({
      zh: `${column.title.zh}（${field}）有 ${count} 个值无法识别，按不明处理，例如“${example}”。`,
      en: `${column.title.en} (${field}): ${count} values were not understood and count as unknown, such as "${example}".`,
    });
  }
  return notes;
}

function lostSql(field: string, column: string): string {
  return `${quoteName(column)} IS NULL AND nullif(trim(CAST(${sourceColumn(field)} AS VARCHAR)), '') IS NOT NULL`;
}

function sourceColumn(field: string): string {
  return quoteName(`src_${field}`);
}
