import type { ChartBin, NumberRange } from "../../contract/chart-calls.js";
import type { Text } from "../../contract/text.js";
import { rangeSql } from "../layers/filter.js";
import type { LayerSource } from "../layers/layer-source.js";
import { quoteName } from "../sql.js";
import type { CodedAxis } from "./chart.js";

/** A bin for each range, which together must hold every number; `nothing` is the last. */
export function rangesAxis(
  { layer }: LayerSource,
  column: string,
  ranges: readonly { readonly title: Text; readonly value: NumberRange }[],
  nothing: Text,
  even = false,
): CodedAxis {
  const entry = layer.columns.find(({ name }) => name === column);
  const bins: ChartBin<NumberRange>[] = [...ranges, { title: nothing, value: null }];
  const name = quoteName(column);
  const cases = ranges
    .map(({ value }, index) => `WHEN ${rangeSql(name, value, (_bound, number) => String(number))} THEN ${index}`)
    .join(" ");
  return {
    axis: { by: "ranges", even, column, title: entry?.title ?? { zh: column, en: column }, bins },
    columns: [column],
    sql: cases === "" ? "0" : `(CASE ${cases} ELSE ${ranges.length} END)`,
  };
}
