import { z } from "zod";

/** Format of a scheme file; a program refuses a newer one. */
export const schemeFormat = 1;

const text = z.strictObject({ zh: z.string().min(1).max(200), en: z.string().min(1).max(200) });

/** Pressure classes of GB 55009-2021, the lowest first. */
export const pressureClasses = [
  "low",
  "medium_b",
  "medium_a",
  "sub_high_b",
  "sub_high_a",
  "high_b",
  "high_a",
  "ultra_high",
] as const;
export type PressureClass = (typeof pressureClasses)[number];

const pressure = z.enum(pressureClasses);
/** Metres; no range or clearance of a standard comes near. */
export const farthestLimit = 500;
const metres = z.number().min(0).max(farthestLimit);
/** Characters of a source. */
export const longestSource = 200;
const source = z.string().min(1).max(longestSource);

/** Ranges and clearances around a gas pipe, in metres from its outer wall, each value with its source. */
export const pressureProfile = z.strictObject({
  name: z.string().min(1).max(60),
  title: text,
  /** Of an office's own: name of the program's profile that it is a copy of. */
  from: z.string().max(60).optional(),
  /** One for each pressure class. `source` is that of both, unless the control range has one of its own. */
  ranges: z
    .array(
      z.strictObject({
        pressure,
        protection_m: metres,
        control_m: metres,
        source,
        control_source: source.optional(),
      }),
    )
    .max(20),
  /** A row holds from the pipe wall thickness `wall_mm` on. */
  clearances: z
    .array(
      z.strictObject({
        pressure,
        to: z.enum(["foundation", "outer_wall"]),
        wall_mm: z.number().min(0).max(100),
        metres,
        source,
      }),
    )
    .max(60),
});
export type PressureProfile = z.infer<typeof pressureProfile>;

const points = z.number().min(0).max(100);

/**
 * How buildings are scored: every weight, band, threshold and veto, as one file. Whether the weights fit the factors is
 * said by `scheme.save` and `scheme.read`.
 */
export const scheme = z.strictObject({
  format: z.literal(schemeFormat),
  /** Also the name of its file in the project. */
  name: z
    .string()
    .min(1)
    .max(60)
    .regex(/^[^\\/:*?"<>|.\p{Cc}][^\\/:*?"<>|\p{Cc}]*$/u),
  title: text,
  /** Counted by the project: each save of changed content is a new one. */
  version: z.int().min(1),
  /** Who was logged in and when, in milliseconds since 1970, as this version was saved; set by the project. */
  saved: z.strictObject({ by: z.string().max(200), at: z.int().min(0) }).optional(),
  /** A profile of the program by name, or the office's own. */
  profile: z.union([z.string().max(60), pressureProfile]),
  /** Vulnerability factor → weight; they sum to 100. */
  weights: z.record(z.string().max(60), z.number()),
  /** What a factor of unknown value counts, 0 to 1. */
  unknown: z.number().min(0).max(1),
  /** Points of gas exposure: inside the protection range, clearance not met, nearest and farthest in the control range. */
  gas: z.strictObject({
    protection: points,
    clearance: points,
    control_near: points,
    control_far: points,
    /** Factor for grey cast iron and for steel of more than 20 years. */
    aged: z.number().min(1).max(3),
  }),
  /** Likelihood = max(V, own · V + exposed · max(G, X)). */
  likelihood: z.strictObject({ own: z.number().min(0).max(1), exposed: z.number().min(0).max(1) }),
  /** Points from which the likelihood is 2, 3, 4 and 5. */
  likelihood_bands: z.tuple([points, points, points, points]),
  /** Risk (likelihood × consequence, 1 to 25) from which a building is 一般, 较大 and 重大. */
  level_bands: z.tuple([z.number().min(1).max(25), z.number().min(1).max(25), z.number().min(1).max(25)]),
  /** Percent of the weight that must be known; below, the level is 资料不足. */
  least_known_pct: z.number().min(0).max(100),
  /** What makes a building 重大 whatever its points. */
  vetoes: z.strictObject({
    /** Grade D of JGJ 125. */
    grade_d: z.boolean(),
    /** People inside, on a pipe of medium pressure and above. */
    occupied_over_pipe: z.boolean(),
    /** Vulnerability from this on, within this many depths of an active pit; null: no veto. */
    vulnerable_by_pit: z.strictObject({ points, depths: z.number().min(0).max(10) }).nullable(),
    /** Severe hazard by preliminary judgement, and used for business. */
    severe_business: z.boolean(),
  }),
});
export type Scheme = z.infer<typeof scheme>;

/** Whether both say the same, whatever their version, who saved it, and the order in which their parts were written. */
export function sameScheme(one: Scheme, other: Scheme): boolean {
  const content = ({ version: _version, saved: _saved, ...rest }: Scheme) => JSON.stringify(rest, ordered);
  return content(one) === content(other);
}

/** For `JSON.stringify`: the keys of every object in one order. */
function ordered(_key: string, value: unknown): unknown {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value;
}

/** Levels, the most urgent first. */
export const riskLevels = ["major", "larger", "general", "low", "insufficient"] as const;
export type RiskLevel = (typeof riskLevels)[number];
