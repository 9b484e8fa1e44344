import { z } from "zod";
import { condition } from "./conditions.js";
import { rowChoice } from "./ledger-calls.js";
import type { Bounds, Project } from "./project.js";
import { call } from "./wire.js";

const layer = z.int().positive();
const filterName = z.string().trim().min(1).max(200);
const conditions = z.array(condition).max(50);

/** What a filter leaves of a layer. */
export interface FilterAnswer {
  readonly count: number;
  readonly total: number;
  /** Another one after every change of what passes; for tiles' addresses and for `{ set: "filter", serial }`. */
  readonly serial: number;
}

/** The rows that are selected; there is one selection, on one layer. */
export interface SelectionAnswer {
  /** Null: nothing has been selected. */
  readonly layer: number | null;
  readonly count: number;
  readonly serial: number;
  /** Of all that is selected and has a place. */
  readonly bounds: Bounds | null;
}

/**
 * Calls about sets of rows that the engine holds while the project is open, so that the page never holds ids. A set is of
 * one family: a layer and the results whose rows are its rows.
 */
export const setCalls = {
  /**
   * Filters a family: map and legend (`layer.tile`, `layer.classes`) of each of its layers show only rows that pass, until
   * the filter is set anew or the project is closed. The conditions are on the columns of `layer`; none: everything passes.
   */
  "filter.set": call<FilterAnswer>()(z.strictObject({ layer, conditions })),
  /** The filter of a layer's family as it stands; it has another serial when a revision or another scheme changed the rows. */
  "filter.read": call<FilterAnswer>()(z.strictObject({ layer })),
  /**
   * `rows` may be of any layer of the family of `layer`. To add rows of another family than the selection's begins a new
   * one; to take them away, or to keep those alone, throws `usage`.
   */
  "selection.change": call<SelectionAnswer>()(
    z.strictObject({ layer, how: z.enum(["replace", "add", "remove", "intersect"]), rows: rowChoice }),
  ),
  "selection.clear": call<SelectionAnswer>()(z.strictObject({})),
  "selection.read": call<SelectionAnswer>()(z.strictObject({})),
  /** Which of these rows of a layer are selected. Throws `usage` where `serial` is of a selection that is gone. */
  "selection.among": call<{ readonly fids: readonly number[] }>()(
    z.strictObject({ layer, serial: z.int().min(0), fids: z.array(z.int().min(0)).max(1000) }),
  ),
  /** Like `layer.tile`, of the selected features alone, whatever the filter. */
  "selection.tile": call<Uint8Array>()(
    z.strictObject({
      z: z.int().min(0).max(22),
      x: z.int().min(0).max(4194303),
      y: z.int().min(0).max(4194303),
    }),
  ),
  /** Keeps a filter in the project, in place of one of the same name. Sets (`{ set }`) end with the session: they are refused. */
  "filter.save": call<Project>()(z.strictObject({ name: filterName, layer, conditions: conditions.min(1) })),
  "filter.remove": call<Project>()(z.strictObject({ name: filterName })),
} as const;
