import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JournalEntry } from "../../../contract/ledger.js";
import { noHash, readJournal, writeLine } from "../../../data/ledger/chain.js";

/** A journal of `count` entries as bytes, and where each line ends. */
function journal(count: number): { bytes: Buffer; ends: number[] } {
  let prev = noHash;
  let bytes = Buffer.alloc(0);
  const ends: number[] = [];
  for (let seq = 1; seq <= count; seq++) {
    const entry: JournalEntry = {
      seq,
      prev,
      at: "2026-04-01T08:00:00.000Z",
      who: "周正",
      app: "0.1.0",
      title: { zh: `第 ${seq} 步`, en: `Step ${seq}` },
      why: seq % 2 === 0 ? "现场核实" : null,
      events: [{ type: "list.create", list: seq, name: `清单${seq}` }],
    };
    const { line, hash } = writeLine(entry);
    prev = hash;
    bytes = Buffer.concat([bytes, Buffer.from(line)]);
    ends.push(bytes.length);
  }
  return { bytes, ends };
}

const whole = journal(12);
const lines = () => whole.bytes.toString("utf8").split("\n").slice(0, -1);
const joined = (all: readonly string[]) => Buffer.from(`${all.join("\n")}\n`);

describe("a journal", () => {
  it("that is whole is read as it was written", () => {
    const read = readJournal(whole.bytes);
    expect(read.entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
    expect(read).toMatchObject({ damage: [], torn: 0, ended: true, length: whole.bytes.length });
    expect(read.entries[1]).toMatchObject({ who: "周正", why: "现场核实" });
  });

  it("that is empty has no entry and no damage", () => {
    expect(readJournal(new Uint8Array())).toEqual({
      entries: [],
      hash: noHash,
      length: 0,
      ended: true,
      torn: 0,
      damage: [],
      newer: null,
    });
  });

  it("with a line of a newer program, its hash right and its end there or not, says so and calls nothing damaged or torn", () => {
    const { entries, hash } = readJournal(whole.bytes);
    const next = { ...entries[0], seq: 13, prev: hash, app: "2.0.0", events: [{ type: "case.split", case: 1 }] };
    const { line } = writeLine(next as unknown as JournalEntry);
    for (const text of [line, line.trimEnd()]) {
      const read = readJournal(Buffer.concat([whole.bytes, Buffer.from(text)]));
      expect(read).toMatchObject({ newer: { line: 13, app: "2.0.0" }, damage: [], torn: 0 });
      expect(read.entries).toHaveLength(12);
    }
    const flipped = Buffer.from(line.replace("2.0.0", "2.0.1"));
    expect(readJournal(Buffer.concat([whole.bytes, flipped]))).toMatchObject({ newer: null, damage: [{ line: 13 }] });
  });

  it("cut anywhere has every entry whose line was whole, and names no damage", () => {
    for (let length = 0; length <= whole.bytes.length; length++) {
      const read = readJournal(whole.bytes.subarray(0, length));
      const ended = whole.ends.filter((end) => end <= length).length;
      // All of the line but its end is a whole entry too.
      const bare = whole.ends.includes(length + 1) ? 1 : 0;
      expect(read.entries).toHaveLength(ended + bare);
      expect(read.damage).toEqual([]);
      expect(read.length + read.torn).toBe(length);
    }
  });

  it("with zeros behind its end, as a power cut leaves them, loses the zeros only", () => {
    const read = readJournal(Buffer.concat([whole.bytes, Buffer.alloc(700)]));
    expect(read).toMatchObject({ torn: 700, length: whole.bytes.length, damage: [] });
  });

  it("with any single bit flipped is damaged at that line", () => {
    fc.assert(
      fc.property(fc.nat(whole.bytes.length - 1), fc.nat(7), (at, bit) => {
        const bytes = Buffer.from(whole.bytes);
        bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
        const line = whole.ends.filter((end) => end <= at).length + 1;
        const { damage } = readJournal(bytes);
        expect(damage.map((each) => each.line)).toContain(line);
        expect(damage[0]?.line).toBe(line);
      }),
      { numRuns: 2000 },
    );
  });

  it("with a line removed, doubled or two exchanged is damaged, named by line", () => {
    const all = lines();
    for (let at = 0; at < all.length - 1; at++) {
      expect(readJournal(joined(all.toSpliced(at, 1))).damage[0]).toMatchObject({
        line: at + 1,
        what: { en: `its number should be ${at + 1} and is ${at + 2}: lines were removed or exchanged` },
      });
      expect(readJournal(joined(all.toSpliced(at, 0, all[at] ?? ""))).damage[0]?.line).toBe(at + 2);
      const exchanged = all.with(at, all[at + 1] ?? "").with(at + 1, all[at] ?? "");
      expect(readJournal(joined(exchanged)).damage[0]?.line).toBe(at + 1);
    }
  });

  it("with an entry written anew, its own hash right, is damaged at the next line", () => {
    const all = lines();
    const { entries } = readJournal(whole.bytes);
    const forged = entries[4];
    if (forged === undefined) throw new Error("there is a fifth entry");
    const { line } = writeLine({ ...forged, who: "别人" });
    expect(readJournal(joined(all.with(4, line.trimEnd()))).damage).toMatchObject([
      { line: 6, what: { en: "it does not follow the line before, which was changed" } },
    ]);
  });

  it("keeps the entries behind the damage that are whole in themselves", () => {
    const all = lines().with(3, "{}");
    const { entries, damage } = readJournal(joined(all));
    expect(entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(damage).toEqual([{ line: 4, what: { zh: "这一行已损坏", en: "the line is damaged" } }]);
  });
});
