import type {
  ExpressionSpecification,
  GeoJSONSourceSpecification,
  LayerSpecification,
  SourceSpecification,
  StyleSpecification,
} from "maplibre-gl";
import type { Feature, ShiftFinding } from "../../contract/api.js";
import type { ClusterFacts } from "../../contract/card-calls.js";
import type { Bounds, Layer, Run } from "../../contract/project.js";
import type { Locale } from "../../contract/text.js";
import type { BaseMaps } from "../state/base-maps.js";
import type { CaseMark } from "../state/case-marks.js";
import { type Passing, shownBy } from "../state/passing.js";
import { rowsVersion } from "../state/rows-version.js";
import type { MutedClasses } from "../state/style.js";
import { type Theme, tokens } from "../theme/tokens.js";
import { baseMapLayers, baseMapSources } from "./base-map-style.js";
import { caseMarksLayer, caseMarksSource, caseSource } from "./case-layer.js";
import { chosenLayers, chosenSource, chosenTiles } from "./chosen-style.js";
import { drawingOrder } from "./drawing-order.js";
import { labelFonts, labelLayers } from "./label-style.js";
import { haloLayers, layerLayers, layerSource, sourceName } from "./layer-style.js";
import { linkFeatures, linkLabelLayers, linkLineLayers } from "./link-style.js";
import { hasRanges, rangeLayers, rangeSource, rangeSourceName } from "./range-style.js";
import { reliefLayers } from "./relief-style.js";
import { withView } from "./view-style.js";

type Collection = Extract<GeoJSONSourceSpecification["data"], { type: "FeatureCollection" }>;

/** All that the map's picture depends on, hover and selection flags aside (they are feature-state). */
export interface MapState {
  readonly layers: readonly Layer[];
  readonly runs: readonly Run[];
  readonly hidden: ReadonlySet<number>;
  /** Classes that are not drawn, by layer. */
  readonly muted?: MutedClasses;
  readonly theme: Theme;
  readonly baseMaps?: BaseMaps;
  readonly generation: number;
  readonly previews: ReadonlyMap<number, number>;
  /** What the filter leaves; null: everything is shown. */
  readonly passing: Passing | null;
  /** Rank numbers, drawn from images made in the page. */
  readonly ranks: readonly { readonly fid: number; readonly rank: number; readonly bounds: Bounds }[];
  readonly selectedRank: number | null;
  readonly feature: Feature | null;
  /** The open hot spot: lines go to what is nearest to it. */
  readonly cluster?: ClusterFacts | null;
  /** Of the metres written on lines. */
  readonly locale: Locale;
  /** Where a shifted layer's features would move, in degrees. */
  readonly moves: ShiftFinding["moves"];
  /** Houses with cases; empty: none are shown. */
  readonly cases: readonly CaseMark[];
  /** Serial of what is selected together; null: nothing. */
  readonly chosen: number | null;
  /** How far rules reach about pipes and pits is drawn. */
  readonly ranges: boolean;
  /** Houses are drawn as high as they are. */
  readonly relief: boolean;
}

/** What a style says beside what MapLibre draws of it. */
export interface StyleNotes {
  /**
   * By source: another text as soon as the tiles hold other rows or classes at the same addresses, and look as before. Those that
   * are on the screen stay there until the new ones have come.
   */
  readonly contents: Readonly<Record<string, string>>;
}

/** The map as a pure function of the state. MapLibre finds the differences. */
export function mapStyle(state: MapState): StyleSpecification {
  const shown = drawingOrder(state.layers).filter(({ id, count }) => !state.hidden.has(id) && count > 0);
  const mutedOf = ({ id }: Layer) => state.muted?.[id] ?? [];
  const sources: Record<string, SourceSpecification> = state.baseMaps ? baseMapSources(state.baseMaps) : {};
  const contents: Record<string, string> = {};
  for (const layer of shown) {
    const [place, ranges] = [sourceName(layer.id), rangeSourceName(layer.id)];
    const version = `${state.generation}.${rowsVersion(layer)}`;
    sources[place] = layerSource(layer, version);
    if (state.ranges && hasRanges(layer)) sources[ranges] = rangeSource(layer, version, state);
    for (const each of [place, ranges]) if (each in sources) contents[each] = shownBy(layer, state);
  }
  if (state.chosen !== null) sources[chosenSource] = chosenTiles(`${state.generation}.${state.chosen}`);
  const { pipe = null, site = null } = state.cluster?.nearest ?? {};
  const links = [...(state.feature?.links ?? []), ...[pipe, site].filter((link) => link !== null)];
  const lines = { links: linkFeatures(links, state.locale), moves: moves(state.moves) };
  // Every source with lines is cut to its tiles twice a frame, empty or not: 1 to 2 ms a tile without a graphics card.
  for (const [name, data] of Object.entries(lines))
    if (data.features.length > 0) sources[name] = { type: "geojson", data };
  sources.place = { type: "geojson", data: place(state.feature) };
  if (state.cases.length > 0) sources[caseSource] = caseMarksSource(state.cases);
  sources.ranks = { type: "geojson", data: rankPoints(state) };
  return {
    version: 8,
    metadata: { contents } satisfies StyleNotes,
    "font-faces": labelFonts,
    sources,
    layers: [
      { id: "ground", type: "background", paint: { "background-color": tokens[state.theme].ground } },
      ...(state.baseMaps ? baseMapLayers(state.baseMaps, state.theme) : []),
      ...shown.flatMap((layer) => [
        // A pipe lies over its ranges, which are half a metre wide where it matters most.
        ...(state.ranges && layer.geometry === "line" ? rangeLayers(layer, state.theme) : []),
        ...withView(layerLayers(layer, state.theme, mutedOf(layer)), layer.view?.opacity ?? 1, mutedOf(layer)),
      ]),
      ...(state.ranges
        ? shown.flatMap((layer) => (layer.geometry === "line" ? [] : rangeLayers(layer, state.theme)))
        : []),
      ...(state.relief ? shown.flatMap((layer) => withView(reliefLayers(layer, state.theme), 1, mutedOf(layer))) : []),
      ...(state.chosen === null ? [] : chosenLayers(state.theme)),
      ...shown.flatMap((layer) => haloLayers(layer, state.theme)),
      ...shown.flatMap((layer) => withView(labelLayers(layer, state.layers, state.theme), 1, mutedOf(layer))),
      ...(state.cases.length > 0 ? [caseMarksLayer(state.theme)] : []),
      ...[...linkLineLayers(state.theme), ...ownLayers(state.theme), ...linkLabelLayers(state.theme)].filter(
        (layer) => !("source" in layer) || String(layer.source) in sources,
      ),
    ],
    transition: { duration: 0, delay: 0 },
  };
}

const isLine: ExpressionSpecification = ["==", ["geometry-type"], "LineString"];

function ownLayers(theme: Theme): LayerSpecification[] {
  const { halo, casing } = tokens[theme];
  return [
    {
      id: "moves:casing",
      type: "line",
      source: "moves",
      filter: isLine,
      paint: { "line-color": tokens[theme].ground, "line-width": 4 },
    },
    {
      id: "moves",
      type: "line",
      source: "moves",
      filter: isLine,
      paint: { "line-color": halo, "line-width": 1.6 },
    },
    {
      id: "moves:end",
      type: "circle",
      source: "moves",
      filter: ["!", isLine],
      paint: {
        "circle-radius": 3.5,
        "circle-color": halo,
        "circle-stroke-color": tokens[theme].ground,
        "circle-stroke-width": 1,
      },
    },
    {
      id: "place",
      type: "circle",
      source: "place",
      maxzoom: 15,
      paint: {
        "circle-radius": 9,
        "circle-opacity": 0,
        "circle-stroke-color": halo,
        "circle-stroke-width": 3,
        "circle-blur": 0.05,
      },
    },
    {
      id: "place:casing",
      type: "circle",
      source: "place",
      maxzoom: 15,
      paint: { "circle-radius": 12, "circle-opacity": 0, "circle-stroke-color": casing, "circle-stroke-width": 1.5 },
    },
    {
      id: "ranks",
      type: "symbol",
      source: "ranks",
      layout: {
        "icon-image": ["get", "image"],
        "symbol-sort-key": ["get", "rank"],
        "icon-padding": 1,
        "icon-anchor": "bottom",
        "icon-offset": [0, -2],
      },
    },
  ];
}

function rankPoints({ ranks, selectedRank, theme }: MapState): Collection {
  return collection(
    ranks.map(({ fid, rank, bounds }) => {
      const chosen = fid === selectedRank;
      return {
        type: "Feature",
        geometry: { type: "Point", coordinates: centre(bounds) },
        properties: { fid, rank: chosen ? 0 : rank, image: `rank:${theme}:${chosen ? "chosen" : "plain"}:${rank}` },
      };
    }),
  );
}

/** A line from where each feature is to where it would be, and a dot there. */
function moves(all: ShiftFinding["moves"]): Collection {
  return collection(
    all.flatMap(({ from, to }) => [
      {
        type: "Feature" as const,
        geometry: { type: "LineString" as const, coordinates: [[...from], [...to]] },
        properties: {},
      },
      { type: "Feature" as const, geometry: { type: "Point" as const, coordinates: [...to] }, properties: {} },
    ]),
  );
}

/** A ring about the selected feature, for scales at which it is too small to be seen. */
function place(feature: Feature | null): Collection {
  if (feature === null || feature.bounds === null) return collection([]);
  const point = { type: "Point" as const, coordinates: centre(feature.bounds) };
  return collection([{ type: "Feature", geometry: point, properties: {} }]);
}

function centre([west, south, east, north]: Bounds): [number, number] {
  return [(west + east) / 2, (south + north) / 2];
}

function collection(features: Collection["features"]): Collection {
  return { type: "FeatureCollection", features };
}
