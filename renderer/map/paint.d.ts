import type { ExpressionSpecification } from "maplibre-gl";
import type { GeometryFamily, Paint, PaintClass } from "../../contract/catalog.js";
import { type Theme } from "../theme/tokens.js";
/** Drawn where a class list has no entry for "no data"; grey is kept for that. */
export declare const noDataColour = "#b4babd";
/** The class that features without data fall into. */
export declare function noDataClass(paint: Paint): PaintClass | undefined;
/** `match` over the classes; `fallback` is for no data and for values that no class has. */
export declare function byClass<Value extends string | number>(
  paint: Paint,
  pick: (entry: PaintClass) => Value,
  fallback: Value,
): ExpressionSpecification | Value;
/**
 * A class's colour as map and legend draw it. Thin marks are lightened on the dark ground until they can be seen (3:1);
 * areas keep their colour, since their lightness has a meaning, and get a light edge instead.
 */
export declare function shownColour({ colour, width }: PaintClass, geometry: GeometryFamily, theme: Theme): string;
export declare function colourByClass(
  paint: Paint,
  geometry: GeometryFamily,
  theme: Theme,
): ExpressionSpecification | string;
/** A width in px that grows with the zoom, from the classes' own widths. */
export declare function widthByClass(paint: Paint, usual: number): ExpressionSpecification;
/** Classes that share a dash pattern, as one layer each: MapLibre takes one pattern a layer. */
export declare function dashGroups(paint: Paint): {
  dash: readonly number[] | null;
  filter: ExpressionSpecification | null;
}[];
/** A polygon layer whose classes have widths is drawn as outlines with a faint fill, so that what lies inside shows. */
export declare function isOutlined(paint: Paint): boolean;
