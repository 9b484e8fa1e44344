import { AppError } from "../../contract/errors.js";
import type { Parameter } from "../../contract/parameters.js";
import type { LayerColumn } from "../../contract/project.js";
import type { Text } from "../../contract/text.js";
import { quoteName } from "../sql.js";
import type { InputLayer } from "./analysis.js";

/** What is compared between places: the share of buildings that are something, or the mean of a figure. */
export interface Measure {
  readonly kind: "rate" | "mean";
  /** In words: 老旧或疑似违改, 层数. */
  readonly title: Text;
  /** Of a mean. */
  readonly unit: string;
  /** SQL of type DOUBLE over the layer: 1 or 0 of a rate, the figure of a mean; NULL where it is not known. */
  readonly expression: string;
}

export const measureParameter = {
  type: "words",
  name: "value",
  title: { zh: "比较什么", en: "value" },
  explanation: {
    zh: "是否类的列（old、altered、candidate、near_pipe…）：比较符合其中任一项的房屋占比；或一个数值列（如 floors）：比较平均值。",
    en: "Yes-or-no columns (old, altered, candidate, near_pipe …): the share of buildings that are any of them; or one column of figures (such as floors): its mean.",
  },
  default: ["old"],
} as const satisfies Parameter;

const figures: readonly string[] = ["number", "whole", "year"];

/**
 * Reads the parameter `value`. With several columns a building counts when one of them holds, does not when none does, and is
 * not known otherwise: unknown is never "no". Throws `usage` naming the columns that can be used.
 */
export function chooseMeasure({ layer }: InputLayer, names: readonly string[]): Measure {
  const chosen = names.map((name) => layer.columns.find((column) => column.name === name));
  const found = chosen.filter((column) => column !== undefined);
  const flags = found.every(({ type }) => type === "flag");
  const [first] = found;
  if (first === undefined || found.length < names.length) throw unusable(layer.columns, names);
  if (flags) {
    const either = found.map(({ name }) => quoteName(name)).join(" OR ");
    return {
      kind: "rate",
      title: { zh: found.map(({ title }) => title.zh).join("或"), en: found.map(({ title }) => title.en).join(" or ") },
      unit: "%",
      expression: `CAST((${either}) AS DOUBLE)`,
    };
  }
  if (found.length > 1 || !figures.includes(first.type)) throw unusable(layer.columns, names);
  const figure = `CAST(${quoteName(first.name)} AS DOUBLE)`;
  return {
    kind: "mean",
    title: first.title,
    unit: first.unit ?? "",
    expression: `CASE WHEN isfinite(${figure}) THEN ${figure} END`,
  };
}

function unusable(columns: readonly LayerColumn[], names: readonly string[]): AppError {
  const of = (wanted: (column: LayerColumn) => boolean) => columns.filter(wanted).map(({ name }) => name);
  const flags = of(({ type }) => type === "flag").join(", ");
  const numbers = of(({ type }) => figures.includes(type)).join(", ");
  const asked = names.join(", ");
  return new AppError("usage", {
    zh: `“比较什么”不能是“${asked}”。可用：一个或几个是否列（${flags || "无"}），或一个数值列（${numbers || "无"}）。要用老旧、违改、候选，请选筛查结果图层。`,
    en: `The value cannot be "${asked}". It takes yes-or-no columns (${flags || "none"}) or one column of figures (${numbers || "none"}). For old, altered or candidate choose a screened layer.`,
  });
}
