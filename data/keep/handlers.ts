import { existsSync } from "node:fs";
import { mkdir, readdir, rename, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { AppError } from "../../contract/errors.js";
import type { BackupEntry, keepCalls } from "../../contract/keep-calls.js";
import type { Project } from "../../contract/project.js";
import type { CallContext, Handlers } from "../../contract/wire.js";
import { moveFile } from "../files.js";
import type { LedgerRoom } from "../ledger/handlers.js";
import { lostLayers } from "../ledger/sources.js";
import { projectPlaces, readProjectFile } from "../project/project-folder.js";
import { inScratch } from "../scratch.js";
import { makeBackup, writeBackup } from "./backup.js";
import { backupsOf, listBackups } from "./manifest.js";
import { requestOf } from "./request.js";
import { restoreAnew, restoreInPlace } from "./restore.js";
import { packZip, unpackZip } from "./zip-file.js";

/** What calls about keeping need of the engine. */
export interface KeepRoom {
  work<T>(context: CallContext, task: (room: LedgerRoom, context: CallContext) => Promise<T>): Promise<T>;
  /** Closes the project that is open, where it is the one at `path`. */
  leave(path: string): Promise<void>;
  open(path: string): Promise<Project>;
  /** The daily backup that began with opening the project. */
  daily(): Promise<BackupEntry | null>;
}

export function keepHandlers({ work, leave, open, daily }: KeepRoom): Handlers<typeof keepCalls> {
  return {
    "backup.list": (_input, context) => work(context, ({ project }) => listBackups(project.path)),
    "backup.make": ({ path, layers = false, replace = false }, context) =>
      work(context, async (room, inner) => {
        if (path !== undefined) return await exportBackup(room, path, layers, replace, inner);
        room.project.requireWritable();
        return await makeBackup(requestOf(room, "hand", inner.signal, layers));
      }),
    "backup.daily": () => daily(),
    "backup.restore": async ({ from, to, replace = false }, context) => {
      const target = projectPlaces(to).folder;
      const stands = existsSync(target);
      if (stands && !(replace && isProject(target))) throw occupied(target, isProject(target));
      if (stands) {
        await open(target);
        await work(context, async (room, { signal }) => {
          room.project.requireWritable();
          await makeBackup(requestOf(room, "restore", signal, false));
        });
      }
      await leave(target);
      await withBackupFolder(from, (folder) => (stands ? restoreInPlace(folder, target) : restoreAnew(folder, target)));
      return await open(target);
    },
    "project.rebuild": async ({ path }) => {
      const fault = await open(path).then(
        () => null,
        (error: unknown) => error,
      );
      if (fault !== null) {
        if (!(fault instanceof AppError) || fault.code !== "project-damaged") throw fault;
        await setDamagedAside(projectPlaces(path).folder);
      }
      return await open(path);
    },
    "layers.lost": (_input, context) => work(context, async ({ project, ledger }) => lostLayers(project, ledger.state)),
  };
}

/** Made where SQL may write, packed with the photos, read again, and only then moved to where it is wanted. */
async function exportBackup(
  room: LedgerRoom,
  path: string,
  layers: boolean,
  replace: boolean,
  { signal, progress }: CallContext,
): Promise<BackupEntry> {
  if (existsSync(path) && !replace) throw occupied(path, true);
  progress({ phase: { zh: "备份", en: "Backing up" } });
  return await room.project.scratch(async (scratch) => {
    const folder = join(scratch, "backup");
    const entry = await writeBackup(requestOf(room, "hand", signal, layers), folder, new Date());
    const photos = join(room.project.path, "files");
    const own = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = own.filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name));
    const held = existsSync(photos) ? (await readdir(photos)).filter((name) => /^[0-9a-f]{64}/u.test(name)).sort() : [];
    const zip = join(scratch, "backup.zip");
    const packed = [
      ...files.sort().map((file) => ({ path: file, name: file.slice(folder.length + 1).replaceAll("\\", "/") })),
      ...held.map((name) => ({ path: join(photos, name), name: `files/${name}` })),
    ];
    await packZip(packed, zip, signal);
    await moveFile(zip, path);
    return { ...entry, name: basename(path), path, bytes: (await stat(path)).size };
  });
}

async function withBackupFolder<T>(from: string, work: (folder: string) => Promise<T>): Promise<T> {
  const found = await stat(from).catch(() => null);
  if (found === null) throw noBackup(from);
  if (found.isDirectory()) return await work(projectPlaces(from).folder);
  return await inScratch(async (scratch) => {
    const folder = join(scratch, `${new Date().toISOString().replaceAll(/[:.]/gu, "-")}-zip`);
    await mkdir(folder);
    await unpackZip(from, folder);
    return await work(folder);
  });
}

function isProject(folder: string): boolean {
  const { settings, journal } = projectPlaces(folder);
  return existsSync(settings) || existsSync(journal);
}

/** What cannot be read is kept: the settings, else the layers. Somebody may know how to read it. */
async function setDamagedAside(folder: string): Promise<void> {
  const { layers, settings } = projectPlaces(folder);
  const at = new Date().toISOString().replaceAll(/[:.]/gu, "-");
  await mkdir(backupsOf(folder), { recursive: true });
  const readable = await readProjectFile(folder).then(
    () => true,
    () => false,
  );
  if (!readable) return await rename(settings, join(backupsOf(folder), `damaged-project-${at}.json`));
  for (const ending of ["", ".wal"]) {
    const kept = join(backupsOf(folder), `damaged-layers-${at}.duckdb${ending}`);
    if (existsSync(`${layers}${ending}`)) await rename(`${layers}${ending}`, kept);
  }
}

function occupied(path: string, replaceable: boolean): AppError {
  const fix = replaceable
    ? {
        zh: "请换一个位置，或选择覆盖（命令行：--force）；现有内容会先备份。",
        en: "Choose another place, or replace it (command line: --force); what is there is backed up first.",
      }
    : {
        zh: "它不是房安图项目，不会被覆盖；请换一个位置。",
        en: "It is not a project and is never replaced; choose another place.",
      };
  return new AppError("output-exists", { zh: `${path} 已存在。${fix.zh}`, en: `${path} exists already. ${fix.en}` });
}

function noBackup(path: string): AppError {
  return new AppError("input-missing", {
    zh: `找不到备份 ${path}。请选择 backups/ 中的一个备份，或备份的 zip。`,
    en: `There is no backup at ${path}. Choose one in backups/, or a backup's zip.`,
  });
}
