import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { z } from "zod";
import { AppError } from "../../contract/errors.js";
import { type BackupEntry, backupReasons } from "../../contract/keep-calls.js";

/** Format of a backup; a program refuses a newer one. */
export const backupFormat = 1;

const hash = z.string().regex(/^[0-9a-f]{64}$/u);
/** No path of a backup leads out of it. */
const inside = z
  .string()
  .max(300)
  .regex(/^[^/\\:]+(\/[^/\\:]+)?$/u)
  .refine((name) => !name.split("/").some((part) => part === "." || part === ".."));

const stored = z.object({
  fangan: z.literal("backup"),
  format: z.int().positive(),
  at: z.iso.datetime(),
  reason: z.enum(backupReasons),
  app: z.string().max(200),
  entries: z.int().min(0),
  good: z.boolean(),
  /** Every file of the backup, with its hash. */
  files: z.array(z.object({ path: inside, bytes: z.int().min(0), sha256: hash })),
  /** Names in `files/` of what was attached to buildings; each begins with its hash. */
  photos: z.array(inside),
});
export type Manifest = z.infer<typeof stored>;

export const manifestName = "backup.json";

/** Throws `input-damaged` for what is no backup, `project-newer` for one of a newer program. */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, manifestName), "utf8").catch(() => "");
  const parsed = stored.safeParse(parseJson(text));
  if (!parsed.success) throw noBackup(folder, parsed.error.message);
  if (parsed.data.format > backupFormat) throw newer(folder, parsed.data.format);
  return parsed.data;
}

export function entryOf(folder: string, manifest: Manifest): BackupEntry {
  const { at, reason, entries, files, photos, good } = manifest;
  return {
    name: basename(folder),
    path: folder,
    at,
    reason,
    entries,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    photos: photos.length,
    layers: files.some(({ path }) => path.startsWith("layers/")),
    good,
  };
}

export function backupsOf(project: string): string {
  return join(project, "backups");
}

/** The backups of a project, the newest first; what is none is passed over. */
export async function listBackups(project: string): Promise<BackupEntry[]> {
  const folder = backupsOf(project);
  const found = await readdir(folder).catch(() => []);
  const names = found.filter((name) => /^\d{4}-/u.test(name));
  const read = await Promise.all(
    names.map(async (name) => {
      const manifest = await readManifest(join(folder, name)).catch(() => null);
      return manifest === null ? [] : [entryOf(join(folder, name), manifest)];
    }),
  );
  return read.flat().sort((one, other) => (one.name < other.name ? 1 : -1));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function noBackup(path: string, detail: string): AppError {
  return new AppError(
    "input-damaged",
    {
      zh: `${path} 不是完整的备份：缺少 backup.json 或其内容有误。请另选一个备份。`,
      en: `${path} is not a whole backup: backup.json is missing or wrong. Choose another backup.`,
    },
    detail,
  );
}

function newer(path: string, format: number): AppError {
  return new AppError("project-newer", {
    zh: `备份 ${path} 由更新版本的房安图写出（格式 ${format}）。请用新版本恢复。`,
    en: `The backup ${path} was written by a newer version (format ${format}). Restore it with that version.`,
  });
}
