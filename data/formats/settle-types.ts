import type { Text } from "../../contract/text.js";
import type { Session } from "../database.js";
import { quoteName } from "../sql.js";
import type { SourceField } from "./format.js";

/** What a field falls back to when some value is not of the type that its file states. */
const wider: Readonly<Record<SourceField["type"], readonly SourceField["type"][]>> = {
  whole: ["whole", "number", "text"],
  number: ["number", "text"],
  flag: ["flag", "text"],
  date: ["date", "text"],
  text: ["text"],
};

/**
 * The fields of a .dbf, read as text into `table`, with types that lose no value: a whole number with a fraction makes its field a number, one
 * with more digits than a computer's number keeps (a building code of 20) makes it text. Says what was stated otherwise.
 */
export async function settleTypes(
  session: Session,
  table: string,
  fields: readonly SourceField[],
): Promise<{ fields: SourceField[]; notes: Text[] }> {
  const typed = fields.filter((field) => field.type !== "text");
  if (typed.length === 0) return { fields: [...fields], notes: [] };
  const tests = typed.flatMap((field, index) =>
    wider[field.type]
      .slice(0, -1)
      .map((type, rank) => `coalesce(bool_and(${keepsValue(field.column, type)}), true) AS "${index}_${rank}"`),
  );
  const row = await session.row<Record<string, boolean>>(`SELECT ${tests.join(", ")} FROM ${table}`);
  const settled = new Map(
    typed.map((field, index) => {
      const types = wider[field.type];
      const rank = types.findIndex((_type, each) => each === types.length - 1 || row[`${index}_${each}`] === true);
      return [field, types[rank] ?? "text"] as const;
    }),
  );
  const changed = typed.filter((field) => settled.get(field) === "text").map((field) => field.name);
  return {
    fields: fields.map((field) => ({ ...field, type: settled.get(field) ?? field.type })),
    notes:
      changed.length === 0
        ? []
        : [
            {
              zh: `这些字段有不符合其类型的值，按文本保留：${changed.join("、")}。`,
              en: `These fields hold values that are not of their stated type and were kept as text: ${changed.join(", ")}.`,
            },
          ],
  };
}

/** SQL: true for a value that the type keeps as it was written, null for none. */
function keepsValue(column: string, type: SourceField["type"]): string {
  const name = quoteName(column);
  const typed = typedSql({ column, type });
  // The cheap test first: a million values pass it in a tenth of the time of the pattern.
  if (type === "whole")
    return `(length(${name}) < 19 AND NOT regexp_matches(${name}, '[.eE]') AND TRY_CAST(${name} AS BIGINT) IS NOT NULL
      OR regexp_full_match(${name}, '[-+]?0*[0-9]{1,18}(\\.0*)?'))`;
  if (type === "number")
    return `(${name} IS NULL OR TRY_CAST(${name} AS DOUBLE) IS NOT NULL AND (length(${name}) < 18 OR NOT regexp_full_match(${name}, '[-+]?0*[1-9][0-9]{17,}')))`;
  const empty = type === "date" ? `OR regexp_full_match(${name}, '[0/ -]+')` : "";
  return `CASE WHEN ${name} IS NOT NULL THEN (${typed}) IS NOT NULL ${empty} END`;
}

/** SQL for the field as delivered: texts trimmed, numbers and flags typed, nothing corrected; NaN is no number. */
export function typedSql({ column, type }: Pick<SourceField, "column" | "type">): string {
  const name = quoteName(column);
  if (type === "whole") return `TRY_CAST(${name} AS BIGINT)`;
  if (type === "number") return `CASE WHEN isfinite(TRY_CAST(${name} AS DOUBLE)) THEN TRY_CAST(${name} AS DOUBLE) END`;
  if (type === "flag")
    return `CASE WHEN upper(${name}) IN ('T', 'Y', 'TRUE', '1') THEN true WHEN upper(${name}) IN ('F', 'N', 'FALSE', '0') THEN false END`;
  if (type === "date") return `coalesce(CAST(try_strptime(${name}, '%Y%m%d') AS DATE), TRY_CAST(${name} AS DATE))`;
  return name;
}
