import type { Parameter, ParameterValue } from "../../contract/parameters.js";
import type { Locale } from "../../contract/text.js";
import { formatNumber, formatUnit } from "../text/format.js";
import { say } from "../text/say.js";

/** Why the form would not accept the value; null where it does. The engine checks again. */
export function parameterFault(locale: Locale, parameter: Parameter, value: ParameterValue | undefined): string | null {
  if (parameter.type !== "number" || value === undefined) return null;
  if (parameter.words?.some((word) => word.value === value)) return null;
  const { minimum, maximum, unit } = parameter;
  if (typeof value !== "number" || Number.isNaN(value) || value < minimum || value > maximum) {
    return say(locale, "run.outOfRange", { ...rangeOf(locale, minimum, maximum), unit: formatUnit(locale, unit) });
  }
  return parameter.whole === true && !Number.isInteger(value) ? say(locale, "run.whole") : null;
}

/** A range's ends as text. A year is a number without grouping, and so are these up to 9,999. */
export function rangeOf(locale: Locale, minimum: number, maximum: number): { minimum: string; maximum: string } {
  const show = (value: number) => (Math.abs(value) < 10_000 ? String(value) : formatNumber(locale, value));
  return { minimum: show(minimum), maximum: show(maximum) };
}
