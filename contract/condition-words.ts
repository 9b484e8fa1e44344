import type { ColumnCondition, Condition } from "./conditions.js";
import type { Layer } from "./project.js";
import { sameText, type Text } from "./text.js";

type Value = string | number | boolean | null;

/** Signs that read the same in both languages. */
const signs: Readonly<Record<string, string>> = { "=": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥" };

/**
 * A condition on the columns of `layer` in words, as filter bar, table and the account of an export say it: `疑似违改 = 是`,
 * `建成年份 1980–1989`. `titleOf` names the layers that conditions on places name; null for one that is gone.
 */
export function conditionWords(layer: Layer, condition: Condition, titleOf: (id: number) => Text | null): Text {
  if ("set" in condition) {
    return condition.set === "filter" ? { zh: "符合筛选", en: "passes the filter" } : { zh: "已选", en: "selected" };
  }
  if ("place" in condition) return placeWords(condition, titleOf);
  return columnWords(layer, condition);
}

function placeWords(condition: Extract<Condition, { place: string }>, titleOf: (id: number) => Text | null): Text {
  if (condition.place === "drawn") return { zh: "在所画范围内", en: "inside the drawn area" };
  if (condition.place === "box") return { zh: "在当前视图内", en: "in view" };
  if (condition.place === "circle") {
    const metres = Math.round(condition.metres);
    return { zh: `在半径 ${metres} 米的圆内`, en: `inside a circle of ${metres} m` };
  }
  const title = titleOf(condition.layer) ?? { zh: `图层 ${condition.layer}`, en: `layer ${condition.layer}` };
  if (condition.place === "inside-any") {
    const areas = condition.fids.length;
    return { zh: `在“${title.zh}”的 ${areas} 个分区内`, en: `in ${areas} areas of "${title.en}"` };
  }
  const { fid } = condition;
  if (condition.place === "inside") {
    return { zh: `在“${title.zh}”第 ${fid} 号范围内`, en: `inside no. ${fid} of "${title.en}"` };
  }
  const { metres } = condition;
  return { zh: `距“${title.zh}”第 ${fid} 号 ${metres} 米内`, en: `within ${metres} m of no. ${fid} of "${title.en}"` };
}

function columnWords(layer: Layer, condition: ColumnCondition): Text {
  const column = layer.columns.find(({ name }) => name === condition.column);
  const title = column?.title ?? sameText(condition.column);
  const unit = column?.unit === undefined ? "" : ` ${column.unit}`;
  const said = (value: Value): Text => valueWords(layer, condition.column, value);
  const both = (zh: string, en: string): Text => ({ zh: `${title.zh} ${zh}`, en: `${title.en} ${en}` });
  switch (condition.compare) {
    case "empty":
      return both("无数据", "has no data");
    case "not-empty":
      return both("有数据", "has data");
    case "contains":
      return both(`含“${condition.value ?? ""}”`, `contains "${condition.value ?? ""}"`);
    case "between":
      return both(`${condition.from}–${condition.to}${unit}`, `${condition.from}–${condition.to}${unit}`);
    case "in": {
      const words = condition.values.map(said);
      return both(`= ${words.map(({ zh }) => zh).join("、")}`, `= ${words.map(({ en }) => en).join(", ")}`);
    }
    case "ranges": {
      const isWhole = column?.type === "year" || column?.type === "whole";
      const ranges = condition.ranges.map((range) => `${rangeWords(range, isWhole)}${unit}`);
      const none = condition.empty ? [{ zh: "无数据", en: "no data" }] : [];
      const words = [...ranges.map(sameText), ...none];
      return both(words.map(({ zh }) => zh).join("、"), words.map(({ en }) => en).join(", "));
    }
    default: {
      const { zh, en } = said(condition.value ?? null);
      const sign = signs[condition.compare] ?? condition.compare;
      const length = typeof condition.value === "number" ? unit : "";
      return both(`${sign} ${zh}${length}`, `${sign} ${en}${length}`);
    }
  }
}

/** `[0, 5)`: closed where the number itself belongs to it; of whole numbers `1980–1989`. */
function rangeWords({ from, above, below, to }: RangeOf, isWhole: boolean): string {
  if (isWhole && from !== undefined && below !== undefined) return `${from}–${below - 1}`;
  const low = from ?? above;
  const high = to ?? below;
  if (low === undefined) return high === undefined ? "…" : `${to === undefined ? "<" : "≤"} ${high}`;
  if (high === undefined) return `${from === undefined ? ">" : "≥"} ${low}`;
  if (low === high) return `${low}`;
  return `${from === undefined ? "(" : "["}${low}, ${high}${to === undefined ? ")" : "]"}`;
}

type RangeOf = Extract<ColumnCondition, { compare: "ranges" }>["ranges"][number];

/** A value in the words of the legend, of the column's choices, or its own. */
function valueWords(layer: Layer, name: string, value: Value): Text {
  if (value === null) return { zh: "无数据", en: "no data" };
  const { column, classes } = layer.paint;
  const painted = column === name ? classes.find((each) => each.value === String(value)) : undefined;
  if (painted !== undefined) return painted.title;
  const choice = layer.columns.find((each) => each.name === name)?.choices?.find((each) => each.value === value);
  if (choice !== undefined) return choice.title;
  if (typeof value === "boolean") return value ? { zh: "是", en: "yes" } : { zh: "否", en: "no" };
  return sameText(String(value));
}
