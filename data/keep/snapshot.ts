import { constants, existsSync } from "node:fs";
import { copyFile, open, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** Where DuckDB's two headers lie in a file; every checkpoint writes one of them. */
const headers = { start: 4096, length: 8192 };
const attempts = 8;

/**
 * Copies a database that another process may be writing into `folder`, as it was at one moment; false where that cannot be
 * had. Must not run in the process that has the database open: closing any handle on it there drops DuckDB's lock. The log
 * is copied first and the file after it: what the log refers to is in the file by then. A checkpoint in between is told by
 * the headers or the log's length, and the copy is made again. A log's torn end is cut by DuckDB itself.
 */
export async function copyDatabase(path: string, folder: string): Promise<boolean> {
  const target = join(folder, "layers.duckdb");
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const before = await stateOf(path);
    if (before === null) return false;
    try {
      await rm(`${target}.wal`, { force: true });
      if (before.log > 0) await copyFile(`${path}.wal`, `${target}.wal`);
      await copyFile(path, target, constants.COPYFILE_FICLONE);
      const after = await stateOf(path);
      if (after !== null && before.headers.equals(after.headers) && after.log >= before.log && !after.checkpointing)
        return true;
    } catch (error) {
      // Windows lends the file to nobody while it is written; a full disk is no reason not to show the ledger.
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") break;
    }
    await wait(50 * attempt);
  }
  for (const file of [target, `${target}.wal`]) await rm(file, { force: true });
  return false;
}

interface DatabaseState {
  readonly headers: Buffer;
  readonly log: number;
  readonly checkpointing: boolean;
}

async function stateOf(path: string): Promise<DatabaseState | null> {
  const file = await open(path, "r").catch(() => null);
  if (file === null) return null;
  try {
    const bytes = Buffer.alloc(headers.length);
    await file.read(bytes, 0, headers.length, headers.start);
    const log = await stat(`${path}.wal`).catch(() => ({ size: 0 }));
    const checkpointing = existsSync(`${path}.wal.checkpoint`) || existsSync(`${path}.wal.recovery`);
    return { headers: bytes, log: log.size, checkpointing };
  } finally {
    await file.close();
  }
}
