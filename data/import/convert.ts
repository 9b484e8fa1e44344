import { basename, join } from "node:path";
import { AppError } from "../../contract/errors.js";
import type { Text } from "../../contract/text.js";
import type { CallContext } from "../../contract/wire.js";
import type { Session } from "../database.js";
import { damaged, readingFault } from "../formats/faults.js";
import { changedWhileRead, fileState } from "../formats/file-state.js";
import type { OpenedSource } from "../formats/format.js";
import { formatOf } from "../formats/index.js";
import { kinds } from "../kinds/index.js";
import { layerBounds } from "../layers/bounds.js";
import { quoteText } from "../sql.js";
import type { Converted, ConvertRequest } from "./calls.js";
import { checkRows, chooseFamily, listSkipped } from "./check-rows.js";
import { chooseMapping, sampleValues } from "./choose-mapping.js";
import { cleanSql, layerColumns } from "./clean.js";
import { checkCrs, chooseCrs, chooseProjectCrs, middleOf } from "./crs.js";
import { flagRows, gatherDoubts } from "./doubts.js";
import { openFitting } from "./fit-template.js";
import { meridianOf } from "./guess-crs.js";
import { hashFile, openWorkshop } from "./open-source.js";
import { choosePlacement } from "./placement.js";
import { listNoted, writeQuarantine } from "./quarantine.js";
import { measureUnderstanding, understandingNotes } from "./understood.js";

/** Reads a file whole and writes it clean; see `Converted`. Throws AppError `input-*`, `usage`. */
export async function convert(request: ConvertRequest, context: CallContext): Promise<Converted> {
  const before = await fileState(request.path);
  const database = await openWorkshop(request.path, request.folder);
  const isChanged = async () => !context.signal.aborted && (await fileState(request.path)) !== before;
  try {
    const converted = await database.using(context.signal, (session) => convertIn(session, request, context));
    if (await isChanged()) throw changedWhileRead(request.path);
    return converted;
  } catch (error) {
    throw (await isChanged()) ? changedWhileRead(request.path) : readingFault(request.path, error);
  } finally {
    database.close();
  }
}

async function convertIn(session: Session, request: ConvertRequest, context: CallContext): Promise<Converted> {
  const started = Date.now();
  const { path, folder, reading } = request;
  const file = basename(path);
  const kind = kinds.find((each) => each.name === request.kind) ?? unknownKind(request.kind);
  const hash = hashFile(path, context.signal);
  hash.catch(() => undefined);
  const format = await formatOf(path);
  const { signal, progress } = context;
  const { layer, encoding, coordinates } = reading;
  const families = kind.geometry;
  const wanted = { layer, encoding, coordinates, families, limit: null };
  const opening = { session, path, scratch: folder, ...wanted, signal, progress };
  const { source, template, notes: said } = await openFitting(format, opening, request.templates, reading, kind.name);

  progress({ phase: { zh: "读取图形", en: "Reading the shapes" } });
  await session.run(`CREATE TABLE raw AS SELECT * FROM ${source.relation}`);
  for (const table of source.temporary ?? []) await session.run(`DROP TABLE ${table}`);
  await compareCount(session, source, file);
  const samples = await sampleValues(session, "raw", source.fields);
  const chosen = chooseMapping(kind, source.fields, samples, reading, template, file);
  const { mapping, values } = chosen;
  const geometry = await chooseFamily(session, kind, file);
  const at = await middleOf(session, "raw");
  const { projectCrs: known, area, datumName } = request;
  const wish = { crs: reading.crs, fallback: reading.fallbackCrs ?? template?.crs, projectCrs: known, area };
  const guess = chooseCrs(source, wish, at);
  if (guess.value === null) throw crsUnknown(file, guess.evidence);
  await checkCrs(session, file, guess.value, at);
  const projectCrs = known ?? (await chooseProjectCrs(session, guess.value, at));
  const placing = { crs: guess.value, to: projectCrs, meridian: meridianOf(projectCrs), datumName, at, file };
  const placement = await choosePlacement(session, "raw", { ...placing, shift: reading.shift, datum: reading.datum });

  progress({ phase: { zh: "检查图形", en: "Checking the geometry" } });
  const { moved } = placement;
  const key = kind.keyColumn === null ? undefined : mapping[kind.keyColumn];
  const checked = await checkRows(session, source, geometry, moved, key, at, file);
  progress({ phase: { zh: "写出", en: "Writing" } });
  const parquet = join(folder, "clean.parquet");
  const clean = `read_parquet(${quoteText(parquet)})`;
  const rowReading = { fields: source.fields, kind, mapping, values };
  const select = cleanSql(rowReading, ["raw.row AS fid"], "good.geom", "good JOIN raw USING (row)");
  await session.run(
    `COPY (${select}) TO ${quoteText(parquet)} (FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE 30720)`,
  );
  const understanding = await measureUnderstanding(session, kind, mapping, clean);
  progress({ phase: { zh: "检查各行", en: "Checking the rows" } });
  const unread = source.doubtful.rows.map(({ row }) => row);
  const doubts = { kind, clean, area: request.area, projectCrs, unread, otherCodes: null, lone: false };
  const doubtNotes = await flagRows(session, doubts);
  await gatherDoubts(session, kind);
  const quarantine = await writeQuarantine(session, rowReading, geometry, moved, projectCrs, folder);
  const skipped = await listSkipped(session);
  const { imported, rows, repaired, deleted, duplicates } = checked;
  const notes: Text[] = [
    ...said,
    ...source.notes,
    ...chosen.notes,
    ...(guess.sure
      ? []
      : [{ zh: `坐标系是推断的：${guess.evidence.zh}。`, en: `The CRS was guessed: ${guess.evidence.en}.` }]),
    ...encodingNote(source),
    ...placement.notes,
    ...(repaired === 0
      ? []
      : [
          {
            zh: `${repaired} 个自相交的图形已自动修复。`,
            en: `${repaired} shapes that crossed themselves were repaired.`,
          },
        ]),
    ...countNote(deleted, {
      zh: "行在文件中已标记删除，未导入",
      en: "rows are marked as deleted in the file and were left out",
    }),
    ...countNote(duplicates, {
      zh: "行与前面的行完全相同（编号、图形和所有属性），只导入一次",
      en: "rows repeat an earlier one in code, shape and everything else; it was imported once",
    }),
    ...doubtNotes,
    ...understandingNotes(kind, understanding),
  ];
  return {
    parquet,
    quarantine,
    projectCrs,
    geometry,
    columns: layerColumns(source.fields, kind, mapping),
    bounds: await layerBounds(session, "placed", projectCrs),
    report: {
      path,
      kind: kind.name,
      rows,
      imported,
      skippedCount: rows - imported,
      skipped,
      deletedCount: deleted,
      encoding: source.encoding.value,
      crs: guess.value.name,
      crsEvidence: guess.evidence,
      sha256: await hash,
      mapping,
      values,
      understood: understanding.understood,
      missing: understanding.missing,
      ...(await listNoted(session, kind)),
      corrections: placement.corrections,
      notes,
      importedAt: Math.round(started / 1000),
      milliseconds: Date.now() - started,
    },
  };
}

function countNote(count: number, what: Text): Text[] {
  return count === 0 ? [] : [{ zh: `${count} ${what.zh}。`, en: `${count} ${what.en}.` }];
}

/** GDAL ends quietly where some files break off; what they say of themselves shows it. Throws `input-damaged`. */
async function compareCount(session: Session, { rows }: OpenedSource, file: string): Promise<void> {
  const { count } = await session.row<{ count: bigint }>("SELECT count(*) AS count FROM raw");
  if (rows === null || Number(count) >= rows) return;
  throw damaged(
    file,
    `它说有 ${rows} 行，只能读到 ${count} 行`,
    `it speaks of ${rows} rows, but only ${count} can be read`,
  );
}

function encodingNote(source: OpenedSource): Text[] {
  const { value, sure, evidence } = source.encoding;
  return sure
    ? []
    : [
        {
          zh: `编码是推断的（${value}）：${evidence.zh}。`,
          en: `The encoding was guessed (${value}): ${evidence.en}.`,
        },
      ];
}

function unknownKind(name: string): never {
  throw new AppError("usage", { zh: `没有名为“${name}”的图层类型。`, en: `There is no layer kind "${name}".` });
}

function crsUnknown(file: string, evidence: Text): AppError {
  return new AppError("input-crs", {
    zh: `${file} 的坐标系未知：${evidence.zh}。请指定坐标系（如 --crs EPSG:4547）。`,
    en: `The CRS of ${file} is not known: ${evidence.en}. Name it (such as --crs EPSG:4547).`,
  });
}
