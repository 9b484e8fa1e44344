import { describe, expect, it } from "vitest";
import type { BackupEntry } from "../../../contract/keep-calls.js";
import { superseded } from "../../../data/keep/retention.js";

const now = new Date("2026-11-25T12:00:00Z");
const backup = (hours: number, more: Partial<BackupEntry> = {}): BackupEntry => {
  const at = new Date(now.getTime() - hours * 3_600_000).toISOString();
  const rest = { path: "", reason: "daily", entries: 1, bytes: 1, photos: 0, layers: false, good: true } as const;
  return { name: at.replaceAll(/[:.]/gu, "-"), at, ...rest, ...more };
};
const gone = (backups: readonly BackupEntry[]) => superseded(backups, now).map(({ name }) => name);

describe("the rule of which backups are kept", () => {
  it("gives up none of ten", () => {
    expect(gone(Array.from({ length: 10 }, (_, index) => backup(index)))).toEqual([]);
    expect(gone([])).toEqual([]);
  });

  it("keeps ten, one a day for thirty days and one a week for half a year, whatever the order", () => {
    const hourly = Array.from({ length: 24 * 400 }, (_, hour) => backup(hour));
    const left = hourly.length - superseded(hourly, now).length;
    // Today's ten hold today; 29 days more; weeks beyond the thirty days: 26 less the five that days hold already.
    expect(left).toBeGreaterThanOrEqual(10 + 29 + 20);
    expect(left).toBeLessThanOrEqual(10 + 29 + 23);
    expect(new Set(gone(hourly.toReversed()))).toEqual(new Set(gone(hourly)));
  });

  it("never gives up the newest good one, nor one that was made by hand", () => {
    const good = backup(24 * 500);
    const hand = backup(24 * 600, { reason: "hand" });
    const old = backup(24 * 700);
    const damaged = Array.from({ length: 40 }, (_, index) => backup(index, { good: false }));
    expect(gone([...damaged, old, good, hand])).not.toContain(good.name);
    expect(gone([...damaged, old, good, hand])).not.toContain(hand.name);
    expect(gone([...damaged, old, good, hand])).toContain(old.name);
  });
});
