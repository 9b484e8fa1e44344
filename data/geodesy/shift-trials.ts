import type { ShiftSystem } from "../../contract/api.js";
import { webMapShifts } from "./web-map-shifts.js";

/** A displacement to be tried on a layer: as it lies, a web map's shift undone, or something as large that is neither. */
export interface Trial {
  /** Whose undoing gives the displacement; null: the layer as it lies. */
  readonly system: ShiftSystem | null;
  /** Degrees by which that displacement is turned, the same everywhere. */
  readonly turned_deg: number;
  /** Metres by which it is missed, and where to. */
  readonly missed_m: number;
  readonly missed_deg: number;
}

/**
 * Metres beside a shift's exact undoing, to see that the fit is better on the spot than beside it: places of users are good to 20 m,
 * houses stand 10 to 100 m apart, districts are wider.
 */
export const nearMisses_m: readonly number[] = [40, 60, 90];
export const farMisses_m: readonly number[] = [250];

const eighths = [0, 45, 90, 135, 180, 225, 270, 315];
const turns = Array.from({ length: 11 }, (_each, index) => 30 * (index + 1));

const exact = (system: ShiftSystem | null): Trial => ({ system, turned_deg: 0, missed_m: 0, missed_deg: 0 });

export const trials: readonly Trial[] = [
  exact(null),
  ...webMapShifts.flatMap(({ name }) => [
    exact(name),
    ...turns.map((turned_deg) => ({ ...exact(name), turned_deg })),
    ...[...nearMisses_m, ...farMisses_m].flatMap((missed_m) =>
      eighths.map((missed_deg) => ({ ...exact(name), missed_m, missed_deg })),
    ),
  ]),
];

export function isExact(trial: Trial, system: ShiftSystem | null): boolean {
  return trial.system === system && trial.turned_deg === 0 && trial.missed_m === 0;
}
