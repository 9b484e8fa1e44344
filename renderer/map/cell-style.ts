import type { ExpressionSpecification, LayerSpecification } from "maplibre-gl";
import type { PaintClass } from "../../contract/catalog.js";
import { countProperty } from "../../contract/cell-counts.js";
import { paintColumns } from "../../contract/classify.js";
import { noDataColour } from "../../contract/palettes.js";
import type { Layer } from "../../contract/project.js";
import type { Theme } from "../theme/tokens.js";
import { hatchName } from "./hatch-image.js";
import { noDataClass, shownColour } from "./paint.js";

/**
 * Squares that stand for the features of a layer where the scale is too small for them. Each takes the colour of the most urgent
 * class in it that is not hidden, so that a rare one stays visible, and goes where all its classes are hidden. One that is
 * unknown for the most part is hatched: the few that are known must not make it look safe.
 */
export function cellLayers(
  layer: Pick<Layer, "geometry" | "paint" | "columns">,
  source: string,
  theme: Theme,
  muted: readonly (string | null)[],
): LayerSpecification[] {
  const shown = namedClasses(layer).filter(({ value }) => !muted.includes(value));
  const values = shown.map(({ value }) => value);
  const known = anyOf(values);
  const squares = { type: "fill", source, "source-layer": "cells" } as const;
  const cells: LayerSpecification = {
    id: `${source}:cells`,
    ...squares,
    ...(muted.length === 0 ? {} : { filter: muted.includes(null) ? known : anyOf([...values, null]) }),
    paint: {
      "fill-color": colourOf(layer, shown, theme),
      // What has no class steps back on the dark ground, where its grey would shine.
      "fill-opacity": theme === "light" ? 0.88 : ["case", known, 0.95, 0.34],
      "fill-antialias": false,
    },
  };
  if (muted.includes(null) || shown.length === 0 || !isUnknownWithout(layer)) return [cells];
  const moreUnknown: ExpressionSpecification = [">", count(null), ["+", ...values.map(count)]];
  return [
    cells,
    {
      id: `${source}:unknown`,
      ...squares,
      filter: ["all", known, moreUnknown],
      paint: { "fill-pattern": hatchName(noDataClass(layer.paint)?.colour ?? noDataColour), "fill-antialias": false },
    },
  ];
}

function colourOf(
  { paint, geometry }: Pick<Layer, "paint" | "geometry">,
  shown: readonly PaintClass[],
  theme: Theme,
): ExpressionSpecification | string {
  const none = noDataClass(paint);
  const otherwise = none === undefined ? noDataColour : shownColour(none, geometry, theme);
  if (shown.length === 0) return otherwise;
  const branches = shown.flatMap((entry) => [has(entry.value), shownColour(entry, geometry, theme)]);
  return ["case", ...branches, otherwise] as unknown as ExpressionSpecification;
}

function namedClasses({ paint }: Pick<Layer, "paint">): PaintClass[] {
  return paint.classes.filter(({ value }) => value !== null);
}

/** Whether a feature without a class is one of which too little is known, and not one to which the classes do not apply. */
function isUnknownWithout({ paint, columns }: Pick<Layer, "paint" | "columns">): boolean {
  const own = paintColumns(paint);
  return own.length > 0 && !columns.some(({ name, empty }) => own.includes(name) && empty === "none");
}

function anyOf(values: readonly (string | null)[]): ExpressionSpecification {
  return ["any", ...values.map(has)];
}

function has(value: string | null): ExpressionSpecification {
  return ["has", countProperty(value)];
}

function count(value: string | null): ExpressionSpecification {
  return ["number", ["get", countProperty(value)], 0];
}
