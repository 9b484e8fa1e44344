import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from "maplibre-gl";
import { classOfTile } from "./paint.js";

/** The style's layers of a layer's features without the classes that are hidden, and as see-through as the user wants it. */
export function withView(
  layers: readonly LayerSpecification[],
  opacity: number,
  muted: readonly (string | null)[],
): LayerSpecification[] {
  return layers.map((layer) => withOpacity(withoutClasses(layer, muted), opacity));
}

/** Squares are left as they are: theirs hold several classes. */
function withoutClasses(layer: LayerSpecification, muted: readonly (string | null)[]): LayerSpecification {
  if (muted.length === 0 || !("source-layer" in layer) || layer["source-layer"] === "cells") return layer;
  const shown: ExpressionSpecification = ["!", ["in", classOfTile, ["literal", muted.map((value) => value ?? "")]]];
  const filter = "filter" in layer && layer.filter !== undefined ? layer.filter : null;
  const both = filter === null ? shown : (["all", filter, shown] as FilterSpecification);
  return { ...layer, filter: both } as LayerSpecification;
}

/** Every opacity that a layer of this type draws with, times `opacity`. */
function withOpacity(layer: LayerSpecification, opacity: number): LayerSpecification {
  if (opacity === 1) return layer;
  const names =
    layer.type === "circle"
      ? ["circle-opacity", "circle-stroke-opacity"]
      : layer.type === "fill" || layer.type === "line"
        ? [`${layer.type}-opacity`]
        : [];
  const given: Readonly<Record<string, unknown>> = { ...layer.paint };
  const faded = names.map((name) => [name, times(given[name] ?? 1, opacity)]);
  return { ...layer, paint: { ...layer.paint, ...Object.fromEntries(faded) } } as LayerSpecification;
}

function times(value: unknown, opacity: number): unknown {
  return typeof value === "number" ? value * opacity : ["*", value, opacity];
}
