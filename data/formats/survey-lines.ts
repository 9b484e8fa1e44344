import type { Text } from "../../contract/text.js";
import type { Session } from "../database.js";
import { quoteName } from "../sql.js";
import { coordinateSql } from "./coordinate-columns.js";
import { chooseColumns, type PlacedTable, type TextTable, unstatedCrs } from "./coordinate-table.js";
import type { OpenRequest } from "./format.js";
import { findEnds, findNumbers } from "./survey-columns.js";

/** Examples named in a note. */
const named = 5;

interface Counted {
  readonly count: number;
  readonly examples: readonly string[];
}

/**
 * Draws a survey's line table: each row is the straight line between the points that its two numbers name in the point
 * table. Of several point tables and columns of numbers, that one is taken in which most ends are found. A row whose line
 * cannot be drawn (a number that is missing, or that stands for two places; both ends the same) has no geometry; notes
 * count them with examples, where all rows were read. Null where none of the tables has points for these lines.
 */
export async function joinSurvey(
  lines: TextTable,
  candidates: readonly TextTable[],
  request: OpenRequest,
): Promise<PlacedTable | null> {
  const ends = findEnds(lines.fields.map(({ name }) => name));
  if (ends === null) return null;
  const { session } = request;
  const [from, to] = [key(ends.from), key(ends.to)];
  await session.run(
    `CREATE OR REPLACE TABLE survey_lines AS SELECT *, ${from} AS "__from", ${to} AS "__to" FROM ${lines.relation}`,
  );
  const best = await bestPoints(session, candidates);
  if (best === null) return null;
  const placed = await chooseColumns(best.table, request);
  if (placed === null) return null;
  const { columns } = placed;
  // A number that occurs twice at one place does no harm; one that stands for two places stands for none.
  await session.run(
    `CREATE OR REPLACE TABLE survey_points AS
     WITH point AS (
       SELECT ${key(best.number)} AS number, ${coordinateSql(columns.east)} AS x, ${coordinateSql(columns.north)} AS y
       FROM ${best.table.relation}
     )
     SELECT number, count(*) AS times, count(DISTINCT (x, y)) > 1 AS ambiguous,
            CASE WHEN count(DISTINCT (x, y)) = 1 AND isfinite(min(x) + min(y)) THEN ST_Point(min(x), min(y)) END AS place
     FROM point WHERE number IS NOT NULL GROUP BY number`,
  );
  const isWhole = lines.isWhole && best.table.isWhole;
  return {
    relation: `(SELECT line.* EXCLUDE ("__from", "__to"),
        CASE WHEN line."__from" <> line."__to" AND start.place IS NOT NULL AND finish.place IS NOT NULL
             THEN ST_MakeLine(start.place, finish.place) END AS geom
      FROM survey_lines line LEFT JOIN survey_points start ON start.number = line."__from"
      LEFT JOIN survey_points finish ON finish.number = line."__to")`,
    crs: unstatedCrs(columns),
    notes: [
      joinedNote(lines.name, ends, best.table.name, best.number),
      ...placed.notes,
      ...(isWhole ? await faultNotes(session) : []),
    ],
  };
}

/** A number as it is compared: without surrounding spaces; a whole number of a sheet is the same as its text. */
function key(column: string): string {
  return `nullif(trim(${quoteName(column)}), '')`;
}

/** The table and column of numbers in which most of the lines' ends are found; ties go to the first. */
async function bestPoints(
  session: Session,
  candidates: readonly TextTable[],
): Promise<{ table: TextTable; number: string } | null> {
  let best: { table: TextTable; number: string; found: number } | null = null;
  for (const table of candidates) {
    for (const number of findNumbers(table.fields.map(({ name }) => name))) {
      const { found } = await session.row<{ found: bigint }>(
        `WITH point AS (SELECT DISTINCT ${key(number)} AS number FROM ${table.relation}),
         line_end AS (SELECT "__from" AS number FROM survey_lines UNION ALL SELECT "__to" FROM survey_lines)
         SELECT count(*) AS found FROM line_end JOIN point USING (number)`,
      );
      if (Number(found) > (best?.found ?? 0)) best = { table, number, found: Number(found) };
    }
  }
  return best;
}

function joinedNote(lines: string, { from, to }: { from: string; to: string }, points: string, number: string): Text {
  return {
    zh: `“${lines}”按 ${from}、${to} 与“${points}”的 ${number} 连接成线。`,
    en: `"${lines}" was drawn as lines from ${from} to ${to}, which are ${number} in "${points}".`,
  };
}

async function faultNotes(session: Session): Promise<Text[]> {
  const lineEnds = `(SELECT "__from" AS number FROM survey_lines UNION ALL SELECT "__to" FROM survey_lines)`;
  const missing = await counted(
    session,
    `SELECT DISTINCT number FROM ${lineEnds} WHERE number IS NOT NULL AND number NOT IN (SELECT number FROM survey_points)`,
  );
  const ambiguous = await counted(session, "SELECT number FROM survey_points WHERE ambiguous");
  const repeated = await counted(session, "SELECT number FROM survey_points WHERE times > 1 AND NOT ambiguous");
  const placeless = await counted(session, "SELECT number FROM survey_points WHERE place IS NULL AND NOT ambiguous");
  const orphans = await counted(
    session,
    `SELECT number FROM survey_points WHERE number NOT IN (SELECT number FROM ${lineEnds} WHERE number IS NOT NULL)`,
  );
  const loops = await counted(session, `SELECT "__from" AS number FROM survey_lines WHERE "__from" = "__to"`);
  const unnamed = await counted(
    session,
    `SELECT CAST(row AS VARCHAR) AS number FROM survey_lines WHERE "__from" IS NULL OR "__to" IS NULL`,
  );
  return [
    note(
      missing,
      "个点号在线表中出现、点表中没有，相应的线未连成",
      "point numbers of lines are not in the point table; their lines were not drawn",
    ),
    note(
      ambiguous,
      "个点号在点表中重复且坐标不同，相应的线未连成",
      "point numbers stand for several places; their lines were not drawn",
    ),
    note(repeated, "个点号在点表中重复（坐标相同）", "point numbers occur several times, at one place each"),
    note(
      placeless,
      "个点没有可识别的坐标，相应的线未连成",
      "points have no coordinates that can be read; their lines were not drawn",
    ),
    note(loops, "条线的起点与终点相同，未连成", "lines begin and end at the same point and were not drawn"),
    note(unnamed, "条线缺起点号或终点号（行号）", "lines lack the number of an end (rows)"),
    note(orphans, "个点没有任何线相连（孤立点）", "points have no line (orphans)"),
  ].flat();
}

async function counted(session: Session, numbers: string): Promise<Counted> {
  const { count, examples } = await session.row<{ count: bigint; examples: string | null }>(
    `SELECT count(*) AS count, array_to_string(list_slice(list(number ORDER BY length(number), number), 1, ${named}), '、') AS examples
     FROM (${numbers})`,
  );
  return { count: Number(count), examples: examples === null ? [] : examples.split("、") };
}

function note({ count, examples }: Counted, zh: string, en: string): Text[] {
  if (count === 0) return [];
  const [etc, more] = count > named ? [" 等", ", …"] : ["", ""];
  return [
    { zh: `${count} ${zh}：${examples.join("、")}${etc}。`, en: `${count} ${en}: ${examples.join(", ")}${more}.` },
  ];
}
