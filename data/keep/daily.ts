import { existsSync } from "node:fs";
import { join } from "node:path";
import type { BackupEntry } from "../../contract/keep-calls.js";
import type { LedgerRoom } from "../ledger/handlers.js";
import { makeBackup } from "./backup.js";
import { measureFile } from "./copy-files.js";
import { listBackups, readManifest } from "./manifest.js";
import { requestOf } from "./request.js";

const day = 86_400_000;

/**
 * Backs a project up when the last good backup is older than a day and something was decided or set since; null where none
 * is due. A project without decisions has nothing that cannot be imported again. Throws `disk-full`, `output-unwritable`.
 */
export async function dailyBackup(
  room: LedgerRoom,
  signal: AbortSignal,
  now = new Date(),
): Promise<BackupEntry | null> {
  const { project, ledger } = room;
  if (project.readOnly !== null || ledger.damage.length > 0 || ledger.saved.seq === 0) return null;
  const latest = (await listBackups(project.path)).find(({ good }) => good);
  if (latest !== undefined) {
    // A clock that was set back must not keep backups from being made for years.
    if (Math.abs(now.getTime() - Date.parse(latest.at)) < day) return null;
    if (!(await changedSince(project.path, latest, ledger.saved.seq, signal))) return null;
  }
  return await makeBackup(requestOf(room, "daily", signal, false), now);
}

async function changedSince(project: string, latest: BackupEntry, seq: number, signal: AbortSignal): Promise<boolean> {
  if (latest.entries !== seq) return true;
  const { files } = await readManifest(latest.path);
  for (const { path, sha256 } of files.filter(
    (file) => file.path.endsWith(".json") && !file.path.startsWith("layers/"),
  )) {
    const there = existsSync(join(project, path)) ? await measureFile(join(project, path), signal) : null;
    if (there?.sha256 !== sha256) return true;
  }
  return false;
}
