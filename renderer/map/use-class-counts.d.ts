import type { CallOutput } from "../../contract/api.js";
export type ClassCounts = CallOutput<"layer.classes">;
/** Rows of the layer per paint class, counted by the engine; null until they are known. */
export declare function useClassCounts(layer: number | null): ClassCounts | null;
