import type { LayerSpecification, SourceSpecification } from "maplibre-gl";
import { type Theme, tokens } from "../theme/tokens.js";

export const chosenSource = "chosen";

/** Tiles of the selected features alone; `version` tells the engine and the selection. */
export function chosenTiles(version: string): SourceSpecification {
  return { type: "vector", tiles: [`fangan-chosen://0/{z}/{x}/{y}?${version}`], maxzoom: 16 };
}

/** Outlines in the selection's colour, which no class has; squares where the scale is too small for outlines. */
export function chosenLayers(theme: Theme): LayerSpecification[] {
  const { halo, casing } = tokens[theme];
  const features = { source: chosenSource, "source-layer": "features" } as const;
  return [
    {
      id: "chosen:cells",
      type: "fill",
      source: chosenSource,
      "source-layer": "cells",
      paint: { "fill-color": halo, "fill-opacity": 0.55, "fill-antialias": false },
    },
    {
      id: "chosen:casing",
      type: "line",
      ...features,
      filter: ["!=", ["geometry-type"], "Point"],
      layout: { "line-join": "round" },
      paint: { "line-color": casing, "line-width": ["interpolate", ["linear"], ["zoom"], 12, 1.5, 17, 4.5] },
    },
    {
      id: "chosen:outline",
      type: "line",
      ...features,
      filter: ["!=", ["geometry-type"], "Point"],
      layout: { "line-join": "round" },
      paint: { "line-color": halo, "line-width": ["interpolate", ["linear"], ["zoom"], 12, 1, 17, 2.5] },
    },
    {
      id: "chosen:point",
      type: "circle",
      ...features,
      filter: ["==", ["geometry-type"], "Point"],
      paint: { "circle-radius": 9, "circle-opacity": 0, "circle-stroke-color": halo, "circle-stroke-width": 2.5 },
    },
  ];
}
