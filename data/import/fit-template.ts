import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import type { Reading } from "../../contract/api.js";
import { AppError } from "../../contract/errors.js";
import type { MappingTemplate } from "../../contract/project.js";
import type { Text } from "../../contract/text.js";
import { encodingLabel } from "../formats/encoding-labels.js";
import type { OpenedSource, OpenRequest, ReadFormat, SourceField } from "../formats/format.js";
import { plainName } from "./field-spellings.js";

/** Jaccard index of two sets of field names above which files come from the same supplier. */
const alike = 0.9;

/**
 * The template to read by: the one named (empty: none), else, where the user says nothing of the mapping, the one whose field
 * names are nearest to the file's, if they are near. `kind` as far as it is decided. Throws `usage` for a name that is not there or a template
 * of another kind.
 */
export function fitTemplate(
  templates: readonly MappingTemplate[],
  reading: Pick<Reading, "template" | "mapping">,
  kind: string | undefined,
  fields: readonly SourceField[],
): MappingTemplate | null {
  if (reading.template === "") return null;
  if (reading.template !== undefined) {
    const named = templates.find(({ name }) => name === reading.template);
    if (named === undefined) throw unknownTemplate(reading.template, templates);
    if (kind !== undefined && named.kind !== kind) throw otherKind(named, kind);
    return named;
  }
  if (Object.keys(reading.mapping ?? {}).length > 0) return null;
  const names = new Set(fields.map((field) => plainName(field.name)));
  const scored = templates
    .filter((template) => kind === undefined || template.kind === kind)
    .map((template) => ({ template, score: likeness(names, new Set(template.fields.map(plainName))) }))
    .filter(({ score }) => score >= alike)
    .sort((one, other) => other.score - one.score || (one.template.name < other.template.name ? -1 : 1));
  return scored[0]?.template ?? null;
}

function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const both = [...one].filter((name) => other.has(name)).length;
  const all = one.size + other.size - both;
  return all === 0 ? 0 : both / all;
}

/**
 * Opens a file by the user's words and by the template that fits it. The template's encoding counts only where the file gives no
 * sure evidence of its own; the file is then opened once more. Throws AppError `input-*`, `usage`.
 */
export async function openFitting(
  format: ReadFormat,
  request: OpenRequest,
  templates: readonly MappingTemplate[],
  reading: Pick<Reading, "template" | "mapping">,
  kind: string | undefined,
): Promise<{ source: OpenedSource; template: MappingTemplate | null; notes: readonly Text[] }> {
  const source = await format.open(request);
  const template = fitTemplate(templates, reading, kind, source.fields);
  const wanted = template?.encoding === undefined ? null : encodingLabel(template.encoding);
  const contradicts = wanted !== null && wanted !== source.encoding.value;
  const again = contradicts && request.encoding === undefined && !source.encoding.sure;
  const opened = again
    ? await format.open({ ...request, encoding: wanted, scratch: await mkdtemp(join(request.scratch, "again-")) })
    : source;
  return { source: opened, template, notes: templateNotes(template, opened, reading.template !== undefined) };
}

/** What is said of a template that was applied. */
function templateNotes(template: MappingTemplate | null, source: OpenedSource, named: boolean): Text[] {
  if (template === null) return [];
  const { name, encoding } = template;
  const how = named ? { zh: "由用户指定", en: "chosen by the user" } : { zh: "字段名相符", en: "its field names fit" };
  const there = new Set(source.fields.map((field) => plainName(field.name)));
  const lacking = Object.values(template.mapping).filter((field) => field !== "" && !there.has(plainName(field)));
  return [
    { zh: `按模板“${name}”读取（${how.zh}）。`, en: `Read by the template "${name}" (${how.en}).` },
    ...(lacking.length === 0
      ? []
      : [
          {
            zh: `文件中没有模板“${name}”用到的字段：${lacking.join("、")}。`,
            en: `The file lacks fields of the template "${name}": ${lacking.join(", ")}.`,
          },
        ]),
    ...(encoding !== undefined && encodingLabel(encoding) !== source.encoding.value
      ? [
          {
            zh: `模板“${name}”的编码是 ${encoding}，文件的证据是 ${source.encoding.value}（${source.encoding.evidence.zh}），以文件为准。`,
            en: `The template "${name}" says ${encoding}, but the file is ${source.encoding.value} (${source.encoding.evidence.en}); the file counts.`,
          },
        ]
      : []),
  ];
}

function unknownTemplate(name: string, templates: readonly MappingTemplate[]): AppError {
  const known = templates.map((each) => each.name);
  return new AppError("usage", {
    zh: `没有名为“${name}”的模板。现有模板：${known.join("、") || "无"}。`,
    en: `There is no template "${name}". Templates: ${known.join(", ") || "none"}.`,
  });
}

function otherKind({ name, kind }: MappingTemplate, wanted: string): AppError {
  return new AppError("usage", {
    zh: `模板“${name}”用于图层类型 ${kind}，不能用于 ${wanted}。请另选模板或图层类型。`,
    en: `The template "${name}" is for the kind ${kind}, not ${wanted}. Choose another template or kind.`,
  });
}
