import { copyFile, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { AppError, cancelled } from "../../contract/errors.js";
import type { JournalEntry, LedgerEvent } from "../../contract/ledger.js";
import type { Text } from "../../contract/text.js";
import { replaceFile } from "../files.js";
import { Queue } from "../jobs.js";
import { programVersion } from "../version.js";
import { type JournalDamage, noHash, writeLine } from "./chain.js";
import { damagedJournal, headPath, Journal } from "./journal.js";
import type { LedgerState } from "./ledger-state.js";
import { Replay } from "./replay.js";

/** What an operation decides; its words stand in the journal. */
export interface Operation {
  readonly title: Text;
  readonly why: string | null;
  readonly events: readonly LedgerEvent[];
}

/** Entries that are steps of the journal itself or say who decides: not to be taken back. */
const lasting: ReadonlySet<LedgerEvent["type"]> = new Set([
  "operator.name",
  "building.relink",
  "undo",
  "redo",
  "journal.repair",
]);

/** What people decided in one project. The journal is the truth; everything here is replayed from it. */
export class Ledger {
  private readonly turns = new Queue();

  private constructor(
    private readonly folder: string,
    private journal: Journal,
    private replayed: Replay,
    private found: readonly JournalDamage[],
    private readonly readOnly: AppError | null,
  ) {}

  /**
   * Throws `output-unwritable`. A damaged journal is opened: it can be read, and decides nothing new until repaired. With
   * `readOnly` nothing is changed, a torn end included, and whatever would decide throws it.
   */
  static async open(folder: string, readOnly: AppError | null = null): Promise<Ledger> {
    const path = journalPath(folder);
    const { journal, entries, damage } = await (readOnly === null ? Journal.open(path) : Journal.read(path));
    return new Ledger(folder, journal, new Replay(entries), damage, readOnly);
  }

  /** Bytes of the journal that were acknowledged, and the number of its last entry. */
  get saved(): { readonly bytes: number; readonly seq: number } {
    return { bytes: this.journal.saved, seq: this.replayed.entries.at(-1)?.seq ?? 0 };
  }

  get state(): LedgerState {
    return this.replayed;
  }

  get damage(): readonly JournalDamage[] {
    return this.found;
  }

  /**
   * Works out an operation against the state as it is when its turn comes, and writes it down. Returns when it is on the
   * disk. An operation without events is nothing and leaves no entry. Throws `journal-damaged`, `operator-missing`.
   */
  record(signal: AbortSignal, decide: (state: LedgerState) => Operation): Promise<JournalEntry | null> {
    return this.turns.run(signal, async () => {
      if (this.readOnly !== null) throw this.readOnly;
      const operation = decide(this.replayed);
      // The last moment: what is written is decided.
      if (signal.aborted) throw cancelled();
      if (operation.events.length === 0) return null;
      return await this.write(operation);
    });
  }

  private async write({ title, why, events }: Operation): Promise<JournalEntry> {
    if (this.found.length > 0) throw damagedJournal(journalPath(this.folder), this.found);
    const naming = events.find((event) => event.type === "operator.name");
    const who = naming?.name ?? this.replayed.operator;
    if (who === null) throw noOperator();
    const at = new Date().toISOString();
    const entry = await this.journal.append((seq, prev) => ({
      seq,
      prev,
      at,
      who,
      app: programVersion,
      title,
      why,
      events: [...events],
    }));
    this.replayed.take(entry);
    return entry;
  }

  /** The entry that an undo would take back, and the one that a redo would bring back. */
  get steps(): { undo: JournalEntry | null; redo: JournalEntry | null } {
    if (this.readOnly !== null) return { undo: null, redo: null };
    const { entries, undone } = this.replayed;
    const gone = new Set(undone);
    const undo = entries.findLast(
      ({ seq, events }) => !gone.has(seq) && events.every(({ type }) => !lasting.has(type)),
    );
    // After anything new, what was undone stays undone.
    const last = entries.findLast(({ events }) => events.some(({ type }) => type !== "undo" && type !== "redo"));
    const latest = undone.at(-1);
    const since = entries.findLast(({ events }) =>
      events.some((event) => event.type === "undo" && event.seq === latest),
    );
    const open = latest !== undefined && since !== undefined && (last?.seq ?? 0) < since.seq;
    const redo = open ? entries.find(({ seq }) => seq === latest) : undefined;
    return { undo: undo ?? null, redo: redo ?? null };
  }

  undo(signal: AbortSignal): Promise<JournalEntry | null> {
    return this.record(signal, () => {
      const { undo } = this.steps;
      if (undo === null) throw nothingTo("撤销", "undo");
      return { title: backward(undo.title), why: null, events: [{ type: "undo", seq: undo.seq }] };
    });
  }

  redo(signal: AbortSignal): Promise<JournalEntry | null> {
    return this.record(signal, () => {
      const { redo } = this.steps;
      if (redo === null) throw nothingTo("重做", "redo");
      return { title: forward(redo.title), why: null, events: [{ type: "redo", seq: redo.seq }] };
    });
  }

  /**
   * Keeps the damaged file in `backups/` and writes a journal of every entry that is whole in itself, in the order of their
   * numbers, closed by one that says which are missing.
   */
  repair(signal: AbortSignal): Promise<void> {
    return this.turns.run(signal, async () => {
      if (this.readOnly !== null) throw this.readOnly;
      if (this.found.length === 0) return;
      const path = journalPath(this.folder);
      const kept = `journal-${new Date().toISOString().replaceAll(/[:.]/gu, "-")}.jsonl`;
      await mkdir(join(this.folder, "backups"), { recursive: true });
      await copyFile(path, join(this.folder, "backups", kept));
      await this.journal.close();
      const { text, lost } = chained(this.replayed.entries);
      await rm(headPath(path), { force: true });
      await replaceFile(path, text);
      const opened = await Journal.open(path);
      this.journal = opened.journal;
      this.replayed = new Replay(opened.entries);
      this.found = opened.damage;
      const title = {
        zh: `修复台账日志：缺 ${lost.length} 条`,
        en: `Repair the journal: ${lost.length} entries missing`,
      };
      await this.write({ title, why: null, events: [{ type: "journal.repair", lost, kept }] });
    });
  }

  close(): Promise<void> {
    return this.journal.close();
  }
}

/** The journal of the project in a folder. */
export function journalPath(folder: string): string {
  return join(folder, "journal.jsonl");
}

/** The entries as a journal of their own, numbered anew; undo and redo follow their entries. */
function chained(entries: readonly JournalEntry[]): { text: string; lost: number[] } {
  const sorted = entries.toSorted((one, other) => one.seq - other.seq);
  const known = new Map<number, JournalEntry>(sorted.map((entry) => [entry.seq, entry]));
  const highest = sorted.at(-1)?.seq ?? 0;
  const lost = Array.from({ length: highest }, (_, index) => index + 1).filter((seq) => !known.has(seq));
  const numbers = new Map([...known.keys()].map((seq, index) => [seq, index + 1]));
  let prev = noHash;
  let text = "";
  for (const [old, entry] of known) {
    const number = numbers.get(old) ?? old;
    // What takes back an entry that is lost takes back nothing: it names itself.
    const events = entry.events.map((event) =>
      event.type === "undo" || event.type === "redo" ? { ...event, seq: numbers.get(event.seq) ?? number } : event,
    );
    const { line, hash } = writeLine({ ...entry, seq: number, prev, events });
    text += line;
    prev = hash;
  }
  return { text, lost };
}

function backward(title: Text): Text {
  return { zh: `撤销：${title.zh}`, en: `Undo: ${title.en}` };
}

function forward(title: Text): Text {
  return { zh: `重做：${title.zh}`, en: `Redo: ${title.en}` };
}

function nothingTo(zh: string, en: string): AppError {
  return new AppError("usage", { zh: `没有可${zh}的操作。`, en: `There is nothing to ${en}.` });
}

function noOperator(): AppError {
  return new AppError("operator-missing", {
    zh: "请先填写经办人姓名：每条记录都要写明是谁作的决定。",
    en: "Say your name first: every decision is kept with the name of who made it.",
  });
}
