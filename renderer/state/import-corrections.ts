import type { Reading } from "../../contract/api.js";
import type { ColumnEntry } from "../../contract/catalog.js";
import type { Inspection, ValueProposal } from "../../contract/inspection.js";
import type { MappingTemplate } from "../../contract/project.js";

/** Another kind has other columns: what was mapped for the old one, and its template, is dropped. */
export function chooseKind(
  { mapping: _mapping, values: _values, template: _template, ...rest }: Reading,
  kind: string,
): Reading {
  return { ...rest, kind };
}

/** Another layer of the file has other fields and may be of another kind. */
export function chooseLayer({ encoding, crs, datum, shift }: Reading, layer: string): Reading {
  return {
    layer,
    ...(encoding === undefined ? {} : { encoding }),
    ...(crs === undefined ? {} : { crs }),
    ...(datum === undefined ? {} : { datum }),
    ...(shift === undefined ? {} : { shift }),
  };
}

/** Fields are called otherwise in another encoding: only what was said of names in plain Latin letters holds. */
export function chooseEncoding({ mapping, coordinates, ...rest }: Reading, encoding: string): Reading {
  const plain = (field: string) => /^[\x20-\x7e]*$/u.test(field);
  const kept = Object.entries(mapping ?? {}).filter(([, field]) => plain(field));
  const keepCoordinates = coordinates !== undefined && plain(coordinates.east) && plain(coordinates.north);
  return {
    ...rest,
    encoding,
    ...(kept.length === 0 ? {} : { mapping: Object.fromEntries(kept) }),
    ...(keepCoordinates ? { coordinates } : {}),
  };
}

/**
 * Maps a column to a field, or to none with an empty name; what its old field's values stood for is forgotten. A template that
 * fitted by itself stays: it would be dropped as soon as the user has a word in the mapping.
 */
export function mapColumn(reading: Reading, { template }: Inspection, column: string, field: string): Reading {
  const { [column]: _values, ...values } = reading.values ?? {};
  return {
    ...reading,
    ...(template === null ? {} : { template }),
    mapping: { ...reading.mapping, [column]: field },
    values,
  };
}

/** Takes what the codes of a field may mean as what they mean, or refuses it. */
export function answerProposal(reading: Reading, { column, values }: ValueProposal, taken: boolean): Reading {
  return { ...reading, values: { ...reading.values, [column]: taken ? values : {} } };
}

/** Says what a value of the file stands for in a column; null: as the program reads it by itself. */
export function mapValue(
  reading: Reading,
  { values }: Inspection,
  column: string,
  value: string,
  target: string | null,
): Reading {
  const { [value]: _before, ...others } = { ...values[column], ...reading.values?.[column] };
  return {
    ...reading,
    values: { ...reading.values, [column]: target === null ? others : { ...others, [value]: target } },
  };
}

/** Reads by a template, by none (empty name), or by the one that fits (null). Corrections by hand make way for it. */
export function chooseTemplate(
  { mapping: _mapping, values: _values, encoding: _encoding, crs: _crs, kind: _kind, ...rest }: Reading,
  name: string | null,
): Reading {
  const { template: _template, ...others } = rest;
  return name === null ? others : { ...others, template: name };
}

/**
 * The way a file is read as a template. Encoding and CRS belong to it only where someone had to state them: what a file
 * says of itself holds for that file alone.
 */
export function templateOf(
  name: string,
  inspection: Inspection,
  reading: Reading,
  applied: MappingTemplate | undefined,
): MappingTemplate {
  const none = Object.entries(reading.mapping ?? {}).filter(([, field]) => field === "");
  const encoding = reading.encoding ?? applied?.encoding;
  const crs = reading.crs ?? applied?.crs;
  return {
    name,
    kind: inspection.kind.value,
    fields: inspection.fields.map((field) => field.name),
    ...(encoding === undefined ? {} : { encoding }),
    ...(crs === undefined ? {} : { crs }),
    mapping: { ...Object.fromEntries(none), ...inspection.mapping },
    values: { ...inspection.values, ...reading.values },
  };
}

/**
 * Values of a column that a person may have to say something about, the most frequent unclear ones first. Of a flag or choice
 * also those that were understood: they may stand for the opposite.
 */
export function valuesToMap(
  inspection: Inspection,
  reading: Reading,
  { name: column, type }: Pick<ColumnEntry, "name" | "type">,
): ValueToMap[] {
  const field = inspection.mapping[column];
  const unclear = inspection.understood.find((entry) => entry.column === column)?.unclear ?? [];
  const mapped = { ...inspection.values[column], ...reading.values?.[column] };
  const place = inspection.fields.findIndex(({ name }) => name === field);
  const isListed = type === "flag" || type === "choice";
  const cells = isListed ? inspection.preview : [];
  const seen = cells.map((row) => row[place] ?? null).filter((cell) => cell !== null && cell !== "");
  const others = [...new Set([...Object.keys(mapped), ...seen.map((cell) => String(cell).trim())])];
  return [
    ...unclear.map(({ value, count }) => ({ value, count, unclear: true })),
    ...others
      .filter((value) => value !== "" && !unclear.some((entry) => entry.value === value))
      .slice(0, shownValues)
      .map((value) => ({ value, count: null, unclear: false })),
  ].map((entry) => ({ ...entry, target: mapped[entry.value] ?? null }));
}

/** Values listed beside the unclear ones. */
const shownValues = 12;

export interface ValueToMap {
  readonly value: string;
  /** Rows looked at that have it; null where they were not counted. */
  readonly count: number | null;
  readonly unclear: boolean;
  /** What it stands for by a template or the user; null: as the program reads it. */
  readonly target: string | null;
}
