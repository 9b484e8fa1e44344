import { moments } from "./gi-star.js";
import { degree, type Neighbours, sumAround } from "./neighbours.js";
import { twoSided } from "./normal.js";
import { Random } from "./random.js";

/** High or low, among high or low: the first letter is the place, the second its neighbours. */
export type Quadrant = "HH" | "LH" | "LL" | "HL";

export interface LocalMoran {
  /** I of each place; 0 where it has no neighbours or all values are equal. */
  readonly i: Float64Array;
  /** Standard deviations of I from its expectation given the place's own value (Sokal, Oden and Thomson 1998, A7 and A8). */
  readonly z: Float64Array;
  /** Two-sided, by the normal distribution of `z`. */
  readonly p: Float64Array;
  /** (M + 1) / (R + 1) of R conditional permutations; all 1 where none were asked for. */
  readonly permutationP: Float64Array;
  /** Null where nothing can be told: no neighbours, or no variation. */
  readonly quadrants: readonly (Quadrant | null)[];
}

/**
 * Local Moran's I (Anselin 1995): Ii = (n − 1) zi Σj wij zj / Σ zj², z standardised by the population's deviation, weights
 * row-standardised. Values must be finite. A place exactly on the mean counts as low, as in PySAL.
 */
export function localMoran(
  values: Float64Array,
  neighbours: Neighbours,
  permutations: number,
  seed: number,
): LocalMoran {
  const n = values.length;
  const { mean, variance } = moments(values);
  const scale = Math.sqrt(variance);
  const z = values.map((value) => (variance === 0 ? 0 : (value - mean) / scale));
  const lags = new Float64Array(n);
  const found = {
    i: new Float64Array(n),
    z: new Float64Array(n),
    p: new Float64Array(n).fill(1),
    permutationP: new Float64Array(n).fill(1),
    quadrants: Array.from({ length: n }, (): Quadrant | null => null),
  };
  if (variance === 0) return found;
  for (let place = 0; place < n; place++) {
    const count = degree(neighbours, place);
    if (count === 0) continue;
    const own = z[place] ?? 0;
    const lag = sumAround(neighbours, place, z) / count;
    lags[place] = lag;
    found.i[place] = ((n - 1) * own * lag) / n;
    found.quadrants[place] = own > 0 ? (lag > 0 ? "HH" : "HL") : lag > 0 ? "LH" : "LL";
    if (n < 3) continue;
    const spread = own * own * (n / (n - 2)) * (1 / count - 1 / (n - 1)) * (1 - (own * own) / (n - 1));
    // Rounding leaves a trace of variance where the neighbours are everybody else.
    if (count === n - 1 || !(spread > 1e-18)) continue;
    found.z[place] = (own * lag + (own * own) / (n - 1)) / Math.sqrt(spread);
    found.p[place] = twoSided(found.z[place] ?? 0);
  }
  if (permutations > 0) permute(z, lags, neighbours, permutations, seed, found.permutationP);
  return found;
}

/**
 * Conditional permutations: the place keeps its value, its neighbours' are drawn from all others without replacement. One
 * shuffled row of all places serves every place: with the place itself struck out of it, the row's first values are such a
 * draw. Sums of the first k values are kept, so a draw costs one subtraction instead of k. M counts draws whose mean lies at
 * least as far from its expectation as the neighbours' (both sides; esda calls it "folded").
 */
function permute(
  z: Float64Array,
  lags: Float64Array,
  neighbours: Neighbours,
  permutations: number,
  seed: number,
  p: Float64Array,
): void {
  const n = z.length;
  let most = 0;
  for (let place = 0; place < n; place++) most = Math.max(most, degree(neighbours, place));
  const row = Uint32Array.from({ length: n }, (_none, place) => place);
  const length = Math.min(n, most + 1);
  const sums = new Float64Array(length + 1);
  const drawnAt = new Int32Array(n).fill(-1);
  const extreme = new Uint32Array(n);
  const tolerance = 1e-10;
  for (let round = 0; round < permutations; round++) {
    const dice = new Random(seed, round);
    for (let at = 0; at < length; at++) {
      const chosen = at + dice.below(n - at);
      const value = row[chosen] ?? 0;
      row[chosen] = row[at] ?? 0;
      row[at] = value;
      sums[at + 1] = (sums[at] ?? 0) + (z[value] ?? 0);
      drawnAt[value] = at;
    }
    for (let place = 0; place < n; place++) {
      const count = degree(neighbours, place);
      if (count === 0) continue;
      const own = z[place] ?? 0;
      const at = drawnAt[place] ?? -1;
      const sum = at >= 0 && at < count ? (sums[count + 1] ?? 0) - own : (sums[count] ?? 0);
      const expected = -own / (n - 1);
      if (Math.abs(sum / count - expected) >= Math.abs((lags[place] ?? 0) - expected) - tolerance) {
        extreme[place] = (extreme[place] ?? 0) + 1;
      }
    }
    for (let at = 0; at < length; at++) drawnAt[row[at] ?? 0] = -1;
  }
  for (let place = 0; place < n; place++) {
    p[place] = degree(neighbours, place) === 0 ? 1 : ((extreme[place] ?? 0) + 1) / (permutations + 1);
  }
}
