import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { AppError } from "../../contract/errors.js";
import type { Guess, Inspection } from "../../contract/inspection.js";
import type { MappingTemplate } from "../../contract/project.js";
import type { Text } from "../../contract/text.js";
import type { CallContext } from "../../contract/wire.js";
import type { Session } from "../database.js";
import { readingFault } from "../formats/faults.js";
import type { SourceField } from "../formats/format.js";
import { formatOf } from "../formats/index.js";
import { kinds } from "../kinds/index.js";
import type { Kind } from "../kinds/kind.js";
import { toCell } from "../layers/cells.js";
import { quoteName } from "../sql.js";
import type { InspectRequest } from "./calls.js";
import { type ChosenMapping, chooseMapping, sampleValues } from "./choose-mapping.js";
import { type ChosenCrs, checkCrs, chooseCrs, isOldDatum, middleOf, type SampleCoordinates } from "./crs.js";
import { openFitting } from "./fit-template.js";
import { guessKind } from "./guess-mapping.js";
import { kindSql } from "./mapping.js";
import { countFamilies, openWorkshop } from "./open-source.js";
import { drawPlaced } from "./picture.js";
import { measureUnderstanding } from "./understood.js";

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
  { path, folder, reading, templates, projectCrs, area }: InspectRequest,
  context: CallContext,
): Promise<Inspection> {
  const format = await formatOf(path);
  const { signal, progress } = context;
  const { layer, encoding, coordinates } = reading;
  const taken = kinds.find(({ name }) => name === reading.kind)?.geometry;
  const wanted = { layer, encoding, coordinates, families: taken, limit: readRows };
  const opening = { session, path, scratch: folder, ...wanted, signal, progress };
  const { source, template, notes: said } = await openFitting(format, opening, templates, reading, reading.kind);
  await session.run(`CREATE TABLE look AS SELECT * FROM ${source.relation} ORDER BY row`);
  const look = { ...source, relation: "look" };
  const families = await countFamilies(session, "look");
  const geometry = [...families.keys()][0] ?? null;
  const samples = await sampleValues(session, "look", source.fields);
  const { kind, ...kindGuess } = chooseKind(reading.kind, template, guessKind(geometry, source.fields, samples));
  const chosen = chooseMapping(kind, source.fields, samples, reading, template, basename(path));
  const at = await middleOf(session, "look");
  const fallback = reading.fallbackCrs ?? template?.crs;
  const crs = chooseCrs(look, { crs: reading.crs, fallback, projectCrs, area }, at);
  const misfit = crs.value === null ? null : await crsFault(session, basename(path), crs.value, at);
  const drawable = misfit === null ? crs.value : null;
  const read = asRead(source.fields, kind, chosen);
  const { understood } = await measureUnderstanding(session, kind, chosen.mapping, read);
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
    kind: { value: kind.name, ...kindGuess },
    mapping: chosen.mapping,
    unsure: chosen.unsure,
    values: chosen.values,
    proposals: chosen.proposals,
    understood,
    template: template?.name ?? null,
    ...(source.coordinates === undefined ? {} : { coordinates: source.coordinates }),
    oldDatum: crs.value !== null && isOldDatum(crs.value.name),
    fields: source.fields.map(({ name, type }) => ({ name, type })),
    preview: await firstRows(session, source.fields),
    readings: await firstReadings(session, Object.keys(chosen.mapping), read),
    picture: drawable === null ? null : await drawPlaced(session, "look", drawable, { path, reading, projectCrs }, at),
    problems: [
      ...(misfit === null ? [] : [misfit]),
      ...confirmations(crs, source.encoding),
      ...missing(kind, chosen.mapping),
      ...said,
      ...chosen.notes,
      ...source.notes,
    ],
  };
}

/** What speaks against a CRS, in a sentence: a look goes on without a picture, where an import would stop. */
async function crsFault(session: Session, file: string, crs: ChosenCrs, at: SampleCoordinates): Promise<Text | null> {
  try {
    await checkCrs(session, file, crs, at);
    return null;
  } catch (error) {
    if (error instanceof AppError && error.code === "input-crs") return error.text;
    throw error;
  }
}

/** The user's kind, the template's, or the guessed one, with what it rests on. */
function chooseKind(
  wanted: string | undefined,
  template: MappingTemplate | null,
  guessed: ReturnType<typeof guessKind>,
): { kind: Kind; sure: boolean; evidence: Text } {
  const named = (name: string | undefined) => kinds.find((kind) => kind.name === name);
  const [byUser, byTemplate] = [named(wanted), named(template?.kind)];
  if (byUser !== undefined) {
    return { kind: byUser, sure: true, evidence: { zh: "由用户指定", en: "chosen by the user" } };
  }
  if (byTemplate !== undefined) {
    const evidence = { zh: `按模板“${template?.name}”`, en: `by the template "${template?.name}"` };
    return { kind: byTemplate, sure: true, evidence };
  }
  const list = (between: string) => guessed.matched.join(between);
  return {
    kind: guessed.kind,
    sure: guessed.sure,
    evidence: { zh: `识别出的字段：${list("、") || "无"}`, en: `fields recognised: ${list(", ") || "none"}` },
  };
}

/** The rows looked at as an import would make them: fields as delivered and canonical columns. */
function asRead(fields: readonly SourceField[], kind: Kind, { mapping, values }: ChosenMapping): string {
  const { direct, derived } = kindSql(kind, mapping, values);
  const originals = fields.map((field) => `${quoteName(field.column)} AS ${quoteName(`src_${field.name}`)}`);
  return `(SELECT ${["read.*", ...derived].join(", ")} FROM (SELECT ${[...originals, ...direct, "row"].join(", ")} FROM look) read)`;
}

async function firstRows(session: Session, fields: readonly SourceField[]): Promise<(string | null)[][]> {
  const names = fields.map((field) => quoteName(field.column));
  const cells = await session.columns(
    `SELECT ${["row", ...names].join(", ")} FROM look ORDER BY row LIMIT ${shownRows}`,
  );
  return (cells[0] ?? []).map((_row, number) =>
    cells.slice(1).map((column) => (column[number] ?? null) as string | null),
  );
}

/** What the first rows hold in the canonical columns. */
async function firstReadings(
  session: Session,
  columns: readonly string[],
  relation: string,
): Promise<Inspection["readings"]> {
  if (columns.length === 0) return {};
  const cells = await session.columns(
    `SELECT ${["row", ...columns.map(quoteName)].join(", ")} FROM ${relation} ORDER BY row LIMIT ${shownRows}`,
  );
  return Object.fromEntries(columns.map((name, index) => [name, (cells[index + 1] ?? []).map(toCell)]));
}

function missing(kind: Kind, mapping: Readonly<Record<string, string>>): Text[] {
  const columns = kind.columns.filter((column) => column.required && mapping[column.name] === undefined);
  return columns.map((column) => ({
    zh: `没有对应“${column.title.zh}”的字段：请在下方指定，否则按不明处理。`,
    en: `No field was found for "${column.title.en}": choose one below, or it counts as unknown.`,
  }));
}

function confirmations(crs: Guess<unknown>, encoding: Guess<string>): Text[] {
  return [
    ...(crs.sure
      ? []
      : [{ zh: `坐标系需确认：${crs.evidence.zh}。`, en: `Please confirm the CRS: ${crs.evidence.en}.` }]),
    ...(encoding.sure
      ? []
      : [{ zh: `编码需确认：${encoding.evidence.zh}。`, en: `Please confirm the encoding: ${encoding.evidence.en}.` }]),
  ];
}
