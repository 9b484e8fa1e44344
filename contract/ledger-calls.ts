import { z } from "zod";
import { condition, order } from "./conditions.js";
import {
  type CaseAction,
  type CaseState,
  type CaseValues,
  caseAction,
  caseState,
  caseValues,
  type DangerGrade,
  dangerGrade,
  type JudgementScale,
} from "./ledger.js";
import type { Text } from "./text.js";
import { call } from "./wire.js";

const id = z.int().positive();
const shortText = z.string().max(200);
const path = z.string().min(1).max(4096);
const reason = z.string().max(1000);

/** Which rows of a layer: these, or those that pass a filter, the first `limit` of them under an order. */
export const rowChoice = z.strictObject({
  layer: id,
  fids: z.array(z.int().min(0)).max(100_000).optional(),
  filter: z.array(condition).max(50).optional(),
  order: order.optional(),
  limit: z.int().min(1).max(100_000).optional(),
});
export type RowChoice = z.infer<typeof rowChoice>;

/** Who did it and when; `at` is UTC, ISO 8601. */
export interface LedgerStamp {
  readonly seq: number;
  readonly at: string;
  readonly who: string;
}

/** One arrow of the state machine of domain.md 5, whole: from where, to where, and what must be said to take it. */
export interface ActionEntry {
  readonly action: CaseAction;
  readonly title: Text;
  readonly from: readonly CaseState[];
  /** Null: the case stays where it is. */
  readonly to: CaseState | null;
  /** Must be known, given now or before; must be given anew. */
  readonly needs: readonly (keyof CaseValues)[];
  readonly renews: readonly (keyof CaseValues)[];
  readonly needsReason: boolean;
}

export interface HazardEntry {
  readonly value: string;
  readonly title: Text;
}

export interface ListEntry {
  readonly id: number;
  readonly name: string;
  readonly count: number;
  readonly created: LedgerStamp;
}

/** The ledger at a glance: what every view begins with. */
export interface LedgerSummary {
  /** Null: nobody has said who they are; decisions are refused until then. */
  readonly operator: string | null;
  /** Not empty: nothing can be decided until the journal has been repaired. Lines count from 1. */
  readonly damage: readonly { readonly line: number; readonly what: Text }[];
  readonly entries: number;
  readonly lists: readonly ListEntry[];
  readonly cases: Readonly<Record<CaseState, number>>;
  readonly overdue: number;
  /** Within seven days. */
  readonly dueSoon: number;
  /** Closed of those ever handed over; null where none was. */
  readonly closureRate: number | null;
  readonly undo: Text | null;
  readonly redo: Text | null;
}

/** A building of the ledger as lists and cases show it; `layer` null: its row is not there any more. */
export interface BuildingEntry {
  readonly building: number;
  readonly layer: number;
  readonly fid: number;
  readonly code: string | null;
  readonly name: string | null;
  readonly address: string | null;
  readonly place: readonly [number, number] | null;
}

export interface PickEntry extends BuildingEntry {
  readonly reason: string;
  readonly run: number | null;
  readonly metres: number | null;
  readonly added: LedgerStamp;
  readonly grade: DangerGrade | null;
  /** Its case that is not closed or excluded, the latest. */
  readonly openCase: number | null;
}

export interface CaseEntry {
  readonly id: number;
  readonly of: BuildingEntry;
  readonly hazard: string;
  readonly description: string;
  readonly state: CaseState;
  readonly values: CaseValues;
  readonly grade: DangerGrade | null;
  readonly opened: LedgerStamp;
  readonly moved: LedgerStamp;
  readonly overdue: boolean;
  /** Open, and due within seven days. */
  readonly dueSoon: boolean;
  readonly actions: readonly CaseAction[];
}

/** Everything that was decided about one building: 一房一册. */
export interface BuildingFile {
  readonly of: BuildingEntry;
  readonly cases: readonly CaseEntry[];
  readonly lists: readonly { readonly id: number; readonly name: string; readonly reason: string }[];
  readonly grades: readonly {
    readonly grade: DangerGrade | null;
    readonly report: string | null;
    readonly agency: string | null;
    readonly date: string | null;
    readonly recorded: LedgerStamp;
  }[];
  /** On scales of their own, none of them a danger grade; the latest is the last. */
  readonly judgements: readonly {
    readonly scale: JudgementScale;
    readonly value: string | null;
    readonly by: string | null;
    readonly date: string | null;
    readonly recorded: LedgerStamp;
  }[];
  readonly rechecks: readonly { readonly date: string; readonly result: string; readonly recorded: LedgerStamp }[];
  readonly notes: readonly { readonly text: string; readonly added: LedgerStamp }[];
  readonly files: readonly {
    readonly name: string;
    readonly sha256: string;
    readonly bytes: number;
    readonly added: LedgerStamp;
  }[];
  /** The journal's words about it, the latest first. */
  readonly history: readonly { readonly stamp: LedgerStamp; readonly title: Text; readonly why: string | null }[];
}

/** Calls about what people decide. Each returns when the decision is on the disk. */
export const ledgerCalls = {
  "ledger.read": call<LedgerSummary>()(z.strictObject({})),
  /** Says who decides from now on. */
  "ledger.sign": call<LedgerSummary>()(z.strictObject({ name: shortText.min(1) })),
  /** Takes back the latest decision that counts. Throws `usage` where there is none. */
  "ledger.undo": call<LedgerSummary>()(z.strictObject({})),
  "ledger.redo": call<LedgerSummary>()(z.strictObject({})),
  /** Sets a damaged journal aside in `backups/` and goes on with every entry that is whole in itself. */
  "ledger.repair": call<LedgerSummary>()(z.strictObject({})),
  "list.create": call<{ list: number }>()(z.strictObject({ name: shortText.min(1) })),
  "list.rename": call<null>()(z.strictObject({ list: id, name: shortText.min(1) })),
  "list.remove": call<null>()(z.strictObject({ list: id })),
  /**
   * A building that is on the list already keeps its first reason. The metres of a reason are the least distance that the
   * layer chosen from knows of the row. A list by a name is made with it, in one entry of the journal: undone together, and
   * not there after a cancel.
   */
  "list.add": call<{ added: number; there: number }>()(
    z.strictObject({
      list: z.union([id, shortText.min(1)]),
      rows: rowChoice,
      reason: reason.min(1),
      run: id.nullable().optional(),
    }),
  ),
  "list.drop": call<{ dropped: number }>()(z.strictObject({ list: id, buildings: z.array(id).min(1).max(100_000) })),
  /** A new list of what is on either, on both, or on the first and not on the second; reasons come along. */
  "list.combine": call<{ list: number }>()(
    z.strictObject({
      one: id,
      other: id,
      how: z.enum(["union", "intersection", "difference"]),
      name: shortText.min(1),
    }),
  ),
  "list.read": call<readonly PickEntry[]>()(z.strictObject({ list: id })),
  /** Of a whole list, or of rows; a building with an open case of the same hazard is left out and counted. */
  "case.open": call<{ cases: readonly number[]; there: number }>()(
    z.strictObject({
      list: id.optional(),
      rows: rowChoice.optional(),
      hazard: shortText.min(1),
      description: z.string().max(4000),
    }),
  ),
  /** All of them or none. Throws `usage` naming the first case to which it cannot be done, and why. */
  "case.act": call<readonly CaseEntry[]>()(
    z.strictObject({
      cases: z.array(id).min(1).max(10_000),
      action: caseAction,
      values: caseValues.partial().optional(),
      why: reason.optional(),
    }),
  ),
  "case.edit": call<readonly CaseEntry[]>()(
    z.strictObject({ cases: z.array(id).min(1).max(10_000), values: caseValues.partial(), why: reason.optional() }),
  ),
  "case.list": call<readonly CaseEntry[]>()(
    z.strictObject({ states: z.array(caseState).optional(), overdue: z.boolean().optional(), list: id.optional() }),
  ),
  "case.actions": call<{ actions: readonly ActionEntry[]; hazards: readonly HazardEntry[] }>()(z.strictObject({})),
  "building.read": call<BuildingFile | null>()(
    z.union([z.strictObject({ building: id }), z.strictObject({ layer: id, fid: z.int().min(0) })]),
  ),
  "building.grade": call<BuildingFile>()(
    z.strictObject({
      rows: rowChoice,
      grade: dangerGrade.nullable(),
      report: shortText.nullable(),
      agency: shortText.nullable(),
      date: shortText.nullable(),
    }),
  ),
  "building.note": call<BuildingFile>()(z.strictObject({ rows: rowChoice, text: z.string().min(1).max(4000) })),
  /** Copies a file into `files/` beside the project, named by its hash. */
  "building.attach": call<BuildingFile>()(z.strictObject({ rows: rowChoice, path })),
} as const;
