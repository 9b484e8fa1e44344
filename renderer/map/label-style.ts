import type { LayerSpecification, StyleSpecification } from "maplibre-gl";
import type { Layer } from "../../contract/project.js";
import { bundledFamily, fontFiles } from "../theme/bundled-font.js";
import { type Theme, tokens } from "../theme/tokens.js";
import { sourceName } from "./layer-style.js";

/** Kinds whose features people call by a name, and the zoom from which that is written on the map. */
const namedFrom: Readonly<Record<string, number>> = { boundaries: 11, sites: 14, buildings: 16.5 };

/**
 * The files that labels are drawn from: the program's own font, so that they look alike on every machine and need no font of
 * the system. A file is read when a label first has a character of it; a tile waits for that, so nothing is drawn in another
 * font before. Rare characters that no file has (㙘, 𠮷) are drawn in a font of the system.
 */
export const labelFonts: NonNullable<StyleSpecification["font-faces"]> = {
  [bundledFamily]: fontFiles.map(({ url, range }) => ({ url, "unicode-range": range.split(",") })),
};

/** Names of a layer's features; a result's rows have those of the layer it was made from. */
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
        "text-font": [bundledFamily],
        "text-size": isArea ? 13 : 12,
        "text-max-width": 8,
        "text-padding": isArea ? 8 : 3,
      },
      paint: {
        "text-color": tokens[theme].text,
        "text-halo-color": tokens[theme].ground,
        "text-halo-width": isArea ? 2 : 1.6,
        "text-opacity": isArea ? 0.85 : 1,
      },
    },
  ];
}
