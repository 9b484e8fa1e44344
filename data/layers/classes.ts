import type { CallOutput } from "../../contract/api.js";
import type { Layer } from "../../contract/project.js";
import type { RowSet } from "../sets/row-set.js";
import type { Painted } from "./painted.js";

/**
 * Rows per class of the layer's paint, of all rows or of those of a set, in the order of its legend. A value that no class
 * has counts as no data.
 */
export function countClasses(
  { paint }: Pick<Layer, "paint">,
  painted: Painted,
  set: RowSet | null = null,
): CallOutput<"layer.classes"> {
  const { ofClass, ofNone } = painted.count(set);
  if (paint.column === null && (paint.unknownOf ?? []).length === 0) return [{ value: null, count: ofNone }];
  return paint.classes.map(({ value }, at) => ({ value, count: value === null ? ofNone : (ofClass[at] ?? 0) }));
}
