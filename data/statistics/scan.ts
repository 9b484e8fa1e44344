import { dealCases, logFactorials } from "./hypergeometric.js";
import { Random } from "./random.js";
import { type ScanPlaces, type ScanWindows, scanWindows, windowAround } from "./scan-windows.js";

export interface ScanInput extends ScanPlaces {
  /** Old, altered … buildings of each place. */
  readonly cases: Float64Array;
  readonly replicas: number;
  readonly seed: number;
  /** The centres to scan; others do the rest. */
  readonly from: number;
  readonly to: number;
}

export interface ScanAnswer {
  /** The best log likelihood ratio around each centre, and how many places its window has; 0 where none is above its base. */
  readonly ratios: Float64Array;
  readonly sizes: Uint32Array;
  /** The largest ratio around any of the centres, in each replica. */
  readonly maxima: Float64Array;
}

/** Numbers that are added side by side while the windows are read once. */
const slots = 8;

/**
 * How counts are packed: `per` of them share one number, each `unit` times as large as the one before. Sums of whole numbers
 * below 2^53 are exact, so one addition serves `per` replicas. `largest`: no window holds more.
 */
function packing(largest: number): { readonly per: number; readonly unit: number } {
  const bits = Math.max(1, Math.ceil(Math.log2(largest + 1)));
  return { per: Math.max(1, Math.min(6, Math.floor(52 / bits))), unit: 2 ** bits };
}

/**
 * Kulldorff's spatial scan statistic (1997), Bernoulli model, circular windows, high rates only. In a replica the cases are
 * dealt among all buildings by chance. Replicas depend on seed and number alone, maxima of disjoint sets of centres can be
 * joined: the answer does not depend on how the centres are shared out.
 */
export function scanCentres(
  input: ScanInput,
  report: (done: number, total: number) => void = () => undefined,
): ScanAnswer {
  const { bases, cases, from, to, replicas, seed } = input;
  const windows = scanWindows(input, from, to);
  const total = sum(bases);
  const events = sum(cases);
  const likelihood = new Likelihood(total, events);
  const observed = scanObserved(windows, bases, cases, likelihood);
  const maxima = new Float64Array(replicas);
  if (events === 0 || events === total) return { ...observed, maxima };
  const logs = logFactorials(total);
  const dealt = new Float64Array(bases.length * slots);
  const pack = packing(Math.min(events, Math.floor(total * input.share)));
  const lanes = slots * pack.per;
  for (let first = 0; first < replicas; first += lanes) {
    report(first, replicas);
    dealt.fill(0);
    for (let lane = 0; lane < lanes; lane++) {
      dealCases(new Random(seed, first + lane), bases, total, events, logs, (place, got) => {
        const at = place * slots + Math.floor(lane / pack.per);
        dealt[at] = (dealt[at] ?? 0) + got * pack.unit ** (lane % pack.per);
      });
    }
    const found = scanReplicas(windows, bases, dealt, pack, likelihood);
    for (let lane = 0; lane < lanes && first + lane < replicas; lane++) maxima[first + lane] = found[lane] ?? 0;
  }
  return { ...observed, maxima };
}

function scanObserved(windows: ScanWindows, bases: Float64Array, cases: Float64Array, likelihood: Likelihood) {
  const centres = windows.starts.length - 1;
  const ratios = new Float64Array(centres);
  const sizes = new Uint32Array(centres);
  for (let centre = 0; centre < centres; centre++) {
    const start = windows.starts[centre] ?? 0;
    const end = windows.starts[centre + 1] ?? 0;
    let [base, count] = [0, 0];
    for (let at = start; at < end; at++) {
      const member = windows.members[at] ?? 0;
      base += bases[member >>> 1] ?? 0;
      count += cases[member >>> 1] ?? 0;
      if ((member & 1) === 0) continue;
      const ratio = likelihood.ratio(count, base);
      if (ratio > (ratios[centre] ?? 0)) {
        ratios[centre] = ratio;
        sizes[centre] = at + 1 - start;
      }
    }
  }
  return { ratios, sizes };
}

/** The largest ratio of each replica of a batch. */
function scanReplicas(
  windows: ScanWindows,
  bases: Float64Array,
  dealt: Float64Array,
  pack: ReturnType<typeof packing>,
  likelihood: Likelihood,
): Float64Array {
  const most = new Float64Array(slots * pack.per);
  const { members, starts } = windows;
  const share = likelihood.events / likelihood.total;
  const scale = (share * (1 - share)) / likelihood.total;
  for (let centre = 0; centre + 1 < starts.length; centre++) {
    const end = starts[centre + 1] ?? 0;
    let base = 0;
    let [c0, c1, c2, c3, c4, c5, c6, c7] = [0, 0, 0, 0, 0, 0, 0, 0];
    for (let at = starts[centre] ?? 0; at < end; at++) {
      const member = members[at] ?? 0;
      const place = member >>> 1;
      const slot = place * slots;
      base += bases[place] ?? 0;
      c0 += dealt[slot] ?? 0;
      c1 += dealt[slot + 1] ?? 0;
      c2 += dealt[slot + 2] ?? 0;
      c3 += dealt[slot + 3] ?? 0;
      c4 += dealt[slot + 4] ?? 0;
      c5 += dealt[slot + 5] ?? 0;
      c6 += dealt[slot + 6] ?? 0;
      c7 += dealt[slot + 7] ?? 0;
      if ((member & 1) === 0) continue;
      const expected = base * share;
      const bound = base * (likelihood.total - base) * scale;
      settle(most, 0, pack, c0, base, expected, bound, likelihood);
      settle(most, 1, pack, c1, base, expected, bound, likelihood);
      settle(most, 2, pack, c2, base, expected, bound, likelihood);
      settle(most, 3, pack, c3, base, expected, bound, likelihood);
      settle(most, 4, pack, c4, base, expected, bound, likelihood);
      settle(most, 5, pack, c5, base, expected, bound, likelihood);
      settle(most, 6, pack, c6, base, expected, bound, likelihood);
      settle(most, 7, pack, c7, base, expected, bound, likelihood);
    }
  }
  return most;
}

/**
 * Keeps the larger ratio of each replica in a slot. A ratio is at most e²/q, with e the excess over expectation and
 * q = n(N − n)p(1 − p)/N (Kullback-Leibler by χ²): the logarithms are only taken where that bound beats the largest so far.
 */
function settle(
  most: Float64Array,
  slot: number,
  { per, unit }: ReturnType<typeof packing>,
  packed: number,
  base: number,
  expected: number,
  bound: number,
  likelihood: Likelihood,
): void {
  const part = 1 / unit;
  let rest = packed;
  for (let lane = slot * per; lane < (slot + 1) * per; lane++) {
    const above = Math.floor(rest * part);
    const count = rest - above * unit;
    rest = above;
    const excess = count - expected;
    if (excess > 0 && excess * excess >= bound * (most[lane] ?? 0)) {
      most[lane] = Math.max(most[lane] ?? 0, likelihood.ratio(count, base));
    }
  }
}

/** The Bernoulli log likelihood ratio of a window with `count` cases in `base` buildings; 0 unless its rate is the higher. */
export class Likelihood {
  private readonly whole: number;

  constructor(
    readonly total: number,
    readonly events: number,
  ) {
    this.whole = entropy(events, total);
  }

  ratio(count: number, base: number): number {
    const { total, events } = this;
    if (base >= total || count * (total - base) <= (events - count) * base) return 0;
    return Math.max(0, entropy(count, base) + entropy(events - count, total - base) - this.whole);
  }
}

/** c ln(c/n) + (n − c) ln((n − c)/n). */
function entropy(count: number, base: number): number {
  const part = (each: number) => (each > 0 ? each * Math.log(each / base) : 0);
  return part(count) + part(base - count);
}

export interface ScanCluster {
  readonly centre: number;
  /** Places of the window, ascending. */
  readonly places: Uint32Array;
  /** From the centre to the farthest of them, in metres. */
  readonly radius: number;
  readonly base: number;
  readonly cases: number;
  /** Log likelihood ratio. */
  readonly ratio: number;
  /** (replicas with a larger or equal maximum + 1) / (replicas + 1). */
  readonly p: number;
}

/**
 * The most likely cluster and those after it that share no place with one before, as long as `p` is at most `level`. Of
 * equally likely windows the smaller comes first, then the one whose centre has the lower number.
 */
export function chooseClusters(
  places: ScanPlaces,
  cases: Float64Array,
  answer: ScanAnswer,
  level: number,
): ScanCluster[] {
  const { ratios, sizes, maxima } = answer;
  const order = Uint32Array.from(ratios.keys())
    .filter((centre) => (ratios[centre] ?? 0) > 0)
    .sort(
      (one, other) =>
        (ratios[other] ?? 0) - (ratios[one] ?? 0) || (sizes[one] ?? 0) - (sizes[other] ?? 0) || one - other,
    );
  const sorted = maxima.toSorted();
  const taken = new Uint8Array(places.x.length);
  const clusters: ScanCluster[] = [];
  for (const centre of order) {
    const ratio = ratios[centre] ?? 0;
    const p = (sorted.length - firstAtLeast(sorted, ratio) + 1) / (sorted.length + 1);
    if (p > level) break;
    if (taken[centre] === 1) continue;
    const window = windowAround(places, centre).subarray(0, sizes[centre]);
    const members = window.map((member) => member >>> 1);
    if (members.some((place) => taken[place] === 1)) continue;
    const last = members.at(-1) ?? centre;
    let [base, count] = [0, 0];
    for (const place of members) {
      taken[place] = 1;
      base += places.bases[place] ?? 0;
      count += cases[place] ?? 0;
    }
    const radius = Math.hypot(
      (places.x[last] ?? 0) - (places.x[centre] ?? 0),
      (places.y[last] ?? 0) - (places.y[centre] ?? 0),
    );
    clusters.push({ centre, places: members.sort(), radius, base, cases: count, ratio, p });
  }
  return clusters;
}

/** Joins the answers of disjoint sets of centres, in their order. */
export function joinScans(answers: readonly ScanAnswer[], replicas: number): ScanAnswer {
  const maxima = new Float64Array(replicas);
  for (const answer of answers) {
    for (let replica = 0; replica < replicas; replica++) {
      maxima[replica] = Math.max(maxima[replica] ?? 0, answer.maxima[replica] ?? 0);
    }
  }
  return {
    ratios: Float64Array.from(answers.flatMap(({ ratios }) => [...ratios])),
    sizes: Uint32Array.from(answers.flatMap(({ sizes }) => [...sizes])),
    maxima,
  };
}

/** Place of the first value not below `limit`, less a trace for rounding, in ascending values. */
function firstAtLeast(sorted: Float64Array, limit: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) >= limit - 1e-9 * Math.max(1, limit)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function sum(values: Float64Array): number {
  let all = 0;
  for (const value of values) all += value;
  return all;
}
