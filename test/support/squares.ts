import { createExpression, featureFilter } from "@maplibre/maplibre-gl-style-spec";
import type { LayerSpecification } from "maplibre-gl";
import { type DrawnFeature, tilePlace } from "./decode-tile.js";
import type { Place } from "./plane.js";
import { toDegrees } from "./screened-city.js";

/** Something with a place in metres of EPSG:4547 and a class; null: no data. */
export interface Classed {
  readonly at: Place;
  readonly value: string | null;
}

/** How many features of each class a square stands for, by the property that a tile has it in. */
export type Square = Readonly<Record<string, number>>;

/** The squares of a zoom, 64 by 64 a tile, counted one feature at a time; by column and row. */
export function countSquares(features: readonly Classed[], z: number): Map<string, Square> {
  const squares = new Map<string, Square>();
  for (const { at, value } of features) {
    const key = squareAt(at, z);
    const square = squares.get(key) ?? {};
    const property = `=${value ?? ""}`;
    squares.set(key, { ...square, [property]: (square[property] ?? 0) + 1 });
  }
  return squares;
}

/** Column and row of the square of a zoom in which a place in metres lies. */
export function squareAt(at: Place, z: number): string {
  return tilePlace(toDegrees(at), z, 0, 0)
    .map((unit) => Math.floor(unit / 64))
    .join();
}

/** Column and row of a tile's square among those of its zoom. */
export function squareKey({ paths: [ring = []] }: DrawnFeature, { x, y }: { x: number; y: number }): string {
  const [west, north] = [Math.min(...ring.map(([east]) => east)), Math.min(...ring.map(([, south]) => south))];
  return `${x * 64 + west / 64},${y * 64 + north / 64}`;
}

/** What MapLibre itself makes of a square by layers of a style: its colour, null where it is not drawn, and whether it is hatched. */
export function paintedSquare(
  layers: readonly LayerSpecification[],
): (square: Square) => { readonly colour: string | null; readonly hatched: boolean } {
  const [cells, unknown] = layers.map((layer) => {
    if (layer.type !== "fill") throw new Error(`${layer.id} is no fill`);
    const { filter, paint } = layer;
    const passes = featureFilter(filter, "layers[0].filter").filter;
    const colour = paint?.["fill-color"];
    const parsed = createExpression(colour ?? "", "layers[0].paint.fill-color");
    if (parsed.result === "error") throw new Error(parsed.value.map(({ message }) => message).join());
    return (properties: Square): string | null => {
      const feature = { type: 3, properties } as never;
      if (!passes({ zoom: 9 } as never, feature)) return null;
      return String(parsed.value.evaluate({ zoom: 9 } as never, feature));
    };
  });
  return (square) => ({ colour: cells?.(square) ?? null, hatched: (unknown?.(square) ?? null) !== null });
}
