import { z } from "zod";
import { type RiskLevel, type Scheme, scheme } from "./scheme.js";
import type { Text } from "./text.js";
import { call } from "./wire.js";

const layerId = z.int().positive();
const path = z.string().min(1).max(4096);
const shortText = z.string().max(200);

/** A scoring scheme of the project, its newest version and all of them. */
export interface SchemeEntry {
  readonly name: string;
  readonly title: Text;
  readonly version: number;
  readonly versions: readonly Pick<Scheme, "version" | "saved">[];
}

/** What an AHP matrix says; see `data/risk/ahp.ts`. */
export interface AhpAnswer {
  /** Factor → weight in percent; they sum to 100. */
  readonly weights: Readonly<Record<string, number>>;
  readonly lambda: number;
  readonly index: number;
  readonly ratio: number;
  readonly consistent: boolean;
  /** The pair farthest from what the others say, and what is wrong with it; null where all agree. */
  readonly worst: {
    readonly row: string;
    readonly column: string;
    readonly given: number;
    readonly implied: number;
  } | null;
  /** One sentence for a matrix whose weights must not be taken. */
  readonly fault: Text | null;
}

/** What a scheme makes of a scored layer, before it is run and kept. */
export interface Rescored {
  /** Buildings per level, null: not scored. */
  readonly counts: readonly { readonly value: RiskLevel | null; readonly count: number }[];
  readonly milliseconds: number;
}

/** One step of why a building has its level. */
export interface Reason {
  /** Factor or rule that speaks. */
  readonly factor: string;
  readonly title: Text;
  /** 0 to 1 for a factor of vulnerability, 0 to 100 for an exposure, 1 to 5 for the consequence; null: not known. */
  readonly value: number | null;
  /** Points that it adds to V; null where it does not add to V. */
  readonly points: number | null;
  /** One sentence: value, neighbour, metres, clause. */
  readonly text: Text;
}

/** Calls about how buildings are scored. */
export const schemeCalls = {
  "scheme.list": call<readonly SchemeEntry[]>()(z.strictObject({})),
  /** `NAME` or `NAME@VERSION`. */
  "scheme.load": call<Scheme>()(z.strictObject({ reference: shortText })),
  /** Keeps it as a new version of its name; what says the same as the newest is that one. */
  "scheme.save": call<Scheme>()(z.strictObject({ scheme })),
  /** A scheme as a JSON file, to be carried to another project. */
  "scheme.write": call<{ path: string }>()(
    z.strictObject({ reference: shortText, path, replace: z.boolean().optional() }),
  ),
  /** Checks a scheme file and keeps it in the project. */
  "scheme.read": call<Scheme>()(z.strictObject({ path })),
  /** Weights from pairwise comparisons, in the order of the factors in the catalog. */
  "scheme.weigh": call<AhpAnswer>()(z.strictObject({ matrix: z.array(z.array(z.number()).max(10)).max(10) })),
  /** Shows a scored layer by another scheme, everywhere, until the project is closed or `scheme` is null. */
  "score.rescore": call<Rescored>()(z.strictObject({ layer: layerId, scheme: scheme.nullable() })),
  "score.explain": call<readonly Reason[]>()(z.strictObject({ layer: layerId, fid: z.int().min(0) })),
} as const;
