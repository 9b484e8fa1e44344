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

/** Replicas that are counted side by side: the windows are read once for all of them. */
const lanes = 8;

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
  const dealt = new Int32Array(bases.length * lanes);
  for (let first = 0; first < replicas; first += lanes) {
    report(first, replicas);
    for (let lane = 0; lane < lanes; lane++) {
      dealCases(new Random(seed, first + lane), bases, total, events, logs, (place, got) => {
        dealt[place * lanes + lane] = got;
      });
    }
    const found = scanReplicas(windows, bases, dealt, likelihood);
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

/**
 * The largest ratio of eight replicas. A ratio is at most e²/q, with e the excess over expectation and q = n(N − n)p(1 − p)/N
 * (Kullback-Leibler by χ²): the logarithms are only taken where that bound beats the largest so far.
 */
function scanReplicas(
  windows: ScanWindows,
  bases: Float64Array,
  dealt: Int32Array,
  likelihood: Likelihood,
): Float64Array {
  const most = new Float64Array(lanes);
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
      const lane = place * lanes;
      base += bases[place] ?? 0;
      c0 += dealt[lane] ?? 0;
      c1 += dealt[lane + 1] ?? 0;
      c2 += dealt[lane + 2] ?? 0;
      c3 += dealt[lane + 3] ?? 0;
      c4 += dealt[lane + 4] ?? 0;
      c5 += dealt[lane + 5] ?? 0;
      c6 += dealt[lane + 6] ?? 0;
      c7 += dealt[lane + 7] ?? 0;
      if ((member & 1) === 0) continue;
      const expected = base * share;
      const bound = base * (likelihood.total - base) * scale;
      if (exceeds(c0 - expected, bound, most[0])) most[0] = Math.max(most[0] ?? 0, likelihood.ratio(c0, base));
      if (exceeds(c1 - expected, bound, most[1])) most[1] = Math.max(most[1] ?? 0, likelihood.ratio(c1, base));
      if (exceeds(c2 - expected, bound, most[2])) most[2] = Math.max(most[2] ?? 0, likelihood.ratio(c2, base));
      if (exceeds(c3 - expected, bound, most[3])) most[3] = Math.max(most[3] ?? 0, likelihood.ratio(c3, base));
      if (exceeds(c4 - expected, bound, most[4])) most[4] = Math.max(most[4] ?? 0, likelihood.ratio(c4, base));
      if (exceeds(c5 - expected, bound, most[5])) most[5] = Math.max(most[5] ?? 0, likelihood.ratio(c5, base));
      if (exceeds(c6 - expected, bound, most[6])) most[6] = Math.max(most[6] ?? 0, likelihood.ratio(c6, base));
      if (exceeds(c7 - expected, bound, most[7])) most[7] = Math.max(most[7] ?? 0, likelihood.ratio(c7, base));
    }
  }
  return most;
}

function exceeds(excess: number, bound: number, most = 0): boolean {
  return excess > 0 && excess * excess >= bound * most;
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
