import { existsSync } from "node:fs";
import { link, mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "../../contract/errors.js";
import type { BackupEntry, BackupReason } from "../../contract/keep-calls.js";
import { renamePatiently, replaceFile, unwritable } from "../files.js";
import { programVersion } from "../version.js";
import { copySynced, measureFile } from "./copy-files.js";
import { backupFormat, backupsOf, entryOf, listBackups, type Manifest, manifestName } from "./manifest.js";
import { superseded } from "./retention.js";

/** What is to be kept, as it stands. */
export interface BackupRequest {
  readonly project: string;
  readonly reason: BackupReason;
  /** Bytes of the journal that were acknowledged, its last entry, and whether it fits itself. */
  readonly journal: { readonly bytes: number; readonly seq: number; readonly good: boolean };
  readonly signal: AbortSignal;
  /** Writes the layers into a folder; absent: without them. */
  readonly writeLayers?: (folder: string) => Promise<void>;
}

/** Folders of small files that are copied whole. */
const folders = ["templates", "schemes"] as const;

let lastBackup: Promise<unknown> = Promise.resolve();

/**
 * Makes a backup in `backups/` of the project, one after another: written beside, read again and compared, then named; older ones that the rule
 * gives up are removed after that. Photos are immutable and named by their hash: one link in `backups/files/` serves all
 * backups. Throws `disk-full`, `output-unwritable`, `cancelled`; then nothing is left of it.
 */
export function makeBackup(request: BackupRequest, now: Date = new Date()): Promise<BackupEntry> {
  const made = lastBackup.then(() => makeNow(request, now));
  lastBackup = made.catch(() => undefined);
  return made;
}

async function makeNow(request: BackupRequest, now: Date): Promise<BackupEntry> {
  const folder = backupsOf(request.project);
  const name = `${now.toISOString().replaceAll(/[:.]/gu, "-")}`;
  const entry = await writeBackup(request, join(folder, name), now);
  await linkPhotos(request.project, join(folder, "files"));
  // A kill leaves what was being written under that ending; nobody else writes here.
  for (const left of (await readdir(folder)).filter((each) => each.endsWith(".unfinished")))
    await rm(join(folder, left), { recursive: true, force: true });
  for (const { path } of superseded(await listBackups(request.project), now))
    await rm(path, { recursive: true, force: true });
  return entry;
}

/** Writes a backup as the folder `target`, whole or not at all. */
export async function writeBackup(request: BackupRequest, target: string, now: Date): Promise<BackupEntry> {
  const unfinished = `${target}.unfinished`;
  try {
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(unfinished, { recursive: true });
    const files = await copyAll(request, unfinished);
    const manifest: Manifest = {
      fangan: "backup",
      format: backupFormat,
      at: now.toISOString(),
      reason: request.reason,
      app: programVersion,
      entries: request.journal.seq,
      good: request.journal.good,
      files,
      photos: await listPhotos(request.project),
    };
    await replaceFile(join(unfinished, manifestName), `${JSON.stringify(manifest, null, 2)}\n`);
    await verifyFiles(unfinished, manifest, request.signal);
    await renamePatiently(unfinished, target);
    return entryOf(target, manifest);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true }).catch(() => undefined);
    throw error instanceof AppError || (error as Error).name === "AbortError" ? error : unwritable(target, error);
  }
}

async function copyAll({ project, journal, signal, writeLayers }: BackupRequest, to: string) {
  const files: Manifest["files"] = [];
  const copy = async (path: string, length?: number) => {
    files.push({ path, ...(await copySynced(join(project, path), join(to, path), signal, length)) });
  };
  await copy("project.json");
  if (existsSync(join(project, "journal.jsonl"))) await copy("journal.jsonl", journal.good ? journal.bytes : undefined);
  for (const folder of folders) {
    if (!existsSync(join(project, folder))) continue;
    await mkdir(join(to, folder));
    for (const name of (await readdir(join(project, folder))).sort())
      if (name.endsWith(".json")) await copy(`${folder}/${name}`);
  }
  if (writeLayers !== undefined) {
    const layers = join(to, "layers");
    await mkdir(layers);
    await writeLayers(layers);
    for (const name of (await readdir(layers)).sort())
      files.push({ path: `layers/${name}`, ...(await measureFile(join(layers, name), signal)) });
  }
  return files;
}

/** Reads every file of a backup and compares it with what was written. Throws `input-damaged`. */
export async function verifyFiles(folder: string, { files }: Manifest, signal?: AbortSignal): Promise<void> {
  for (const { path, bytes, sha256 } of files) {
    const found = await measureFile(join(folder, path), signal).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return null;
      throw error;
    });
    if (found?.sha256 !== sha256 || found.bytes !== bytes) throw notAsWritten(join(folder, path), found === null);
  }
}

/** Names of photos and documents that were attached; those on their way in have another ending. */
async function listPhotos(project: string): Promise<string[]> {
  const folder = join(project, "files");
  if (!existsSync(folder)) return [];
  return (await readdir(folder)).filter((name) => /^[0-9a-f]{64}(\.[^.]{1,12})?$/u.test(name)).sort();
}

/** Where no links can be had (FAT), the photos stay in `files/` alone, and travel in a zip. */
async function linkPhotos(project: string, to: string): Promise<void> {
  const photos = await listPhotos(project);
  if (photos.length > 0) await mkdir(to, { recursive: true });
  for (const name of photos) {
    if (!existsSync(join(to, name))) await link(join(project, "files", name), join(to, name)).catch(() => undefined);
  }
}

function notAsWritten(path: string, gone: boolean): AppError {
  return new AppError("input-damaged", {
    zh: `备份文件 ${path} ${gone ? "不见了" : "与写入时不符，已损坏"}。请换一个备份。`,
    en: `The backup's file ${path} ${gone ? "is missing" : "is not what was written: it is damaged"}. Use another backup.`,
  });
}
