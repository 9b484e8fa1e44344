import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir, readFile, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { AppError } from "../../contract/errors.js";
import { renamePatiently, replaceFile, unwritable } from "../files.js";
import { checkJournal, headPath } from "../ledger/journal.js";
import { journalPath } from "../ledger/ledger.js";
import { verifyFiles } from "./backup.js";
import { copySynced } from "./copy-files.js";
import { readLayerFiles } from "./layers-file.js";
import { backupsOf, type Manifest, readManifest } from "./manifest.js";

/** Names the backup that is being brought back; as long as it is there, opening the project goes on with it. */
const intentName = "restore.json";
const folders = ["templates", "schemes"] as const;

/** Reads a backup whole, its journal's chain included. Throws `input-damaged`, `project-newer`. */
export async function checkBackup(folder: string): Promise<Manifest> {
  const manifest = await readManifest(folder);
  await verifyFiles(folder, manifest);
  const { damage } = await checkJournal(join(folder, "journal.jsonl"));
  const [first] = damage;
  if (first !== undefined) throw damagedJournalIn(folder, first.line);
  return manifest;
}

/** Makes a project of a checked backup at `target`, where nothing stands; it appears whole or not at all. */
export async function restoreAnew(backup: string, target: string): Promise<void> {
  const manifest = await checkBackup(backup);
  const unfinished = join(dirname(target), `.${basename(target)}.${randomBytes(4).toString("hex")}.new`);
  try {
    await mkdir(join(unfinished, "scratch"), { recursive: true });
    for (const { path } of manifest.files.filter((file) => !file.path.startsWith("layers/"))) {
      await mkdir(dirname(join(unfinished, path)), { recursive: true });
      await copySynced(join(backup, path), join(unfinished, path));
    }
    await bringPhotos(backup, unfinished, manifest);
    if (existsSync(join(backup, "layers")))
      await readLayerFiles(join(backup, "layers"), join(unfinished, "layers.duckdb"));
    await renamePatiently(unfinished, target);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error instanceof AppError ? error : unwritable(target, error);
  }
}

/**
 * Brings a backup back into the project that stands at `target`, which nobody has open. What is to be done is written down
 * first, so that a kill in the middle is made good when the project is opened. Layers stay as they are unless the backup has them.
 */
export async function restoreInPlace(backup: string, target: string): Promise<void> {
  await checkBackup(backup);
  let kept = backup;
  if (dirname(backup) !== backupsOf(target)) {
    kept = join(backupsOf(target), basename(backup));
    if (!existsSync(kept)) {
      await cp(backup, `${kept}.unfinished`, { recursive: true });
      await renamePatiently(`${kept}.unfinished`, kept);
    }
  }
  await replaceFile(join(target, intentName), JSON.stringify({ backup: basename(kept) }));
  await finishRestore(target);
}

/** Ends a restore that was begun; nothing where none was. Every step may be done twice. */
export async function finishRestore(target: string): Promise<void> {
  const text = await readFile(join(target, intentName), "utf8").catch(() => null);
  if (text === null) return;
  const name = /"backup":"([^"/\\]+)"/u.exec(text)?.[1] ?? "";
  const backup = join(backupsOf(target), name);
  const manifest = await checkBackup(backup);
  await rm(headPath(journalPath(target)), { force: true });
  if (manifest.files.some(({ path }) => path === "journal.jsonl"))
    await replaceFile(journalPath(target), await readFile(join(backup, "journal.jsonl")));
  else await rm(journalPath(target), { force: true });
  for (const folder of folders) await rm(join(target, folder), { recursive: true, force: true });
  for (const { path } of manifest.files.filter((file) => /^(templates|schemes)\//u.test(file.path))) {
    await mkdir(dirname(join(target, path)), { recursive: true });
    await copySynced(join(backup, path), join(target, path));
  }
  await bringPhotos(backup, target, manifest);
  if (existsSync(join(backup, "layers"))) {
    const fresh = join(target, "layers.restored.duckdb");
    for (const file of [fresh, `${fresh}.wal`]) await rm(file, { force: true });
    await readLayerFiles(join(backup, "layers"), fresh);
    await rm(join(target, "layers.duckdb.wal"), { force: true });
    await renamePatiently(fresh, join(target, "layers.duckdb"));
  }
  await replaceFile(join(target, "project.json"), await readFile(join(backup, "project.json")));
  await rm(join(target, intentName), { force: true });
}

/** Photos lie in the backup itself (out of a zip), or once for all backups beside it. */
async function bringPhotos(backup: string, target: string, { photos }: Manifest): Promise<void> {
  if (photos.length > 0) await mkdir(join(target, "files"), { recursive: true });
  for (const name of photos) {
    const place = join(target, "files", name);
    const places = [join(backup, "files"), join(dirname(backup), "files"), join(dirname(backup), "..", "files")];
    const from = places.map((folder) => join(folder, name)).find((path) => existsSync(path));
    if (!existsSync(place) && from !== undefined) await copySynced(from, place);
  }
}

function damagedJournalIn(folder: string, line: number): AppError {
  return new AppError("input-damaged", {
    zh: `备份 ${folder} 的台账日志在第 ${line} 行有问题，不能恢复。请换一个备份。`,
    en: `The journal in the backup ${folder} is damaged at line ${line}, so it is not restored. Use another backup.`,
  });
}
