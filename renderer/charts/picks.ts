import type { ChartAxis, ChartFigures, NumberRange } from "../../contract/chart-calls.js";
import type { Condition } from "../../contract/conditions.js";

/** Bins that were picked, by their place in the axis; none of an axis: it does not limit. */
export interface Picks {
  readonly bars: ReadonlySet<number>;
  readonly stack: ReadonlySet<number>;
}

export const noPicks: Picks = { bars: new Set(), stack: new Set() };

/** What a chart filters by when these bins are picked. */
export function conditionsOfPicks({ bars, stack }: ChartFigures, picks: Picks): Condition[] {
  return [...ofAxis(bars, picks.bars), ...(stack === null ? [] : ofAxis(stack, picks.stack))];
}

function ofAxis(axis: ChartAxis, picked: ReadonlySet<number>): Condition[] {
  if (picked.size === 0) return [];
  const at = [...picked].sort((one, other) => one - other);
  switch (axis.by) {
    case "values":
      return [{ column: axis.column, compare: "in", values: at.map((bin) => axis.bins[bin]?.value ?? null) }];
    case "areas":
      return [{ place: "inside-any", layer: axis.layer, fids: at.map((bin) => axis.bins[bin]?.value ?? null) }];
    case "ranges": {
      const ranges = at.flatMap((bin) => axis.bins[bin]?.value ?? []);
      return [{ column: axis.column, compare: "ranges", ranges, empty: ranges.length < at.length }];
    }
    // Bars of the same column are what is picked.
    case "classes":
      return [];
  }
}

/** The bins that conditions have picked: the filter alone knows, so that clearing it anywhere clears the bars too. */
export function picksOfConditions({ bars, stack }: ChartFigures, conditions: readonly Condition[]): Picks {
  const of = (axis: ChartAxis | null) =>
    new Set(axis === null ? [] : conditions.flatMap((condition) => binsOf(axis, condition)));
  return { bars: of(bars), stack: of(stack) };
}

function binsOf(axis: ChartAxis, condition: Condition): number[] {
  if (axis.by === "areas") {
    if (!("place" in condition) || condition.place !== "inside-any" || condition.layer !== axis.layer) return [];
    return axis.bins.flatMap(({ value }, bin) => (condition.fids.includes(value) ? [bin] : []));
  }
  if (!("column" in condition) || condition.column !== axis.column) return [];
  if (axis.by === "values" && condition.compare === "in")
    return axis.bins.flatMap(({ value }, bin) => (condition.values.includes(value) ? [bin] : []));
  if (axis.by === "ranges" && condition.compare === "ranges")
    return axis.bins.flatMap(({ value }, bin) => {
      const isPicked = value === null ? condition.empty : condition.ranges.some((range) => isSame(range, value));
      return isPicked ? [bin] : [];
    });
  return [];
}

function isSame(one: NumberRange, other: NumberRange): boolean {
  return one.from === other.from && one.above === other.above && one.below === other.below && one.to === other.to;
}

/** All bins from one to another, both included, in the order in which they are shown, and those that stay. */
export function span(
  shown: readonly number[],
  from: number,
  to: number,
  stay: ReadonlySet<number> = new Set(),
): Set<number> {
  const [low, high] = from < to ? [from, to] : [to, from];
  return new Set([...stay, ...shown.slice(low, high + 1)]);
}

/** With a bin where it is not in the set, without it where it is. */
export function toggled(set: ReadonlySet<number>, bin: number): Set<number> {
  const made = new Set(set);
  if (!made.delete(bin)) made.add(bin);
  return made;
}
