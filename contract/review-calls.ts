import { z } from "zod";
import type { FeatureRevision } from "./card-calls.js";
import { type DangerGrade, judgementScale, type LedgerRules, ledgerRules } from "./ledger.js";
import { type BuildingEntry, type BuildingFile, type CaseEntry, rowChoice } from "./ledger-calls.js";
import type { Text } from "./text.js";
import { call } from "./wire.js";

const id = z.int().positive();
const shortText = z.string().max(200);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/u);
const cases = z.array(id).min(1).max(10_000);

/** A house that is to be looked at again. */
export interface RecheckEntry {
  readonly of: BuildingEntry;
  readonly grade: DangerGrade | null;
  /** What the cycle counts from: an assessment, a closed case, the last re-check. */
  readonly since: string;
  readonly from: "grade" | "closed" | "recheck";
  readonly months: number;
  readonly due: string;
  readonly overdue: boolean;
}

/** How a district gets on with its cases; `fid` null: houses outside every district, or without a place. */
export interface DistrictRate {
  readonly fid: number | null;
  readonly code: string | null;
  readonly name: string | null;
  readonly cases: number;
  /** Ever handed over, of them closed; see `LedgerSummary.closureRate`. */
  readonly handed: number;
  readonly closed: number;
  readonly overdue: number;
  readonly rate: number | null;
  readonly ids: readonly number[];
}

/** One thing that happened to a house, whoever did it. */
export interface TimelineItem {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly kind: "revision" | "result" | "decision";
  readonly who: string | null;
  readonly title: Text;
  readonly details: readonly Text[];
  /** Of a revision of the data: what it changed. */
  readonly revision?: FeatureRevision;
}

/** A kept photo as the page may show it. Never SVG or HTML. */
export interface Picture {
  readonly type: "image/jpeg" | "image/png" | "image/webp";
  /** In pixels, as stored: a telephone's photo may be meant to be turned. */
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

/** Calls that look over many cases, and those about a house's own course. */
export const reviewCalls = {
  "rules.read": call<LedgerRules>()(z.strictObject({})),
  "rules.save": call<LedgerRules>()(z.strictObject({ rules: ledgerRules })),
  /** Houses without an open case whose cycle runs, the earliest first. */
  "recheck.list": call<readonly RecheckEntry[]>()(z.strictObject({})),
  "building.recheck": call<BuildingFile>()(
    z.strictObject({ rows: rowChoice, date: day, result: z.string().min(1).max(4000) }),
  ),
  "building.judge": call<BuildingFile>()(
    z.strictObject({
      rows: rowChoice,
      scale: judgementScale,
      value: shortText.nullable(),
      by: shortText.nullable(),
      date: day.nullable(),
    }),
  ),
  /** Where a document that is kept with the house lies, for the system's file manager. */
  "building.file": call<{ path: string }>()(z.strictObject({ building: id, sha256: z.string().length(64) })),
  /** A kept photo. Throws `input-format` for what is no picture by its bytes, `input-too-large`, `input-damaged`. */
  "building.picture": call<Picture>()(z.strictObject({ building: id, sha256: z.string().length(64) })),
  /** Revisions of the layer, results of runs, and what was decided, the latest first. */
  "building.timeline": call<readonly TimelineItem[]>()(z.strictObject({ layer: id, fid: z.int().min(0) })),
  /**
   * Hands many confirmed cases over in one entry: all to one unit, to several in turn in blocks of like size in the order
   * given, or by the district in which the house lies (district's `fid` → unit; `outside` for the others).
   */
  "case.distribute": call<readonly CaseEntry[]>()(
    z.strictObject({
      cases,
      to: z.discriminatedUnion("by", [
        z.strictObject({ by: z.literal("one"), unit: shortText.min(1) }),
        z.strictObject({ by: z.literal("blocks"), units: z.array(shortText.min(1)).min(1).max(200) }),
        z.strictObject({
          by: z.literal("district"),
          layer: id,
          units: z.record(z.string().max(20), shortText.min(1)),
          outside: shortText.min(1).nullable(),
        }),
      ]),
      deadline: day,
      person: shortText.nullable().optional(),
      why: z.string().max(1000).optional(),
    }),
  ),
  "case.districts": call<readonly DistrictRate[]>()(z.strictObject({ layer: id })),
} as const;
