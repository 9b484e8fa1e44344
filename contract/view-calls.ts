import { z } from "zod";
import type { Project } from "./project.js";
import { call } from "./wire.js";

const layer = z.int().positive();
const column = z.string().min(1).max(200);
const palette = z.string().max(40);
const counted = { column, palette, classes: z.int().min(2).max(7) };

/** How a layer's rows are put into classes and coloured; its classes are worked out once, from the rows at that time. */
export const layerStyle = z.discriminatedUnion("method", [
  /** As many rows in each class as can be, as wide classes, or natural breaks (Jenks, Fisher). */
  z.strictObject({ method: z.literal("quantile"), ...counted }),
  z.strictObject({ method: z.literal("equal"), ...counted }),
  z.strictObject({ method: z.literal("natural"), ...counted }),
  /** Breaks of one's own, rising, with where they are from: a standard, an order. */
  z.strictObject({
    method: z.literal("manual"),
    column,
    palette,
    breaks: z.array(z.number()).min(1).max(6),
    source: z.string().max(200),
    /** The lowest class is the most urgent and the darkest, as of distances; else the highest. */
    lowFirst: z.boolean().optional(),
  }),
  /** A column of years by decades. */
  z.strictObject({ method: z.literal("decades"), column, palette }),
  /** Every value a class, the most frequent ones where there are too many. */
  z.strictObject({ method: z.literal("categories"), column, palette }),
  /** Which of these columns are unknown. */
  z.strictObject({ method: z.literal("unknowns"), columns: z.array(column).min(1).max(5) }),
]);
export type LayerStyle = z.infer<typeof layerStyle>;

/** Rows per bin of equal width; the last one holds its upper end too, and of whole numbers ends one above the highest. */
export interface Histogram {
  readonly bins: readonly { readonly from: number; readonly to: number; readonly count: number }[];
  /** Rows without a finite number. */
  readonly unknown: number;
}

/** What the project keeps of how layers are shown. Each answers with the project as it then is. */
export const viewCalls = {
  /** Null: as its kind or its analysis has it. Throws `usage` for a column that the method cannot class. */
  "layer.style": call<Project>()(z.strictObject({ layer, style: layerStyle.nullable() })),
  /** What is absent stays; null is as it was at first. `opacity` 0–1. */
  "layer.arrange": call<Project>()(
    z.strictObject({
      layer,
      hidden: z.boolean().nullable().optional(),
      opacity: z.number().min(0).max(1).optional(),
      title: z.string().trim().min(1).max(200).nullable().optional(),
    }),
  ),
  /** The layers from the lowest to the topmost; null: as the program draws them by itself. */
  "layer.order": call<Project>()(z.strictObject({ layers: z.array(layer).max(10_000).nullable() })),
  /** Of a column of numbers. */
  "layer.histogram": call<Histogram>()(z.strictObject({ layer, column })),
};
