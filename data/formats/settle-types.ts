import type { SkippedRow } from "../../contract/project.js";
import type { Text } from "../../contract/text.js";
import type { Session } from "../database.js";
import { calendarDate } from "../kinds/read.js";
import { quoteName, quoteText } from "../sql.js";
import { type DoubtfulValues, namedDoubts, noDoubts, type SourceField } from "./format.js";

type FieldType = SourceField["type"];

interface Settled {
  readonly fields: readonly SourceField[];
  readonly doubtful: DoubtfulValues;
  readonly notes: readonly Text[];
}

/** How many values of a field there are; of these, which are not of its type, have a fraction, or are too long. */
interface Tally {
  readonly all: number;
  readonly strange: number;
  readonly fractions: number;
  readonly long: number;
  readonly doubts: number;
}

/**
 * The fields of a .dbf, read as text into `table` with `__row`, with types that lose no value unsaid: a whole number with
 * a fraction makes its field a number, one with more digits than a computer's number keeps (a building code of 20) makes
 * it text. A few values that are not of the type, and dates that no calendar has, are null and named; a field with many
 * of them is text. Rows in `deleted` have no say in what is named.
 */
export async function settleTypes(
  session: Session,
  table: string,
  fields: readonly SourceField[],
  deleted: ReadonlySet<number>,
): Promise<Settled> {
  const typed = fields.filter((field) => field.type !== "text");
  if (typed.length === 0) return { fields, doubtful: noDoubts, notes: [] };
  const counts = typed.flatMap((field, index) =>
    Object.entries(tests(field)).map(([test, sql]) => `count(*) FILTER (${sql}) AS "${index} ${test}"`),
  );
  const row = await session.row<Record<string, bigint>>(`SELECT ${counts.join(", ")} FROM ${table}`);
  const settled = new Map<SourceField, SourceField>();
  const doubted: SourceField[] = [];
  for (const [index, field] of typed.entries()) {
    const count = (test: keyof Tally) => Number(row[`${index} ${test}`] ?? 0n);
    const tally = { all: count("all"), strange: count("strange"), fractions: count("fractions"), long: count("long") };
    const type = settle(field.type, tally);
    settled.set(field, { ...field, type });
    if (type !== "text" && count("doubts") > 0) doubted.push({ ...field, type });
  }
  const changed = typed.filter((field) => settled.get(field)?.type === "text").map((field) => field.name);
  const doubtful = await nameDoubts(session, table, doubted, deleted);
  return {
    fields: fields.map((field) => settled.get(field) ?? field),
    doubtful,
    notes: [...keptNotes(changed), ...doubtNotes(doubtful)],
  };
}

function keptNotes(changed: readonly string[]): Text[] {
  if (changed.length === 0) return [];
  return [
    {
      zh: `这些字段有不符合其类型的值，按文本保留：${changed.join("、")}。`,
      en: `These fields hold values that are not of their stated type and were kept as text: ${changed.join(", ")}.`,
    },
  ];
}

function doubtNotes({ count, rows: [first] }: DoubtfulValues): Text[] {
  if (first === undefined) return [];
  return [
    {
      zh: `${count} 个值不符合其字段的类型，按空值处理，例如第 ${first.row} 行的${first.why.zh}。`,
      en: `${count} values are not of their field's type and count as empty, such as in row ${first.row} ${first.why.en}.`,
    },
  ];
}

/** Three values, or a tenth of a field, may be wrong before its type is not believed; never half of it. */
function settle(type: FieldType, { all, strange, fractions, long }: Omit<Tally, "doubts">): FieldType {
  const isFew = strange * 2 < all && (strange <= 3 || strange * 10 <= all);
  if (long > 0 || (strange > 0 && !isFew)) return "text";
  return type === "whole" && fractions > 0 ? "number" : type;
}

/** SQL for what is counted of a field. */
function tests({ column, type }: SourceField): Record<keyof Tally, string> {
  const name = quoteName(column);
  const all = `${name} IS NOT NULL`;
  if (type === "date") {
    const wrong = `${all} AND (${typedSql({ column, type })}) IS NULL AND NOT regexp_full_match(${name}, '[0/ -]+')`;
    const shaped = `regexp_full_match(${name}, '[0-9]{8}')`;
    return { all, strange: `${wrong} AND NOT ${shaped}`, fractions: "false", long: "false", doubts: wrong };
  }
  if (type === "flag") {
    const wrong = `${all} AND (${typedSql({ column, type })}) IS NULL`;
    return { all, strange: wrong, fractions: "false", long: "false", doubts: wrong };
  }
  const wrong = `NOT coalesce(isfinite(TRY_CAST(${name} AS DOUBLE)), ${name} IS NULL) AND lower(${name}) <> 'nan'`;
  // The cheap test first: a million values pass it in a tenth of the time of the pattern.
  const whole = `(length(${name}) < 19 AND NOT regexp_matches(${name}, '[.eE]') AND TRY_CAST(${name} AS BIGINT) IS NOT NULL
    OR regexp_full_match(${name}, '[-+]?0*[0-9]{1,18}(\\.0*)?'))`;
  return {
    all,
    strange: wrong,
    fractions: type === "whole" ? `${all} AND NOT (${wrong}) AND NOT ${whole}` : "false",
    long: `length(${name}) >= 18 AND regexp_full_match(${name}, '[-+]?0*[1-9][0-9]{${type === "whole" ? 18 : 17},}')`,
    doubts: wrong,
  };
}

const wrongly: Readonly<Record<Exclude<FieldType, "text">, Text>> = {
  date: { zh: "不是日期", en: "is not a date" },
  flag: { zh: "不是“是”或“否”", en: "is neither yes nor no" },
  whole: { zh: "不是数字", en: "is not a number" },
  number: { zh: "不是数字", en: "is not a number" },
};

async function nameDoubts(
  session: Session,
  table: string,
  fields: readonly SourceField[],
  deleted: ReadonlySet<number>,
): Promise<DoubtfulValues> {
  if (fields.length === 0) return noDoubts;
  const each = fields.map(
    (field, index) =>
      `SELECT __row AS row, ${index} AS field, ${quoteName(field.column)} AS value FROM ${table} WHERE ${tests(field).doubts}`,
  );
  const doubts = `(SELECT * FROM (${each.join(" UNION ALL ")})
    WHERE row NOT IN (SELECT unnest(CAST(${quoteText(JSON.stringify([...deleted]))} AS BIGINT[]))))`;
  const { count } = await session.row<{ count: bigint }>(`SELECT count(*) AS count FROM ${doubts}`);
  const named = await session.rows<{ row: bigint; field: number; value: string }>(
    `FROM ${doubts} ORDER BY row, field LIMIT ${namedDoubts}`,
  );
  const rows = named.flatMap(({ row, field, value }): SkippedRow[] => {
    const { name, type } = fields[field] ?? {};
    if (name === undefined || type === undefined || type === "text") return [];
    const { zh, en } = wrongly[type];
    return [{ row: Number(row), why: { zh: `${name}：“${value}”${zh}`, en: `${name}: "${value}" ${en}` } }];
  });
  return { count: Number(count), rows };
}

/** SQL for the field as delivered: texts trimmed, numbers and flags typed, nothing corrected; NaN is no number. */
export function typedSql({ column, type }: Pick<SourceField, "column" | "type">): string {
  const name = quoteName(column);
  if (type === "whole") return `TRY_CAST(${name} AS BIGINT)`;
  if (type === "number") return `CASE WHEN isfinite(TRY_CAST(${name} AS DOUBLE)) THEN TRY_CAST(${name} AS DOUBLE) END`;
  if (type === "flag")
    return `CASE WHEN upper(${name}) IN ('T', 'Y', 'TRUE', '1') THEN true WHEN upper(${name}) IN ('F', 'N', 'FALSE', '0') THEN false END`;
  if (type === "date")
    return calendarDate(`coalesce(CAST(try_strptime(${name}, '%Y%m%d') AS DATE), TRY_CAST(${name} AS DATE))`);
  return name;
}
