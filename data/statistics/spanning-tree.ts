import { type PointTree, squaredToNearest } from "./point-tree.js";

/** Edges by the numbers of their points, ascending by `lengths` (not squared). */
export interface SpanningTree {
  readonly one: Uint32Array;
  readonly other: Uint32Array;
  readonly lengths: Float64Array;
}

/**
 * The minimum spanning tree of mutual reachability (Campello, Moulavi and Sander 2013): the length of an edge is the largest
 * of the distance and both core distances, a core distance reaching to the `samples`-th nearest point, itself the first.
 *
 * Borůvka's rounds over a k-d tree: each component takes its shortest way out; nodes that lie inside the component, or too far
 * away, are not opened. Equal edges are told apart by the plain distance and then by `rank` (of the points), so the tree does
 * not depend on the order of rows.
 */
export function reachabilityTree(
  tree: PointTree,
  samples: number,
  rank: Uint32Array,
  report: (done: number, total: number) => void,
): SpanningTree {
  return new Boruvka(tree, squaredToNearest(tree, samples), rank).run(report);
}

class Boruvka {
  private readonly n: number;
  private readonly parent: Int32Array;
  /** Component of each place, and of each node whose points are all of one; -1 where they are not. */
  private readonly component: Int32Array;
  private readonly nodeComponent: Int32Array;
  private readonly nodeCore: Float64Array;
  /** The best way out of each component: squared length and distance, from and to. */
  private readonly length: Float64Array;
  private readonly distance: Float64Array;
  private readonly from: Int32Array;
  private readonly to: Int32Array;
  private readonly stack = new Int32Array(256);

  constructor(
    private readonly tree: PointTree,
    private readonly core: Float64Array,
    private readonly rank: Uint32Array,
  ) {
    const n = tree.order.length;
    this.n = n;
    this.parent = Int32Array.from({ length: n }, (_none, place) => place);
    this.component = new Int32Array(n);
    this.nodeComponent = new Int32Array(tree.nodes);
    this.nodeCore = new Float64Array(tree.nodes);
    this.length = new Float64Array(n);
    this.distance = new Float64Array(n);
    this.from = new Int32Array(n);
    this.to = new Int32Array(n);
    for (let node = tree.nodes - 1; node >= 0; node--) this.nodeCore[node] = this.leastCore(node);
  }

  run(report: (done: number, total: number) => void): SpanningTree {
    const { n, tree } = this;
    const edges: { one: number; other: number; length: number; distance: number }[] = [];
    while (edges.length < n - 1) {
      report(edges.length, n);
      this.nameComponents();
      for (let place = 0; place < n; place++) this.seek(place);
      const before = edges.length;
      for (let place = 0; place < n; place++) {
        const [from, to] = [this.from[place] ?? -1, this.to[place] ?? -1];
        if (this.component[place] !== place || from < 0 || !this.join(from, to)) continue;
        const [one, other] = [tree.order[from] ?? 0, tree.order[to] ?? 0];
        edges.push({ one, other, length: this.length[place] ?? 0, distance: this.distance[place] ?? 0 });
      }
      if (edges.length === before) throw new Error("a component found no way out");
    }
    const ranked = (edge: { one: number; other: number }) => this.ranks(edge.one, edge.other);
    edges.sort((a, b) => {
      if (a.length !== b.length) return a.length - b.length;
      if (a.distance !== b.distance) return a.distance - b.distance;
      const [first, second] = [ranked(a), ranked(b)];
      return first[0] - second[0] || first[1] - second[1];
    });
    return {
      one: Uint32Array.from(edges, ({ one }) => one),
      other: Uint32Array.from(edges, ({ other }) => other),
      lengths: Float64Array.from(edges, ({ length }) => Math.sqrt(length)),
    };
  }

  private leastCore(node: number): number {
    const left = 2 * node + 1;
    if (left < this.tree.nodes) return Math.min(this.nodeCore[left] ?? 0, this.nodeCore[left + 1] ?? 0);
    let least = Number.POSITIVE_INFINITY;
    for (let at = this.tree.starts[node] ?? 0; at < (this.tree.ends[node] ?? 0); at++) {
      least = Math.min(least, this.core[at] ?? 0);
    }
    return least;
  }

  private nameComponents(): void {
    const { tree, component, nodeComponent } = this;
    for (let place = 0; place < this.n; place++) component[place] = this.find(place);
    this.length.fill(Number.POSITIVE_INFINITY);
    this.distance.fill(Number.POSITIVE_INFINITY);
    this.from.fill(-1);
    for (let node = tree.nodes - 1; node >= 0; node--) {
      const left = 2 * node + 1;
      if (left < tree.nodes) {
        nodeComponent[node] = nodeComponent[left] === nodeComponent[left + 1] ? (nodeComponent[left] ?? -1) : -1;
        continue;
      }
      const start = tree.starts[node] ?? 0;
      let shared = component[start] ?? -1;
      for (let at = start + 1; at < (tree.ends[node] ?? 0); at++) if (component[at] !== shared) shared = -1;
      nodeComponent[node] = shared;
    }
  }

  /** Looks for a shorter way out of its component from `place`. */
  private seek(place: number): void {
    const { tree, core, component, nodeComponent, nodeCore, length, distance, stack } = this;
    const own = component[place] ?? 0;
    const ownCore = core[place] ?? 0;
    if (ownCore > (length[own] ?? 0)) return;
    const [x, y] = [tree.x[place] ?? 0, tree.y[place] ?? 0];
    let depth = 1;
    stack[0] = 0;
    while (depth > 0) {
      depth -= 1;
      const node = stack[depth] ?? 0;
      if (nodeComponent[node] === own) continue;
      const box = tree.squaredToBox(node, x, y);
      const bound = Math.max(box, ownCore, nodeCore[node] ?? 0);
      const best = length[own] ?? 0;
      if (bound > best || (bound === best && box > (distance[own] ?? 0))) continue;
      const left = 2 * node + 1;
      if (left < tree.nodes) {
        const leftFirst = tree.squaredToBox(left, x, y) <= tree.squaredToBox(left + 1, x, y);
        stack[depth] = leftFirst ? left + 1 : left;
        stack[depth + 1] = leftFirst ? left : left + 1;
        depth += 2;
        continue;
      }
      const end = tree.ends[node] ?? 0;
      for (let at = tree.starts[node] ?? 0; at < end; at++) {
        if (component[at] === own) continue;
        const dx = (tree.x[at] ?? 0) - x;
        const dy = (tree.y[at] ?? 0) - y;
        const squared = dx * dx + dy * dy;
        const reach = Math.max(squared, ownCore, core[at] ?? 0);
        if (reach <= (length[own] ?? 0) && this.isBetter(own, reach, squared, place, at)) {
          length[own] = reach;
          distance[own] = squared;
          this.from[own] = place;
          this.to[own] = at;
        }
      }
    }
  }

  private isBetter(own: number, reach: number, squared: number, place: number, at: number): boolean {
    if (reach !== this.length[own]) return reach < (this.length[own] ?? 0);
    if (squared !== this.distance[own]) return squared < (this.distance[own] ?? 0);
    const point = (each: number) => this.tree.order[each] ?? 0;
    const [low, high] = this.ranks(point(place), point(at));
    const [bestLow, bestHigh] = this.ranks(point(this.from[own] ?? 0), point(this.to[own] ?? 0));
    return low < bestLow || (low === bestLow && high < bestHigh);
  }

  private ranks(one: number, other: number): readonly [number, number] {
    const [a, b] = [this.rank[one] ?? 0, this.rank[other] ?? 0];
    return a < b ? [a, b] : [b, a];
  }

  private find(of: number): number {
    let at = of;
    for (;;) {
      const up = this.parent[at] ?? at;
      if (up === at) return at;
      this.parent[at] = this.parent[up] ?? up;
      at = up;
    }
  }

  /** False where they are joined already. */
  private join(one: number, other: number): boolean {
    const [a, b] = [this.find(one), this.find(other)];
    if (a === b) return false;
    this.parent[Math.max(a, b)] = Math.min(a, b);
    return true;
  }
}
