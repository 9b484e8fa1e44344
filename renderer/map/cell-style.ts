import type { ExpressionSpecification, LayerSpecification } from "maplibre-gl";
import type { PaintClass } from "../../contract/catalog.js";
import { countProperty } from "../../contract/cell-counts.js";
import { paintColumns } from "../../contract/classify.js";
import { noDataColour } from "../../contract/palettes.js";
import type { Layer } from "../../contract/project.js";
import type { Theme } from "../theme/tokens.js";
import { hatchName } from "./hatch-image.js";
import { noDataClass, shownColour } from "./paint.js";

/** A class as squares show it; `value` is null for no data. */
interface ShownClass {
  readonly value: string | null;
  readonly colour: string;
}

/** A class that a smaller share of a square's features is of is drawn as a hollow square. */
const rareBelow = 0.25;

/**
 * Squares that stand for the features of a layer where the scale is too small for them. Of the classes in it that are not hidden
 * a square has the colour of the most urgent, so that a rare one stays visible; where few are of that class it is hollow.
 * It is never paler: a paler colour would be that of another class. One that is unknown for the most part is hatched: the few
 * that are known must not make it look safe. A square whose classes are all hidden is not there.
 */
export function cellLayers(
  layer: Pick<Layer, "geometry" | "paint" | "columns">,
  source: string,
  theme: Theme,
  muted: readonly (string | null)[],
): LayerSpecification[] {
  const named = namedClasses(layer, theme).filter(({ value }) => !muted.includes(value));
  const none = unknownClass(layer, theme);
  const all = muted.includes(null) ? named : [...named, none];
  const squares = { type: "fill", source, "source-layer": "cells" } as const;
  const full = theme === "light" ? 0.88 : 0.95;
  // What has no class steps back on the dark ground, where its grey would shine.
  const empty = theme === "light" ? 0.88 : 0.34;
  const rare = isRare(named, all);
  // Hollow ones are there without being seen, so that the pointer finds their middle.
  const cells: LayerSpecification = {
    id: `${source}:cells`,
    ...squares,
    ...(muted.length === 0 ? {} : { filter: anyOf(all) }),
    paint: {
      "fill-color": mostUrgent(named, ({ colour }) => colour, none.colour),
      "fill-opacity": named.length === 0 ? empty : ["case", rare, 0, anyOf(named), full, empty],
      "fill-antialias": false,
    },
  };
  if (named.length === 0) return [cells];
  // No image: the worker would have to ask the page for it, once a tile, behind whatever frame is being drawn.
  const hollow: LayerSpecification = {
    id: `${source}:cells:rare`,
    ...{ type: "line", source, "source-layer": "cells", filter: rare },
    layout: { "line-join": "miter" },
    paint: {
      "line-color": mostUrgent(named, ({ colour }) => colour, none.colour),
      "line-opacity": full,
      "line-width": 2,
      "line-offset": 1.5,
    },
  };
  if (muted.includes(null) || !isUnknownWithout(layer)) return [cells, hollow];
  const moreUnknown: ExpressionSpecification = [">", count(none), ["+", ...named.map(count)]];
  const hatch: LayerSpecification = {
    id: `${source}:cells:unknown`,
    ...squares,
    filter: ["all", anyOf(named), moreUnknown],
    paint: { "fill-pattern": hatchName(none.colour), "fill-antialias": false },
  };
  return [cells, hollow, hatch];
}

function namedClasses({ paint, geometry }: Pick<Layer, "paint" | "geometry">, theme: Theme): ShownClass[] {
  return paint.classes.flatMap((entry) =>
    entry.value === null ? [] : [{ value: entry.value, colour: shownColour(entry, geometry, theme) }],
  );
}

function unknownClass({ paint, geometry }: Pick<Layer, "paint" | "geometry">, theme: Theme): ShownClass {
  const entry: PaintClass | undefined = noDataClass(paint);
  return { value: null, colour: entry === undefined ? noDataColour : shownColour(entry, geometry, theme) };
}

/** By the most urgent class that is in a square. */
function mostUrgent<Value extends string | ExpressionSpecification>(
  named: readonly ShownClass[],
  pick: (each: ShownClass) => Value,
  otherwise: Value,
): ExpressionSpecification | Value {
  const branches = named.flatMap((each) => [has(each), pick(each)]);
  return branches.length === 0 ? otherwise : (["case", ...branches, otherwise] as unknown as ExpressionSpecification);
}

function isRare(named: readonly ShownClass[], all: readonly ShownClass[]): ExpressionSpecification {
  const total: ExpressionSpecification = ["+", 0, ...all.map(count)];
  return ["<", mostUrgent<ExpressionSpecification>(named, count, total), ["*", rareBelow, total]];
}

/** Whether a feature without a class is one of which too little is known, and not one to which the classes do not apply. */
function isUnknownWithout({ paint, columns }: Pick<Layer, "paint" | "columns">): boolean {
  const own = paintColumns(paint);
  return own.length > 0 && !columns.some(({ name, empty }) => own.includes(name) && empty === "none");
}

function anyOf(classes: readonly ShownClass[]): ExpressionSpecification {
  return ["any", ...classes.map(has)];
}

function has({ value }: ShownClass): ExpressionSpecification {
  return ["has", countProperty(value)];
}

function count({ value }: ShownClass): ExpressionSpecification {
  return ["number", ["get", countProperty(value)], 0];
}
