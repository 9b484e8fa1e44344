import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { mappingTemplate } from "../../contract/api.js";
import { AppError } from "../../contract/errors.js";
import type { MappingTemplate } from "../../contract/project.js";
import type { Text } from "../../contract/text.js";
import { replaceFile } from "../files.js";
import { kinds } from "../kinds/index.js";

/** Format of a template's file; a program refuses a newer one. */
const formatVersion = 1;
const signature = "mapping-template";
const stored = mappingTemplate.extend({ fangan: z.literal(signature), format: z.literal(formatVersion) });
const signed = z.object({ fangan: z.literal(signature), format: z.int().positive() });

/** A template is some kilobytes; anything much larger is another file. */
const largestBytes = 1024 * 1024;

/**
 * The templates in `folder`, one JSON file each, by name. A file that cannot be used is left out here: it does not keep a project
 * from being opened, and `readTemplate` says what is wrong with it.
 */
export async function readTemplates(folder: string): Promise<MappingTemplate[]> {
  return (await listTemplates(folder)).map(({ template }) => template);
}

/** Keeps a template in place of one of the same name. Throws `usage`, `output-unwritable`, `disk-full`. */
export async function saveTemplate(folder: string, template: MappingTemplate): Promise<void> {
  const fault = faultOf(template);
  if (fault !== null) throw new AppError("usage", fault);
  await mkdir(folder, { recursive: true });
  const listed = await listTemplates(folder);
  const own = listed.find((each) => each.template.name === template.name);
  await replaceFile(join(folder, own?.file ?? freeName(template.name, await readdir(folder))), templateText(template));
}

/** Throws `usage` where there is none of that name. */
export async function removeTemplate(folder: string, name: string): Promise<void> {
  const listed = await listTemplates(folder);
  const own = listed.find((each) => each.template.name === name);
  if (own === undefined) throw unknownTemplate(name, listed);
  await rm(join(folder, own.file), { force: true });
}

/** Writes a template of `folder` to a file of its own. Throws `usage`, `output-exists`, `output-unwritable`, `disk-full`. */
export async function writeTemplate(folder: string, name: string, path: string, replace: boolean): Promise<void> {
  const listed = await listTemplates(folder);
  const own = listed.find((each) => each.template.name === name);
  if (own === undefined) throw unknownTemplate(name, listed);
  if (existsSync(path) && !replace) throw exists(path);
  await replaceFile(path, templateText(own.template));
}

/**
 * A template out of a JSON file. Throws `input-missing`, `input-damaged` (not JSON, cut off, values that are none), `input-format` (JSON of
 * something else, a newer program's, a kind or column that this program lacks).
 */
export async function readTemplate(path: string): Promise<MappingTemplate> {
  const { size } = await stat(path).catch((error: unknown) => {
    throw missing(path, error);
  });
  if (size > largestBytes) throw foreign(path);
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw missing(path, error);
  });
  const content = parseJson(path, text);
  const head = signed.safeParse(content);
  if (!head.success) throw foreign(path);
  if (head.data.format > formatVersion) throw newer(path, head.data.format);
  const parsed = stored.safeParse(content);
  if (!parsed.success) throw damaged(path, z.prettifyError(parsed.error));
  const { fangan: _signature, format: _format, ...template } = parsed.data;
  const fault = faultOf(template);
  if (fault !== null) throw new AppError("input-format", { zh: `${path}：${fault.zh}`, en: `${path}: ${fault.en}` });
  return template;
}

/** In the order of their names, so that no order of files in a folder decides anything. */
async function listTemplates(folder: string): Promise<{ file: string; template: MappingTemplate }[]> {
  const files = existsSync(folder) ? (await readdir(folder)).filter((file) => file.endsWith(".json")) : [];
  const read = await Promise.all(
    files.sort().map(async (file) => ({ file, template: await readTemplate(join(folder, file)).catch(() => null) })),
  );
  return read
    .flatMap(({ file, template }) => (template === null ? [] : [{ file, template }]))
    .sort((one, other) => (one.template.name < other.template.name ? -1 : 1));
}

function templateText(template: MappingTemplate): string {
  return `${JSON.stringify({ fangan: signature, format: formatVersion, ...template }, null, 2)}\n`;
}

/** A kind or column that this program does not have: the template would quietly do less than it says. */
function faultOf({ name, kind: kindName, mapping, values }: MappingTemplate): Text | null {
  const kind = kinds.find((each) => each.name === kindName);
  if (kind === undefined) {
    return {
      zh: `模板“${name}”用于图层类型“${kindName}”，本程序没有这个类型。`,
      en: `The template "${name}" is for the kind "${kindName}", which this program does not have.`,
    };
  }
  const direct = new Set(kind.columns.filter((column) => column.derived === undefined).map((column) => column.name));
  const unknown = [...Object.keys(mapping), ...Object.keys(values)].find((column) => !direct.has(column));
  if (unknown === undefined) return null;
  return {
    zh: `模板“${name}”提到字段“${unknown}”，图层类型“${kind.title.zh}”没有这个字段。`,
    en: `The template "${name}" speaks of the column "${unknown}", which the kind "${kind.title.en}" does not have.`,
  };
}

/** Characters that some system refuses in a name, and names that Windows keeps for itself. */
const forbidden = /[\\/:*?"<>|\p{Cc}]/gu;
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/iu;

/** A file name for a template that no other file has, on systems that tell no upper from lower case too. */
function freeName(name: string, taken: readonly string[]): string {
  const plain = [...name.replace(forbidden, "_").replace(/^\.+|[. ]+$/gu, "_")].slice(0, 60).join("");
  const base = reserved.test(plain) ? `_${plain}` : plain;
  const used = new Set(taken.map((file) => file.toLowerCase()));
  for (let number = 1; ; number++) {
    const file = number === 1 ? `${base}.json` : `${base} ${number}.json`;
    if (!used.has(file.toLowerCase())) return file;
  }
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/u, ""));
  } catch (error) {
    throw damaged(path, String(error));
  }
}

function unknownTemplate(name: string, listed: readonly { template: MappingTemplate }[]): AppError {
  const known = listed.map(({ template }) => template.name);
  return new AppError("usage", {
    zh: `项目中没有名为“${name}”的模板。现有模板：${known.join("、") || "无"}。`,
    en: `The project has no template "${name}". Templates: ${known.join(", ") || "none"}.`,
  });
}

function missing(path: string, error: unknown): AppError {
  return new AppError(
    "input-missing",
    {
      zh: `找不到或不能读取 ${path}。请检查路径和权限。`,
      en: `${path} is not there or cannot be read. Check the path and its permissions.`,
    },
    String(error),
  );
}

function damaged(path: string, detail: string): AppError {
  return new AppError(
    "input-damaged",
    {
      zh: `${path} 不是完整的模板文件：内容有误或被截断。请从原项目重新导出。`,
      en: `${path} is not a whole template file: its content is wrong or cut off. Write it from its project once more.`,
    },
    detail,
  );
}

function foreign(path: string): AppError {
  return new AppError("input-format", {
    zh: `${path} 不是房安图的映射模板。请选择由“导出模板”得到的 JSON 文件。`,
    en: `${path} is not a mapping template of this program. Choose a JSON file that was written as a template.`,
  });
}

function newer(path: string, format: number): AppError {
  return new AppError("input-format", {
    zh: `${path} 由更新版本的房安图写出（格式 ${format}）。请升级后再读取。`,
    en: `${path} was written by a newer version (format ${format}). Upgrade to read it.`,
  });
}

function exists(path: string): AppError {
  return new AppError("output-exists", {
    zh: `${path} 已存在。请换一个名字，或选择覆盖。`,
    en: `${path} exists already. Choose another name, or replace it.`,
  });
}
