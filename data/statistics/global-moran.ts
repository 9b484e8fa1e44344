import { moments } from "./gi-star.js";
import { degree, type Neighbours, sumAround } from "./neighbours.js";

/**
 * Global Moran's I with binary weights, and its standard score under normality (Cliff and Ord 1981): how strongly like lies
 * by like. 0 and 0 where nothing can be told: fewer than four places, no variation, no neighbours.
 */
export function globalMoran(values: Float64Array, neighbours: Neighbours): { i: number; z: number } {
  const n = values.length;
  const { mean, variance } = moments(values);
  const links = neighbours.starts[n] ?? 0;
  if (n < 4 || variance === 0 || links === 0) return { i: 0, z: 0 };
  const deviations = values.map((value) => value - mean);
  let cross = 0;
  let squaredDegrees = 0;
  for (let place = 0; place < n; place++) {
    cross += (deviations[place] ?? 0) * sumAround(neighbours, place, deviations);
    squaredDegrees += degree(neighbours, place) ** 2;
  }
  const i = cross / (links * variance);
  const expected = -1 / (n - 1);
  const s1 = 2 * links;
  const s2 = 4 * squaredDegrees;
  const spread = (n * n * s1 - n * s2 + 3 * links * links) / ((n * n - 1) * links * links) - expected * expected;
  return { i, z: spread > 1e-15 ? (i - expected) / Math.sqrt(spread) : 0 };
}
