import { createHash } from "node:crypto";
import { z } from "zod";
import { type JournalEntry, journalEntry } from "../../contract/ledger.js";
import type { Text } from "../../contract/text.js";

/** Stands before the first entry. */
export const noHash = "0".repeat(64);

/** What is wrong with a line of a journal; lines count from 1. */
export interface JournalDamage {
  readonly line: number;
  readonly what: Text;
}

export interface ReadJournal {
  readonly entries: readonly JournalEntry[];
  /** Of the last entry. */
  readonly hash: string;
  /** Bytes up to the end of the last whole entry. */
  readonly length: number;
  /** False where that entry's line lacks its end. */
  readonly ended: boolean;
  /** Bytes behind it that no one was told were saved: a write that a crash broke off. */
  readonly torn: number;
  /** In the order of lines; entries after the first damage are in `entries` where they are whole in themselves. */
  readonly damage: readonly JournalDamage[];
  /** The first line that is as it was written and says what this program does not know: a newer one wrote it. */
  readonly newer: { readonly line: number; readonly app: string | null } | null;
}

const writer = z.object({ app: z.string().max(200) });
const start = '{"hash":"';
const middle = '","entry":';

/** A line of the journal with its end: `{"hash":…,"entry":…}`. The hash is SHA-256 over the entry's bytes as written. */
export function writeLine(entry: JournalEntry): { line: string; hash: string } {
  const text = JSON.stringify(entry);
  const hash = sha256(text);
  return { line: `${start}${hash}${middle}${text}}\n`, hash };
}

/**
 * Reads a journal and checks it against itself: each line's hash, the hash that it states of the line before, and the
 * sequence. Bytes behind the last line's end are torn off a write that was never acknowledged, unless they are a whole
 * entry: one that lost its line's end, or has something else in its place.
 */
export function readJournal(bytes: Uint8Array): ReadJournal {
  const entries: JournalEntry[] = [];
  const damage: JournalDamage[] = [];
  let hash = noHash;
  let seq = 0;
  let from = 0;
  let line = 0;
  let newer: ReadJournal["newer"] = null;
  const take = (text: string): void => {
    line += 1;
    const read = readLine(text);
    if (read !== null && read.entry === null) {
      newer ??= { line, app: read.app };
      return;
    }
    if (read === null) {
      damage.push({ line, what: { zh: "这一行已损坏", en: "the line is damaged" } });
      return;
    }
    const { entry } = read;
    const expected = damage.at(-1)?.line === line - 1 ? null : seq + 1;
    if (expected !== null && (entry.seq !== expected || entry.prev !== hash))
      damage.push(outOfPlace(line, entry.seq, expected));
    entries.push(entry);
    ({ hash } = read);
    ({ seq } = entry);
  };
  for (;;) {
    const end = bytes.indexOf(0x0a, from);
    if (end < 0) break;
    take(decode(bytes.subarray(from, end)));
    from = end + 1;
  }
  const tail = decode(bytes.subarray(from));
  if (readLine(tail) !== null) {
    take(tail);
    return { entries, hash, length: bytes.length, ended: false, torn: 0, damage, newer };
  }
  if (readLine(tail.slice(0, -1)) !== null) {
    take(tail.slice(0, -1));
    damage.push({ line, what: { zh: "行尾已损坏", en: "the end of the line is damaged" } });
    return { entries, hash, length: bytes.length, ended: true, torn: 0, damage, newer };
  }
  return { entries, hash, length: from, ended: true, torn: bytes.length - from, damage, newer };
}

function outOfPlace(line: number, found: number, expected: number): JournalDamage {
  if (found === expected) {
    return {
      line,
      what: { zh: "与上一行不衔接，前文被改动过", en: "it does not follow the line before, which was changed" },
    };
  }
  return {
    line,
    what: {
      zh: `序号应为 ${expected}，实为 ${found}：有行被删除或调换`,
      en: `its number should be ${expected} and is ${found}: lines were removed or exchanged`,
    },
  };
}

type ReadLine =
  | { readonly entry: JournalEntry; readonly hash: string }
  /** Whole and its hash right, but nothing that this program writes. `app`: the version that it says wrote it. */
  | { readonly entry: null; readonly app: string | null };

/** Null unless the line is whole and its hash right. */
function readLine(text: string): ReadLine | null {
  const at = start.length + 64;
  if (!text.startsWith(start) || text.slice(at, at + middle.length) !== middle || !text.endsWith("}")) return null;
  const hash = text.slice(start.length, at);
  const content = text.slice(at + middle.length, -1);
  if (sha256(content) !== hash) return null;
  try {
    const value: unknown = JSON.parse(content);
    const parsed = journalEntry.safeParse(value);
    return parsed.success
      ? { entry: parsed.data, hash }
      : { entry: null, app: writer.safeParse(value).data?.app ?? null };
  } catch {
    return null;
  }
}

/** Not fatal: a byte that is no UTF-8 becomes another character, and the hash tells. */
function decode(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
