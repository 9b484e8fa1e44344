import { stat } from "node:fs/promises";
import { basename } from "node:path";
import type { Inspection } from "../../contract/inspection.js";
import type { Text } from "../../contract/text.js";
import type { CallContext } from "../../contract/wire.js";
import type { Session } from "../database.js";
import { readingFault } from "../formats/faults.js";
import { formatOf } from "../formats/index.js";
import { kinds } from "../kinds/index.js";
import { quoteName } from "../sql.js";
import type { InspectRequest } from "./calls.js";
import { chooseCrs, isOldDatum, middleOf } from "./crs.js";
import { completeMapping, guessKind, guessMapping } from "./mapping.js";
import { countFamilies, openWorkshop } from "./open-source.js";
import { drawPicture } from "./picture.js";

/** Rows read for a look, and rows shown. */
const readRows = 2000;
const shownRows = 50;

/** What a file holds, from its first rows. Throws AppError `input-*`. */
export async function inspect(request: InspectRequest, context: CallContext): Promise<Inspection> {
  const database = await openWorkshop(request.path, request.folder);
  try {
    return await database.using(context.signal, (session) => inspectIn(session, request, context));
  } catch (error) {
    throw readingFault(request.path, error);
  } finally {
    database.close();
  }
}

async function inspectIn(
  session: Session,
  { path, folder, reading }: InspectRequest,
  context: CallContext,
): Promise<Inspection> {
  const format = await formatOf(path);
  const { signal, progress } = context;
  const { layer, encoding } = reading;
  const source = await format.open({
    session,
    path,
    scratch: folder,
    layer,
    encoding,
    limit: readRows,
    signal,
    progress,
  });
  await session.run(`CREATE TABLE look AS SELECT * FROM ${source.relation} ORDER BY row`);
  const look = { ...source, relation: "look" };
  const families = await countFamilies(session, "look");
  const geometry = [...families.keys()][0] ?? null;
  const guessed = guessKind(geometry, source.fields);
  const chosen = kinds.find((kind) => kind.name === reading.kind);
  const kind = chosen ?? guessed.kind;
  const mapping =
    reading.mapping === undefined
      ? guessMapping(kind, source.fields)
      : completeMapping(kind, source.fields, reading.mapping, basename(path));
  const at = await middleOf(session, "look");
  const crs = chooseCrs(look, { crs: reading.crs, fallback: reading.fallbackCrs, projectCrs: null }, at);
  const fields = source.fields.map((field) => quoteName(field.column));
  const cells = await session.columns(
    `SELECT ${["row", ...fields].join(", ")} FROM look ORDER BY row LIMIT ${shownRows}`,
  );
  const preview = (cells[0] ?? []).map((_row, number) =>
    cells.slice(1).map((column) => (column[number] ?? null) as string | null),
  );
  return {
    path,
    format: format.name,
    layers: source.layers.map((each) =>
      each.name === source.layer && each.geometries.length === 0 ? { ...each, geometries: [...families.keys()] } : each,
    ),
    layer: source.layer,
    geometry,
    rows: source.rows,
    bytes: (await stat(path)).size,
    encoding: source.encoding,
    crs: { ...crs, value: crs.value?.name ?? null },
    kind: {
      value: kind.name,
      sure: guessed.matched.length > 2,
      evidence:
        chosen !== undefined
          ? { zh: "由用户指定", en: "chosen by the user" }
          : {
              zh: `识别出的字段：${guessed.matched.join("、") || "无"}`,
              en: `fields recognised: ${guessed.matched.join(", ") || "none"}`,
            },
    },
    mapping,
    values: reading.values ?? {},
    understood: [],
    template: null,
    oldDatum: crs.value !== null && isOldDatum(crs.value.name),
    fields: source.fields.map(({ name, type }) => ({ name, type })),
    preview,
    picture: crs.value === null ? null : await drawPicture(session, "look", crs.value.definition),
    problems: problems(
      source.notes,
      crs.sure,
      crs.evidence,
      source.encoding.sure,
      source.encoding.evidence,
      missing(kind.name, mapping),
    ),
  };
}

function missing(kindName: string, mapping: Readonly<Record<string, string>>): Text[] {
  const kind = kinds.find((each) => each.name === kindName);
  const columns = kind?.columns.filter((column) => column.required && mapping[column.name] === undefined) ?? [];
  return columns.map((column) => ({
    zh: `没有对应“${column.title.zh}”的字段：请在下方指定，否则按不明处理。`,
    en: `No field was found for "${column.title.en}": choose one below, or it counts as unknown.`,
  }));
}

function problems(
  notes: readonly Text[],
  crsSure: boolean,
  crs: Text,
  encodingSure: boolean,
  encoding: Text,
  lacking: readonly Text[],
): Text[] {
  return [
    ...(crsSure ? [] : [{ zh: `坐标系需确认：${crs.zh}。`, en: `Please confirm the CRS: ${crs.en}.` }]),
    ...(encodingSure
      ? []
      : [{ zh: `编码需确认：${encoding.zh}。`, en: `Please confirm the encoding: ${encoding.en}.` }]),
    ...lacking,
    ...notes,
  ];
}
