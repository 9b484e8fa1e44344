import { CellGrid, NeighbourWalk } from "./cell-grid.js";

/** A surface of square cells, row by row from south to north; only cells that the kernel of some point reaches. */
export interface DensitySurface {
  /** Centres. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Weight per square metre. */
  readonly density: Float64Array;
}

/**
 * Density at the given places by the quartic kernel (Silverman 1986, 4.5): f = Σ wi · 3/(πh²) · (1 − (di/h)²)² over points
 * nearer than `bandwidth` h. The volume under each point is its weight. Coordinates in metres.
 */
export function densityAt(
  at: { readonly x: Float64Array; readonly y: Float64Array },
  points: { readonly x: Float64Array; readonly y: Float64Array; readonly weights?: Float64Array | undefined },
  bandwidth: number,
): Float64Array {
  const seekers = at.x.length;
  const total = seekers + points.x.length;
  const x = new Float64Array(total);
  const y = new Float64Array(total);
  x.set(at.x);
  y.set(at.y);
  x.set(points.x, seekers);
  y.set(points.y, seekers);
  const grid = new CellGrid(x, y, bandwidth);
  const walk = new NeighbourWalk(grid, 1);
  const density = new Float64Array(seekers);
  const limit = bandwidth * bandwidth;
  for (let cell = 0; cell < grid.cells; cell++) {
    walk.visit(cell);
    for (let place = grid.start(cell); place < grid.start(cell + 1); place++) {
      const seeker = grid.order[place] ?? 0;
      if (seeker >= seekers) continue;
      let sum = 0;
      for (let step = -1; step < walk.count; step++) {
        const other = step < 0 ? cell : (walk.found[step] ?? 0);
        const end = grid.start(other + 1);
        for (let there = grid.start(other); there < end; there++) {
          const point = (grid.order[there] ?? 0) - seekers;
          if (point < 0) continue;
          const dx = (grid.x[place] ?? 0) - (grid.x[there] ?? 0);
          const dy = (grid.y[place] ?? 0) - (grid.y[there] ?? 0);
          const squared = dx * dx + dy * dy;
          if (squared < limit) sum += (points.weights?.[point] ?? 1) * (1 - squared / limit) ** 2;
        }
      }
      density[seeker] = (3 * sum) / (Math.PI * limit);
    }
  }
  return density;
}

/** Most cells of a surface, those between the points included: 128 MB. */
export const mostCells = 16_000_000;

export interface SurfaceInput {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly weights?: Float64Array | undefined;
  readonly bandwidth: number;
  readonly side: number;
}

/** How many cells the surface's box has. */
export function surfaceSize({ x, y, bandwidth, side }: SurfaceInput): number {
  const box = boxOf(x, y, bandwidth, side);
  return box.columns * box.rows;
}

/** The surface of square cells `side` metres wide, hung on the origin of the CRS, at their centres. At most `mostCells`. */
export function densitySurface(input: SurfaceInput, report: (done: number, total: number) => void = () => undefined) {
  const { x, y, weights, bandwidth, side } = input;
  const box = boxOf(x, y, bandwidth, side);
  const sums = new Float64Array(box.columns * box.rows);
  const limit = bandwidth * bandwidth;
  for (let point = 0; point < x.length; point++) {
    if (point % 65_536 === 0) report(point, x.length);
    const weight = weights?.[point] ?? 1;
    const east = (x[point] ?? 0) - box.column * side;
    const north = (y[point] ?? 0) - box.row * side;
    for (let row = Math.floor((north - bandwidth) / side); row <= (north + bandwidth) / side; row++) {
      const dy = (row + 0.5) * side - north;
      const half = limit - dy * dy;
      if (half <= 0) continue;
      const reach = Math.sqrt(half);
      for (let column = Math.floor((east - reach) / side); column <= (east + reach) / side; column++) {
        const dx = (column + 0.5) * side - east;
        const squared = dx * dx + dy * dy;
        if (squared >= limit) continue;
        const at = row * box.columns + column;
        sums[at] = (sums[at] ?? 0) + weight * (1 - squared / limit) * (1 - squared / limit);
      }
    }
  }
  const used = positive(sums);
  const centre = (first: number, step: number) => (first + step + 0.5) * side;
  return {
    x: Float64Array.from(used, (at) => centre(box.column, at % box.columns)),
    y: Float64Array.from(used, (at) => centre(box.row, Math.floor(at / box.columns))),
    density: Float64Array.from(used, (at) => (3 * (sums[at] ?? 0)) / (Math.PI * limit)),
  } satisfies DensitySurface;
}

/** Where the values are above 0. */
function positive(values: Float64Array): Uint32Array {
  let count = 0;
  for (const value of values) if (value > 0) count += 1;
  const found = new Uint32Array(count);
  let filled = 0;
  for (let at = 0; at < values.length; at++) {
    if (!((values[at] ?? 0) > 0)) continue;
    found[filled] = at;
    filled += 1;
  }
  return found;
}

function boxOf(x: Float64Array, y: Float64Array, bandwidth: number, side: number) {
  const axis = (values: Float64Array) => {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const value of values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    if (values.length === 0) return { first: 0, count: 0 };
    const first = Math.floor((low - bandwidth) / side) - 1;
    return { first, count: Math.floor((high + bandwidth) / side) + 2 - first };
  };
  const [east, north] = [axis(x), axis(y)];
  return { column: east.first, columns: east.count, row: north.first, rows: north.count };
}

/**
 * Bandwidth h = 0.9 · min(SD, √(1/ln 2) · Dm) · n^(−0.2) (Silverman 1986, 3.31, as Esri takes it for places): SD the standard
 * distance, Dm the median distance, both from the mean centre. 0 where all points are on one spot or there are none.
 */
export function silvermanBandwidth(x: Float64Array, y: Float64Array, weights?: Float64Array): number {
  const n = x.length;
  if (n === 0) return 0;
  const weight = (point: number) => weights?.[point] ?? 1;
  let [total, east, north] = [0, 0, 0];
  for (let point = 0; point < n; point++) {
    total += weight(point);
    east += weight(point) * ((x[point] ?? 0) - (x[0] ?? 0));
    north += weight(point) * ((y[point] ?? 0) - (y[0] ?? 0));
  }
  if (!(total > 0)) return 0;
  const [centreX, centreY] = [(x[0] ?? 0) + east / total, (y[0] ?? 0) + north / total];
  const distances = x.map((each, point) => Math.hypot(each - centreX, (y[point] ?? 0) - centreY));
  let squares = 0;
  for (const [point, distance] of distances.entries()) squares += weight(point) * distance * distance;
  const standard = Math.sqrt(squares / total);
  const median = weightedMedian(distances, weight);
  return 0.9 * Math.min(standard, Math.sqrt(1 / Math.LN2) * median) * total ** -0.2;
}

function weightedMedian(values: Float64Array, weight: (index: number) => number): number {
  const order = Uint32Array.from({ length: values.length }, (_none, index) => index);
  order.sort((one, other) => (values[one] ?? 0) - (values[other] ?? 0));
  let total = 0;
  for (const index of order) total += weight(index);
  let below = 0;
  for (const [at, index] of order.entries()) {
    below += weight(index);
    if (below > total / 2) return values[index] ?? 0;
    if (below === total / 2) return ((values[index] ?? 0) + (values[order[at + 1] ?? index] ?? 0)) / 2;
  }
  return 0;
}
