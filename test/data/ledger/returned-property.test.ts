import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JournalEntry, LedgerEvent } from "../../../contract/ledger.js";
import { Replay } from "../../../data/ledger/replay.js";
import { applyForm } from "../../../data/ledger/returned-apply.js";
import { compareForm } from "../../../data/ledger/returned-form.js";

const fields = ["房屋编号", "鉴定等级", "报告编号", "鉴定机构", "鉴定日期", "可靠性等级", "备注"];
const cell = fc.constantFrom("A", "b级", "E", "JD-77", "2026/4/1", "46113", "宏正检测", "Ⅱ", "2026-02-30", null);
const row = fc.tuple(fc.constantFrom("H1", "H2", "H3", "H9", null), cell, cell, cell, cell, cell, cell);

function entry(seq: number, events: LedgerEvent[]): JournalEntry {
  const title = { zh: "试", en: "test" };
  return { seq, prev: "0".repeat(64), at: "2026-04-01T00:00:00.000Z", who: "周正", app: "0", title, why: null, events };
}

/** Three houses, the second with a grade and a note. */
function someLedger(): Replay {
  const subject = (fid: number) => ({ layer: 1, fid, code: `H${fid}`, name: null, address: null, place: null });
  return new Replay([
    entry(1, [
      ...[1, 2, 3].map((id): LedgerEvent => ({ type: "building.register", building: id, subject: subject(id) })),
      { type: "grade.record", building: 2, grade: "C", report: "JD-1", agency: "旧", date: "2025-01-01", before: null },
      { type: "note.add", building: 2, text: "A" },
    ]),
  ]);
}

function decisions({ buildings, lists, cases, rules }: Replay): string {
  return JSON.stringify([[...buildings], [...lists], [...cases], rules]);
}

describe("any table taken for a returned form", () => {
  it("changes the replayed ledger exactly when it says so, and taken back leaves it as it was", () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), fc.constantFrom("new", "old"), (rows, conflicts) => {
        const ledger = someLedger();
        const before = decisions(ledger);
        const numbered = rows.map((cells, index) => ({ row: index + 2, cells }));
        const table = { fields, rows: numbered, notes: [], sha256: "0".repeat(64) };
        const form = compareForm(ledger, "回表.xlsx", table, {});
        expect(decisions(ledger)).toBe(before);
        const { events, written } = applyForm(ledger, form, { conflicts: conflicts as "new" | "old" });
        if (events.length > 0) ledger.take(entry(2, [...events]));
        expect(decisions(ledger) === before).toBe(written === 0);
        for (const { grades } of ledger.buildings.values())
          for (const each of grades) expect([each.grade, each.report, each.agency]).not.toContain(null);
        if (events.length > 0) ledger.take(entry(3, [{ type: "undo", seq: 2 }]));
        expect(decisions(ledger)).toBe(before);
      }),
      { numRuns: 400, seed: 8 },
    );
  });

  it("read again after it was taken in has nothing new and no conflict", () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), (rows) => {
        const ledger = someLedger();
        const table = {
          fields,
          rows: rows.map((cells, index) => ({ row: index + 2, cells })),
          notes: [],
          sha256: "0".repeat(64),
        };
        const { events } = applyForm(ledger, compareForm(ledger, "回表.xlsx", table, {}), { conflicts: "new" });
        if (events.length > 0) ledger.take(entry(2, [...events]));
        expect(compareForm(ledger, "回表.xlsx", table, {}).counts).toMatchObject({ new: 0, conflict: 0 });
      }),
      { numRuns: 200, seed: 8 },
    );
  });
});
