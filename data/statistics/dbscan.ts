import { Pace } from "../pace.js";
import { CellGrid, NeighbourWalk } from "./cell-grid.js";

export interface DbscanInput {
  /** Coordinates in metres, one pair a point, in the order of the points' ids. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Largest distance of neighbours, inclusive, in metres. */
  readonly eps: number;
  /** Points (or total weight) within `eps`, the point itself included, that make a core point. */
  readonly minPoints: number;
  readonly weights?: Float64Array;
}

export interface DbscanResult {
  /** Cluster of each point, 0-based in the order of the clusters' first points; -1 is noise. */
  readonly labels: Int32Array;
  readonly core: Uint8Array;
  readonly clusters: number;
}

/**
 * DBSCAN (Ester et al. 1996). A border point goes to its nearest core point, at equal distance to the one with the
 * lowest index, so that the result does not depend on the order of visits.
 *
 * The diagonal of a cell is just under `eps`: all points of a cell are neighbours, a cell with enough of them needs no
 * distance at all, and everything within `eps` lies in the 5 × 5 cells around. Works in slices; throws `cancelled`.
 */
export async function dbscan(
  input: DbscanInput,
  signal: AbortSignal,
  progress: (done: number, total: number) => void = () => undefined,
): Promise<DbscanResult> {
  const grid = new CellGrid(input.x, input.y, (input.eps / Math.SQRT2) * (1 - 1e-9));
  const search = new Search(grid, input);
  const pace = new Pace(signal);
  const steps = [search.markCore, search.joinCores, search.label];
  for (const [number, step] of steps.entries()) {
    const walk = new NeighbourWalk(grid, 2);
    for (let cell = 0; cell < grid.cells; cell++) {
      step(cell, walk);
      if (!pace.due) continue;
      progress(number * grid.cells + cell, steps.length * grid.cells);
      await pace.breathe();
    }
  }
  return search.result();
}

/** The three passes over the cells. Points are named by their place in the grid's order. */
class Search {
  private readonly core: Uint8Array;
  private readonly sets: Int32Array;
  private readonly parent: Int32Array;
  private readonly limit: number;

  constructor(
    private readonly grid: CellGrid,
    private readonly input: DbscanInput,
  ) {
    const n = grid.order.length;
    this.core = new Uint8Array(n);
    this.sets = new Int32Array(n).fill(-1);
    this.parent = new Int32Array(n);
    for (let place = 0; place < n; place++) this.parent[place] = place;
    this.limit = input.eps * input.eps;
  }

  readonly markCore = (cell: number, walk: NeighbourWalk): void => {
    const { grid, core } = this;
    const { minPoints } = this.input;
    const from = grid.start(cell);
    const to = grid.start(cell + 1);
    walk.visit(cell);
    let inside = 0;
    for (let place = from; place < to; place++) inside += this.weight(place);
    for (let place = from; place < to; place++) {
      let total = inside;
      for (let step = 0; step < walk.count && total < minPoints; step++) {
        const other = walk.found[step] ?? 0;
        const end = grid.start(other + 1);
        for (let there = grid.start(other); there < end && total < minPoints; there++) {
          if (this.squared(place, there) <= this.limit) total += this.weight(there);
        }
      }
      if (total >= minPoints) core[place] = 1;
    }
  };

  readonly joinCores = (cell: number, walk: NeighbourWalk): void => {
    const first = this.firstCore(cell);
    if (first < 0) return;
    walk.visit(cell);
    const to = this.grid.start(cell + 1);
    for (let place = first + 1; place < to; place++) if (this.core[place] === 1) this.join(first, place);
    for (let step = 0; step < walk.count; step++) {
      const other = walk.found[step] ?? 0;
      const target = other < cell ? -1 : this.firstCore(other);
      if (target >= 0 && this.find(first) !== this.find(target) && this.coresTouch(first, to, target, other)) {
        this.join(first, target);
      }
    }
  };

  readonly label = (cell: number, walk: NeighbourWalk): void => {
    const to = this.grid.start(cell + 1);
    let visited = false;
    for (let place = this.grid.start(cell); place < to; place++) {
      if (this.core[place] === 1) {
        this.sets[place] = this.find(place);
        continue;
      }
      if (!visited) walk.visit(cell);
      visited = true;
      const core = this.nearestCore(place, cell, walk);
      if (core >= 0) this.sets[place] = this.find(core);
    }
  };

  /** Back in the order of the input, clusters numbered 0, 1, 2 … by their first points. */
  result(): DbscanResult {
    const n = this.grid.order.length;
    const labels = new Int32Array(n);
    const core = new Uint8Array(n);
    for (let place = 0; place < n; place++) {
      const point = this.grid.order[place] ?? 0;
      labels[point] = this.sets[place] ?? -1;
      core[point] = this.core[place] ?? 0;
    }
    const numbers = new Map<number, number>();
    for (let point = 0; point < n; point++) {
      const set = labels[point] ?? -1;
      if (set < 0) continue;
      const number = numbers.get(set) ?? numbers.size;
      numbers.set(set, number);
      labels[point] = number;
    }
    return { labels, core, clusters: numbers.size };
  }

  private weight(place: number): number {
    const { weights } = this.input;
    return weights === undefined ? 1 : (weights[this.grid.order[place] ?? 0] ?? 0);
  }

  private squared(one: number, other: number): number {
    const dx = (this.grid.x[one] ?? 0) - (this.grid.x[other] ?? 0);
    const dy = (this.grid.y[one] ?? 0) - (this.grid.y[other] ?? 0);
    return dx * dx + dy * dy;
  }

  private firstCore(cell: number): number {
    const to = this.grid.start(cell + 1);
    for (let place = this.grid.start(cell); place < to; place++) if (this.core[place] === 1) return place;
    return -1;
  }

  private coresTouch(from: number, to: number, target: number, other: number): boolean {
    const end = this.grid.start(other + 1);
    for (let place = from; place < to; place++) {
      if (this.core[place] !== 1) continue;
      for (let there = target; there < end; there++) {
        if (this.core[there] === 1 && this.squared(place, there) <= this.limit) return true;
      }
    }
    return false;
  }

  private nearestCore(place: number, cell: number, walk: NeighbourWalk): number {
    const { grid, core } = this;
    let nearest = -1;
    let distance = Number.POSITIVE_INFINITY;
    for (let step = -1; step < walk.count; step++) {
      const other = step < 0 ? cell : (walk.found[step] ?? 0);
      const end = grid.start(other + 1);
      for (let there = grid.start(other); there < end; there++) {
        if (core[there] !== 1) continue;
        const d = this.squared(place, there);
        if (d > this.limit || d > distance) continue;
        if (d === distance && (grid.order[there] ?? 0) > (grid.order[nearest] ?? 0)) continue;
        nearest = there;
        distance = d;
      }
    }
    return nearest;
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

  private join(one: number, other: number): void {
    const a = this.find(one);
    const b = this.find(other);
    this.parent[Math.max(a, b)] = Math.min(a, b);
  }
}
