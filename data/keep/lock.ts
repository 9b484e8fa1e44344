import { rmSync } from "node:fs";
import { readFile, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import type { Text } from "../../contract/text.js";
import { programVersion } from "../version.js";

/** Milliseconds between two signs of life, and without one after which another computer is taken to have gone. */
const beat = 10_000;
const silence = 60_000;

const stored = z.object({
  pid: z.int().positive(),
  host: z.string().max(200),
  operator: z.string().max(200).nullable(),
  at: z.iso.datetime(),
  app: z.string().max(200),
});
/** Who has a project open, since when (UTC). */
export type Holder = z.infer<typeof stored>;

/**
 * Says in the project's folder who has it open. On one computer DuckDB's lock on layers.duckdb decides, which ends with its
 * process however that ends; this file only gives the name. Between computers, where that lock may not hold, the file
 * decides: whoever lives touches it every ten seconds, and one untouched for a minute was left behind by a crash.
 */
export class ProjectLock {
  private readonly since = new Date().toISOString();
  private readonly heart: NodeJS.Timeout;

  private constructor(private readonly path: string) {
    this.heart = setInterval(() => void this.touch(), beat);
    this.heart.unref();
  }

  /** To be called by whoever has the database open for writing. A folder that takes no file is left without. */
  static async take(folder: string): Promise<ProjectLock> {
    const lock = new ProjectLock(lockPath(folder));
    await lock.name(null);
    return lock;
  }

  /** Tells who works with it, once that is known. */
  async name(operator: string | null): Promise<void> {
    const holder: Holder = { pid: process.pid, host: hostname(), operator, at: this.since, app: programVersion };
    await writeFile(this.path, `${JSON.stringify(holder)}\n`).catch(() => undefined);
  }

  private async touch(): Promise<void> {
    const now = new Date();
    await utimes(this.path, now, now).catch(() => undefined);
  }

  release(): void {
    clearInterval(this.heart);
    rmSync(this.path, { force: true });
  }
}

function lockPath(folder: string): string {
  return join(folder, ".open.json");
}

/** Who says to have the project open; null where nobody does, or the file is none. */
export async function readHolder(folder: string): Promise<Holder | null> {
  const text = await readFile(lockPath(folder), "utf8").catch(() => "");
  try {
    return stored.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** Somebody at another computer who gave a sign of life within the last minute. */
export async function holderElsewhere(folder: string): Promise<Holder | null> {
  const holder = await readHolder(folder);
  if (holder === null || holder.host === hostname()) return null;
  const { mtimeMs } = await stat(lockPath(folder)).catch(() => ({ mtimeMs: 0 }));
  return Math.abs(Date.now() - mtimeMs) < silence ? holder : null;
}

/** Who has it open since when, and what that means. */
export function heldBy(folder: string, holder: Holder | null): Text {
  if (holder === null) {
    return {
      zh: `项目 ${folder} 正被另一个窗口或程序使用，这里只读：可以查看和导出，不能改动。对方关闭后请重新打开。`,
      en: `The project ${folder} is in use by another window or program, so it is read-only here: look and export, change nothing. Open it again when the other is closed.`,
    };
  }
  const { operator, host, pid, at } = holder;
  const since = localTime(new Date(at));
  return {
    zh: `项目 ${folder} 自 ${since} 起由${operator === null ? "" : ` ${operator} `}在 ${host} 打开（进程 ${pid}），这里只读：可以查看和导出，不能改动。对方关闭后请重新打开。`,
    en: `The project ${folder} has been open since ${since}${operator === null ? "" : ` by ${operator}`} on ${host} (process ${pid}), so it is read-only here: look and export, change nothing. Open it again when the other is closed.`,
  };
}

function localTime(date: Date): string {
  const two = (part: number) => String(part).padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
