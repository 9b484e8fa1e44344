import { clusterRobustness } from "../statistics/cluster-robustness.js";
import { hdbscan } from "../statistics/hdbscan.js";
import { densitySurface } from "../statistics/kernel-density.js";
import { localMoran } from "../statistics/local-moran.js";
import type { Neighbours } from "../statistics/neighbours.js";
import { proposeBand, proposeCellWidth } from "../statistics/proposals.js";
import { robustness } from "../statistics/robustness.js";
import { scanCentres } from "../statistics/scan.js";

/** Called now and then by long work: how much of it is done. */
export type Report = (done: number, total: number) => void;

interface MoranInput {
  readonly values: Float64Array;
  readonly neighbours: Neighbours;
  readonly permutations: number;
  readonly seed: number;
}

interface BandInput {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly values: Float64Array;
  readonly step: number;
}

interface WidthInput {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly wanted: number;
}

/**
 * Work that runs in a thread of its own, by name. Each takes one input that can be cloned and answers with plain values and
 * typed arrays; what it does depends on the input alone.
 */
export const tasks = {
  clusterRobustness,
  densitySurface,
  hdbscan,
  localMoran: ({ values, neighbours, permutations, seed }: MoranInput) =>
    localMoran(values, neighbours, permutations, seed),
  proposeBand: ({ x, y, values, step }: BandInput) => proposeBand(x, y, values, step),
  proposeCellWidth: ({ x, y, wanted }: WidthInput) => proposeCellWidth(x, y, wanted),
  robustness,
  scanCentres,
} as const satisfies Record<string, (input: never, report: Report) => object | Promise<object>>;

export type Tasks = typeof tasks;
