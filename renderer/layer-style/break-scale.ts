import type { ColumnType } from "../../contract/catalog.js";
import type { Histogram } from "../../contract/view-calls.js";

/** Between which numbers the breaks of a column are moved, and by which steps. */
export interface BreakScale {
  /** The ends of the histogram. */
  readonly low: number;
  readonly high: number;
  /** A dragged break stands on a multiple of this: the roundest that a pixel can tell from the next. */
  readonly step: number;
  /** By an arrow key: one where numbers are whole, else `step`. */
  readonly fine: number;
  /** With Shift, and by the page keys: about a tenth of the whole. */
  readonly coarse: number;
}

/** What a break may be without touching its neighbours; both ends included. */
export interface BreakLimits {
  readonly least: number;
  readonly most: number;
}

/** The scale of a histogram drawn `pixels` wide; null where it is empty. */
export function breakScale(bins: Histogram["bins"], type: ColumnType, pixels: number): BreakScale | null {
  const [low, high] = [bins[0]?.from, bins.at(-1)?.to];
  if (low === undefined || high === undefined || high <= low) return null;
  const least = type === "number" ? 0 : 1;
  const step = Math.max(least, roundStep((high - low) / pixels));
  const fine = type === "number" ? step : 1;
  return { low, high, step, fine, coarse: Math.max(fine, roundStep((high - low) / 10)) };
}

/** The least of …, 0.1, 0.2, 0.5, 1, 2, 5, 10, … that is not below `width`. */
export function roundStep(width: number): number {
  const power = 10 ** Math.floor(Math.log10(width));
  return tidy(([1, 2, 5].find((each) => each * power >= width * (1 - 1e-9)) ?? 10) * power);
}

/** What a break may be: inside the histogram and one fine step from either neighbour, or what it is where there is no room. */
export function limitsOf(breaks: readonly number[], at: number, { low, high, fine }: BreakScale): BreakLimits {
  const value = breaks[at] ?? low;
  const least = above(Math.max(low, breaks[at - 1] ?? low), fine);
  const most = below(Math.min(high, breaks[at + 1] ?? high), fine);
  // One that was typed may lie outside: it is not moved by being looked at.
  return least > most ? { least: value, most: value } : { least: Math.min(least, value), most: Math.max(most, value) };
}

/** Where a break lands that is dragged to `wanted`. */
export function draggedTo(wanted: number, breaks: readonly number[], at: number, scale: BreakScale): number {
  const { least, most } = limitsOf(breaks, at, scale);
  return Math.min(most, Math.max(least, tidy(Math.round(wanted / scale.step) * scale.step)));
}

/** Where a key puts a break; null: it is no key that moves one. */
export function pressedTo(
  { key, shiftKey }: { readonly key: string; readonly shiftKey: boolean },
  breaks: readonly number[],
  at: number,
  scale: BreakScale,
): number | null {
  const value = breaks[at];
  if (value === undefined) return null;
  const { least, most } = limitsOf(breaks, at, scale);
  const arrow = shiftKey ? scale.coarse : scale.fine;
  const ways: Readonly<Record<string, number>> = {
    ArrowRight: arrow,
    ArrowUp: arrow,
    ArrowLeft: -arrow,
    ArrowDown: -arrow,
    PageUp: scale.coarse,
    PageDown: -scale.coarse,
    Home: Number.NEGATIVE_INFINITY,
    End: Number.POSITIVE_INFINITY,
  };
  const way = ways[key];
  if (way === undefined) return null;
  // From between two steps to the next one, never past it.
  const moved = value + way;
  const on = Number.isFinite(moved) ? tidy((way > 0 ? floor : ceil)(moved / scale.fine) * scale.fine) : moved;
  return Math.min(most, Math.max(least, on));
}

/**
 * Where a new break stands: near `wanted`, or, where that is not said, in the middle of the widest class. Null where no
 * number lies between its neighbours.
 */
export function newBreak(breaks: readonly number[], scale: BreakScale, wanted?: number): number | null {
  const { low, high, step, fine } = scale;
  const edges = [low, ...breaks.filter((each) => each > low && each < high), high];
  const gaps = edges.slice(1).map((to, at) => ({ from: edges[at] ?? low, to }));
  const gap =
    wanted === undefined
      ? gaps.reduce((widest, each) => (each.to - each.from > widest.to - widest.from ? each : widest))
      : gaps.find(({ from, to }) => wanted >= from && wanted <= to);
  if (gap === undefined) return null;
  const [least, most] = [above(gap.from, fine), below(gap.to, fine)];
  if (least > most) return null;
  const near = tidy(Math.round((wanted ?? (gap.from + gap.to) / 2) / step) * step);
  return Math.min(most, Math.max(least, near));
}

/** The least multiple of `step` above a number, and the greatest below. */
function above(value: number, step: number): number {
  return tidy((floor(value / step) + 1) * step);
}

function below(value: number, step: number): number {
  return tidy((ceil(value / step) - 1) * step);
}

/** The whole number that a quotient stands for although its last digits err: 0.3 / 0.1 is 3. */
function floor(quotient: number): number {
  return Math.floor(quotient + Math.max(1e-9, 1e-14 * Math.abs(quotient)));
}

function ceil(quotient: number): number {
  return -floor(-quotient);
}

/** Without the digits that only the arithmetic has: 0.30000000000000004 is 0.3; minus zero is zero. */
function tidy(value: number): number {
  return Number(value.toPrecision(12)) + 0;
}
