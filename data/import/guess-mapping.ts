import type { ValueProposal } from "../../contract/inspection.js";
import type { Text } from "../../contract/text.js";
import type { SourceField } from "../formats/format.js";
import { kinds } from "../kinds/index.js";
import type { Dialect, Kind, KindColumn } from "../kinds/kind.js";
import { cutNames, pinyinInitials, plainName } from "./field-spellings.js";

/** Field → values of the first rows, without the empty ones; see `sampleValues`. */
export type FieldSamples = ReadonlyMap<string, readonly string[]>;

export interface GuessedMapping {
  /** Canonical column → field; no field stands for two columns. */
  readonly mapping: Readonly<Record<string, string>>;
  /** Columns whose field was guessed from its values: a user should look. */
  readonly unsure: readonly string[];
}

/**
 * Which field is which, from names first: what a dialect means by them, canonical names (which our own exports carry beside the
 * field as delivered), aliases, pinyin initials of Chinese aliases, then all of these cut at the 10 bytes of a .dbf. What is
 * left is guessed from name and values together, and marked as unsure.
 */
export function guessFields(kind: Kind, fields: readonly SourceField[], samples: FieldSamples): GuessedMapping {
  const free = new Map<string, string>();
  for (const { name } of fields) if (!free.has(plainName(name))) free.set(plainName(name), name);
  const mapping: Record<string, string> = {};
  const direct = kind.columns.filter((column) => column.derived === undefined);
  const open = () => direct.filter((column) => mapping[column.name] === undefined);
  const take = (column: string, plain: string) => {
    mapping[column] = free.get(plain) ?? "";
    free.delete(plain);
  };
  for (const dialect of dialectsOf(kind, fields))
    for (const [column, plain] of Object.entries(dialect.names))
      if (free.has(plain) && mapping[column] === undefined) take(column, plain);
  for (const names of [aliasNames, initialNames(kind), cutAliasNames]) {
    for (const column of open()) {
      const found = names(column).find((name) => free.has(name));
      if (found !== undefined) take(column.name, found);
    }
  }
  const unsure: string[] = [];
  for (const column of open()) {
    const found = [...free].find(([plain, field]) => looksLike(column, plain, samples.get(field) ?? []));
    if (found === undefined) continue;
    take(column.name, found[0]);
    unsure.push(column.name);
  }
  return { mapping, unsure };
}

/** The same from names alone. */
export function guessMapping(kind: Kind, fields: readonly SourceField[]): Record<string, string> {
  return { ...guessFields(kind, fields, new Map()).mapping };
}

function aliasNames(column: KindColumn): string[] {
  return [column.name, ...column.aliases].map(plainName);
}

function cutAliasNames(column: KindColumn): string[] {
  return aliasNames(column).flatMap(cutNames);
}

/** Initials that two columns share say nothing. */
function initialNames(kind: Kind): (column: KindColumn) => string[] {
  const of = (column: KindColumn) => new Set(column.aliases.flatMap((alias) => pinyinInitials(alias) ?? []));
  const owners = new Map<string, number>();
  for (const column of kind.columns) for (const name of of(column)) owners.set(name, (owners.get(name) ?? 0) + 1);
  return (column) => [...of(column)].filter((name) => owners.get(name) === 1);
}

/** Four values in five, so that a few slips of the pen do not hide a field. */
const enoughValues = 0.8;

function looksLike({ looks }: KindColumn, plain: string, values: readonly string[]): boolean {
  if (looks === undefined || values.length === 0 || !looks.name.test(plain)) return false;
  return values.filter((value) => looks.value.test(value)).length >= enoughValues * values.length;
}

/** The dialects that the field names speak for. */
export function dialectsOf(kind: Kind, fields: readonly SourceField[]): readonly Dialect[] {
  const names = new Set(fields.map((field) => plainName(field.name)));
  const has = (mark: string) => [mark, ...cutNames(mark)].some((name) => names.has(name));
  return kind.dialects.filter(({ marks, least }) => marks.filter(has).length >= least);
}

/**
 * What codes of mapped fields mean where a dialect says so, and every code met is in its list. Of flags that hold 1 and 2 it is
 * said that many forms mean 1 是, 2 否; both would be read as yes.
 */
export function proposeValues(
  kind: Kind,
  fields: readonly SourceField[],
  mapping: Readonly<Record<string, string>>,
  samples: FieldSamples,
): ValueProposal[] {
  const dialects = dialectsOf(kind, fields);
  const codesIn = (field: string) =>
    new Set((samples.get(field) ?? []).filter((value) => /^\d{1,2}$/u.test(value)).map((code) => String(Number(code))));
  return kind.columns.flatMap((column): ValueProposal[] => {
    const field = mapping[column.name];
    if (field === undefined) return [];
    const codes = [...codesIn(field)];
    if (codes.length === 0) return [];
    for (const { title, codes: lists } of dialects) {
      const list = lists.find((each) => each.column === column.name && namesField(each.fields, field));
      if (list === undefined || !codes.every((code) => code in list.values)) continue;
      return [{ column: column.name, field, values: list.values, applied: list.sure, evidence: fromDialect(title) }];
    }
    if (column.type !== "flag" || !codes.includes("2") || codes.some((code) => code !== "1" && code !== "2")) return [];
    return [{ column: column.name, field, values: { "1": "true", "2": "false" }, applied: false, evidence: oneAndTwo }];
  });
}

function namesField(names: readonly string[], field: string): boolean {
  return names.flatMap((name) => [name, ...cutNames(name)]).includes(plainName(field));
}

function fromDialect(title: Text): Text {
  return {
    zh: `字段名与“${title.zh}”一致，值都在其代码表内`,
    en: `the field names are those of ${title.en}, and all values are in its code list`,
  };
}

const oneAndTwo: Text = {
  zh: "只有 1 和 2：许多表格以 1 为是、2 为否，不指定则都读作“是”",
  en: "there are only 1 and 2: many forms mean yes by 1 and no by 2; unless you say so, both are read as yes",
};

/** The kind whose columns the fields fit best, among those that take the geometry. */
export function guessKind(
  geometry: string | null,
  fields: readonly SourceField[],
  samples: FieldSamples = new Map(),
): { kind: Kind; matched: string[]; sure: boolean } {
  const guesses = kinds.map((kind) => ({ kind, ...guessFields(kind, fields, samples) }));
  // What every kind has (a name, a number, an address) speaks for none.
  const claims = new Map<string, number>();
  for (const { mapping } of guesses)
    for (const field of Object.values(mapping)) claims.set(field, (claims.get(field) ?? 0) + 1);
  const scored = guesses
    .filter(({ kind }) => geometry === null || kind.geometry.some((family) => family === geometry))
    .map(({ kind, mapping, unsure }) => {
      const weights = kind.columns.map((column) => {
        const field = mapping[column.name];
        if (field === undefined) return 0;
        const weight = (column.required ? 3 : 1) / (claims.get(field) ?? 1);
        return unsure.includes(column.name) ? weight / 2 : weight;
      });
      return { kind, matched: Object.values(mapping), score: weights.reduce((sum, each) => sum + each, 0) };
    });
  const none = { kind: generic(), matched: [] as string[], score: 1 };
  const best = scored.reduce((one, other) => (other.score > one.score ? other : one), none);
  return { kind: best.kind, matched: best.matched, sure: best.matched.length > 2 };
}

function generic(): Kind {
  const kind = kinds.find((each) => each.columns.length === 0);
  if (kind === undefined) throw new Error("there is a kind without columns");
  return kind;
}
