import { confidence, falseDiscovery } from "./false-discovery.js";
import { giStar } from "./gi-star.js";
import { assignHexagons } from "./hexagons.js";
import { bandNeighbours } from "./neighbours.js";

export interface Setting {
  readonly width: number;
  readonly band: number;
}

export interface RobustnessInput {
  /** Buildings and their values; NaN where not known. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly value: Float64Array;
  /** Places that are judged: whatever cell of a setting their centre lies in speaks for them. */
  readonly centreX: Float64Array;
  readonly centreY: Float64Array;
  readonly settings: readonly Setting[];
  /** Fewest known buildings of a cell. */
  readonly minimum: number;
  /** Largest p, corrected for many tests or not, of a cell that is called hot or cold. */
  readonly level: number;
  readonly corrected: boolean;
}

/** In how many of the settings each place is hot, cold, and has enough buildings to be judged at all. */
export interface Robustness {
  readonly hot: Uint32Array;
  readonly cold: Uint32Array;
  readonly judged: Uint32Array;
}

/** Runs Gi* on the mean value of hexagons in every setting. */
export function robustness(
  input: RobustnessInput,
  report: (done: number, total: number) => void = () => undefined,
): Robustness {
  const places = input.centreX.length;
  const found = { hot: new Uint32Array(places), cold: new Uint32Array(places), judged: new Uint32Array(places) };
  for (const [done, setting] of input.settings.entries()) {
    report(done, input.settings.length);
    judge(input, setting, found);
  }
  return found;
}

function judge(input: RobustnessInput, { width, band }: Setting, found: Robustness): void {
  const { x, y, value, centreX, centreY } = input;
  const points = x.length;
  const all = (own: Float64Array, centres: Float64Array) => {
    const joined = new Float64Array(points + centres.length);
    joined.set(own);
    joined.set(centres, points);
    return joined;
  };
  const cells = assignHexagons(all(x, centreX), all(y, centreY), { width });
  const known = new Float64Array(cells.x.length);
  const sum = new Float64Array(cells.x.length);
  for (let point = 0; point < points; point++) {
    const each = value[point] ?? Number.NaN;
    if (Number.isNaN(each)) continue;
    const cell = cells.cellOf[point] ?? 0;
    known[cell] = (known[cell] ?? 0) + 1;
    sum[cell] = (sum[cell] ?? 0) + each;
  }
  const kept = Uint32Array.from(known.keys()).filter((cell) => (known[cell] ?? 0) >= input.minimum);
  const pick = (values: Float64Array) => Float64Array.from(kept, (cell) => values[cell] ?? 0);
  const means = Float64Array.from(kept, (cell) => (sum[cell] ?? 0) / (known[cell] ?? 1));
  const { z, p } = giStar(means, bandNeighbours(pick(cells.x), pick(cells.y), band));
  const decisive = input.corrected ? falseDiscovery(p) : p;
  const levels = new Int8Array(cells.x.length);
  const judged = new Uint8Array(cells.x.length);
  for (const [at, cell] of kept.entries()) {
    judged[cell] = 1;
    const share = decisive[at] ?? 1;
    levels[cell] = share <= input.level ? Math.sign(confidence(z[at] ?? 0, 0)) : 0;
  }
  for (let place = 0; place < centreX.length; place++) {
    const cell = cells.cellOf[points + place] ?? 0;
    const level = levels[cell] ?? 0;
    if (level > 0) found.hot[place] = (found.hot[place] ?? 0) + 1;
    if (level < 0) found.cold[place] = (found.cold[place] ?? 0) + 1;
    if (judged[cell] === 1) found.judged[place] = (found.judged[place] ?? 0) + 1;
  }
}
