import type { GeometryFamily } from "../../contract/catalog.js";
import type { Text } from "../../contract/text.js";
import { farMisses_m, nearMisses_m } from "./shift-trials.js";

/** A way to say how well places of a layer fit a trusted layer of polygons: the share of them for which `fits` holds. */
export interface ShiftMeasure {
  readonly name: string;
  readonly families: readonly GeometryFamily[];
  /** Of trusted polygons as small as buildings, as large as districts, or both. */
  readonly trusted: readonly ("footprints" | "areas")[];
  /** SQL over `distance_m` (to the nearest polygon, 0 inside) and `outline_m`; both null where nothing lies within reach. */
  readonly fits: string;
  /** Whether a share of fitting places is clearly better than another one, leaving chance aside. */
  readonly better: (share: number, other: number) => boolean;
  /** Whether it is clearly better than beside the spot, at one of these distances in metres. */
  readonly sharper: (share: number, beside: number) => boolean;
  readonly misses_m: readonly number[];
  /** What the share is of, after "83 %". */
  readonly words: (trusted: Text) => Text;
}

/** Of shares that are low by chance: so many of all places more. */
const more = (part: number) => (share: number, other: number) => share - other >= part;
/** Of shares that are high by chance: so many times fewer that do not fit. */
const fewerMisfits = (times: number) => (share: number, other: number) => times * (1 - share) <= 1 - other;

/** No fit looks farther than this: metres. */
export const measureReach_m = 15;

const near = (tolerance_m: number): ShiftMeasure => ({
  name: `near_${tolerance_m}`,
  families: ["point"],
  trusted: ["footprints"],
  fits: `distance_m <= ${tolerance_m}`,
  better: more(0.1),
  sharper: more(0.05),
  misses_m: nearMisses_m,
  words: (trusted) => ({
    zh: `的点落在“${trusted.zh}”${tolerance_m} 米内`,
    en: `of the points lie within ${tolerance_m} m of "${trusted.en}"`,
  }),
});

export const shiftMeasures: readonly ShiftMeasure[] = [
  near(2),
  near(5),
  near(measureReach_m),
  {
    name: "clear",
    families: ["point", "line", "polygon"],
    trusted: ["footprints"],
    fits: "distance_m IS NULL OR distance_m > 0",
    better: fewerMisfits(3),
    sharper: fewerMisfits(1.5),
    misses_m: nearMisses_m,
    words: (trusted) => ({
      zh: `的点位不压“${trusted.zh}”`,
      en: `of the places keep clear of "${trusted.en}"`,
    }),
  },
  {
    name: "outline",
    families: ["polygon"],
    trusted: ["footprints", "areas"],
    fits: "outline_m <= 3",
    better: more(0.1),
    sharper: more(0.05),
    misses_m: nearMisses_m,
    words: (trusted) => ({
      zh: `的点位落在“${trusted.zh}”边线 3 米内`,
      en: `of the places lie within 3 m of an outline of "${trusted.en}"`,
    }),
  },
  {
    name: "within",
    families: ["point", "line", "polygon"],
    trusted: ["areas"],
    fits: "distance_m <= 0",
    better: fewerMisfits(3),
    sharper: fewerMisfits(1.5),
    misses_m: farMisses_m,
    words: (trusted) => ({
      zh: `的点位落在“${trusted.zh}”范围内`,
      en: `of the places lie inside "${trusted.en}"`,
    }),
  },
];
