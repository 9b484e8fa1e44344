import type { DbscanResult } from "./dbscan.js";

export interface GraphDbscanInput {
  /** Things that are clustered, in the order of their ids. */
  readonly count: number;
  /** Pairs that are near each other, each pair once, by number; and how far apart they are. */
  readonly one: Uint32Array;
  readonly other: Uint32Array;
  readonly distances: Float64Array;
  /** Things (or total weight) that are near, itself included, that make a core. */
  readonly minPoints: number;
  readonly weights?: Float64Array | undefined;
}

/**
 * DBSCAN (Ester et al. 1996) of things whose neighbours are known, such as footprints edge to edge. As in `dbscan`, a border
 * thing goes to its nearest core, at equal distance to the one with the lowest number.
 */
export function graphDbscan({ count, one, other, distances, minPoints, weights }: GraphDbscanInput): DbscanResult {
  const weight = (thing: number) => weights?.[thing] ?? 1;
  const total = Float64Array.from({ length: count }, (_none, thing) => weight(thing));
  for (let pair = 0; pair < one.length; pair++) {
    const [a, b] = [one[pair] ?? 0, other[pair] ?? 0];
    total[a] = (total[a] ?? 0) + weight(b);
    total[b] = (total[b] ?? 0) + weight(a);
  }
  const core = Uint8Array.from(total, (each) => (each >= minPoints ? 1 : 0));
  const parent = Int32Array.from({ length: count }, (_none, thing) => thing);
  const find = (of: number) => {
    let at = of;
    while ((parent[at] ?? at) !== at) {
      parent[at] = parent[parent[at] ?? at] ?? at;
      at = parent[at] ?? at;
    }
    return at;
  };
  const nearest = new Int32Array(count).fill(-1);
  const reach = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  const lend = (border: number, to: number, distance: number) => {
    const farther = distance > (reach[border] ?? 0) || (distance === reach[border] && to > (nearest[border] ?? 0));
    if (farther) return;
    nearest[border] = to;
    reach[border] = distance;
  };
  for (let pair = 0; pair < one.length; pair++) {
    const [a, b] = [one[pair] ?? 0, other[pair] ?? 0];
    if (core[a] === 1 && core[b] === 1) {
      const [first, second] = [find(a), find(b)];
      parent[Math.max(first, second)] = Math.min(first, second);
    } else if (core[a] === 1) lend(b, a, distances[pair] ?? 0);
    else if (core[b] === 1) lend(a, b, distances[pair] ?? 0);
  }
  const numbers = new Map<number, number>();
  const labels = new Int32Array(count).fill(-1);
  for (let thing = 0; thing < count; thing++) {
    const home = core[thing] === 1 ? thing : (nearest[thing] ?? -1);
    if (home < 0) continue;
    const set = find(home);
    const number = numbers.get(set) ?? numbers.size;
    numbers.set(set, number);
    labels[thing] = number;
  }
  return { labels, core, clusters: numbers.size };
}
