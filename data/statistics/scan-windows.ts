/** The places around each centre, nearest first, as far as a window may grow. */
export interface ScanWindows {
  /** Window members of centre `from + i` are `members[starts[i]]` to `members[starts[i + 1] - 1]`. */
  readonly starts: Float64Array;
  /** Twice the number of the place, and one more for the last of those equally far: a circle takes them all or none. */
  readonly members: Uint32Array;
}

export interface ScanPlaces {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Buildings of each place, above 0. */
  readonly bases: Float64Array;
  /** Largest share of all buildings in a window. */
  readonly share: number;
  /** Largest radius in metres; may be infinite. */
  readonly radius: number;
}

/** Distances count to a tenth of a millimetre, so that rounding parts no ring of a regular grid. */
const perMetre = 10_000;
const places = 4_194_304;
const buckets = 1024;

/** Windows around the centres `from` to `to`. Fewer than 4 million places, less than 200 km apart. */
export function scanWindows(given: ScanPlaces, from: number, to: number): ScanWindows {
  const starts = new Float64Array(to - from + 1);
  let members = new Uint32Array(1024);
  let filled = 0;
  for (let centre = from; centre < to; centre++) {
    const window = windowAround(given, centre);
    while (filled + window.length > members.length) {
      const larger = new Uint32Array(members.length * 2);
      larger.set(members);
      members = larger;
    }
    members.set(window, filled);
    filled += window.length;
    starts[centre - from + 1] = filled;
  }
  return { starts, members: members.subarray(0, filled) };
}

/** Members of the largest window around one centre. */
export function windowAround({ x, y, bases, share, radius }: ScanPlaces, centre: number): Uint32Array {
  const n = x.length;
  const distances = new Float64Array(n);
  let total = 0;
  let farthest = 0;
  for (let place = 0; place < n; place++) {
    const dx = (x[place] ?? 0) - (x[centre] ?? 0);
    const dy = (y[place] ?? 0) - (y[centre] ?? 0);
    const distance = Math.sqrt(dx * dx + dy * dy);
    distances[place] = distance;
    total += bases[place] ?? 0;
    if (distance > farthest) farthest = distance;
  }
  const limit = Math.floor(total * share);
  const reach = reachOf(distances, bases, limit, farthest);
  const keys = new Float64Array(n);
  let found = 0;
  for (let place = 0; place < n; place++) {
    const distance = distances[place] ?? 0;
    if (distance > reach || distance > radius + 1 / perMetre) continue;
    keys[found] = Math.round(distance * perMetre) * places + place;
    found += 1;
  }
  const sorted = keys.subarray(0, found).sort();
  const members = new Uint32Array(sorted.length);
  let [inside, complete] = [0, 0];
  for (let at = 0; at < sorted.length; at++) {
    const key = sorted[at] ?? 0;
    const place = key % places;
    inside += bases[place] ?? 0;
    if (inside > limit) break;
    const last = Math.floor(key / places) !== Math.floor((sorted[at + 1] ?? -1) / places);
    members[at] = 2 * place + (last ? 1 : 0);
    if (last) complete = at + 1;
  }
  return members.subarray(0, complete);
}

/** A distance within which more than `limit` buildings lie, not much larger than needed. */
function reachOf(distances: Float64Array, bases: Float64Array, limit: number, farthest: number): number {
  const width = farthest / buckets || 1;
  const counts = new Float64Array(buckets + 1);
  for (let place = 0; place < distances.length; place++) {
    const bucket = Math.floor((distances[place] ?? 0) / width);
    counts[bucket] = (counts[bucket] ?? 0) + (bases[place] ?? 0);
  }
  let inside = 0;
  for (let bucket = 0; bucket <= buckets; bucket++) {
    inside += counts[bucket] ?? 0;
    // One bucket more, so that the ring that goes beyond the limit is there whole.
    if (inside > limit) return (bucket + 2) * width;
  }
  return Number.POSITIVE_INFINITY;
}
