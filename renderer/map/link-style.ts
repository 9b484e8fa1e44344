import type { ExpressionSpecification, GeoJSONSourceSpecification, LayerSpecification } from "maplibre-gl";
import type { Link } from "../../contract/card-calls.js";
import type { Locale } from "../../contract/text.js";
import { formatMetres } from "../text/format.js";
import { bundledFamily } from "../theme/bundled-font.js";
import { type Theme, tokens } from "../theme/tokens.js";

type Collection = Extract<GeoJSONSourceSpecification["data"], { type: "FeatureCollection" }>;

/** Straight lines from a feature to what it was measured to, and a point in the middle of each that says how far. */
export function linkFeatures(links: readonly Link[], locale: Locale): Collection {
  return {
    type: "FeatureCollection",
    features: links.flatMap(({ from, to, metres }) => [
      {
        type: "Feature" as const,
        geometry: { type: "LineString" as const, coordinates: [[...from], [...to]] },
        properties: { metres },
      },
      {
        type: "Feature" as const,
        geometry: { type: "Point" as const, coordinates: [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2] },
        properties: {
          text: formatMetres(locale, metres),
          touches: metres === 0,
          // A label stands above or below a line that lies flat, else beside it. A degree of longitude is about 0.88 of one of latitude.
          flat: Math.abs(to[0] - from[0]) * 0.88 > Math.abs(to[1] - from[1]),
        },
      },
    ]),
  };
}

const isLine: ExpressionSpecification = ["==", ["geometry-type"], "LineString"];
const isPoint: ExpressionSpecification = ["==", ["geometry-type"], "Point"];

/** The lines; under the labels of places. */
export function linkLineLayers(theme: Theme): LayerSpecification[] {
  const { ground, ink } = tokens[theme];
  return [
    {
      id: "links:casing",
      type: "line",
      source: "links",
      filter: isLine,
      layout: { "line-cap": "round" },
      paint: { "line-color": ground, "line-width": 5 },
    },
    {
      id: "links",
      type: "line",
      source: "links",
      filter: isLine,
      paint: { "line-color": ink, "line-width": 2, "line-dasharray": [2, 1.2] },
    },
  ];
}

/** The metres, and a dot where the two touch. The topmost layer with text is placed first: nothing takes their place. */
export function linkLabelLayers(theme: Theme): LayerSpecification[] {
  const { ground, ink, text } = tokens[theme];
  const beside = ["left", [0.5, 0], "right", [-0.5, 0], "bottom", [0, -0.4], "top", [0, 0.4]];
  const above = ["bottom", [0, -0.4], "top", [0, 0.4], "left", [0.5, 0], "right", [-0.5, 0]];
  return [
    {
      id: "links:touch",
      type: "circle",
      source: "links",
      filter: ["all", isPoint, ["get", "touches"]],
      paint: { "circle-radius": 4.5, "circle-color": ink, "circle-stroke-color": ground, "circle-stroke-width": 2 },
    },
    {
      id: "links:label",
      type: "symbol",
      source: "links",
      filter: isPoint,
      minzoom: 12,
      layout: {
        "text-field": ["get", "text"],
        "text-font": [bundledFamily],
        "text-size": 13,
        "text-padding": 1,
        "text-justify": "auto",
        "text-variable-anchor-offset": ["case", ["get", "flat"], ["literal", above], ["literal", beside]],
      },
      paint: { "text-color": text, "text-halo-color": ground, "text-halo-width": 2 },
    },
  ];
}
