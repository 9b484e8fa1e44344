import { globalMoran } from "./global-moran.js";
import { assignHexagons } from "./hexagons.js";
import { bandNeighbours, degree } from "./neighbours.js";
import { PointTree, squaredToNearest } from "./point-tree.js";

/** Widths that a cell may be proposed with, in metres: what people can remember. */
const widths = [100, 150, 200, 250, 300, 400, 500, 750, 1000] as const;

export interface CellProposal {
  readonly width: number;
  /** Buildings in the median cell of that width. */
  readonly median: number;
}

/** The narrowest round width whose median cell holds `wanted` points; the widest where none does. */
export function proposeCellWidth(x: Float64Array, y: Float64Array, wanted: number): CellProposal {
  let proposal: CellProposal = { width: widths[0], median: 0 };
  for (const width of widths) {
    const { cellOf, x: centres } = assignHexagons(x, y, { width });
    const counts = new Uint32Array(centres.length);
    for (const cell of cellOf) counts[cell] = (counts[cell] ?? 0) + 1;
    counts.sort();
    proposal = { width, median: counts[Math.floor(counts.length / 2)] ?? 0 };
    if (proposal.median >= wanted) break;
  }
  return proposal;
}

export interface BandProposal {
  readonly band: number;
  /** `peak`: clustering is strongest there. `neighbours`: the shortest that gives enough neighbours, as nothing stands out. */
  readonly reason: "peak" | "neighbours";
  /** Standard score of the global Moran's I at that distance. */
  readonly z: number;
  /** What was tried, in metres. */
  readonly tried: readonly number[];
}

/** Places that must have six neighbours, as a share: those on the rim of a city never will. */
const most = 0.9;

/**
 * The distance at which values cluster most (the first peak of the global Moran's standard score), among `step`, 2 `step` …
 * 8 `step` at which nine of ten places have six neighbours.
 */
export function proposeBand(x: Float64Array, y: Float64Array, values: Float64Array, step: number): BandProposal {
  const tried: { band: number; z: number }[] = [];
  for (let steps = 1; steps <= 8; steps++) {
    const band = steps * step;
    const neighbours = bandNeighbours(x, y, band);
    let enough = 0;
    for (let place = 0; place < values.length; place++) if (degree(neighbours, place) >= 6) enough += 1;
    if (enough < most * values.length && steps < 8) continue;
    tried.push({ band, z: globalMoran(values, neighbours).z });
    const [before, last] = [tried.at(-3)?.z ?? Number.NEGATIVE_INFINITY, tried.at(-2)];
    const peak = last !== undefined && last.z > before && last.z > (tried.at(-1)?.z ?? 0);
    if (peak && last.z >= 1.96) return { ...last, reason: "peak", tried: tried.map(({ band: each }) => each) };
  }
  const bands = tried.map(({ band }) => band);
  const best = tried.reduce((one, other) => (other.z > one.z ? other : one), tried[0] ?? { band: step, z: 0 });
  if (best.z >= 1.96) return { ...best, reason: "peak", tried: bands };
  return { ...(tried[0] ?? { band: step, z: 0 }), reason: "neighbours", tried: bands };
}

/** Median distance from each place to its nearest other; 0 with fewer than two places. All pairs: for hundreds of places. */
export function typicalSpacing(x: Float64Array, y: Float64Array): number {
  const n = x.length;
  if (n < 2) return 0;
  const nearest = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
  for (let one = 0; one < n; one++) {
    for (let other = one + 1; other < n; other++) {
      const distance = Math.hypot((x[one] ?? 0) - (x[other] ?? 0), (y[one] ?? 0) - (y[other] ?? 0));
      nearest[one] = Math.min(nearest[one] ?? 0, distance);
      nearest[other] = Math.min(nearest[other] ?? 0, distance);
    }
  }
  return nearest.sort()[Math.floor(n / 2)] ?? 0;
}

export interface ReachProposal {
  readonly reach: number;
  /** Points whose `count`-th nearest is no farther, as a share. */
  readonly share: number;
}

/** A twentieth of the points are taken for strays, whose distances would bend the curve. */
const strays = 0.05;

/**
 * A distance for DBSCAN: the knee of the ascending distances to the `count`-th nearest point, itself the first, where the curve
 * lies farthest below its chord (Ester et al. 1996, 4.2; Satopaa et al. 2011). Rounded up to 5 m, between 5 and 500.
 */
export function proposeReach(x: Float64Array, y: Float64Array, count: number): ReachProposal {
  const distances = squaredToNearest(new PointTree(x, y), count).map(Math.sqrt).sort();
  const finite = distances.findIndex((distance) => !Number.isFinite(distance));
  const known = finite < 0 ? distances.length : finite;
  const used = Math.ceil(known * (1 - strays));
  if (used < 3) return { reach: 50, share: 0 };
  const [low, high] = [distances[0] ?? 0, distances[used - 1] ?? 0];
  let [knee, deepest] = [used - 1, -1];
  for (let at = 0; at < used && high > low; at++) {
    const depth = at / (used - 1) - ((distances[at] ?? 0) - low) / (high - low);
    if (depth > deepest) [knee, deepest] = [at, depth];
  }
  const reach = Math.min(500, Math.max(5, 5 * Math.ceil((distances[knee] ?? 0) / 5)));
  const within = distances.findIndex((distance) => distance > reach);
  return { reach, share: (within < 0 ? known : within) / distances.length };
}
