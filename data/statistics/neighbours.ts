import { CellGrid, NeighbourWalk } from "./cell-grid.js";

/** Who is near whom: the neighbours of `i` are `others[starts[i]]` to `others[starts[i + 1] - 1]`, ascending, without `i`. */
export interface Neighbours {
  readonly starts: Uint32Array;
  readonly others: Uint32Array;
}

/** Metres by which a band reaches farther than it says, so that rounding never parts places that are exactly that far. */
const slack = 1e-6;

/** All pairs of places at most `band` metres apart (inclusive, to the micrometre). Coordinates must be finite. */
export function bandNeighbours(x: Float64Array, y: Float64Array, band: number): Neighbours {
  const n = x.length;
  const reach = band + slack;
  const grid = new CellGrid(x, y, reach);
  const walk = new NeighbourWalk(grid, 1);
  const starts = new Uint32Array(n + 1);
  const each = (visit: (one: number, other: number) => void) => {
    for (let cell = 0; cell < grid.cells; cell++) {
      walk.visit(cell);
      const to = grid.start(cell + 1);
      for (let place = grid.start(cell); place < to; place++) {
        for (let step = -1; step < walk.count; step++) {
          const other = step < 0 ? cell : (walk.found[step] ?? 0);
          const end = grid.start(other + 1);
          for (let there = grid.start(other); there < end; there++) {
            const dx = (grid.x[place] ?? 0) - (grid.x[there] ?? 0);
            const dy = (grid.y[place] ?? 0) - (grid.y[there] ?? 0);
            if (there !== place && dx * dx + dy * dy <= reach * reach) visit(place, there);
          }
        }
      }
    }
    walk.rewind();
  };
  each((place) => {
    const point = grid.order[place] ?? 0;
    starts[point + 1] = (starts[point + 1] ?? 0) + 1;
  });
  for (let point = 0; point < n; point++) starts[point + 1] = (starts[point + 1] ?? 0) + (starts[point] ?? 0);
  const others = new Uint32Array(starts[n] ?? 0);
  const filled = starts.slice(0, n);
  each((place, there) => {
    const point = grid.order[place] ?? 0;
    const at = filled[point] ?? 0;
    others[at] = grid.order[there] ?? 0;
    filled[point] = at + 1;
  });
  for (let point = 0; point < n; point++) others.subarray(starts[point], starts[point + 1]).sort();
  return { starts, others };
}

/** How many neighbours `point` has. */
export function degree({ starts }: Neighbours, point: number): number {
  return (starts[point + 1] ?? 0) - (starts[point] ?? 0);
}

/** The sum of `values` over the neighbours of `point`, in the order of their numbers. */
export function sumAround({ starts, others }: Neighbours, point: number, values: Float64Array): number {
  let sum = 0;
  const end = starts[point + 1] ?? 0;
  for (let at = starts[point] ?? 0; at < end; at++) sum += values[others[at] ?? 0] ?? 0;
  return sum;
}
