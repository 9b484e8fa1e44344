import { clusterRobustness } from "../statistics/cluster-robustness.js";
import { hdbscan } from "../statistics/hdbscan.js";
import { densitySurface } from "../statistics/kernel-density.js";
import { robustness } from "../statistics/robustness.js";
import { scanCentres } from "../statistics/scan.js";

/** Called now and then by long work: how much of it is done. */
export type Report = (done: number, total: number) => void;

/**
 * Work that runs in a thread of its own, by name. Each takes one input that can be cloned and answers with plain values and
 * typed arrays; what it does depends on the input alone.
 */
export const tasks = {
  clusterRobustness,
  densitySurface,
  hdbscan,
  robustness,
  scanCentres,
} as const satisfies Record<string, (input: never, report: Report) => object | Promise<object>>;

export type Tasks = typeof tasks;
