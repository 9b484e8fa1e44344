import type { ExpressionSpecification } from "maplibre-gl";
import type { GeometryFamily, Paint, PaintClass } from "../../contract/catalog.js";
import { noDataColour } from "../../contract/palettes.js";
import { standOut } from "../theme/contrast.js";
import { type Theme, tokens } from "../theme/tokens.js";

/** The property of a tile's feature that holds the paint class; absent where there is no data. */
export const classOfTile: ExpressionSpecification = ["to-string", ["coalesce", ["get", "c"], ""]];

/** The class that features without data fall into. */
export function noDataClass(paint: Paint): PaintClass | undefined {
  return paint.classes.find(({ value }) => value === null);
}

/** `match` over the classes; `fallback` is for no data and for values that no class has. */
export function byClass<Value extends string | number>(
  paint: Paint,
  pick: (entry: PaintClass) => Value,
  fallback: Value,
): ExpressionSpecification | Value {
  const branches = new Map<string, Value>();
  for (const entry of paint.classes) if (entry.value !== null) branches.set(entry.value, pick(entry));
  if (branches.size === 0) return fallback;
  return ["match", classOfTile, ...[...branches].flat(), fallback] as unknown as ExpressionSpecification;
}

/**
 * A class's colour as map and legend draw it. Thin marks are lightened on the dark ground until they can be seen (3:1);
 * areas keep their colour, since their lightness has a meaning, and get a light edge instead.
 */
export function shownColour({ colour, width }: PaintClass, geometry: GeometryFamily, theme: Theme): string {
  const isArea = geometry === "polygon" && width === undefined;
  if (theme === "light" || isArea) return colour;
  return standOut(colour, tokens.dark.ground, tokens.dark.text, 3);
}

export function colourByClass(paint: Paint, geometry: GeometryFamily, theme: Theme): ExpressionSpecification | string {
  const none = noDataClass(paint);
  const fallback = none === undefined ? noDataColour : shownColour(none, geometry, theme);
  return byClass(paint, (entry) => shownColour(entry, geometry, theme), fallback);
}

/** A width in px that grows with the zoom, from the classes' own widths. */
export function widthByClass(paint: Paint, usual: number): ExpressionSpecification {
  const at = (factor: number) =>
    byClass(paint, ({ width }) => (width ?? usual) * factor, (noDataClass(paint)?.width ?? usual) * factor);
  return ["interpolate", ["linear"], ["zoom"], 9, at(0.45), 14, at(1), 18, at(2)] as ExpressionSpecification;
}

/** Classes that share a dash pattern, as one layer each: MapLibre takes one pattern a layer. */
export function dashGroups(paint: Paint): { dash: readonly number[] | null; filter: ExpressionSpecification | null }[] {
  const groups = new Map<string, PaintClass[]>();
  for (const entry of paint.classes) {
    const key = JSON.stringify(entry.dash ?? null);
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  if (groups.size <= 1) return [{ dash: paint.classes[0]?.dash ?? null, filter: null }];
  const dashed = [...groups].filter(([key]) => key !== "null");
  const solid: ExpressionSpecification = [
    "!",
    ["in", classOfTile, ["literal", dashed.flatMap(([, entries]) => entries.map(({ value }) => value ?? ""))]],
  ];
  return [
    { dash: null, filter: solid },
    ...dashed.map(([key, entries]) => ({
      dash: JSON.parse(key) as number[],
      filter: ["in", classOfTile, ["literal", entries.map(({ value }) => value ?? "")]] as ExpressionSpecification,
    })),
  ];
}

/** A polygon layer whose classes have widths is drawn as outlines with a faint fill, so that what lies inside shows. */
export function isOutlined(paint: Paint): boolean {
  return paint.classes.some(({ width }) => width !== undefined);
}
