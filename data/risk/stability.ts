import type { Scheme } from "../../contract/scheme.js";
import { Pace } from "../pace.js";
import { unknownConsequence } from "./consequence.js";
import { vulnerabilityFactors } from "./factors/index.js";
import { randomNumbers } from "./random.js";

/** Buildings by column; excluded ones are not among them. */
export interface StabilityTask {
  /** One array a factor, in the order of `vulnerabilityFactors`; NaN is unknown. */
  readonly factors: readonly Float64Array[];
  /** The larger of both exposures, 0 to 100. */
  readonly exposure: Float64Array;
  /** 1 to 5; 0 is unknown. */
  readonly consequence: Uint8Array;
  readonly scheme: Scheme;
  readonly draws: number;
  /** Share of itself by which each weight varies up and down, 0 to 1. */
  readonly spread: number;
  readonly top: number;
  readonly seed: number;
}

/**
 * How often each building is among the `top` highest by likelihood × consequence when the weights are drawn at random: each
 * evenly within ± `spread` of itself, then all brought back to 100. Equal ones share the places that are left evenly, so that it
 * does not matter which of them the file names first: of four equal ones for the last place each counts a quarter. Exact, and
 * fast because a building whose highest possible value lies below the `top`-th lowest possible one can never be in it and is
 * not drawn.
 */
export async function topCounts(
  task: StabilityTask,
  signal: AbortSignal,
  progress: (done: number) => void,
): Promise<Float64Array> {
  const { factors, exposure, consequence, scheme, draws, seed } = task;
  const n = exposure.length;
  const counts = new Float64Array(n);
  const top = Math.min(task.top, n);
  if (top === 0) return counts;
  const weights = vulnerabilityFactors.map(({ name }) => scheme.weights[name] ?? 0);
  const candidates = possible(task, weights, top);
  const m = candidates.length;
  const values = factors.map((column) =>
    Float64Array.from(candidates, (at) => (Number.isNaN(column[at]) ? scheme.unknown : (column[at] ?? 0))),
  );
  const exposed = Float64Array.from(candidates, (at) => scheme.likelihood.exposed * (exposure[at] ?? 0));
  const harm = Float64Array.from(candidates, (at) => consequence[at] || unknownConsequence);
  const random = randomNumbers(seed);
  const keys = new Float64Array(m);
  const scratch = new Float64Array(m);
  const pace = new Pace(signal);
  for (let draw = 0; draw < draws; draw++) {
    const drawn = drawWeights(weights, task.spread, random);
    keys.fill(0);
    for (const [factor, column] of values.entries()) {
      const weight = drawn[factor] ?? 0;
      for (let place = 0; place < m; place++) keys[place] = (keys[place] ?? 0) + weight * (column[place] ?? 0);
    }
    for (let place = 0; place < m; place++) {
      const v = keys[place] ?? 0;
      keys[place] = Math.max(v, scheme.likelihood.own * v + (exposed[place] ?? 0)) * (harm[place] ?? 0);
    }
    countTop(keys, scratch, top, candidates, counts);
    if (!pace.due) continue;
    progress(draw + 1);
    await pace.breathe();
  }
  return counts;
}

function drawWeights(weights: readonly number[], spread: number, random: () => number): number[] {
  const drawn = weights.map((weight) => weight * (1 + spread * (2 * random() - 1)));
  const sum = drawn.reduce((all, each) => all + each, 0);
  return drawn.map((each) => (sum > 0 ? (100 * each) / sum : 0));
}

/** Adds one to each of the `top` highest; the lowest of them, where more are equal than places are left, share these. */
function countTop(
  keys: Float64Array,
  scratch: Float64Array,
  top: number,
  candidates: Uint32Array,
  counts: Float64Array,
): void {
  scratch.set(keys);
  const least = nthLargest(scratch, top);
  let [left, equal] = [top, 0];
  for (const key of keys) {
    if (key > least) left -= 1;
    else if (key === least) equal += 1;
  }
  for (let place = 0; place < keys.length; place++) {
    const key = keys[place] ?? 0;
    if (key < least) continue;
    const at = candidates[place] ?? 0;
    counts[at] = (counts[at] ?? 0) + (key > least ? 1 : left / equal);
  }
}

/** The buildings that some draw could put into the top, ascending. */
function possible(
  { factors, exposure, consequence, scheme, spread }: StabilityTask,
  weights: readonly number[],
  top: number,
): Uint32Array {
  const whole = weights.reduce((all, each) => all + each, 0);
  const limit = (weight: number, own: number, rest: number) => {
    const sum = weight * own + (whole - weight) * rest;
    return sum > 0 ? (100 * weight * own) / sum : 100;
  };
  const lowest = weights.map((weight) => limit(weight, 1 - spread, 1 + spread));
  const highest = weights.map((weight) => limit(weight, 1 + spread, 1 - spread));
  const n = exposure.length;
  const bound = (drawn: readonly number[]) => {
    const keys = new Float64Array(n);
    for (const [factor, column] of factors.entries()) {
      const weight = drawn[factor] ?? 0;
      for (let at = 0; at < n; at++) {
        const value = column[at] ?? 0;
        keys[at] = (keys[at] ?? 0) + weight * (Number.isNaN(value) ? scheme.unknown : value);
      }
    }
    for (let at = 0; at < n; at++) {
      const v = keys[at] ?? 0;
      const likelihood = Math.max(v, scheme.likelihood.own * v + scheme.likelihood.exposed * (exposure[at] ?? 0));
      keys[at] = likelihood * (consequence[at] || unknownConsequence);
    }
    return keys;
  };
  const high = bound(highest);
  // A hair below, so that the last digit of a sum never leaves one out.
  const least = nthLargest(bound(lowest), top) - 1e-6;
  let count = 0;
  for (const key of high) if (key >= least) count += 1;
  const candidates = new Uint32Array(count);
  let place = 0;
  for (let at = 0; at < n; at++) {
    if ((high[at] ?? 0) < least) continue;
    candidates[place] = at;
    place += 1;
  }
  return candidates;
}

/** The `nth` largest value (1 is the largest); reorders `values`. Quickselect with the middle of three. */
function nthLargest(values: Float64Array, nth: number): number {
  const wanted = values.length - nth;
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const pivot = middle(values[low] ?? 0, values[(low + high) >>> 1] ?? 0, values[high] ?? 0);
    let [left, right] = [low, high];
    while (left <= right) {
      while ((values[left] ?? 0) < pivot) left += 1;
      while ((values[right] ?? 0) > pivot) right -= 1;
      if (left > right) break;
      const swapped = values[left] ?? 0;
      values[left] = values[right] ?? 0;
      values[right] = swapped;
      left += 1;
      right -= 1;
    }
    if (wanted <= right) high = right;
    else if (wanted >= left) low = left;
    else break;
  }
  return values[wanted] ?? 0;
}

function middle(one: number, two: number, three: number): number {
  return Math.max(Math.min(one, two), Math.min(Math.max(one, two), three));
}
