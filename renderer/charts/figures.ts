import type { ChartFigures } from "../../contract/chart-calls.js";

/** A bar as it is shown: its bin, and its rows that pass and all of them. */
export interface Bar {
  readonly bin: number;
  readonly count: number;
  readonly all: number;
}

/**
 * The bars in the order in which they stand. Years and distances as they are; values and areas without those that no row
 * has, areas from the fullest. What is unknown is always there, and last.
 */
export function shownBars({ bars, count, all }: ChartFigures): Bar[] {
  const total = (table: readonly (readonly number[])[], bin: number) =>
    table.reduce((sum, part) => sum + (part[bin] ?? 0), 0);
  const every = bars.bins.map((_bin, bin) => ({ bin, count: total(count, bin), all: total(all, bin) }));
  if (bars.by === "ranges") return every;
  const known = every.filter(({ bin, all: rows }) => rows > 0 && bars.bins[bin]?.value !== null);
  const unknown = every.filter(({ bin }) => bars.bins[bin]?.value === null);
  if (bars.by === "areas") known.sort((one, other) => other.all - one.all || one.bin - other.bin);
  return [...known, ...unknown];
}
