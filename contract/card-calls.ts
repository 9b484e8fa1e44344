import { z } from "zod";
import type { Cell, LayerColumn } from "./project.js";
import type { Text } from "./text.js";
import { call } from "./wire.js";

const layerId = z.int().positive();
const fid = z.int().min(0);

/** A value that a newer revision of a layer has otherwise than the one before. Null: not known. */
export interface ValueChange {
  readonly column: LayerColumn;
  readonly before: Cell;
  readonly after: Cell;
}

/** How the shape of a feature differs from that of the revision before. */
export interface ShapeChange {
  /** The farthest that an outline's vertex lies from the other outline, in metres; null between shapes of other sorts. */
  readonly moved_m: number | null;
  /** Null where either is no area. */
  readonly area_m2: { readonly before: number; readonly after: number } | null;
}

/** What one revision of a layer says of a feature, against the revision before it. */
export interface FeatureRevision {
  readonly revision: number;
  /** Name of the file that the revision was read from, and when, in seconds since 1970, UTC; null where that is not known. */
  readonly file: string | null;
  readonly importedAt: number | null;
  /**
   * `first`: the first revision has it; `added`: it has it and the one before had not; `changed`, `same`: both have it;
   * `gone`: the one before had it; `absent`: neither has it.
   */
  readonly state: "first" | "added" | "changed" | "same" | "gone" | "absent";
  readonly changes: readonly ValueChange[];
  /** Null: the same shape, or nothing to compare it with. */
  readonly shape: ShapeChange | null;
}

/**
 * A straight line from a feature to a neighbour, in degrees: as long as the metres between them; where these are 0, both ends are
 * the place where the two touch.
 */
export interface Link {
  readonly layer: number;
  readonly fid: number;
  /** Its code and name; null: it has neither. */
  readonly name: string | null;
  readonly metres: number;
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
}

/** A class of something that is counted or measured; value null: not known. */
export interface Share {
  readonly value: string | null;
  readonly title: Text;
  readonly colour: string;
  /** Buildings, or metres. */
  readonly amount: number;
}

/** What the card of a hot spot tells beyond its row. */
export interface ClusterFacts {
  readonly layer: number;
  readonly fid: number;
  /**
   * Pipes that the screening counted, within its distance of the outline: the length of their centre lines in metres of the
   * project's CRS, by pressure class. Null: it was given no pipes, or they are gone.
   */
  readonly pipes: {
    /** Metres about the outline; `by-class`: each pipe's control range. */
    readonly within: number | "by-class";
    readonly total_m: number;
    readonly classes: readonly Share[];
  } | null;
  /** From the member that is nearest to it: the pipe and the site that are nearest, those that there are. */
  readonly nearest: { readonly pipe: Link | null; readonly site: Link | null };
  /** Members by level (where they are scored), by age and by alteration; classes without a member are left out. */
  readonly members: readonly { readonly title: Text; readonly classes: readonly Share[] }[];
}

/** What the cards of buildings and of hot spots tell beyond one row of a layer. */
export const cardCalls = {
  /**
   * What each revision of a layer says of a feature, the newest first. Of a result's row: the revisions of the layer that its
   * rows come from; of a row in a list of changes: those of the layer that it is about. Throws `layer-missing`.
   */
  "layer.revisions": call<readonly FeatureRevision[]>()(z.strictObject({ layer: layerId, fid })),
  /** Of a row of a `result:clusters` layer. Throws `layer-missing`, `usage` for another layer. */
  "cluster.read": call<ClusterFacts>()(z.strictObject({ layer: layerId, fid })),
};
