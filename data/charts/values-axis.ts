import type { ChartBin } from "../../contract/chart-calls.js";
import type { Text } from "../../contract/text.js";
import type { LayerSource } from "../layers/layer-source.js";
import { quoteName, quoteText } from "../sql.js";
import type { CodedAxis } from "./chart.js";

/** A bin for each choice of a column, in the column's order, coloured as the layer's paint has it; `nothing` is the last. */
export function valuesAxis({ layer }: LayerSource, column: string, nothing: Text): CodedAxis {
  const entry = layer.columns.find(({ name }) => name === column);
  const choices = entry?.choices ?? [];
  const classes = layer.paint.column === column ? layer.paint.classes : [];
  const bin = (value: string | null, title: Text): ChartBin<string> => {
    const colour = classes.find((each) => each.value === value)?.colour;
    return { title, value, ...(colour === undefined ? {} : { colour }) };
  };
  const bins = [...choices.map(({ value, title }) => bin(value, title)), bin(null, nothing)];
  const cases = choices.map(({ value }, index) => `WHEN ${quoteText(value)} THEN ${index}`).join(" ");
  return {
    axis: { by: "values", column, title: entry?.title ?? { zh: column, en: column }, bins },
    columns: [column],
    sql: cases === "" ? "0" : `(CASE ${quoteName(column)} ${cases} ELSE ${choices.length} END)`,
  };
}
