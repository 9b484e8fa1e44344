import type { ShiftSystem } from "../../contract/api.js";
import type { ShiftMeasure } from "./shift-measures.js";
import { isExact, type Trial } from "./shift-trials.js";
import { webMapShifts } from "./web-map-shifts.js";

/** How many of `probes` places fit after a trial's displacement, by one measure. */
export interface Fit {
  readonly trial: Trial;
  readonly fitting: number;
}

export interface Verdict {
  /** The measure that tells most. */
  readonly measure: ShiftMeasure;
  /** Null: none is significantly better than everything else. */
  readonly system: ShiftSystem | null;
  /** Shares of the places that fit: as the layer lies, each shift undone, and the best of the other displacements. */
  readonly shares: Readonly<Record<"none" | ShiftSystem | "others", number>>;
}

/** Standard deviations by which a fit must be better than all others, and than what lies beside it. */
const sureOfBest = 5;
const sureOfPeak = 3;

/**
 * Weighs one measure: a shift is found where its undoing fits better than the layer as it lies, than the other shift undone
 * and than displacements as large in eleven other directions, and better than beside the spot, each by the measure's
 * margin and by some standard deviations of the difference of two shares.
 */
export function judgeShift(measure: ShiftMeasure, fits: readonly Fit[], probes: number): Verdict {
  const best = (chosen: (trial: Trial) => boolean) =>
    Math.max(0, ...fits.filter(({ trial }) => chosen(trial)).map(({ fitting }) => fitting));
  const spot = (system: ShiftSystem | null) => best((trial) => isExact(trial, system));
  const share = (count: number) => (probes === 0 ? 0 : count / probes);
  const turned = best(({ turned_deg }) => turned_deg > 0);
  const surely = (one: number, other: number, deviations: number) => difference(one, other, probes) >= deviations;
  const found = webMapShifts.find(({ name }) => {
    const mine = spot(name);
    const rivals = Math.max(
      spot(null),
      turned,
      ...webMapShifts.map((each) => (each.name === name ? 0 : spot(each.name))),
    );
    const beside = best(({ system, missed_m }) => system === name && measure.misses_m.includes(missed_m));
    const isBest = measure.better(share(mine), share(rivals)) && surely(mine, rivals, sureOfBest);
    return isBest && measure.sharper(share(mine), share(beside)) && surely(mine, beside, sureOfPeak);
  });
  return {
    measure,
    system: found?.name ?? null,
    shares: { none: share(spot(null)), gcj02: share(spot("gcj02")), bd09: share(spot("bd09")), others: share(turned) },
  };
}

/** The difference of two shares of `probes` in standard deviations; each counts one more of both sorts, so that none is 0. */
function difference(one: number, other: number, probes: number): number {
  const [p, q] = [(one + 1) / (probes + 2), (other + 1) / (probes + 2)];
  return (p - q) / Math.sqrt((p * (1 - p) + q * (1 - q)) / (probes + 2));
}
