/** Points in a leaf of the tree, at most. */
const leafSize = 12;

/**
 * A k-d tree of points in the plane. Node 0 is the root; the children of node i are 2i + 1 and 2i + 2. A node's points are the
 * places `starts[node]` to `ends[node]` of `order`. Coordinates stand in the order of the tree, so that neighbours lie together.
 */
export class PointTree {
  readonly order: Uint32Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly nodes: number;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly boxes: Float64Array;

  constructor(x: Float64Array, y: Float64Array) {
    const n = x.length;
    let levels = 0;
    while (n / 2 ** levels > leafSize) levels += 1;
    this.nodes = 2 ** (levels + 1) - 1;
    this.order = Uint32Array.from({ length: n }, (_none, point) => point);
    this.starts = new Uint32Array(this.nodes);
    this.ends = new Uint32Array(this.nodes);
    this.boxes = new Float64Array(4 * this.nodes);
    this.ends[0] = n;
    for (let node = 0; node < this.nodes; node++) this.divide(node, x, y);
    this.x = Float64Array.from(this.order, (point) => x[point] ?? 0);
    this.y = Float64Array.from(this.order, (point) => y[point] ?? 0);
  }

  isLeaf(node: number): boolean {
    return 2 * node + 1 >= this.nodes;
  }

  /** Squared distance from a place to a node's box; 0 inside. */
  squaredToBox(node: number, x: number, y: number): number {
    const { boxes } = this;
    const at = 4 * node;
    const west = (boxes[at] ?? 0) - x;
    const east = x - (boxes[at + 1] ?? 0);
    const south = (boxes[at + 2] ?? 0) - y;
    const north = y - (boxes[at + 3] ?? 0);
    const dx = west > 0 ? west : Math.max(east, 0);
    const dy = south > 0 ? south : Math.max(north, 0);
    return dx * dx + dy * dy;
  }

  private divide(node: number, x: Float64Array, y: Float64Array): void {
    const [from, to] = [this.starts[node] ?? 0, this.ends[node] ?? 0];
    const box = [
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
    ];
    let [west, east, south, north] = box as [number, number, number, number];
    for (let at = from; at < to; at++) {
      const point = this.order[at] ?? 0;
      const [px, py] = [x[point] ?? 0, y[point] ?? 0];
      west = Math.min(west, px);
      east = Math.max(east, px);
      south = Math.min(south, py);
      north = Math.max(north, py);
    }
    this.boxes.set([west, east, south, north], 4 * node);
    const left = 2 * node + 1;
    if (left >= this.nodes) return;
    const middle = (from + to) >> 1;
    this.select(from, to - 1, middle, east - west >= north - south ? x : y);
    [this.starts[left], this.ends[left]] = [from, middle];
    [this.starts[left + 1], this.ends[left + 1]] = [middle, to];
  }

  /** Quickselect: afterwards no key before `wanted` is larger than the one there, none after it smaller. */
  private select(first: number, last: number, wanted: number, keys: Float64Array): void {
    const { order } = this;
    const key = (at: number) => keys[order[at] ?? 0] ?? 0;
    let [low, high] = [first, last];
    while (low < high) {
      const pivot = key((low + high) >> 1);
      let [left, right] = [low, high];
      while (left <= right) {
        while (key(left) < pivot) left += 1;
        while (key(right) > pivot) right -= 1;
        if (left > right) break;
        const point = order[left] ?? 0;
        order[left] = order[right] ?? 0;
        order[right] = point;
        left += 1;
        right -= 1;
      }
      if (wanted <= right) high = right;
      else if (wanted >= left) low = left;
      else return;
    }
  }
}

/**
 * Squared distance from each point (by its place in the tree) to the `count`-th nearest, itself the first; infinite where
 * there are fewer points.
 */
export function squaredToNearest(tree: PointTree, count: number): Float64Array {
  const n = tree.order.length;
  const found = new Float64Array(n);
  const nearest = new Float64Array(count);
  const stack = new Int32Array(256);
  for (let place = 0; place < n; place++) {
    const [x, y] = [tree.x[place] ?? 0, tree.y[place] ?? 0];
    nearest.fill(Number.POSITIVE_INFINITY);
    let depth = 1;
    stack[0] = 0;
    while (depth > 0) {
      depth -= 1;
      const node = stack[depth] ?? 0;
      const farthest = nearest[count - 1] ?? 0;
      if (tree.squaredToBox(node, x, y) >= farthest) continue;
      const left = 2 * node + 1;
      if (left >= tree.nodes) {
        const end = tree.ends[node] ?? 0;
        for (let at = tree.starts[node] ?? 0; at < end; at++) {
          const dx = (tree.x[at] ?? 0) - x;
          const dy = (tree.y[at] ?? 0) - y;
          insert(nearest, dx * dx + dy * dy);
        }
        continue;
      }
      const leftFirst = tree.squaredToBox(left, x, y) <= tree.squaredToBox(left + 1, x, y);
      stack[depth] = leftFirst ? left + 1 : left;
      stack[depth + 1] = leftFirst ? left : left + 1;
      depth += 2;
    }
    found[place] = nearest[count - 1] ?? 0;
  }
  return found;
}

/** Puts a value in its place among ascending ones; the largest falls out. */
function insert(ascending: Float64Array, value: number): void {
  let at = ascending.length - 1;
  if (value >= (ascending[at] ?? 0)) return;
  for (; at > 0 && (ascending[at - 1] ?? 0) > value; at--) ascending[at] = ascending[at - 1] ?? 0;
  ascending[at] = value;
}
