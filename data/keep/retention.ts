import type { BackupEntry } from "../../contract/keep-calls.js";

/** Kept: the newest ones, the newest of each of the last days, the newest of each of the last weeks. */
const kept = { newest: 10, days: 30, weeks: 26 } as const;
const day = 86_400_000;

/**
 * The backups that may go: neither made by hand, nor among the ten newest, nor the newest of one of the last 30 days or 26
 * weeks (UTC), nor the newest good one. `backups` in any order.
 */
export function superseded(backups: readonly BackupEntry[], now: Date): BackupEntry[] {
  const sorted = backups.toSorted((one, other) => (one.name < other.name ? 1 : -1));
  const keep = new Set(sorted.slice(0, kept.newest).map(({ name }) => name));
  const good = sorted.find((backup) => backup.good);
  if (good !== undefined) keep.add(good.name);
  for (const [length, count] of [
    [day, kept.days],
    [7 * day, kept.weeks],
  ] as const) {
    const seen = new Set<number>();
    const last = Math.floor(now.getTime() / length);
    for (const { name, at } of sorted.filter((backup) => backup.good)) {
      const period = Math.floor(Date.parse(at) / length);
      if (last - period < count && !seen.has(period)) keep.add(name);
      seen.add(period);
    }
  }
  return sorted.filter(({ name, reason }) => reason !== "hand" && !keep.has(name));
}
