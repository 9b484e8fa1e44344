import type { LayerSpecification } from "maplibre-gl";
import type { Layer } from "../../contract/project.js";
import type { Theme } from "../theme/tokens.js";
import { sourceName } from "./layer-style.js";
import { colourByClass, isOutlined } from "./paint.js";

/** Tiles hold heights from here on. */
const reliefFrom = 15;

/** Houses as high as they are, or as their storeys make them; one without either stays flat, which is not the same as low. */
export function reliefLayers(layer: Layer, theme: Theme): LayerSpecification[] {
  const hasHeights = layer.columns.some(
    ({ name, origin }) => origin === "kind" && (name === "floors" || name === "height_m"),
  );
  if (layer.geometry !== "polygon" || !hasHeights || isOutlined(layer.paint)) return [];
  const source = sourceName(layer.id);
  return [
    {
      id: `${source}:relief`,
      type: "fill-extrusion",
      source,
      "source-layer": "features",
      minzoom: reliefFrom,
      filter: ["has", "h"],
      paint: {
        "fill-extrusion-color": colourByClass(layer.paint, layer.geometry, theme),
        "fill-extrusion-height": ["get", "h"],
        "fill-extrusion-opacity": 0.92,
        "fill-extrusion-vertical-gradient": true,
      },
    },
  ];
}
