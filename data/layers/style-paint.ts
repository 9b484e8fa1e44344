import type { Paint } from "../../contract/catalog.js";
import { AppError } from "../../contract/errors.js";
import { coloursOf, mostClasses, type Palette, palettes } from "../../contract/palettes.js";
import type { Layer, LayerColumn } from "../../contract/project.js";
import type { LayerStyle } from "../../contract/view-calls.js";
import type { Session } from "../database.js";
import { quoteName } from "../sql.js";
import { categoryClasses, mostCategories } from "./classifiers/categories.js";
import { decadeBreaks } from "./classifiers/decades.js";
import { equalBreaks } from "./classifiers/equal.js";
import { naturalBreaks } from "./classifiers/natural.js";
import { numbersOf, readSpan, readWeighted } from "./classifiers/numbers.js";
import { quantileBreaks } from "./classifiers/quantile.js";
import { noDataClass, rangeClasses, roundestBetween, tidyBreaks } from "./classifiers/ranges.js";
import { unknownClasses } from "./classifiers/unknowns.js";
import type { LayerSource } from "./layer-source.js";
import { narrowest } from "./narrowest.js";

type RangeStyle = Exclude<LayerStyle, { method: "categories" | "unknowns" }>;

/** Columns that a style rests on. */
export function styleColumns(style: LayerStyle): readonly string[] {
  return style.method === "unknowns" ? style.columns : [style.column];
}

/** The column that a style cannot be used with, because it is not there or holds no numbers; null: it can be used. */
export function misfit({ columns }: Pick<Layer, "columns">, style: LayerStyle): string | null {
  const fits = (name: string) => {
    const type = columns.find((each) => each.name === name)?.type;
    if (type === undefined) return false;
    return style.method === "categories" || style.method === "unknowns" || isNumeric(type);
  };
  return styleColumns(style).find((name) => !fits(name)) ?? null;
}

/** Puts a layer's rows into the classes of a style. Throws `usage` for an unknown palette and a column that does not fit. */
export async function paintFor(session: Session, source: LayerSource, style: LayerStyle): Promise<Paint> {
  const wrong = misfit(source.layer, style);
  if (wrong !== null) throw noSuchColumn(source.layer, wrong);
  if (style.method === "unknowns") {
    const columns = style.columns.map((name) => columnOf(source.layer, name));
    const colours = ["#0072B2", "#E69F00", "#56B4E9", "#D55E00", "#F0E442", "#CC79A7"];
    return { column: null, unknownOf: style.columns, classes: [...unknownClasses(columns, colours), noDataClass] };
  }
  const palette = paletteNamed(style.palette);
  const column = columnOf(source.layer, style.column);
  if (style.method === "categories") {
    if (palette.type !== "qualitative") throw notForKinds(palette);
    const found = await frequentValues(session, source, column);
    const classes = categoryClasses(found, column, (count) => coloursOf(palette, count) ?? null);
    return { column: column.name, classes: [...classes, noDataClass] };
  }
  const breaks = await breaksOf(session, source, style, column, palette);
  const colours = coloursOf(palette, breaks.length + 1) ?? [];
  // Of years the oldest is the most urgent and the darkest; of all else, unless it is said, the most.
  const lowFirst = style.method === "decades" || (style.method === "manual" && style.lowFirst === true);
  const classes = rangeClasses(breaks, column, lowFirst ? [...colours].reverse() : colours);
  return { column: column.name, classes: [...(lowFirst ? classes : classes.reverse()), noDataClass] };
}

async function breaksOf(
  session: Session,
  source: LayerSource,
  style: RangeStyle,
  column: LayerColumn,
  palette: Palette,
): Promise<number[]> {
  if (style.method === "manual") {
    const breaks = tidyBreaks(style.breaks, column.type);
    if (breaks.length === 0 || coloursOf(palette, breaks.length + 1) === null) throw tooMany(palette);
    return breaks;
  }
  const numbers = numbersOf(source, column.name);
  const span = await readSpan(session, numbers);
  if (span === null) return [];
  const { low, high } = span;
  if (style.method !== "decades" && coloursOf(palette, style.classes) === null) throw tooMany(palette);
  if (style.method === "decades") return fitting(decadeBreaks(low, high), palette);
  if (style.method === "equal")
    return fitting(tidyBreaks(inside(equalBreaks(low, high, style.classes), low, high), column.type), palette);
  const found =
    style.method === "quantile"
      ? await quantileBreaks(session, numbers, span, style.classes)
      : naturalBreaks(await readWeighted(session, numbers, span), style.classes);
  const breaks = tidyBreaks(inside(found, low, high), column.type);
  return fitting(breaks.length === 0 ? [] : await roundBreaks(session, numbers, breaks), palette);
}

/** A break at or below the lowest value, or above the highest, would leave a class empty. */
function inside(breaks: readonly number[], low: number, high: number): number[] {
  return breaks.filter((each) => each > low && each <= high);
}

/** As many of the breaks, from the highest, as the palette has colours for: one with a fixed number takes no fewer. */
function fitting(breaks: readonly number[], palette: Palette): number[] {
  for (let count = Math.min(breaks.length, mostClasses(palette) - 1); count > 0; count--)
    if (coloursOf(palette, count + 1) !== null) return breaks.slice(breaks.length - count);
  return [];
}

/** Each break made as round as the gap below it allows: no value changes its class. */
async function roundBreaks(session: Session, numbers: string, breaks: readonly number[]): Promise<number[]> {
  const below = breaks.map((each) => `max(v) FILTER (v < CAST('${each}' AS DOUBLE))`);
  const lows = await session.columns(`SELECT ${below.join(", ")} FROM ${numbers}`);
  return breaks.map((cut, at) => {
    const low = lows[at]?.[0];
    return typeof low === "number" ? roundestBetween(low, cut) : cut;
  });
}

/** Values by falling frequency, equally frequent ones in the order of their text; one more than can have a class. */
async function frequentValues(session: Session, source: LayerSource, { name, type }: LayerColumn): Promise<string[]> {
  const cell = quoteName(name);
  const known = isNumeric(type)
    ? `isfinite(CAST(${cell} AS DOUBLE))`
    : `trim(CAST(${cell} AS VARCHAR), ' ' || chr(9) || chr(13) || chr(10)) <> ''`;
  const rows = await session.rows<{ value: unknown }>(
    `SELECT ${type === "number" ? `CAST(${cell} AS DOUBLE)` : `CAST(${cell} AS VARCHAR)`} AS value, count(*) AS n
     FROM ${narrowest(source, [name])} WHERE ${cell} IS NOT NULL AND ${known}
     GROUP BY value ORDER BY n DESC, value LIMIT ${mostCategories + 1}`,
  );
  return rows.map(({ value }) => String(value));
}

function isNumeric(type: LayerColumn["type"]): boolean {
  return type === "number" || type === "whole" || type === "year";
}

function columnOf(layer: Layer, name: string): LayerColumn {
  const column = layer.columns.find((each) => each.name === name);
  if (column === undefined) throw noSuchColumn(layer, name);
  return column;
}

function paletteNamed(name: string): Palette {
  const palette = palettes.find((each) => each.name === name);
  if (palette !== undefined) return palette;
  const known = palettes.map((each) => each.name).join(", ");
  throw new AppError("usage", {
    zh: `没有名为“${name}”的配色。可用：${known}。`,
    en: `There is no palette "${name}". Known: ${known}.`,
  });
}

function noSuchColumn({ title }: Layer, name: string): AppError {
  return new AppError("usage", {
    zh: `图层“${title.zh}”没有可用于这种分级的字段“${name}”。请另选字段或分级方法。`,
    en: `The layer "${title.en}" has no column "${name}" that can be classed in this way. Choose another column or method.`,
  });
}

/** Colours with an order say of kinds of things what they do not mean. */
function notForKinds({ title }: Palette): AppError {
  return new AppError("usage", {
    zh: `色带“${title.zh}”有高低之分，不能用于类别；请选类别色带。`,
    en: `The palette "${title.en}" has an order, which kinds of things have not; choose one for categories.`,
  });
}

function tooMany({ title, lists }: Palette): AppError {
  const counts = lists.map(({ length }) => length).join(", ");
  return new AppError("usage", {
    zh: `配色“${title.zh}”可分 ${counts} 级。请调整级数或另选配色。`,
    en: `The palette "${title.en}" has ${counts} classes. Change their number or choose another palette.`,
  });
}
