import type { LayerSpecification, SourceSpecification } from "maplibre-gl";
import type { BaseMap, BaseMapDescription } from "../../contract/base-maps.js";
import type { BaseMaps } from "../state/base-maps.js";
import type { Theme } from "../theme/tokens.js";

interface Drawn {
  readonly map: BaseMap;
  readonly description: BaseMapDescription;
}

/** Of vector tiles: near the map's ground, so that they never compete with the data; lines that cross do not add up. */
const greys: Readonly<Record<Theme, { readonly area: string; readonly line: string }>> = {
  light: { area: "#dde2e0", line: "#c9d0cf" },
  dark: { area: "#28333a", line: "#38464d" },
};

/** The base maps that are on and known, the lowest first. */
function drawn({ all, described }: BaseMaps): Drawn[] {
  return all.flatMap((map) => {
    const description = described.get(map.id);
    return map.shown && description !== undefined ? [{ map, description }] : [];
  });
}

const sourceOf = ({ id }: BaseMap) => `base-${id}`;

export function baseMapSources(maps: BaseMaps): Record<string, SourceSpecification> {
  return Object.fromEntries(
    drawn(maps).map(({ map, description }) => {
      const { tiles, minimumZoom: minzoom, maximumZoom: maxzoom, bounds } = description;
      const source = {
        tiles: [`fangan-base://${map.id}/{z}/{x}/{y}?${maps.version}`],
        ...{ minzoom, maxzoom },
        ...(bounds === null ? {} : { bounds: [...bounds] as [number, number, number, number] }),
      };
      const kind = tiles === "vector" ? { type: "vector" as const } : { type: "raster" as const, tileSize: 256 };
      return [sourceOf(map), { ...kind, ...source }];
    }),
  );
}

/** Images as they are; of vector tiles areas and lines in greys, quiet enough for the data above. */
export function baseMapLayers(maps: BaseMaps, theme: Theme): LayerSpecification[] {
  return drawn(maps).flatMap(({ map, description }) => {
    const source = sourceOf(map);
    const { opacity } = map;
    if (description.tiles === "image") {
      return [{ id: source, type: "raster", source, paint: { "raster-opacity": opacity, "raster-fade-duration": 0 } }];
    }
    const { area, line } = greys[theme];
    const layers = description.vectorLayers.map((name, index) => ({ name, index }));
    const areas = layers.map(
      ({ name, index }): LayerSpecification => ({
        id: `${source}:${index}:area`,
        type: "fill",
        source,
        "source-layer": name,
        filter: ["==", ["geometry-type"], "Polygon"],
        // Smooth edges would be lines of their own, and thousands of small houses a black spot.
        paint: { "fill-color": area, "fill-opacity": 0.5 * opacity, "fill-antialias": false },
      }),
    );
    const lines = layers.map(
      ({ name, index }): LayerSpecification => ({
        id: `${source}:${index}:line`,
        type: "line",
        source,
        "source-layer": name,
        filter: ["==", ["geometry-type"], "LineString"],
        paint: {
          "line-color": line,
          "line-opacity": opacity,
          "line-width": ["interpolate", ["linear"], ["zoom"], 10, 0.5, 16, 2],
        },
      }),
    );
    return [...areas, ...lines];
  });
}
