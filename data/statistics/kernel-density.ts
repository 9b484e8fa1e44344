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

/** The surface of square cells `side` metres wide, hung on the origin of the CRS, at their centres. */
export function densitySurface(
  points: { readonly x: Float64Array; readonly y: Float64Array; readonly weights?: Float64Array | undefined },
  bandwidth: number,
  side: number,
): DensitySurface {
  const n = points.x.length;
  const sums = new Map<number, number>();
  const limit = bandwidth * bandwidth;
  const shift = 33_554_432;
  for (let point = 0; point < n; point++) {
    const x = points.x[point] ?? 0;
    const y = points.y[point] ?? 0;
    const weight = points.weights?.[point] ?? 1;
    for (let row = Math.floor((y - bandwidth) / side); row <= (y + bandwidth) / side; row++) {
      const dy = (row + 0.5) * side - y;
      const half = limit - dy * dy;
      if (half <= 0) continue;
      const reach = Math.sqrt(half);
      for (let column = Math.floor((x - reach) / side); column <= (x + reach) / side; column++) {
        const dx = (column + 0.5) * side - x;
        const squared = dx * dx + dy * dy;
        if (squared >= limit) continue;
        const key = row * shift + column;
        sums.set(key, (sums.get(key) ?? 0) + weight * (1 - squared / limit) ** 2);
      }
    }
  }
  const keys = Float64Array.from(sums.keys()).sort();
  const rows = keys.map((key) => Math.floor(key / shift + 0.5));
  return {
    x: keys.map((key, index) => (key - (rows[index] ?? 0) * shift + 0.5) * side),
    y: rows.map((row) => (row + 0.5) * side),
    density: keys.map((key) => (3 * (sums.get(key) ?? 0)) / (Math.PI * limit)),
  };
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
