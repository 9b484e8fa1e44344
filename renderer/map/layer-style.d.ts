import type { LayerSpecification, SourceSpecification } from "maplibre-gl";
import type { Layer } from "../../contract/project.js";
import { type Theme } from "../theme/tokens.js";
export declare function sourceName(layer: number): string;
/** The layer's number out of the name of its source; null for the sources of the window itself. */
export declare function layerOfSource(source: string): number | null;
/** `generation` is part of the address, so that the tiles of an engine that has gone are asked for again. */
export declare function layerSource(layer: Layer, generation: number): SourceSpecification;
/** What a layer looks like: its features by class, or its cells where the scale is too small for features. */
export declare function layerLayers(layer: Layer, theme: Theme): LayerSpecification[];
/** Outlines of what is under the pointer or selected, above everything else; the fill keeps its class colour. */
export declare function haloLayers(layer: Layer, theme: Theme): LayerSpecification[];
