import { existsSync } from "node:fs";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { AppError } from "../../contract/errors.js";
import { type Scheme, sameScheme, scheme as schemeShape } from "../../contract/scheme.js";
import type { SchemeEntry } from "../../contract/scheme-calls.js";
import { replaceFile } from "../files.js";
import { checkScheme, nationalScheme } from "../risk/scheme.js";
import { projectPlaces } from "./project-folder.js";

/** `schemes/NAME.json`: every version of one scheme, the oldest first. A version is never changed once it is there. */
const stored = z.strictObject({ versions: z.array(schemeShape).min(1) });

/** Schemes of a project with the program's own first; each with all its versions. */
export async function listSchemes(project: string): Promise<SchemeEntry[]> {
  const { schemes } = projectPlaces(project);
  const files = (await readdir(schemes).catch(() => [])).filter((file) => file.endsWith(".json")).sort();
  const own = await Promise.all(files.map((file) => readVersions(project, file.slice(0, -".json".length))));
  return [[nationalScheme], ...own].flatMap((versions) => {
    const newest = versions.at(-1);
    return newest === undefined
      ? []
      : [
          {
            name: newest.name,
            title: newest.title,
            version: newest.version,
            versions: versions.map(({ version, saved }) => ({ version, ...(saved === undefined ? {} : { saved }) })),
          },
        ];
  });
}

/** `NAME`, the newest version, or `NAME@VERSION`. Throws `usage` for one that is not there, `project-damaged`. */
export async function loadScheme(project: string, reference: string): Promise<Scheme> {
  const [, name = reference, wanted] = /^(.*)@(\d+)$/u.exec(reference) ?? [];
  const versions = name === nationalScheme.name ? [nationalScheme] : await readVersions(project, name);
  const found = wanted === undefined ? versions.at(-1) : versions.find(({ version }) => version === Number(wanted));
  if (found !== undefined) return found;
  const known = (await listSchemes(project)).map((each) => each.name).join(", ");
  throw new AppError("usage", {
    zh: `项目中没有评分方案“${reference}”。已有的方案：${known}。`,
    en: `The project has no scheme "${reference}". Schemes: ${known}.`,
  });
}

/**
 * Keeps a scheme as a new version of its name; one that says the same as the newest is that one. Throws `usage` for the
 * program's own name and for what does not fit the factors, `output-unwritable`.
 */
export async function saveScheme(project: string, scheme: Scheme): Promise<Scheme> {
  if (scheme.name === nationalScheme.name) {
    throw new AppError("usage", {
      zh: `“${scheme.name}”是程序自带的方案，不能改写；请另取一个名字。`,
      en: `"${scheme.name}" is the program's own scheme and is never rewritten; choose another name.`,
    });
  }
  checkScheme(scheme, { zh: `方案“${scheme.name}”`, en: `The scheme "${scheme.name}"` });
  const versions = await readVersions(project, scheme.name);
  const newest = versions.at(-1);
  if (newest !== undefined && sameScheme(newest, scheme)) return newest;
  const saved: Scheme = {
    ...scheme,
    version: (newest?.version ?? 0) + 1,
    saved: { by: userInfo().username, at: Date.now() },
  };
  const { schemes } = projectPlaces(project);
  await mkdir(schemes, { recursive: true });
  await replaceFile(
    schemePath(project, scheme.name),
    `${JSON.stringify({ versions: [...versions, saved] }, null, 2)}\n`,
  );
  return saved;
}

/** The versions of a name, the oldest first; none where the project has no such scheme. */
async function readVersions(project: string, name: string): Promise<readonly Scheme[]> {
  if (!schemeShape.shape.name.safeParse(name).success) return [];
  const path = schemePath(project, name);
  const text = await readFile(path, "utf8").catch(() => null);
  if (text === null) return [];
  const parsed = stored.safeParse(parseJson(text));
  if (parsed.success) return parsed.data.versions;
  throw new AppError(
    "project-damaged",
    {
      zh: `${path} 已损坏或由更新版本写出，无法读取。请从备份恢复该文件。`,
      en: `${path} is damaged or of a newer version and cannot be read. Restore it from a backup.`,
    },
    parsed.error.message,
  );
}

function schemePath(project: string, name: string): string {
  return join(projectPlaces(project).schemes, `${name}.json`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Writes one version of a scheme as a JSON file, to be carried to another project. Throws `usage`, `output-exists`, `output-unwritable`. */
export async function writeScheme(project: string, reference: string, path: string, replace: boolean): Promise<void> {
  const scheme = await loadScheme(project, reference);
  if (!replace && existsSync(path)) {
    throw new AppError("output-exists", {
      zh: `${path} 已存在。请换一个名字，或选择覆盖（命令行：--force）。`,
      en: `${path} exists already. Choose another name, or replace it (command line: --force).`,
    });
  }
  await replaceFile(path, `${JSON.stringify(scheme, null, 2)}\n`);
}
