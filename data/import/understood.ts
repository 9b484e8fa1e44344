import type { Text } from "../../contract/text.js";
import type { Session } from "../database.js";
import type { Kind } from "../kinds/kind.js";
import { quoteName } from "../sql.js";
import { columnSql, fieldText } from "./mapping.js";

/** For each mapped column the values of TABLE raw that could not be understood: how many, and one to look at. */
export async function understoodNotes(
  session: Session,
  kind: Kind,
  mapping: Readonly<Record<string, string>>,
  values: Readonly<Record<string, Readonly<Record<string, string>>>>,
): Promise<Text[]> {
  const columns = kind.columns.filter(
    (column) =>
      (mapping[column.name] !== undefined && column.sqlType !== "VARCHAR") ||
      (column.choices !== undefined && mapping[column.name] !== undefined),
  );
  const notes: Text[] = [];
  for (const column of columns) {
    const field = mapping[column.name] ?? "";
    const { count, example } = await session.row<{ count: bigint; example: string | null }>(
      `SELECT count(*) AS count, min(text) AS example FROM (
         SELECT ${fieldText(field)} AS text, ${columnSql(column, mapping, values[column.name])} AS value
         FROM (SELECT ${quoteName(field)} FROM raw)
       ) WHERE text IS NOT NULL AND value IS NULL`,
    );
    if (count === 0n) continue;
    notes.push({
      zh: `${column.title.zh}（${field}）有 ${count} 个值无法识别，按不明处理，例如“${example}”。`,
      en: `${column.title.en} (${field}): ${count} values were not understood and count as unknown, such as "${example}".`,
    });
  }
  return notes;
}
