import type { RowPage } from "../../contract/api.js";
import type { Bounds, Layer, Project, Run } from "../../contract/project.js";
/** One ranked cluster as cards and labels show it; null: not known or nothing of that sort near. */
export interface RankedCluster {
  readonly fid: number;
  readonly rank: number;
  readonly buildings: number;
  readonly old: number;
  readonly altered: number;
  readonly nearestPipeM: number | null;
  readonly nearestSiteM: number | null;
  readonly pressures: string | null;
  readonly floorAreaM2: number | null;
}
/** The newest run's ranked list. `bounds` grows as they are asked for: labels and journeys need them in degrees. */
export interface Ranking {
  readonly run: Run;
  readonly layer: Layer;
  /** The layer whose rows are the buildings, with their cluster and reason; null where the run made none. */
  readonly members: Layer | null;
  readonly clusters: readonly RankedCluster[];
  readonly bounds: ReadonlyMap<number, Bounds>;
}
/** Clusters that are listed and labelled; the table has all. */
export declare const rankedAtMost = 1000;
/** The newest run with a layer that has ranks, with that layer and the one that holds its members. */
export declare function rankedRun(project: Project): {
  run: Run;
  layer: Layer;
  members: Layer | null;
} | null;
/** Rows of a ranked layer as clusters, whatever the order of the columns. */
export declare function readClusters(page: RowPage): RankedCluster[];
