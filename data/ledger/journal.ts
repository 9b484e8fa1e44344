import { constants } from "node:fs";
import { type FileHandle, open, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { AppError } from "../../contract/errors.js";
import type { JournalEntry } from "../../contract/ledger.js";
import { unwritable } from "../files.js";
import { type JournalDamage, noHash, type ReadJournal, readJournal, writeLine } from "./chain.js";

/** What is known of a journal before anything is written to it. */
export interface OpenedJournal {
  readonly journal: Journal;
  readonly entries: readonly JournalEntry[];
  readonly damage: readonly JournalDamage[];
  /** Bytes of a write that a crash broke off and that were cut; nobody was told that they were saved. */
  readonly torn: number;
}

/** The sidecar that remembers how far the journal went, so that a missing end is noticed. Written behind the journal. */
export function headPath(path: string): string {
  return `${path.replace(/\.jsonl$/u, "")}.head`;
}

/**
 * Reads and checks a journal without changing it. A file that is not there is an empty journal. Throws `project-newer` where
 * a line is whole and this program does not know what it says: repairing would throw such decisions away.
 */
export async function checkJournal(path: string): Promise<ReadJournal> {
  // Before the journal: another process may add to both meanwhile, and the head is only ever behind.
  const head = await readHead(path);
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return new Uint8Array();
    throw error;
  });
  const read = readJournal(bytes);
  if (read.newer !== null) throw newerJournal(path, read.newer);
  const last = read.entries.at(-1)?.seq ?? 0;
  if (head === null || head.seq <= last) return read;
  const line = read.entries.length + 1;
  const missing = head.seq - last;
  const what = {
    zh: `末尾缺少 ${missing} 条记录（应到第 ${head.seq} 条）`,
    en: `${missing} entries at the end are missing (it went up to number ${head.seq})`,
  };
  return { ...read, damage: [...read.damage, { line, what }] };
}

async function readHead(path: string): Promise<{ seq: number } | null> {
  const text = await readFile(headPath(path), "utf8").catch(() => "");
  const seq = Number(/^(\d{1,15})\n/u.exec(text)?.[1] ?? Number.NaN);
  return Number.isInteger(seq) ? { seq } : null;
}

interface Waiting {
  readonly make: (seq: number, prev: string) => JournalEntry;
  readonly done: (entry: JournalEntry) => void;
  readonly failed: (error: unknown) => void;
}

/** The append-only file of decisions. Only one process opens it for writing: the one that holds the project's database. */
export class Journal {
  private readonly queue: Waiting[] = [];
  private writing: Promise<void> | null = null;
  /** Set when a write failed: what is on the disk is not known until the journal is opened anew. */
  private failure: unknown;

  /** Made with the first decision: a project without decisions has no journal. */
  private handles: { readonly file: FileHandle; readonly head: FileHandle } | null = null;

  private constructor(
    private readonly path: string,
    private seq: number,
    private hash: string,
    private length: number,
  ) {}

  /**
   * Reads the journal and cuts a torn tail. A damaged one is opened too, so that it can be shown; whoever opens it
   * decides whether to go on. Throws `project-newer`, and `output-unwritable` where a tail is to be cut and cannot.
   */
  static async open(path: string): Promise<OpenedJournal> {
    const read = await checkJournal(path);
    const length = read.length + (read.ended ? 0 : 1);
    const last = read.entries.at(-1)?.seq ?? 0;
    const journal = new Journal(path, last, read.entries.length === 0 ? noHash : read.hash, length);
    if (read.torn > 0 || !read.ended) {
      const { file } = await journal.open();
      if (read.torn > 0) await file.truncate(read.length);
      if (!read.ended) await file.appendFile("\n");
      await file.sync();
    }
    return { journal, entries: read.entries, damage: read.damage, torn: read.torn };
  }

  /** Reads the journal and changes nothing; nothing can be added to it. Throws `project-newer`. */
  static async read(path: string): Promise<OpenedJournal> {
    const { entries, hash, length, torn, damage } = await checkJournal(path);
    const journal = new Journal(path, entries.at(-1)?.seq ?? 0, hash, length);
    return { journal, entries, damage, torn };
  }

  /** Bytes that are on the disk and acknowledged. */
  get saved(): number {
    return this.length;
  }

  private async open(): Promise<{ file: FileHandle; head: FileHandle }> {
    if (this.handles !== null) return this.handles;
    try {
      const file = await open(this.path, "a+");
      const head = await open(headPath(this.path), constants.O_RDWR | constants.O_CREAT);
      await syncFolder(dirname(this.path));
      this.handles = { file, head };
      return this.handles;
    } catch (error) {
      throw unwritable(this.path, error);
    }
  }

  /**
   * Adds an entry; returns when it is on the disk. Entries that wait for each other share one flush. Throws
   * `output-unwritable` and `disk-full`; after that nothing more is taken until the journal is opened anew.
   */
  append(make: (seq: number, prev: string) => JournalEntry): Promise<JournalEntry> {
    return new Promise((done, failed) => {
      this.queue.push({ make, done, failed });
      this.writing ??= this.write().finally(() => {
        this.writing = null;
      });
    });
  }

  private async write(): Promise<void> {
    // One turn for all that were asked for in the same moment.
    await Promise.resolve();
    for (let batch = this.queue.splice(0); batch.length > 0; batch = this.queue.splice(0)) {
      const made: JournalEntry[] = [];
      try {
        if (this.failure !== undefined) throw this.failure;
        let lines = "";
        for (const { make } of batch) {
          const entry = make(this.seq + 1, this.hash);
          const { line, hash } = writeLine(entry);
          made.push(entry);
          lines += line;
          this.seq = entry.seq;
          this.hash = hash;
        }
        const bytes = Buffer.from(lines, "utf8");
        const { file, head } = await this.open();
        await file.appendFile(bytes);
        await file.datasync();
        this.length += bytes.length;
        // Not flushed: it may only ever be behind the journal, which is what it is good for.
        await head.write(`${String(this.seq).padStart(15, "0")}\n`, 0).catch(() => undefined);
      } catch (error) {
        this.failure = unwritable(this.path, error);
        // What may be half there was never acknowledged.
        await this.handles?.file.truncate(this.length).catch(() => undefined);
        for (const { failed } of batch) failed(this.failure);
        continue;
      }
      for (const [index, { done }] of batch.entries()) {
        const entry = made[index];
        if (entry !== undefined) done(entry);
      }
    }
  }

  async close(): Promise<void> {
    await this.writing;
    await this.handles?.file.close();
    await this.handles?.head.close();
    this.handles = null;
  }
}

/** A new file's name is on the disk only when its folder is; Windows has no such thing. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  await handle.sync().finally(() => handle.close());
}

function newerJournal(path: string, { line, app }: { line: number; app: string | null }): AppError {
  const by = app === null ? { zh: "", en: "" } : { zh: `（${app}）`, en: ` (${app})` };
  return new AppError("project-newer", {
    zh: `台账日志 ${path} 第 ${line} 行由更新版本的房安图${by.zh}写出，未作任何改动。请用新版本打开。`,
    en: `Line ${line} of the journal ${path} was written by a newer version${by.en}; it was left untouched. Open the project with that version.`,
  });
}

/** What is refused while a journal is damaged and nobody has decided about it. */
export function damagedJournal(path: string, damage: readonly JournalDamage[]): AppError {
  const [first] = damage;
  const more = damage.length - 1;
  return new AppError("journal-damaged", {
    zh: `台账日志 ${path} 第 ${first?.line} 行有问题：${first?.what.zh}${more > 0 ? `（另有 ${more} 处）` : ""}。项目只读；请先备份文件夹，再选择修复。`,
    en: `The journal ${path} is damaged at line ${first?.line}: ${first?.what.en}${more > 0 ? ` (and ${more} more)` : ""}. The project is read-only; keep a copy of its folder, then choose to repair it.`,
  });
}
