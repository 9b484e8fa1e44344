import type { Neighbours } from "./neighbours.js";
import { sumAround } from "./neighbours.js";
import { twoSided } from "./normal.js";

export interface GiStar {
  /** Standard deviations by which the sum around each place lies off its expectation. */
  readonly z: Float64Array;
  /** Two-sided, by the normal distribution. */
  readonly p: Float64Array;
}

/**
 * Getis-Ord Gi* (Ord and Getis 1995) with binary weights, the place itself included:
 * Z = (Σ wx − x̄ W) / (S √((n W − W²)/(n − 1))), W = neighbours + 1, S² = Σx²/n − x̄².
 * Values must be finite. Where all values are equal, or a neighbourhood holds every place, nothing can be told: z 0, p 1.
 */
export function giStar(values: Float64Array, neighbours: Neighbours): GiStar {
  const n = values.length;
  const { mean, variance } = moments(values);
  const deviations = values.map((value) => value - mean);
  const z = new Float64Array(n);
  const p = new Float64Array(n).fill(1);
  if (variance === 0) return { z, p };
  for (let place = 0; place < n; place++) {
    const weight = (neighbours.starts[place + 1] ?? 0) - (neighbours.starts[place] ?? 0) + 1;
    if (weight === n) continue;
    const sum = sumAround(neighbours, place, deviations) + (deviations[place] ?? 0);
    const score = sum / Math.sqrt((variance * weight * (n - weight)) / (n - 1));
    z[place] = score;
    p[place] = twoSided(score);
  }
  return { z, p };
}

/** Mean and population variance; the variance is exactly 0 where all values are equal. */
export function moments(values: Float64Array): { mean: number; variance: number } {
  const n = values.length;
  const first = values[0] ?? 0;
  let sum = 0;
  for (const value of values) sum += value - first;
  const mean = first + sum / Math.max(1, n);
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return { mean, variance: values.every((value) => value === first) ? 0 : squares / n };
}
