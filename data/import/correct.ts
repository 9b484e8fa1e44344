import { basename, join } from "node:path";
import { AppError } from "../../contract/errors.js";
import type { LayerColumn } from "../../contract/project.js";
import type { CallContext } from "../../contract/wire.js";
import type { Session } from "../database.js";
import { readingFault } from "../formats/faults.js";
import { kinds } from "../kinds/index.js";
import type { Kind } from "../kinds/kind.js";
import { quoteName, quoteText } from "../sql.js";
import type { CorrectedRows, CorrectRequest } from "./calls.js";
import { checkRows } from "./check-rows.js";
import { cleanSql } from "./clean.js";
import { correctedSql, editedSql, editOf, keptOf, matchHeaders } from "./corrected-cells.js";
import { placeCorrected } from "./corrected-places.js";
import { flagRows, gatherDoubts } from "./doubts.js";
import { openWorkshop } from "./open-source.js";
import { writeQuarantine } from "./quarantine.js";
import { readTable } from "./read-table.js";

/** Words in the column "import" by which a user says that a doubtful row is right as it is. */
const acceptances = ["accepted", "confirmed", "已核实", "已确认", "确认无误"];

/** Reads a corrected table and checks the rows of its quarantine again; see `CorrectedRows`. Throws AppError `input-*`. */
export async function correct(request: CorrectRequest, context: CallContext): Promise<CorrectedRows> {
  const database = await openWorkshop(request.path, request.folder);
  try {
    return await database.using(context.signal, (session) => correctIn(session, request, context));
  } catch (error) {
    throw readingFault(request.path, error);
  } finally {
    database.close();
  }
}

async function correctIn(session: Session, request: CorrectRequest, context: CallContext): Promise<CorrectedRows> {
  const { folder, quarantine, projectCrs, geometry, mapping, values } = request;
  const kind = kinds.find(({ name }) => name === request.kind);
  if (kind === undefined) throw new Error(`no kind ${request.kind}`);
  await session.run(`CREATE VIEW before AS SELECT * FROM read_parquet(${quoteText(request.parquet)})`);
  const fields = quarantine.columns.flatMap(({ name, type, origin }) => {
    const field = name.replace(/^src_/u, "");
    return origin === "source" && type !== "year" && type !== "choice" ? [{ name: field, column: field, type }] : [];
  });
  context.progress({ phase: { zh: "读取更正表", en: "Reading the corrections" } });
  const counts = await readCorrections(session, request, context);
  const table = await countCorrections(session);
  await joinEdits(session, request, kind, counts);
  context.progress({ phase: { zh: "检查各行", en: "Checking the rows" } });
  const source = { fields, deleted: new Set<number>() };
  await checkRows(session, source, geometry, "flat", undefined, { x: null, y: null }, null);
  await keepOldReasons(session);
  const reading = { fields, kind, mapping, values };
  const read = correctedSql(kind, mapping);
  const clean = join(folder, "clean.parquet");
  const select = cleanSql(reading, ["raw.row AS fid"], "good.geom", "good JOIN raw USING (row)", read);
  await session.run(`COPY (${select}) TO ${quoteText(clean)} (FORMAT parquet)`);
  await flagAgain(session, kind, `read_parquet(${quoteText(clean)})`, request, fields);
  const left = await writeQuarantine(session, reading, geometry, "flat", projectCrs, folder, {
    feature: "__feature",
    read,
  });
  const changed = join(folder, "changed.parquet");
  const entering = await session.copy(
    `COPY (SELECT clean.* REPLACE (__feature AS fid) FROM read_parquet(${quoteText(clean)}) clean JOIN raw ON raw.row = clean.fid
           WHERE __edited OR __was_state = 'left_out') TO ${quoteText(changed)} (FORMAT parquet)`,
  );
  const after = await session.row<Record<"corrected" | "entered" | "remaining", bigint>>(
    `SELECT count(*) FILTER (why IS NULL AND row NOT IN (SELECT row FROM doubted)) AS corrected,
            count(*) FILTER (why IS NULL AND __was_state = 'left_out') AS entered,
            count(*) FILTER (why IS NOT NULL OR row IN (SELECT row FROM doubted)) AS remaining
     FROM raw JOIN checked USING (row)`,
  );
  return {
    changed: { parquet: changed, count: entering },
    quarantine: left,
    entered: Number(after.entered),
    corrected: Number(after.corrected),
    remaining: Number(after.remaining),
    ...table,
  };
}

/** Makes TABLE given: `row`, then the cells of the table by the column of the quarantine that they belong to. */
async function readCorrections(
  session: Session,
  request: CorrectRequest,
  context: CallContext,
): Promise<{ readonly headers: ReadonlyMap<string, string>; readonly others: readonly string[] }> {
  const table = await readTable(session, request.path, request.folder, context);
  const names = table.fields.map(({ name }) => name);
  const headers = matchHeaders(request.quarantine, names);
  const row = headers.get("row");
  if (row === undefined) throw withoutRow(request.path, names);
  const known = new Set(headers.values());
  const others = names.filter((name) => !known.has(name));
  const cells = [
    ...[...headers].map(([column, header]) => `${quoteName(header)} AS ${quoteName(`cell_${column}`)}`),
    ...others.map((name) => `${quoteName(name)} AS ${quoteName(`other_${name}`)}`),
  ];
  await session.run(
    `CREATE TABLE numbered AS
     SELECT TRY_CAST(trim(${quoteName(row)}) AS BIGINT) AS row, row AS line, ${cells.join(", ")}
     FROM ${table.relation} WHERE nullif(trim(concat(${names.map(quoteName).join(", ")})), '') IS NOT NULL`,
  );
  await session.run(
    `CREATE TABLE given AS
     SELECT numbered.* EXCLUDE (line) FROM numbered JOIN (SELECT row, min(line) AS line FROM numbered GROUP BY row) USING (row, line)
     JOIN (SELECT fid AS row FROM before) USING (row)`,
  );
  return { headers, others };
}

/** Rows of the table that the quarantine does not have, and rows beyond the first with a number. */
async function countCorrections(session: Session): Promise<{ unknown: number; repeated: number }> {
  const counted = await session.row<{ unknown: bigint; repeated: bigint }>(
    `SELECT count(*) FILTER (row IS NULL OR row NOT IN (SELECT fid FROM before)) AS unknown,
            count(*) FILTER (row IN (SELECT fid FROM before)) - (SELECT count(*) FROM given) AS repeated
     FROM numbered`,
  );
  return { unknown: Number(counted.unknown), repeated: Number(counted.repeated) };
}

/** Makes TABLE raw of all rows of the quarantine, as a format's reader would, with what was edited beside it. */
async function joinEdits(
  session: Session,
  request: CorrectRequest,
  kind: Kind,
  table: { readonly headers: ReadonlyMap<string, string>; readonly others: readonly string[] },
): Promise<void> {
  const { columns } = request.quarantine;
  const own = columns.filter(
    ({ name, origin }) => origin === "source" || kind.columns.some((each) => each.name === name),
  );
  const derived = (name: string) => kind.columns.find((each) => each.name === name)?.derived !== undefined;
  const edited = (column: LayerColumn) =>
    table.headers.has(column.name) && !derived(column.name)
      ? `CASE WHEN given.row IS NOT NULL THEN ${editedSql(
          `given.${quoteName(`cell_${column.name}`)}`,
          `before.${quoteName(column.name)}`,
          column,
          kind.columns.find(({ name }) => name === column.name),
        )} END`
      : "CAST(NULL AS VARCHAR)";
  const edits = own.map((column) => `${edited(column)} AS ${editOf(column.name)}`);
  const kept = own.map(({ name }) => `before.${quoteName(name)} AS ${keptOf(name)}`);
  const state = table.headers.has("import_state") ? "trim(given.cell_import_state)" : "NULL";
  await session.run(
    `CREATE TABLE edits AS
     SELECT before.fid AS row, before.feature AS __feature, before.import_state AS __was_state, before.reasons AS __was_reasons,
            coalesce(list_contains([${acceptances.map(quoteText).join(", ")}], ${state}), false) AS __accepted,
            ST_GeomFromWKB(before.geom) AS __geom, ${[...edits, ...kept].join(", ")}
     FROM before LEFT JOIN given ON given.row = before.fid`,
  );
  await placeCorrected(session, request, table);
  const fields = columns.filter(({ origin }) => origin === "source");
  const texts = fields.map(({ name }) => {
    const text = `CASE WHEN ${editOf(name)} IS NULL THEN CAST(${keptOf(name)} AS VARCHAR) ELSE nullif(${editOf(name)}, '') END`;
    return `${text} AS ${quoteName(name.replace(/^src_/u, ""))}`;
  });
  const any = own.map(({ name }) => `${editOf(name)} IS NOT NULL`).join(" OR ");
  await session.run(
    `CREATE TABLE raw AS
     SELECT edits.* EXCLUDE (__geom), ${[...texts, `(${any === "" ? "false" : any} OR place IS NOT NULL) AS __edited`].join(", ")},
            place IS NOT NULL AS __relocated, coalesce(place, __geom) AS geom
     FROM edits JOIN places USING (row)`,
  );
}

/**
 * What a table cannot change stays: a row that was left out for its shape, unless it has a new place, and a repeated row that
 * was not edited.
 */
async function keepOldReasons(session: Session): Promise<void> {
  await session.run(
    `UPDATE checked SET why = __was_reasons FROM raw
     WHERE raw.row = checked.row AND __was_state = 'left_out' AND NOT __relocated AND NOT (__was_reasons = 'duplicate' AND __edited)`,
  );
}

/**
 * Reasons of rows that nobody edited stay, but for a code that is doubled no more. Of edited rows those stay that only the
 * whole layer can tell. What a user says is right has none.
 */
async function flagAgain(
  session: Session,
  kind: Kind,
  clean: string,
  request: CorrectRequest,
  fields: readonly { readonly name: string }[],
): Promise<void> {
  const otherCodes = request.codes === null ? null : `read_parquet(${quoteText(request.codes)})`;
  const { projectCrs } = request;
  await flagRows(session, { kind, clean, area: null, projectCrs, unread: [], otherCodes, lone: true });
  await session.run(
    "DELETE FROM flags WHERE reason <> 'duplicate_code' AND row IN (SELECT row FROM raw WHERE NOT __edited)",
  );
  await session.run(
    `INSERT INTO flags
     SELECT row, reason FROM (SELECT row, __edited, __relocated, unnest(string_split(__was_reasons, '、')) AS reason FROM raw WHERE __was_state = 'doubtful')
     WHERE CASE WHEN __edited THEN reason = 'outside' AND NOT __relocated ELSE reason <> 'duplicate_code' END`,
  );
  for (const { name } of fields) {
    const typed = `clean.${quoteName(`src_${name}`)}`;
    await session.run(
      `INSERT INTO flags SELECT raw.row, 'not_read' FROM raw JOIN ${clean} clean ON clean.fid = raw.row
       WHERE ${editOf(`src_${name}`)} <> '' AND ${typed} IS NULL`,
    );
  }
  await session.run("DELETE FROM flags WHERE row IN (SELECT row FROM raw WHERE __accepted)");
  await gatherDoubts(session, kind);
}

function withoutRow(path: string, names: readonly string[]): AppError {
  const shown = names.slice(0, 20).join("、");
  return new AppError("input-columns", {
    zh: `${basename(path)} 没有“文件行号”（row）列，无法对应待核行。请从待核行图层导出表格，更正后保留该列。现有列：${shown}。`,
    en: `${basename(path)} has no column "row" (文件行号) to tell which rows are meant. Export the quarantine layer, correct that table and keep the column. It has: ${shown}.`,
  });
}
