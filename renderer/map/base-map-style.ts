import type { LayerSpecification, SourceSpecification } from "maplibre-gl";
import type { BaseMap, BaseMapDescription } from "../../contract/base-maps.js";
import type { BaseMaps } from "../state/base-maps.js";
import { type Theme, tokens } from "../theme/tokens.js";

interface Drawn {
  readonly map: BaseMap;
  readonly description: BaseMapDescription;
}

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
    const { ink } = tokens[theme];
    const layers = description.vectorLayers.map((name, index) => ({ name, index }));
    const areas = layers.map(
      ({ name, index }): LayerSpecification => ({
        id: `${source}:${index}:area`,
        type: "fill",
        source,
        "source-layer": name,
        filter: ["==", ["geometry-type"], "Polygon"],
        paint: { "fill-color": ink, "fill-opacity": 0.09 * opacity },
      }),
    );
    const lines = layers.map(
      ({ name, index }): LayerSpecification => ({
        id: `${source}:${index}:line`,
        type: "line",
        source,
        "source-layer": name,
        filter: ["!=", ["geometry-type"], "Point"],
        paint: {
          "line-color": ink,
          "line-opacity": ["match", ["geometry-type"], "Polygon", 0.14 * opacity, 0.28 * opacity],
          "line-width": ["interpolate", ["linear"], ["zoom"], 8, 0.6, 16, 1.6],
        },
      }),
    );
    return [...areas, ...lines];
  });
}
