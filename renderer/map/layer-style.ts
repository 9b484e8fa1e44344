import type { ExpressionSpecification, LayerSpecification, SourceSpecification } from "maplibre-gl";
import type { Layer } from "../../contract/project.js";
import { type Theme, tokens } from "../theme/tokens.js";
import { cellLayers } from "./cell-style.js";
import { byClass, colourByClass, dashGroups, isOutlined, widthByClass } from "./paint.js";

/** Tiles deeper than this are drawn from their ancestor: 16 holds 0.15 m. */
const deepest = 16;

/** Feature-state flags that the map sets: `selected`, `hover`. */
const selected: ExpressionSpecification = ["boolean", ["feature-state", "selected"], false];
const hovered: ExpressionSpecification = ["boolean", ["feature-state", "hover"], false];

export function sourceName(layer: number): string {
  return `layer-${layer}`;
}

/** The layer's number out of the name of its source; null for the sources of the window itself. */
export function layerOfSource(source: string): number | null {
  const match = /^layer-(\d+)$/u.exec(source);
  return match?.[1] === undefined ? null : Number(match[1]);
}

/**
 * `version` is part of the address: it tells the engine, the rows and how they are styled, so that tiles of others are never drawn
 * by this look; see `StyleNotes` for what changes them otherwise. The source is not
 * cut to the layer's bounds: they leave out the few features that lie far from all others.
 */
export function layerSource({ id }: Layer, version: string): SourceSpecification {
  return {
    type: "vector",
    tiles: [`fangan://${id}/{z}/{x}/{y}?${version}`],
    maxzoom: deepest,
  };
}

/**
 * What a layer looks like: its features by class, or its cells where the scale is too small for features. `muted`: classes that are
 * hidden, of which the cells tell nothing.
 */
export function layerLayers(layer: Layer, theme: Theme, muted: readonly (string | null)[] = []): LayerSpecification[] {
  const source = sourceName(layer.id);
  const features = { source, "source-layer": "features" } as const;
  const colour = colourByClass(layer.paint, layer.geometry, theme);
  const cells = cellLayers(layer, source, theme, muted);
  if (layer.geometry === "line") return [...cells, ...lines(layer, source, theme)];
  if (layer.geometry === "point") {
    return [
      ...cells,
      {
        id: `${source}:point`,
        type: "circle",
        ...features,
        paint: {
          "circle-color": colour,
          "circle-radius": ["interpolate", ["linear"], ["zoom"], 9, 2.5, 14, 5, 18, 9],
          "circle-stroke-color": tokens[theme].ground,
          "circle-stroke-width": ["interpolate", ["linear"], ["zoom"], 11, 0.4, 14, 1],
        },
      },
    ];
  }
  if (isOutlined(layer.paint)) {
    return [
      ...cells,
      {
        id: `${source}:fill`,
        type: "fill",
        ...features,
        // The outline is drawn by the lines.
        paint: { "fill-color": colour, "fill-opacity": 0.08, "fill-antialias": false },
      },
      ...lines(layer, source, theme),
    ];
  }
  return [
    ...cells,
    {
      id: `${source}:fill`,
      type: "fill",
      ...features,
      paint: {
        "fill-color": colour,
        "fill-opacity": strength(layer, theme),
        // Outlines of shapes that are smaller than they are thick would drown the fill.
        "fill-antialias": ["step", ["zoom"], false, 13, true],
      },
    },
    {
      id: `${source}:edge`,
      type: "line",
      ...features,
      minzoom: 14,
      paint: {
        "line-color":
          theme === "dark" ? byClass(layer.paint, () => tokens.dark.quiet, tokens.dark.ground) : tokens.light.ground,
        "line-width": ["interpolate", ["linear"], ["zoom"], 14, 0.3, 18, 1],
      },
    },
  ];
}

/** How strongly areas are filled. What has no class steps back on the dark ground, where its grey would shine. */
function strength(layer: Layer, theme: Theme): ExpressionSpecification | number {
  return theme === "light" ? 0.88 : byClass(layer.paint, () => 0.95, 0.34);
}

/**
 * A halo's layer draws every feature of its layer, most of them with no width. Where thousands are in view at once that is
 * a third of a frame's time on a machine without a graphics card, so large layers get theirs from this zoom on; until then a
 * ring marks the selected feature.
 */
const halosFrom = 12;
const large = 1000;

/** Outlines of what is under the pointer or selected, above everything else; the fill keeps its class colour. */
export function haloLayers(layer: Layer, theme: Theme): LayerSpecification[] {
  const source = sourceName(layer.id);
  const features = { source, "source-layer": "features", minzoom: layer.count > large ? halosFrom : 0 } as const;
  const { halo, casing, ink } = tokens[theme];
  if (layer.geometry === "point") {
    return [
      {
        id: `${source}:halo`,
        type: "circle",
        ...features,
        paint: {
          "circle-radius": ["case", selected, 11, hovered, 9, 0],
          "circle-opacity": 0,
          "circle-stroke-color": ["case", selected, halo, ink],
          "circle-stroke-width": ["case", selected, 3.5, hovered, 1.5, 0],
        },
      },
    ];
  }
  return [
    {
      id: `${source}:casing`,
      type: "line",
      ...features,
      layout: { "line-join": "round" },
      paint: { "line-color": casing, "line-width": ["case", selected, 7, 0], "line-opacity": ["case", selected, 1, 0] },
    },
    {
      id: `${source}:halo`,
      type: "line",
      ...features,
      layout: { "line-join": "round" },
      paint: {
        "line-color": ["case", selected, halo, ink],
        "line-width": ["case", selected, 3.5, hovered, 1.8, 0],
        "line-opacity": ["case", selected, 1, hovered, 1, 0],
      },
    },
  ];
}

function lines(layer: Layer, source: string, theme: Theme): LayerSpecification[] {
  return dashGroups(layer.paint).map(({ dash, filter }, index) => ({
    id: `${source}:line${index}`,
    type: "line",
    source,
    "source-layer": "features",
    layout: { "line-cap": dash === null ? "round" : "butt", "line-join": "round" },
    paint: {
      "line-color": colourByClass(layer.paint, layer.geometry, theme),
      "line-width": widthByClass(layer.paint, layer.geometry === "line" ? 1.6 : 1.2),
      ...(dash === null ? {} : { "line-dasharray": [...dash] }),
    },
    ...(filter === null ? {} : { filter }),
  }));
}
