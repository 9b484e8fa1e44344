import type { LayerSpecification, SourceSpecification } from "maplibre-gl";
import type { Layer } from "../../contract/project.js";
import { profileRun, type RangeLine, rangeLines, rangesFrom } from "../../contract/ranges.js";
import { standOut } from "../theme/contrast.js";
import { type Theme, tokens } from "../theme/tokens.js";

export function rangeSourceName(layer: number): string {
  return `ranges-${layer}`;
}

export function hasRanges({ kind }: Layer): boolean {
  return rangeLines.some((line) => line.kind === kind);
}

/** `version` changes with the layer's rows; a newer run may judge its pipes by another profile. */
export function rangeSource(
  { id, kind }: Layer,
  version: string,
  judged: Parameters<typeof profileRun>[0],
): SourceSpecification {
  const run = kind === "pipes" ? (profileRun(judged, id)?.id ?? 0) : 0;
  return {
    type: "vector",
    tiles: [`fangan-ranges://${id}/{z}/{x}/{y}?${version}.${run}`],
    minzoom: rangesFrom,
    maxzoom: 16,
  };
}

/** The line as map and legend draw it. */
export function rangeColour({ colour }: RangeLine, theme: Theme): string {
  return theme === "light" ? colour : standOut(colour, tokens.dark.ground, tokens.dark.text, 3);
}

/** Lines without a filling: what lies inside keeps its colour. */
export function rangeLayers(layer: Layer, theme: Theme): LayerSpecification[] {
  const source = rangeSourceName(layer.id);
  return rangeLines
    .filter(({ kind }) => kind === layer.kind)
    .map((line) => ({
      id: `${source}:${line.name}`,
      type: "line",
      source,
      "source-layer": "ranges",
      minzoom: rangesFrom,
      filter: ["==", ["get", "r"], line.name],
      paint: {
        "line-color": rangeColour(line, theme),
        "line-width": line.width,
        ...(line.dash === undefined ? {} : { "line-dasharray": [...line.dash] }),
      },
    }));
}
