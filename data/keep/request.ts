import type { BackupReason } from "../../contract/keep-calls.js";
import type { LedgerRoom } from "../ledger/handlers.js";
import type { BackupRequest } from "./backup.js";
import { writeLayerFiles } from "./layers-file.js";

/** A backup of what stands now. */
export function requestOf(
  { project, ledger }: LedgerRoom,
  reason: BackupReason,
  signal: AbortSignal,
  layers: boolean,
): BackupRequest {
  const journal = { ...ledger.saved, good: ledger.damage.length === 0 };
  const writeLayers = (folder: string) =>
    project.database.using(signal, (session) => writeLayerFiles(session, folder, project.crs));
  return { project: project.path, reason, journal, signal, ...(layers ? { writeLayers } : {}) };
}
