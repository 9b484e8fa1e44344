import { coloursOf, mostClasses, type Palette, palettes } from "../../contract/palettes.js";
import type { Layer, LayerColumn } from "../../contract/project.js";
import type { LayerStyle } from "../../contract/view-calls.js";

export type Method = Exclude<LayerStyle["method"], "unknowns">;
type ColumnStyle = Exclude<LayerStyle, { method: "unknowns" }>;

/** What the panel's fields hold; `styleOf` makes a style of it. */
export interface StyleChoice {
  readonly column: string;
  readonly method: Method;
  readonly classes: number;
  readonly palette: string;
  readonly breaks: readonly number[];
  readonly source: string;
  /** Of breaks of one's own: the lowest class is the most urgent, and the darkest. */
  readonly lowFirst: boolean;
}

/** Whether a column can be put into ranges. */
export function isNumeric({ type }: Pick<LayerColumn, "type">): boolean {
  return type === "number" || type === "whole" || type === "year";
}

/** Methods that fit a column, the usual one first. */
export function methodsFor(column: LayerColumn): readonly Method[] {
  if (!isNumeric(column)) return ["categories"];
  const ranges: readonly Method[] = ["natural", "quantile", "equal", "manual"];
  return column.type === "year" ? ["decades", ...ranges, "categories"] : [...ranges, "categories"];
}

/** Palettes that fit a method, the usual one first. */
export function palettesFor(method: Method): readonly Palette[] {
  const kinds = method === "categories" ? ["qualitative"] : ["sequential", "diverging", "scale"];
  return palettes.filter(({ type }) => kinds.includes(type));
}

/** The breaks that a layer's classes have, rising. */
export function breaksOf({ paint }: Pick<Layer, "paint">): number[] {
  const found = paint.classes.flatMap(({ range }) => (typeof range?.from === "number" ? [range.from] : []));
  return found.sort((one, other) => one - other);
}

/** The fields as the layer's style has them; without one, as they would be for its painted or first column. */
export function choiceOf(layer: Layer): StyleChoice | null {
  const style = layer.view?.style ?? null;
  if (style !== null && style.method !== "unknowns") return { ...plain, ...fieldsOf(style), breaks: breaksOf(layer) };
  const column = layer.columns.find(({ name }) => name === layer.paint.column) ?? layer.columns[0];
  return column === undefined ? null : withColumn({ ...plain, column: column.name }, column);
}

const plain: StyleChoice = {
  column: "",
  method: "natural",
  classes: 5,
  palette: "ochre",
  breaks: [],
  source: "",
  lowFirst: false,
};

function fieldsOf(style: ColumnStyle): Partial<StyleChoice> {
  const { method, column, palette } = style;
  if (method === "manual") {
    const { source, lowFirst = false } = style;
    return { method, column, palette, source, lowFirst, classes: style.breaks.length + 1 };
  }
  // Of years the oldest is the darkest, and stays so when the decades' breaks are moved.
  if (method === "decades") return { method, column, palette, lowFirst: true };
  return "classes" in style ? { method, column, palette, classes: style.classes } : { method, column, palette };
}

/** The choice for another column: its usual method, and nothing of the breaks that the one before had. */
export function withColumn(choice: StyleChoice, column: LayerColumn): StyleChoice {
  const { breaks, source, lowFirst } = plain;
  return withMethod(
    { ...choice, column: column.name, breaks, source, lowFirst },
    methodsFor(column)[0] ?? "categories",
  );
}

/** The choice with another method, and a palette that fits it. */
export function withMethod(choice: StyleChoice, method: Method): StyleChoice {
  const fitting = palettesFor(method);
  const palette = fitting.find(({ name }) => name === choice.palette) ?? fitting[0];
  return withPalette({ ...choice, method }, palette?.name ?? choice.palette);
}

/** The choice with these breaks as one's own; its colours and their order stay. */
export function withBreaks(choice: StyleChoice, breaks: readonly number[]): StyleChoice {
  const rising = [...new Set(breaks)].sort((one, other) => one - other);
  return { ...choice, method: "manual", breaks: rising, classes: rising.length + 1 };
}

/** The choice with another palette, and a number of classes that it has. */
export function withPalette(choice: StyleChoice, name: string): StyleChoice {
  const palette = palettes.find((each) => each.name === name);
  if (palette === undefined || coloursOf(palette, choice.classes) !== null) return { ...choice, palette: name };
  return { ...choice, palette: name, classes: mostClasses(palette) };
}

/** Numbers of classes that the palette has colours for. */
export function countsFor({ palette }: Pick<StyleChoice, "palette">): number[] {
  const lists = palettes.find(({ name }) => name === palette)?.lists ?? [];
  return lists.map(({ length }) => length);
}

/** The style that the fields stand for; null while it lacks breaks. */
export function styleOf(choice: StyleChoice): LayerStyle | null {
  const { column, method, palette, classes, breaks, source, lowFirst } = choice;
  if (method === "manual") {
    if (breaks.length === 0) return null;
    return { method, column, palette, breaks: [...breaks], source, ...(lowFirst ? { lowFirst } : {}) };
  }
  if (method === "decades" || method === "categories") return { method, column, palette };
  return { method, column, palette, classes };
}
