import type { StyleSpecification } from "maplibre-gl";
import type { Feature } from "../../contract/api.js";
import type { Bounds, Layer } from "../../contract/project.js";
import { type Theme } from "../theme/tokens.js";
/** All that the map's picture depends on, hover and selection flags aside (they are feature-state). */
export interface MapState {
  readonly layers: readonly Layer[];
  readonly hidden: ReadonlySet<number>;
  readonly theme: Theme;
  readonly generation: number;
  /** Rank numbers, drawn from images made in the page: text in a style would need glyph files. */
  readonly ranks: readonly {
    readonly fid: number;
    readonly rank: number;
    readonly bounds: Bounds;
  }[];
  readonly selectedRank: number | null;
  readonly feature: Feature | null;
}
/** Areas lie under lines, lines under points; outlines and results above what they were made of. */
export declare function drawingOrder(layers: readonly Layer[]): Layer[];
/** The map as a pure function of the state. MapLibre finds the differences. */
export declare function mapStyle(state: MapState): StyleSpecification;
