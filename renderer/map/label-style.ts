import type { LayerSpecification } from "maplibre-gl";
import type { Layer } from "../../contract/project.js";
import { type Theme, tokens } from "../theme/tokens.js";
import { sourceName } from "./layer-style.js";

/** Kinds whose features people call by a name, and the zoom from which that is written on the map. */
const namedFrom: Readonly<Record<string, number>> = { boundaries: 11, sites: 14, buildings: 16.5 };

/**
 * Names of a layer's features; a result's rows have those of the layer it was made from. A style without glyph files is drawn with the system's own fonts: nothing is asked for,
 * Chinese is as good as in the window's text.
 */
export function labelLayers(layer: Layer, layers: readonly Layer[], theme: Theme): LayerSpecification[] {
  const kind = layers.find(({ id }) => id === layer.parent)?.kind ?? layer.kind;
  const from = namedFrom[kind];
  if (from === undefined || layer.geometry === "line") return [];
  const source = sourceName(layer.id);
  const isArea = kind === "boundaries";
  return [
    {
      id: `${source}:label`,
      type: "symbol",
      source,
      "source-layer": "features",
      minzoom: from,
      layout: {
        "text-field": ["coalesce", ["get", "t"], ""],
        "text-font": ["sans-serif"],
        "text-size": isArea ? 13 : 12,
        "text-max-width": 8,
        "text-padding": isArea ? 8 : 3,
      },
      paint: {
        "text-color": tokens[theme].text,
        "text-halo-color": tokens[theme].ground,
        "text-halo-width": 1.6,
        "text-opacity": isArea ? 0.75 : 1,
      },
    },
  ];
}
