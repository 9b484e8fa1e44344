import { z } from "zod";
import type { Project } from "./project.js";
import { call } from "./wire.js";

const path = z.string().min(1).max(4096);

/** What a backup was made for: the daily one, by hand, or before something that rewrites. */
export const backupReasons = ["daily", "hand", "repair", "restore", "migration"] as const;
export type BackupReason = (typeof backupReasons)[number];

/** A backup in `backups/` of the project. */
export interface BackupEntry {
  readonly name: string;
  readonly path: string;
  /** UTC, ISO 8601. */
  readonly at: string;
  readonly reason: BackupReason;
  /** Decisions in its journal. */
  readonly entries: number;
  /** Of its own files; photos are kept once for all backups. */
  readonly bytes: number;
  readonly photos: number;
  /** Whether it holds the layers too. */
  readonly layers: boolean;
  /** False: its journal was damaged when it was made. */
  readonly good: boolean;
}

/** A layer that decisions speak of or that was imported, and that is not in the project any more. */
export interface LostLayer {
  readonly layer: number;
  readonly title: string;
  readonly kind: string;
  readonly path: string;
  readonly rows: number;
  /** Buildings that decisions were made about. */
  readonly buildings: number;
}

/** How buildings that decisions were made about were found again in a layer that was imported anew. */
export interface Relinked {
  readonly byCode: number;
  readonly byPlace: number;
  readonly missing: number;
}

/** Picks on lists and cases whose building is in a layer that was imported anew or in a newer version, and the others. */
export interface DecisionsKept {
  readonly picks: { readonly there: number; readonly gone: number };
  readonly cases: { readonly there: number; readonly gone: number };
}

/** Calls about keeping a project: backups, what was lost, and the way back. */
export const keepCalls = {
  "backup.list": call<readonly BackupEntry[]>()(z.strictObject({})),
  /** A backup in the project, or with `path` a zip that can be carried away; `layers`: with the layers as GeoParquet. */
  "backup.make": call<BackupEntry>()(
    z.strictObject({ path: path.optional(), layers: z.boolean().optional(), replace: z.boolean().optional() }),
  ),
  /** The daily backup that began with opening the project; null where none was due. Throws what kept it from being made. */
  "backup.daily": call<BackupEntry | null>()(z.strictObject({})),
  /** Brings a backup (its folder or zip) back and opens it. A project that stands at `to` is kept as a backup of its own. */
  "backup.restore": call<Project>()(z.strictObject({ from: path, to: path, replace: z.boolean().optional() })),
  /** Opens a project without its layers, whose damaged file is set aside; decisions come from the journal. */
  "project.rebuild": call<Project>()(z.strictObject({ path })),
  "layers.lost": call<readonly LostLayer[]>()(z.strictObject({})),
};
