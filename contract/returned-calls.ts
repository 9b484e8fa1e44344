import { z } from "zod";
import type { CaseState } from "./ledger.js";
import type { BuildingEntry } from "./ledger-calls.js";
import type { Text } from "./text.js";
import { call } from "./wire.js";

const id = z.int().positive();
const path = z.string().min(1).max(4096);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/u);
/** What a column is → the field of the file; an empty name means "none". Absent: guessed from the names. */
const mapping = z.record(z.string().max(40), z.string().max(200));
const take = z.enum(["new", "old"]);

/** What an agency can say of a house in its returned form. */
export const returnedFields = [
  "grade",
  "report",
  "agency",
  "date",
  "preliminary",
  "reliability",
  "seismic",
  "note",
] as const;
export const returnedField = z.enum(returnedFields);
export type ReturnedField = z.infer<typeof returnedField>;

/**
 * `new`: nothing was known; `same`; `conflict`: something else is known, and somebody has to choose; `fault`: cannot be read,
 * and is never written.
 */
export interface ReturnedCell {
  readonly field: ReturnedField;
  /** As it stands in the file. */
  readonly given: string;
  /** As it would be written; null for a fault. */
  readonly value: string | null;
  /** What the ledger has. */
  readonly known: string | null;
  readonly state: "new" | "same" | "conflict" | "fault";
  /** How it was read where that is not plain, or why it cannot be. */
  readonly note: Text | null;
}

/** Why a row is not written. `contradicts`: other rows say something else of the same house; one can be chosen. */
export type ReturnedProblem = "unknown" | "ambiguous" | "outside" | "repeated" | "contradicts" | "incomplete" | "empty";

export interface ReturnedRow {
  /** As a spreadsheet counts it. */
  readonly row: number;
  readonly code: string | null;
  readonly of: BuildingEntry | null;
  readonly problem: ReturnedProblem | null;
  readonly why: Text | null;
  readonly cells: readonly ReturnedCell[];
}

/** A table beside the ledger, as it was looked at. */
interface ComparedTable {
  readonly path: string;
  readonly sha256: string;
  /** Number of entries of the ledger that it was compared with: what was looked at is what is applied. */
  readonly serial: number;
  readonly fields: readonly string[];
  readonly mapping: Readonly<Record<string, string>>;
  readonly notes: readonly Text[];
}

export interface ReturnedForm extends ComparedTable {
  readonly rows: readonly ReturnedRow[];
  /** Cells by state: of the rows that can be written; those that cannot be read, of all rows. Rows, and those left out. */
  readonly counts: Readonly<Record<"new" | "same" | "conflict" | "fault" | "rows" | "left", number>>;
}

/** A row of an existing ledger. `there`: the house has a case of this hazard already. */
export type LedgerRowProblem = "unknown" | "ambiguous" | "there" | "repeated" | "state";

export interface LedgerRow {
  readonly row: number;
  readonly code: string | null;
  readonly of: Pick<BuildingEntry, "layer" | "fid" | "code" | "name" | "address"> | null;
  readonly hazard: string;
  readonly state: CaseState | null;
  readonly values: Readonly<Record<string, string>>;
  readonly problem: LedgerRowProblem | null;
  readonly notes: readonly Text[];
}

export interface LedgerImport extends ComparedTable {
  readonly rows: readonly LedgerRow[];
  readonly counts: Readonly<Record<"fresh" | LedgerRowProblem, number>>;
}

const look = { path, mapping: mapping.optional() };
/** What was looked at: a file or ledger that has changed since is refused. */
const seen = { sha256, serial: z.int().min(0) };

/** Calls about tables that come back from agencies or were kept before. Nothing is written until it is confirmed. */
export const returnedCalls = {
  /** Compares a form with the ledger, field by field; with `list`, houses that are not on it are left out. */
  "return.inspect": call<ReturnedForm>()(z.strictObject({ ...look, list: id.optional() })),
  /**
   * Writes what was chosen as one entry. `conflicts`: for all that `choices` does not name; without it a conflict that was not
   * chosen is refused. `rows`: of rows that contradict each other, those that count.
   */
  "return.apply": call<{ buildings: number; written: number }>()(
    z.strictObject({
      ...look,
      ...seen,
      list: id.optional(),
      conflicts: take.optional(),
      choices: z
        .array(z.strictObject({ row: id, field: returnedField, take }))
        .max(100_000)
        .optional(),
      rows: z.array(id).max(20_000).optional(),
    }),
  ),
  /** A form for an agency: the list's houses with locked codes and choices for grades, as `return.inspect` reads it back. */
  "list.send": call<{ path: string; rows: number }>()(
    z.strictObject({ list: id, path, replace: z.boolean().optional() }),
  ),
  /** Compares a ledger kept before with houses of a layer (without one: of the newest) and with the cases that are there. */
  "ledger.inspect": call<LedgerImport>()(z.strictObject({ ...look, layer: id.optional() })),
  "ledger.import": call<{ cases: number; buildings: number }>()(
    z.strictObject({ ...look, ...seen, layer: id.optional() }),
  ),
} as const;
