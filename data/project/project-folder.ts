import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { z } from "zod";
import { condition } from "../../contract/conditions.js";
import { datumParameters } from "../../contract/datum.js";
import { AppError } from "../../contract/errors.js";
import { renamePatiently, replaceFile, unwritable } from "../files.js";
import { checkJournal } from "../ledger/journal.js";

/**
 * Format of the project; a program refuses a newer one without touching it. 2: layers.duckdb says its own format, and the journal
 * names the sources of layers, which an earlier program would take for damage.
 */
export const formatVersion = 2;

const stored = z.object({
  format: z.int().positive(),
  name: z.string(),
  /** `EPSG:n`; null until the first layer decides it. */
  crs: z.string().nullable(),
  /** An office's own datum parameters; secret by law, so they stay in this file. */
  datums: z.array(z.object({ name: z.string(), parameters: datumParameters })).default([]),
  /** See `NamedFilter`. */
  filters: z
    .array(z.object({ name: z.string(), layer: z.int(), kind: z.string(), conditions: z.array(condition).readonly() }))
    .readonly()
    .default([]),
  /** What was imported, so that a lost layers.duckdb can be said to hold it. */
  sources: z
    .array(
      z.object({
        layer: z.int(),
        title: z.string(),
        kind: z.string(),
        path: z.string(),
        sha256: z.string(),
        rows: z.int(),
      }),
    )
    .default([]),
});
export type ProjectFile = z.infer<typeof stored>;

/** The places inside `NAME.fangan/`. */
export function projectPlaces(path: string) {
  const folder = resolve(path);
  return {
    folder,
    settings: join(folder, "project.json"),
    layers: join(folder, "layers.duckdb"),
    journal: join(folder, "journal.jsonl"),
    /** Mapping templates, one JSON file each. */
    templates: join(folder, "templates"),
    /** Scoring schemes, one file a name. */
    schemes: join(folder, "schemes"),
    /** Files on their way in or out; emptied whenever the project is opened. */
    scratch: join(folder, "scratch"),
  };
}

/**
 * Makes the folder of a new project. An existing one is only replaced when asked, and only if it is a project: the
 * old folder is set aside first and deleted when the new one stands. Throws `output-exists`, `output-unwritable`.
 */
export async function createProjectFolder(
  path: string,
  name: string | undefined,
  replace: boolean,
): Promise<ProjectFile> {
  const places = projectPlaces(path);
  if (existsSync(places.folder)) {
    if (!replace || !existsSync(places.settings)) throw exists(places.folder, existsSync(places.settings));
  }
  const file: ProjectFile = {
    format: formatVersion,
    name: name ?? basename(places.folder).replace(/\.fangan$/u, ""),
    crs: null,
    datums: [],
    filters: [],
    sources: [],
  };
  const beside = join(dirname(places.folder), `.${basename(places.folder)}.${randomBytes(4).toString("hex")}`);
  const unfinished = `${beside}.new`;
  const replaced = `${beside}.replaced`;
  try {
    await mkdir(join(unfinished, "scratch"), { recursive: true });
    await replaceFile(join(unfinished, "project.json"), JSON.stringify(file, null, 2));
    if (existsSync(places.folder)) await renamePatiently(places.folder, replaced);
    await renamePatiently(unfinished, places.folder);
    await rm(replaced, { recursive: true, force: true });
  } catch (error) {
    if (!existsSync(places.folder) && existsSync(replaced)) await rename(replaced, places.folder);
    await rm(unfinished, { recursive: true, force: true });
    throw unwritableProject(places.folder, error);
  }
  return file;
}

function unwritableProject(folder: string, error: unknown): AppError {
  const fault = unwritable(folder, error);
  if (fault.code !== "output-unwritable") return fault;
  return new AppError(
    "output-unwritable",
    {
      zh: `无法在 ${folder} 建立项目：请检查该位置是否存在、是否有写入权限、磁盘是否已满。`,
      en: `The project ${folder} cannot be made: check that the place exists, may be written to and has room.`,
    },
    String(error),
  );
}

/** Reads `project.json`. Throws `project-missing`, `project-damaged`, `project-newer`. */
export async function readProjectFile(path: string): Promise<ProjectFile> {
  const places = projectPlaces(path);
  const text = await readFile(places.settings, "utf8").catch(() => null);
  // The journal is the truth about decisions: with it alone the rest is made anew.
  if (text === null && (existsSync(places.journal) || existsSync(places.layers))) {
    // The settings would have said it: nothing is made beside a newer program's journal.
    await checkJournal(places.journal);
    const name = basename(places.folder).replace(/\.fangan$/u, "");
    return { format: formatVersion, name, crs: null, datums: [], filters: [], sources: [] };
  }
  if (text === null) throw missing(places.folder);
  const parsed = stored.safeParse(parseJson(text));
  if (!parsed.success) throw damaged(places.settings, parsed.error.message);
  if (parsed.data.format > formatVersion) throw newer(places.folder, parsed.data.format);
  return parsed.data;
}

/** Writes `project.json` whole, or leaves the old one. */
export async function writeProjectFile(path: string, file: ProjectFile): Promise<void> {
  await replaceFile(projectPlaces(path).settings, JSON.stringify(file, null, 2));
}

/** Empties the scratch folder: what lies there after a kill belongs to nobody. */
export async function clearScratch(path: string): Promise<void> {
  const { scratch } = projectPlaces(path);
  await rm(scratch, { recursive: true, force: true });
  await mkdir(scratch, { recursive: true });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function exists(folder: string, isProject: boolean): AppError {
  const fix = isProject
    ? {
        zh: "请换一个名字，或选择覆盖（命令行：--force）。",
        en: "Choose another name, or replace it (command line: --force).",
      }
    : {
        zh: "它不是房安图项目，不会被覆盖；请换一个位置。",
        en: "It is not a project and is never replaced; choose another place.",
      };
  return new AppError("output-exists", {
    zh: `${folder} 已存在。${fix.zh}`,
    en: `${folder} exists already. ${fix.en}`,
  });
}

function missing(folder: string): AppError {
  return new AppError("project-missing", {
    zh: `${folder} 不是房安图项目：其中没有 project.json。请选择以 .fangan 结尾的项目文件夹。`,
    en: `${folder} is not a project: it has no project.json. Choose a project folder, ending in .fangan.`,
  });
}

function damaged(file: string, detail: string): AppError {
  return new AppError(
    "project-damaged",
    {
      zh: `${file} 已损坏，无法读取。请从备份恢复该文件。`,
      en: `${file} is damaged and cannot be read. Restore it from a backup.`,
    },
    detail,
  );
}

export function newer(folder: string, format: number): AppError {
  return new AppError("project-newer", {
    zh: `${folder} 由更新版本的房安图建立（格式 ${format}），未作任何改动。请用新版本打开。`,
    en: `${folder} was made by a newer version (format ${format}) and was left untouched. Open it with that version.`,
  });
}
