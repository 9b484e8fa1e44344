import { PointTree } from "./point-tree.js";
import { reachabilityTree, type SpanningTree } from "./spanning-tree.js";

export interface HdbscanInput {
  /** Metres, finite. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** The fewest points of a cluster, at least 2. */
  readonly minClusterSize: number;
  /** Points within the core distance, the point itself included, as scikit-learn counts. */
  readonly minSamples: number;
}

export interface HdbscanResult {
  /** Cluster of each point, 0-based in the order of the clusters' first points; -1 is noise. */
  readonly labels: Int32Array;
  readonly clusters: number;
}

/** Largest 1/length: edges shorter than a micrometre count as that long, so that points on one spot give finite figures. */
const steepest = 1e6;

/**
 * HDBSCAN (Campello, Moulavi and Sander 2013): minimum spanning tree of mutual reachability, condensed to clusters of at least
 * `minClusterSize`, the flat ones chosen by excess of mass; never one cluster of everything. Fewer points than are needed for
 * a cluster or a core distance are noise.
 */
export function hdbscan(
  input: HdbscanInput,
  report: (done: number, total: number) => void = () => undefined,
): HdbscanResult {
  const { x, y, minClusterSize, minSamples } = input;
  const n = x.length;
  if (n < Math.max(minClusterSize, minSamples, 2)) return { labels: new Int32Array(n).fill(-1), clusters: 0 };
  const rank = ranksByPlace(x, y);
  const edges = reachabilityTree(new PointTree(x, y), minSamples, rank, report);
  const condensed = condense(singleLinkage(edges, n), n, minClusterSize);
  return labelPoints(condensed, n);
}

/** Ranks from west to east and south to north; on one spot the lower number first. */
function ranksByPlace(x: Float64Array, y: Float64Array): Uint32Array {
  const order = Uint32Array.from({ length: x.length }, (_none, point) => point).sort(
    (one, other) => (x[one] ?? 0) - (x[other] ?? 0) || (y[one] ?? 0) - (y[other] ?? 0) || one - other,
  );
  const rank = new Uint32Array(x.length);
  for (const [place, point] of order.entries()) rank[point] = place;
  return rank;
}

/** Merge `i` makes node n + i out of two nodes; nodes below n are points. */
interface Dendrogram {
  readonly left: Uint32Array;
  readonly right: Uint32Array;
  readonly size: Uint32Array;
  readonly lengths: Float64Array;
}

function singleLinkage({ one, other, lengths }: SpanningTree, n: number): Dendrogram {
  const parent = Int32Array.from({ length: 2 * n }, (_none, node) => node);
  const size = new Uint32Array(2 * n).fill(1, 0, n);
  const find = (of: number) => {
    let at = of;
    while ((parent[at] ?? at) !== at) {
      parent[at] = parent[parent[at] ?? at] ?? at;
      at = parent[at] ?? at;
    }
    return at;
  };
  const left = new Uint32Array(n - 1);
  const right = new Uint32Array(n - 1);
  for (let merge = 0; merge < n - 1; merge++) {
    const [a, b] = [find(one[merge] ?? 0), find(other[merge] ?? 0)];
    left[merge] = a;
    right[merge] = b;
    parent[a] = n + merge;
    parent[b] = n + merge;
    size[n + merge] = (size[a] ?? 0) + (size[b] ?? 0);
  }
  return { left, right, size, lengths };
}

/** Clusters numbered from the root, 0, downwards: a child's number is larger than its parent's. */
interface Condensed {
  /** Parent of each cluster; -1 of the root. */
  readonly parents: number[];
  readonly stability: number[];
  /** The last cluster that each point belonged to. */
  readonly home: Int32Array;
}

/** Walks the dendrogram from the root: parts below `minimum` fall out of their cluster, two parts above it part it. */
function condense({ left, right, size, lengths }: Dendrogram, n: number, minimum: number): Condensed {
  const parents = [-1];
  const births = [0];
  const stability = [0];
  const home = new Int32Array(n);
  const open: { node: number; cluster: number }[] = [{ node: 2 * n - 2, cluster: 0 }];
  const leave = (cluster: number, steepness: number, points: number) => {
    stability[cluster] = (stability[cluster] ?? 0) + (steepness - (births[cluster] ?? 0)) * points;
  };
  const fallOut = (node: number, cluster: number) => {
    const below = [node];
    for (let next = below.pop(); next !== undefined; next = below.pop()) {
      if (next < n) home[next] = cluster;
      else below.push(left[next - n] ?? 0, right[next - n] ?? 0);
    }
  };
  for (let at = 0; at < open.length; at++) {
    const { node, cluster } = open[at] ?? { node: 0, cluster: 0 };
    if (node < n) {
      home[node] = cluster;
      continue;
    }
    const steepness = Math.min(steepest, 1 / (lengths[node - n] ?? 0));
    const sides = [left[node - n] ?? 0, right[node - n] ?? 0] as const;
    const parts = sides.every((side) => (size[side] ?? 0) >= minimum);
    for (const side of sides) {
      const points = size[side] ?? 0;
      if (points < minimum) {
        leave(cluster, steepness, points);
        fallOut(side, cluster);
      } else if (parts) {
        leave(cluster, steepness, points);
        open.push({ node: side, cluster: parents.length });
        parents.push(cluster);
        births.push(steepness);
        stability.push(0);
      } else open.push({ node: side, cluster });
    }
  }
  return { parents, stability, home };
}

/** Chooses the clusters whose stability is not less than that of all below them; the root never. */
function labelPoints({ parents, stability, home }: Condensed, n: number): HdbscanResult {
  const best = [...stability];
  const below = parents.map(() => 0);
  const chosen = parents.map(() => false);
  for (let cluster = parents.length - 1; cluster > 0; cluster--) {
    chosen[cluster] = (below[cluster] ?? 0) <= (stability[cluster] ?? 0);
    if (!chosen[cluster]) best[cluster] = below[cluster] ?? 0;
    const parent = parents[cluster] ?? 0;
    below[parent] = (below[parent] ?? 0) + (best[cluster] ?? 0);
  }
  // The highest chosen cluster on the way up holds the point.
  const holder = parents.map(() => -1);
  for (let cluster = 1; cluster < parents.length; cluster++) {
    const above = holder[parents[cluster] ?? 0] ?? -1;
    holder[cluster] = above >= 0 ? above : chosen[cluster] ? cluster : -1;
  }
  const labels = new Int32Array(n).fill(-1);
  const numbers = new Map<number, number>();
  for (let point = 0; point < n; point++) {
    const held = holder[home[point] ?? 0] ?? -1;
    if (held < 0) continue;
    const number = numbers.get(held) ?? numbers.size;
    numbers.set(held, number);
    labels[point] = number;
  }
  return { labels, clusters: numbers.size };
}
