import { dbscan } from "./dbscan.js";

export interface ClusterSetting {
  readonly eps: number;
  readonly minPoints: number;
}

export interface ClusterRobustnessInput {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** The clusters that are judged: of each point 0, 1 … or -1. */
  readonly labels: Int32Array;
  readonly clusters: number;
  readonly settings: readonly ClusterSetting[];
}

/** A cluster stays where another shares at least this much of both together (Jaccard; Hennig 2007 calls less dissolved). */
const enough = 0.5;

/** In how many settings each cluster stays. */
export async function clusterRobustness(
  { x, y, labels, clusters, settings }: ClusterRobustnessInput,
  report: (done: number, total: number) => void = () => undefined,
): Promise<{ stays: Uint32Array }> {
  const stays = new Uint32Array(clusters);
  const sizes = sizesOf(labels, clusters);
  const never = new AbortController().signal;
  for (const [done, { eps, minPoints }] of settings.entries()) {
    report(done, settings.length);
    const other = await dbscan({ x, y, eps, minPoints }, never);
    const otherSizes = sizesOf(other.labels, other.clusters);
    const shared = new Map<number, number>();
    for (let point = 0; point < labels.length; point++) {
      const [own, theirs] = [labels[point] ?? -1, other.labels[point] ?? -1];
      if (own < 0 || theirs < 0) continue;
      const pair = own * other.clusters + theirs;
      shared.set(pair, (shared.get(pair) ?? 0) + 1);
    }
    const stayed = new Uint8Array(clusters);
    for (const [pair, both] of shared) {
      const own = Math.floor(pair / other.clusters);
      const union = (sizes[own] ?? 0) + (otherSizes[pair % other.clusters] ?? 0) - both;
      if (both >= enough * union) stayed[own] = 1;
    }
    for (let cluster = 0; cluster < clusters; cluster++)
      stays[cluster] = (stays[cluster] ?? 0) + (stayed[cluster] ?? 0);
  }
  return { stays };
}

function sizesOf(labels: Int32Array, clusters: number): Uint32Array {
  const sizes = new Uint32Array(clusters);
  for (const label of labels) if (label >= 0) sizes[label] = (sizes[label] ?? 0) + 1;
  return sizes;
}
