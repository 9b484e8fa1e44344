import type {
  CaseState,
  CaseValues,
  DangerGrade,
  JournalEntry,
  JudgementScale,
  LedgerRules,
  PickReason,
  Subject,
} from "../../contract/ledger.js";

/** Who, when and in which entry. */
export interface Stamp {
  readonly seq: number;
  readonly at: string;
  readonly who: string;
}

export interface LedgerCase {
  readonly id: number;
  readonly building: number;
  readonly hazard: string;
  readonly description: string;
  readonly state: CaseState;
  readonly values: CaseValues;
  readonly opened: Stamp;
  /** Whether it was ever handed over, wherever it stands now. */
  readonly handed: boolean;
  /** When it came into its state. */
  readonly moved: Stamp;
}

export interface Pick {
  readonly reason: PickReason;
  readonly added: Stamp;
}

export interface LedgerList {
  readonly id: number;
  readonly name: string;
  readonly created: Stamp;
  /** By building, in the order in which they entered. */
  readonly picks: ReadonlyMap<number, Pick>;
}

export interface RecordedGrade {
  readonly grade: DangerGrade | null;
  readonly report: string | null;
  readonly agency: string | null;
  readonly date: string | null;
  readonly recorded: Stamp;
}

/** A judgement on a scale of its own, never a danger grade. */
export interface RecordedJudgement {
  readonly scale: JudgementScale;
  readonly value: string | null;
  readonly by: string | null;
  readonly date: string | null;
  readonly recorded: Stamp;
}

export interface Recheck {
  readonly date: string;
  readonly result: string;
  readonly recorded: Stamp;
}

export interface AttachedFile {
  readonly name: string;
  readonly stored: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly added: Stamp;
}

export interface LedgerBuilding {
  readonly id: number;
  readonly subject: Subject;
  /** The latest is the last, here and below. */
  readonly grades: readonly RecordedGrade[];
  readonly judgements: readonly RecordedJudgement[];
  readonly rechecks: readonly Recheck[];
  readonly notes: readonly { readonly text: string; readonly added: Stamp }[];
  readonly files: readonly AttachedFile[];
  /** Entries that speak of it. */
  readonly history: readonly number[];
}

/** A layer that decisions speak of, as it was when they first did. */
export interface LedgerSource {
  readonly layer: number;
  readonly title: string;
  readonly kind: string;
  readonly path: string;
  readonly sha256: string;
  readonly rows: number;
}

/** What the decisions come to. Made from the journal alone. */
export interface LedgerState {
  readonly operator: string | null;
  readonly rules: LedgerRules;
  readonly buildings: ReadonlyMap<number, LedgerBuilding>;
  readonly lists: ReadonlyMap<number, LedgerList>;
  readonly cases: ReadonlyMap<number, LedgerCase>;
  /** By layer. */
  readonly sources: ReadonlyMap<number, LedgerSource>;
  readonly entries: readonly JournalEntry[];
  /** Numbers of the entries that count no longer, the latest undoing last. */
  readonly undone: readonly number[];
  /** The highest ids ever given, so that none is given twice, undone or not. */
  readonly highest: { readonly building: number; readonly list: number; readonly case: number };
}
