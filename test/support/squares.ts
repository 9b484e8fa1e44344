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
  return `${x * 64 + Math.floor(west / 64)},${y * 64 + Math.floor(north / 64)}`;
}

/** How a square is drawn: its colour, whether it is hollow, and whether it is hatched; null: not at all. */
export type PaintedSquare = { readonly colour: string; readonly hollow: boolean; readonly hatched: boolean } | null;

/** What MapLibre itself makes of a square by the layers of a style. */
export function paintedSquare(layers: readonly LayerSpecification[]): (square: Square) => PaintedSquare {
  const drawn = layers.map((layer) => {
    if (layer.type !== "fill" && layer.type !== "line") throw new Error(`${layer.id} is no fill or line`);
    const { type, filter, paint } = layer;
    const given: Readonly<Record<string, unknown>> = { ...paint };
    const passes = featureFilter(filter, "layers[0].filter").filter;
    const [colour, pattern, opacity] = ["color", "pattern", "opacity"].map((name) => {
      const parsed = createExpression(given[`${type}-${name}`] ?? "", `layers[0].paint.${type}-${name}`);
      if (parsed.result === "error") throw new Error(parsed.value.map(({ message }) => message).join());
      return parsed.value;
    });
    return (properties: Square) => {
      const [zoom, feature] = [{ zoom: 9 } as never, { type: 3, properties } as never];
      if (!passes(zoom, feature) || opacity?.evaluate(zoom, feature) === 0) return [];
      if (given["fill-pattern"] !== undefined)
        return [{ as: "hatch", colour: String(pattern?.evaluate(zoom, feature)) }];
      return [{ as: type, colour: String(colour?.evaluate(zoom, feature)) }];
    };
  });
  return (square) => {
    const marks = drawn.flatMap((draw) => draw(square));
    const [mark, second] = marks.filter(({ as }) => as !== "hatch");
    if (second !== undefined) throw new Error(`drawn twice: ${JSON.stringify(marks)}`);
    if (mark === undefined) return null;
    return { colour: mark.colour, hollow: mark.as === "line", hatched: marks.some(({ as }) => as === "hatch") };
  };
}

/** How a square of these features is to be drawn: by hand, one feature at a time. `order`: the classes from the most urgent. */
export function expectedSquare(
  visible: readonly (string | null)[],
  order: readonly string[],
  colours: ReadonlyMap<string | null, string>,
): PaintedSquare {
  if (visible.length === 0) return null;
  const first = order.find((value) => visible.includes(value)) ?? null;
  const ofFirst = visible.filter((value) => value === first).length;
  const unknown = visible.filter((value) => value === null).length;
  return {
    colour: colours.get(first) ?? "",
    hollow: ofFirst / visible.length < 1 / 4,
    hatched: first !== null && unknown > visible.length / 2,
  };
}
