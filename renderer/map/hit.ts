import type { MapGeoJSONFeature, Map as MapLibre, PointLike } from "maplibre-gl";
import type { Selection } from "../state/store.js";
import { markedHouse } from "./case-layer.js";
import type { Pixel } from "./drawn-shape.js";
import { layerOfSource } from "./layer-style.js";

/** Half the side of the square about the pointer within which thin things are hit. */
const reach = 4;

/**
 * The features at a point of the map's picture, the one that is meant first: a mark, then points and lines before areas,
 * then what is drawn solid before outlines that enclose it.
 */
export function featuresAt(map: MapLibre, [x, y]: Pixel): Selection[] {
  const box: [PointLike, PointLike] = [
    [x - reach, y - reach],
    [x + reach, y + reach],
  ];
  const around = map.queryRenderedFeatures(box);
  const marked = markedHouse(around);
  const near = around.filter(isSelectable);
  const inside = near.length === 0 ? [] : map.queryRenderedFeatures([x, y]).filter(isSelectable);
  const thin = near.filter(({ geometry }) => !geometry.type.includes("Polygon"));
  const solid = inside.filter(
    ({ layer }) => layer.id.endsWith(":fill") && layer.paint !== undefined && !isFaint(layer),
  );
  const found = new Map<string, Selection>();
  for (const each of [...(marked === null ? [] : [marked]), ...[...thin, ...solid, ...inside].flatMap(selectionOf)]) {
    const key = `${each.layer}/${each.fid}`;
    if (!found.has(key)) found.set(key, each);
  }
  return [...found.values()];
}

/** A square at a low zoom with how many features of each class it stands for, by `countProperty`. */
export interface HitCell {
  readonly layer: number;
  /** Its number, the same for the same square of any layer. */
  readonly id: number;
  readonly counts: Readonly<Record<string, unknown>>;
}

/** The topmost square at a point of the map's picture; null: there is none. */
export function cellAt(map: MapLibre, [x, y]: Pixel): HitCell | null {
  for (const { source, sourceLayer, id, properties } of map.queryRenderedFeatures([x, y])) {
    const layer = layerOfSource(source);
    if (sourceLayer === "cells" && layer !== null) return { layer, id: Number(id), counts: properties };
  }
  return null;
}

function selectionOf({ source, id }: MapGeoJSONFeature): Selection[] {
  const layer = layerOfSource(source);
  return layer === null || id === undefined ? [] : [{ layer, fid: Number(id) }];
}

function isSelectable({ source, sourceLayer, id, layer }: MapGeoJSONFeature): boolean {
  const isHalo = /:(halo|casing|edge)$/u.test(layer.id);
  return sourceLayer === "features" && id !== undefined && layerOfSource(source) !== null && !isHalo;
}

/** A fill that only tints: the inside of an outline. */
function isFaint({ paint }: MapGeoJSONFeature["layer"]): boolean {
  if (paint === undefined || !("fill-opacity" in paint)) return false;
  return typeof paint["fill-opacity"] === "number" && paint["fill-opacity"] < 0.2;
}
