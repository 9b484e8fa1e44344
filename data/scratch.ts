import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A fresh folder, outside any project unless `stem` says where and how its name begins, deleted after `work`. */
export async function inScratch<T>(work: (folder: string) => Promise<T>, stem = join(tmpdir(), "fangan-")): Promise<T> {
  const folder = await mkdtemp(stem);
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
