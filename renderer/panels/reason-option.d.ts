import type { EChartsCoreOption } from "echarts/core";
import type { Paint } from "../../contract/catalog.js";
import type { Locale, Text } from "../../contract/text.js";
import type { ClassCounts } from "../map/use-class-counts.js";
import { type Theme } from "../theme/tokens.js";
/** A reason with its count over all, and within the selected cluster where one is selected. */
export interface ReasonBar {
  readonly value: string;
  readonly title: Text;
  readonly colour: string;
  readonly whole: number;
  readonly part: number | null;
}
/** The classes that occur, in the legend's order; "no data" is no reason. */
export declare function reasonBars(
  paint: Paint,
  counts: ClassCounts,
  cluster: ReadonlyMap<string, number> | null,
): ReasonBar[];
/** Horizontal bars; with a cluster its share stands in colour before the whole in grey. */
export declare function reasonOption(
  bars: readonly ReasonBar[],
  locale: Locale,
  theme: Theme,
  parts: boolean,
): EChartsCoreOption;
