import { randomBytes } from "node:crypto";
import { copyFile, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { AppError } from "../contract/errors.js";

/** Writes a file whole or not at all: beside it, flushed to the disk, then renamed over it. */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  const unfinished = besideName(path);
  try {
    const file = await open(unfinished, "w");
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await renamePatiently(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw unwritable(path, error);
  }
}

/** Moves a finished file to where the user wants it, also onto another disk; appears there whole or not at all. */
export async function moveFile(from: string, to: string): Promise<void> {
  const unfinished = besideName(to);
  try {
    await rename(from, unfinished).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== "EXDEV") throw error;
      await copyFile(from, unfinished);
      await rm(from);
    });
    const file = await open(unfinished, "r+");
    await file.sync().finally(() => file.close());
    await renamePatiently(unfinished, to);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw unwritable(to, error);
  }
}

/** Virus scanners hold new files for a moment: a refused rename is tried again for up to five seconds. */
export async function renamePatiently(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? "";
      if (attempt === 10 || !["EPERM", "EBUSY", "EACCES"].includes(code)) throw error;
      await wait(100 * attempt);
    }
  }
}

/** A full disk, said by the system or by DuckDB, in the user's words; anything else as it was. */
export function diskFault(path: string, error: unknown): unknown {
  if (error instanceof AppError) return error;
  const code = (error as NodeJS.ErrnoException).code ?? "";
  const full = ["ENOSPC", "EDQUOT", "EFBIG"].includes(code) || /no space left|quota exceeded/iu.test(String(error));
  return full ? diskFull(path, error) : error;
}

/** What a failed write means to the user. */
export function unwritable(path: string, error: unknown): AppError {
  const fault = diskFault(path, error);
  if (fault instanceof AppError) return fault;
  return new AppError(
    "output-unwritable",
    {
      zh: `无法写入 ${path}：请检查文件夹是否存在、是否有写入权限、文件是否正被其他程序打开。`,
      en: `${path} cannot be written: check that the folder exists, may be written to, and that no other program holds the file.`,
    },
    String(error),
  );
}

function diskFull(path: string, error: unknown): AppError {
  return new AppError(
    "disk-full",
    {
      zh: `磁盘已满，未能写入 ${path}。请腾出空间后重试。`,
      en: `The disk is full: ${path} was not written. Free some space and try again.`,
    },
    String(error),
  );
}

function besideName(path: string): string {
  return join(dirname(path), `.${randomBytes(6).toString("hex")}.unfinished`);
}
