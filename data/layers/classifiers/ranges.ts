import type { ColumnEntry, PaintClass } from "../../../contract/catalog.js";
import { noDataColour } from "../../../contract/palettes.js";
import type { Text } from "../../../contract/text.js";

export const noDataClass: PaintClass = { value: null, title: { zh: "无数据", en: "No data" }, colour: noDataColour };

/** Breaks as they are used: finite, rising, none twice; of whole numbers whole, which moves no number to another class. */
export function tidyBreaks(breaks: readonly number[], type: ColumnEntry["type"]): number[] {
  const whole = type === "whole" || type === "year";
  const finite = breaks.filter(Number.isFinite).map((each) => (whole ? Math.ceil(each) : each));
  return [...new Set(finite)].sort((one, other) => one - other);
}

/**
 * The roundest number above `low`, not above `high`: as a break it divides the same values as `high` does where no value
 * lies between the two.
 */
export function roundestBetween(low: number, high: number): number {
  const widest = Math.floor(Math.log10(Math.max(Math.abs(low), Math.abs(high), 1e-12))) + 1;
  for (let power = widest; power > widest - 16; power--) {
    const rounded = Number((Math.floor(high / 10 ** power) * 10 ** power).toPrecision(15));
    if (rounded > low && rounded <= high) return rounded;
  }
  return high;
}

/** Classes between breaks, the first and the last open; `colours` has one more than breaks, from the lowest class. */
export function rangeClasses(
  breaks: readonly number[],
  column: Pick<ColumnEntry, "type">,
  colours: readonly string[],
): PaintClass[] {
  return [null, ...breaks].map((from, at) => {
    const below = breaks[at] ?? null;
    return {
      value: `${from ?? ""}..${below ?? ""}`,
      range: { from, below },
      title: rangeTitle(from, below, column.type),
      colour: colours[at] ?? noDataColour,
    };
  });
}

/** A range as it is written: whole numbers by their first and last ("1980–1989"), others by their ends. */
export function rangeTitle(from: number | null, below: number | null, type: ColumnEntry["type"]): Text {
  const years = type === "year";
  if (from === null && below === null) return { zh: "全部", en: "all" };
  if (from === null)
    return years ? { zh: `${below} 年以前`, en: `before ${below}` } : { zh: `不足 ${below}`, en: `below ${below}` };
  if (below === null)
    return years ? { zh: `${from} 年及以后`, en: `since ${from}` } : { zh: `${from} 及以上`, en: `${from} and more` };
  const whole = years || type === "whole";
  const last = whole ? below - 1 : below;
  const text = whole && last === from ? `${from}` : `${from}–${last}`;
  return { zh: text, en: text };
}
