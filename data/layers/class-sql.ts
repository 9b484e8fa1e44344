import type { PaintClass } from "../../contract/catalog.js";
import type { Layer } from "../../contract/project.js";
import { quoteName, quoteText } from "../sql.js";

/**
 * The number of a row's class in the paint's list, from 0, as SQL; NULL: no data. The same rule as `classOf`. `prefix` is
 * what stands before the names of columns, such as `own.`.
 */
export function classSql({ paint, columns }: Pick<Layer, "paint" | "columns">, prefix = ""): string {
  const typeOf = (name: string) => columns.find((each) => each.name === name)?.type;
  const { column, unknownOf = [], classes } = paint;
  if (column === null) {
    if (unknownOf.length === 0) return "CAST(NULL AS INTEGER)";
    const tests = unknownOf.map((name) => `NOT (${isKnown(prefix + quoteName(name), typeOf(name))})`);
    const missing = tests.map((test) => `CAST(${test} AS INTEGER)`).join(" + ");
    const single = unknownOf.map((name, at) => `WHEN ${tests[at]} THEN ${quoteText(name)}`).join(" ");
    return numberOf(`CASE WHEN ${missing} > 1 THEN 'several' ${single} ELSE 'known' END`, classes);
  }
  const cell = prefix + quoteName(column);
  const type = typeOf(column);
  const rest = classes.findIndex((each) => each.rest === true);
  const otherwise = rest < 0 ? "" : ` ELSE ${rest}`;
  const ranges = classes.flatMap(({ range }, at) => (range === undefined ? [] : [{ range, at }]));
  if (ranges.length === 0) {
    const known = isNumeric(type) ? numericMatch(cell, classes) : numberOf(`CAST(${cell} AS VARCHAR)`, classes);
    // Blank text is in no class of a name: to look for it takes as long as all else, and only who takes the rest must not get it.
    if (rest < 0 && !isNumeric(type) && !classes.some(isBlank))
      return `CASE WHEN ${cell} IS NOT NULL THEN ${known} END`;
    return `CASE WHEN ${isKnown(cell, type)} THEN coalesce(${known}, ${rest < 0 ? "NULL" : rest}) END`;
  }
  const number = `CAST(${cell} AS DOUBLE)`;
  const cases = ranges.map(({ range: { from, below }, at }) => {
    const ends = [
      from === null ? [] : `${number} >= ${real(from)}`,
      below === null ? [] : `${number} < ${real(below)}`,
    ];
    return `WHEN ${ends.flat().join(" AND ") || "true"} THEN ${at}`;
  });
  return `CASE WHEN NOT (${isKnown(cell, type)}) THEN NULL ${cases.join(" ")}${otherwise} END`;
}

/** The title of a row's class in Chinese, as SQL; see `classSql`. */
export function classTitleSql(layer: Pick<Layer, "paint" | "columns">): string {
  const { classes } = layer.paint;
  const titles = classes.map(({ title }) => quoteText(title.zh)).join(", ");
  const none = classes.find(({ value }) => value === null)?.title.zh;
  return `coalesce(list_extract([${titles}], ${classSql(layer)} + 1), ${none === undefined ? "NULL" : quoteText(none)})`;
}

function isNumeric(type: string | undefined): boolean {
  return type === "number" || type === "whole" || type === "year";
}

/** Whether a cell says something: blank text and numbers that are not finite do not. */
function isKnown(cell: string, type: string | undefined): string {
  if (isNumeric(type)) return `${cell} IS NOT NULL AND isfinite(CAST(${cell} AS DOUBLE))`;
  if (type === "flag" || type === "date") return `${cell} IS NOT NULL`;
  return `${cell} IS NOT NULL AND trim(CAST(${cell} AS VARCHAR), ' ' || chr(9) || chr(13) || chr(10)) <> ''`;
}

function numberOf(text: string, classes: readonly PaintClass[]): string {
  const names = classes.map((each) => (isPlain(each) ? quoteText(each.value ?? "") : "NULL"));
  return `list_position([${names.join(", ")}], ${text}) - 1`;
}

function numericMatch(cell: string, classes: readonly PaintClass[]): string {
  const cases = classes.flatMap((each, at) => {
    const number = isPlain(each) ? Number(each.value) : Number.NaN;
    return Number.isFinite(number) ? [`WHEN CAST(${cell} AS DOUBLE) = ${real(number)} THEN ${at}`] : [];
  });
  return cases.length === 0 ? "NULL" : `CASE ${cases.join(" ")} END`;
}

function isPlain({ value, range, rest }: PaintClass): boolean {
  return value !== null && range === undefined && rest !== true;
}

function isBlank({ value }: PaintClass): boolean {
  return value !== null && value.trim() === "";
}

/** A finite number as an SQL literal of all its digits. */
function real(number: number): string {
  return `CAST(${quoteText(String(number))} AS DOUBLE)`;
}
