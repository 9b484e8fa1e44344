import type { Parameter, ParameterValue } from "../../contract/parameters.js";
import type { Locale } from "../../contract/text.js";
/** Why the form would not accept the value; null where it does. The engine checks again. */
export declare function parameterFault(
  locale: Locale,
  parameter: Parameter,
  value: ParameterValue | undefined,
): string | null;
/** A range's ends as text. A year is a number without grouping, and so are these up to 9,999. */
export declare function rangeOf(
  locale: Locale,
  minimum: number,
  maximum: number,
): {
  minimum: string;
  maximum: string;
};
