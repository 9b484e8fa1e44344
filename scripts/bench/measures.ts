/** One line of the bench's table. */
export interface Measure {
  readonly name: string;
  readonly value: string;
  /** What the design allows; absent where it says nothing. */
  readonly budget?: string;
  /** Whether the budget is met. */
  readonly met?: boolean;
}

/** Value at a share of the sorted values (nearest rank). */
export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(part * sorted.length) - 1))] ?? 0;
}

export function milliseconds(value: number): string {
  return value >= 10_000 ? `${(value / 1000).toFixed(1)} s` : `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}

/** Half, 95 % and all of the times, against a budget for the 95 %; all in ms. */
export function percentilesLine(name: string, values: readonly number[], budget: number): Measure {
  const p95 = percentile(values, 0.95);
  return {
    name,
    value: `p50 ${milliseconds(percentile(values, 0.5))}, p95 ${milliseconds(p95)}, most ${milliseconds(Math.max(...values))}`,
    budget: `p95 ${budget} ms`,
    met: p95 <= budget,
  };
}

export function bytes(value: number): string {
  return value >= 1e6 ? `${Math.round(value / 1e6)} MB` : `${Math.round(value / 1e3)} kB`;
}

/** How many times as long the other took; rounded down, never up. */
export function times(other: number, ours: number): string {
  return `${(Math.floor((10 * other) / ours) / 10).toFixed(1)} ×`;
}

export function markdown(measures: readonly Measure[]): string {
  const mark = (met: boolean | undefined) => (met === undefined ? "" : met ? "✓" : "✗");
  return [
    "| what | measured | budget | |",
    "| --- | --- | --- | --- |",
    ...measures.map((each) => `| ${each.name} | ${each.value} | ${each.budget ?? ""} | ${mark(each.met)} |`),
  ].join("\n");
}
