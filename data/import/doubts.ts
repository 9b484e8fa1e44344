import type { Bounds } from "../../contract/project.js";
import type { Text } from "../../contract/text.js";
import type { Session } from "../database.js";
import type { Kind } from "../kinds/kind.js";
import { quoteName, quoteText } from "../sql.js";
import { checkReason, reasonChoices } from "./reasons.js";

export interface DoubtsRequest {
  readonly kind: Kind;
  /** For FROM: the clean rows, with `fid` and the kind's columns. */
  readonly clean: string;
  /** Where the other layers of the project lie; null where there are none. */
  readonly area: Bounds | null;
  readonly projectCrs: string;
  /** Numbers of rows with a value that its field's type does not allow. */
  readonly unread: readonly number[];
  /** For FROM: `code` of rows that are not among the clean ones, but in the same layer. */
  readonly otherCodes: string | null;
  /** The rows are those of a quarantine: they have no middle and no majority of their own. */
  readonly lone: boolean;
}

/** Beyond this from the middle of the layer a few rows are suspicious: metres. */
const farDistance = 200_000;
/** Beyond this from the other layers of the project a row is suspicious: metres. A county and its neighbours are within. */
const areaMargin = 50_000;

/**
 * Makes TABLE flags: `row` and `reason` of the rows of VIEW good that are to be looked at. What holds for most rows of a
 * layer says something about the layer: it becomes a note and lists no row.
 */
export async function flagRows(session: Session, request: DoubtsRequest): Promise<Text[]> {
  const { kind, clean } = request;
  await session.run(
    `CREATE TABLE flags AS
     SELECT row, 'repaired' AS reason FROM checked WHERE mended AND why IS NULL
     UNION ALL SELECT row, 'sliver' FROM checked WHERE sliver AND why IS NULL
     UNION ALL SELECT row, 'not_read' FROM good JOIN (SELECT unnest(CAST($unread AS BIGINT[])) AS row) unread USING (row)`,
    { unread: JSON.stringify(request.unread) },
  );
  const checks = kind.checks.map(({ name, when }) => `CASE WHEN ${when} THEN ${quoteText(checkReason(name))} END`);
  if (checks.length > 0) {
    await session.run(
      `INSERT INTO flags SELECT * FROM (SELECT fid, unnest([${checks.join(", ")}]) AS reason FROM ${clean}) WHERE reason IS NOT NULL`,
    );
  }
  return [
    ...(request.lone ? [] : await flagStrays(session)),
    ...(await flagOutside(session, request)),
    ...(await flagDoubledCodes(session, request)),
    ...(await flagRepeated(session, request.lone)),
  ];
}

/**
 * Makes TABLE doubted of TABLE flags: `row` and `reasons`, words joined by `、`; and VIEW placed of the good rows that do not
 * lie far from everything: a map of the layer, and what the next file is compared with, is where they are.
 */
export async function gatherDoubts(session: Session, kind: Kind): Promise<void> {
  const order = reasonChoices(kind).map(({ value }) => quoteText(value));
  await session.run(
    `CREATE TABLE doubted AS
     SELECT row, string_agg(reason, '、' ORDER BY list_position([${order.join(", ")}], reason)) AS reasons
     FROM (SELECT DISTINCT row, reason FROM flags) GROUP BY row`,
  );
  await session.run(
    "CREATE VIEW placed AS SELECT * FROM good WHERE row NOT IN (SELECT row FROM flags WHERE reason = 'outside')",
  );
}

/** A handful of rows (one in a hundred at most) far from all others have their coordinates swapped or a digit wrong. */
async function flagStrays(session: Session): Promise<Text[]> {
  await session.run(
    `CREATE TABLE strays AS
     WITH placed AS (
       SELECT row, (ST_XMin(geom) + ST_XMax(geom)) / 2 AS x, (ST_YMin(geom) + ST_YMax(geom)) / 2 AS y FROM good
     ), middle AS (SELECT median(x) AS x, median(y) AS y, count(*) AS total FROM placed)
     SELECT placed.row, middle.total, sqrt((placed.x - middle.x) ** 2 + (placed.y - middle.y) ** 2) AS distance
     FROM placed, middle WHERE abs(placed.x - middle.x) > ${farDistance} OR abs(placed.y - middle.y) > ${farDistance}`,
  );
  const { count, rows, distance } = await session.row<{ count: bigint; rows: string | null; distance: number | null }>(
    `SELECT CASE WHEN count(*) * 100 <= max(total) THEN count(*) ELSE 0 END AS count,
            array_to_string(list_slice(list(row ORDER BY row), 1, 5), ', ') AS rows, max(distance) AS distance FROM strays`,
  );
  if (count === 0n || rows === null) return [];
  await session.run("INSERT INTO flags SELECT row, 'outside' FROM strays");
  const kilometres = Math.round((distance ?? 0) / 1000).toLocaleString("en");
  return [
    {
      zh: `${count} 行远离其余图形（最远 ${kilometres} 公里），坐标可能写反或有误：第 ${rows} 行${count > 5n ? "等" : ""}。`,
      en: `${count} rows lie far from all others (up to ${kilometres} km); their coordinates may be swapped or wrong: row ${rows}${count > 5n ? ", …" : ""}.`,
    },
  ];
}

async function flagOutside(session: Session, { area, projectCrs, lone }: DoubtsRequest): Promise<Text[]> {
  if (area === null) return [];
  const [west, south, east, north] = area;
  await session.run(
    `CREATE TABLE outside AS
     WITH area AS (
       SELECT ST_Transform(ST_MakeEnvelope($west, $south, $east, $north), 'EPSG:4326', ${quoteText(projectCrs)}, always_xy := true) AS box
     ), placed AS (
       SELECT row, (ST_XMin(geom) + ST_XMax(geom)) / 2 AS x, (ST_YMin(geom) + ST_YMax(geom)) / 2 AS y FROM good
     )
     SELECT row FROM placed, area
     WHERE x < ST_XMin(box) - ${areaMargin} OR x > ST_XMax(box) + ${areaMargin} OR y < ST_YMin(box) - ${areaMargin} OR y > ST_YMax(box) + ${areaMargin}`,
    { west, south, east, north },
  );
  const { count, total, most } = await share(session, "outside", lone);
  const elsewhere = most || count === total;
  if (!elsewhere) await session.run("INSERT INTO flags SELECT row, 'outside' FROM outside");
  if (count === 0) return [];
  return [
    elsewhere
      ? {
          zh: `${count} 行远在项目其他图层范围之外，占大多数：请核对坐标系，或确认是另一地区的数据。`,
          en: `${count} rows lie far outside the project's other layers; these are most of them: check the CRS, or that another area was meant.`,
        }
      : {
          zh: `${count} 行位于项目其他图层范围之外 ${areaMargin / 1000} 公里以上，已列入待核行。`,
          en: `${count} rows lie more than ${areaMargin / 1000} km outside the project's other layers and are listed.`,
        },
  ];
}

async function flagDoubledCodes(session: Session, { kind, clean, otherCodes, lone }: DoubtsRequest): Promise<Text[]> {
  const { keyColumn } = kind;
  if (keyColumn === null) return [];
  const key = quoteName(keyColumn);
  const others = otherCodes === null ? "" : `UNION ALL SELECT code FROM ${otherCodes}`;
  await session.run(
    `CREATE TABLE doubled AS
     WITH codes AS (SELECT ${key} AS code FROM ${clean} WHERE ${key} IS NOT NULL ${others})
     SELECT rows.fid AS row FROM ${clean} rows JOIN (SELECT code FROM codes GROUP BY code HAVING count(*) > 1) twice ON twice.code = rows.${key}`,
  );
  const { count, most } = await share(session, "doubled", lone);
  if (!most) await session.run("INSERT INTO flags SELECT row, 'duplicate_code' FROM doubled");
  if (count === 0) return [];
  const title = kind.columns.find(({ name }) => name === keyColumn)?.title ?? { zh: keyColumn, en: keyColumn };
  return [
    {
      zh: `${title.zh}有重复，涉及 ${count} 行${most ? "，占大多数：该字段可能不是唯一编号，请核对字段对应" : "，已列入待核行"}。`,
      en: `The ${title.en} is not unique: ${count} rows share one with another${most ? "; these are most of them, so the field may be no code at all: check the mapping" : " and are listed"}.`,
    },
  ];
}

async function flagRepeated(session: Session, lone: boolean): Promise<Text[]> {
  await session.run("CREATE VIEW repeated AS SELECT row FROM repeated_rows WHERE NOT named");
  const { count, most } = await share(session, "repeated", lone);
  if (!most) await session.run("INSERT INTO flags SELECT row, 'repeated' FROM repeated");
  if (count === 0) return [];
  return [
    {
      zh: `${count} 行没有编号且与前面的行完全相同，均已导入${most ? "" : "并列入待核行"}：可能是重复提交，也可能是同一位置的不同对象。`,
      en: `${count} rows have no code and repeat an earlier one in everything; they were imported${most ? "" : " and are listed"}: delivered twice, or several things on one place.`,
    },
  ];
}

/** Whether a table of rows holds more than half of the good ones; a layer of a few rows has no such majority. */
async function share(
  session: Session,
  table: string,
  lone: boolean,
): Promise<{ count: number; total: number; most: boolean }> {
  const { count, total } = await session.row<{ count: bigint; total: bigint }>(
    `SELECT (SELECT count(*) FROM ${table}) AS count, (SELECT count(*) FROM good) AS total`,
  );
  return {
    count: Number(count),
    total: Number(total),
    most: !lone && Number(count) * 2 > Number(total) && total >= 10n,
  };
}
