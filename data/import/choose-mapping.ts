import type { Reading } from "../../contract/api.js";
import type { ValueProposal } from "../../contract/inspection.js";
import type { MappingTemplate } from "../../contract/project.js";
import type { Text } from "../../contract/text.js";
import type { Session } from "../database.js";
import type { SourceField } from "../formats/format.js";
import type { Kind } from "../kinds/kind.js";
import { quoteName } from "../sql.js";
import { plainName } from "./field-spellings.js";
import { type FieldSamples, guessFields, proposeValues } from "./guess-mapping.js";
import { completeMapping, fieldText, type ValueMapping } from "./mapping.js";

/** Rows whose values take part in guessing: the same for a look and for an import, so that both guess alike. */
const sampledRows = 500;

/** The values of the first rows of `relation`, a relation with `row` and the fields as text. */
export async function sampleValues(
  session: Session,
  relation: string,
  fields: readonly SourceField[],
): Promise<FieldSamples> {
  if (fields.length === 0) return new Map();
  const texts = fields.map((field, index) => `${fieldText(field.column)} AS "${index}"`);
  const columns = await session.columns(
    `SELECT ${texts.join(", ")} FROM (SELECT row, ${fields.map((field) => quoteName(field.column)).join(", ")} FROM ${relation}
     WHERE row <= ${sampledRows}) ORDER BY row`,
  );
  return new Map(
    fields.map(({ name }, index) => [
      name,
      (columns[index] ?? []).filter((value): value is string => typeof value === "string"),
    ]),
  );
}

export interface ChosenMapping {
  readonly mapping: Readonly<Record<string, string>>;
  readonly values: ValueMapping;
  readonly unsure: readonly string[];
  readonly proposals: readonly ValueProposal[];
  /** What was guessed or taken over, in words: for the problems of a look and the notes of an import. */
  readonly notes: readonly Text[];
}

/**
 * Mapping and values as they will be applied: guessed, then the template's, then the user's. One function for the look and for
 * the import, so that what is shown is what is done. Throws `usage`, `input-columns`.
 */
export function chooseMapping(
  kind: Kind,
  fields: readonly SourceField[],
  samples: FieldSamples,
  reading: Pick<Reading, "mapping" | "values">,
  template: MappingTemplate | null,
  file: string,
): ChosenMapping {
  const given = { ...templateMapping(template, kind, fields), ...reading.mapping };
  const guessed = guessFields(kind, fields, samples);
  const mapping = completeMapping(kind, fields, given, file, guessed.mapping);
  const unsure = guessed.unsure.filter((column) => mapping[column] === guessed.mapping[column] && !(column in given));
  const decided: ValueMapping = { ...template?.values, ...reading.values };
  const proposals = proposeValues(kind, fields, mapping, samples).filter(({ column }) => decided[column] === undefined);
  const applied = proposals.filter((each) => each.applied).map(({ column, values }) => [column, values] as const);
  const title = (column: string) =>
    kind.columns.find((each) => each.name === column)?.title ?? { zh: column, en: column };
  return {
    mapping,
    values: { ...Object.fromEntries(applied), ...decided },
    unsure,
    proposals,
    notes: [
      ...unsure.map((column) => unsureNote(title(column), mapping[column] ?? "")),
      ...proposals.map((proposal) => proposalNote(title(proposal.column), proposal)),
    ],
  };
}

/** A template's mapping as far as the file has its fields; what the template leaves out stays unmapped. */
function templateMapping(
  template: MappingTemplate | null,
  kind: Kind,
  fields: readonly SourceField[],
): Record<string, string> {
  if (template === null) return {};
  const there = new Set(fields.map((field) => plainName(field.name)));
  const direct = kind.columns.filter((column) => column.derived === undefined);
  return Object.fromEntries(
    direct.map(({ name }) => {
      const field = template.mapping[name] ?? "";
      return [name, there.has(plainName(field)) ? field : ""];
    }),
  );
}

function unsureNote(title: Text, field: string): Text {
  return {
    zh: `“${title.zh}”按字段“${field}”的值推断，请确认。`,
    en: `"${title.en}" was told from the values of the field "${field}": please confirm.`,
  };
}

function proposalNote(title: Text, { field, values, applied, evidence }: ValueProposal): Text {
  const pairs = (between: string) =>
    Object.entries(values)
      .map(([code, meaning]) => `${code}=${meaning}`)
      .join(between);
  return applied
    ? {
        zh: `“${title.zh}”（${field}）的代码按 ${pairs("，")} 读取：${evidence.zh}。请确认，不对可另行指定。`,
        en: `The codes of "${title.en}" (${field}) are read as ${pairs(", ")}: ${evidence.en}. Please confirm, or say otherwise.`,
      }
    : {
        zh: `“${title.zh}”（${field}）的代码可能是 ${pairs("，")}：${evidence.zh}。未采用，请确认后指定。`,
        en: `The codes of "${title.en}" (${field}) may be ${pairs(", ")}: ${evidence.en}. Not applied: confirm and say so.`,
      };
}
