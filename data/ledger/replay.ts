import {
  type CaseValues,
  type JournalEntry,
  type LedgerEvent,
  type LedgerRules,
  noCaseValues,
  type Subject,
} from "../../contract/ledger.js";
import type {
  AttachedFile,
  LedgerCase,
  LedgerSource,
  LedgerState,
  Pick,
  Recheck,
  RecordedGrade,
  RecordedJudgement,
  Stamp,
} from "./ledger-state.js";
import { usualRules } from "./rules.js";

interface Building {
  readonly id: number;
  subject: Subject;
  readonly grades: RecordedGrade[];
  readonly judgements: RecordedJudgement[];
  readonly rechecks: Recheck[];
  readonly notes: { readonly text: string; readonly added: Stamp }[];
  readonly files: AttachedFile[];
  readonly history: number[];
}

interface List {
  readonly id: number;
  name: string;
  readonly created: Stamp;
  readonly picks: Map<number, Pick>;
}

/** States that a case has only after it was handed over. */
const handedOver: ReadonlySet<LedgerCase["state"]> = new Set(["assigned", "rectifying", "to_accept", "closed"]);

/**
 * The decisions so far, kept up to date entry by entry. What names something that is not there, because what made it was
 * undone, does nothing. An undo or redo replays the whole journal: a second for half a million entries.
 */
export class Replay implements LedgerState {
  operator: string | null = null;
  rules: LedgerRules = usualRules;
  readonly buildings = new Map<number, Building>();
  readonly lists = new Map<number, List>();
  readonly cases = new Map<number, LedgerCase>();
  readonly sources = new Map<number, LedgerSource>();
  readonly entries: JournalEntry[] = [];
  readonly undone: number[] = [];
  readonly highest = { building: 0, list: 0, case: 0 };

  constructor(entries: readonly JournalEntry[]) {
    for (const entry of entries) this.note(entry);
    this.again();
  }

  take(entry: JournalEntry): void {
    if (this.note(entry)) this.again();
    else this.apply(entry);
  }

  /** Whether entries before it count differently now. */
  private note({ events, ...rest }: JournalEntry): boolean {
    this.entries.push({ ...rest, events });
    let changed = false;
    for (const event of events) {
      if (event.type === "building.register") this.highest.building = Math.max(this.highest.building, event.building);
      if (event.type === "list.create") this.highest.list = Math.max(this.highest.list, event.list);
      if (event.type === "case.open") this.highest.case = Math.max(this.highest.case, event.case);
      if (event.type === "undo") this.undone.push(event.seq);
      else if (event.type === "redo") this.undone.splice(this.undone.lastIndexOf(event.seq), 1);
      else continue;
      changed = true;
    }
    return changed;
  }

  private again(): void {
    this.operator = null;
    this.rules = usualRules;
    for (const map of [this.buildings, this.lists, this.cases, this.sources]) map.clear();
    const gone = new Set(this.undone);
    for (const entry of this.entries) if (!gone.has(entry.seq)) this.apply(entry);
  }

  private apply({ seq, at, who, events }: JournalEntry): void {
    for (const event of events) this.decide(event, { seq, at, who });
  }

  private decide(event: LedgerEvent, stamp: Stamp): void {
    switch (event.type) {
      case "operator.name":
        this.operator = event.name;
        break;
      case "building.register": {
        const { building: id, subject } = event;
        this.buildings.set(id, emptyFile(id, subject));
        break;
      }
      case "layer.source": {
        const { type: _type, ...source } = event;
        this.sources.set(event.layer, source);
        break;
      }
      case "building.relink": {
        const building = this.touch(event.building, stamp);
        if (building !== undefined) building.subject = { ...building.subject, layer: event.layer, fid: event.fid };
        break;
      }
      case "list.create":
        this.lists.set(event.list, { id: event.list, name: event.name, created: stamp, picks: new Map() });
        break;
      case "list.rename": {
        const list = this.lists.get(event.list);
        if (list !== undefined) list.name = event.name;
        break;
      }
      case "list.remove":
        this.lists.delete(event.list);
        break;
      case "list.add": {
        const picks = this.lists.get(event.list)?.picks;
        for (const { building, reason } of event.picks) {
          this.touch(building, stamp);
          if (picks?.has(building) === false) picks.set(building, { reason, added: stamp });
        }
        break;
      }
      case "list.drop":
        for (const building of event.buildings) {
          this.touch(building, stamp);
          this.lists.get(event.list)?.picks.delete(building);
        }
        break;
      case "case.open": {
        const { case: id, building, hazard, description } = event;
        const stamps = { opened: stamp, moved: stamp };
        this.cases.set(id, {
          id,
          building,
          hazard,
          description,
          state: "to_verify",
          handed: false,
          values: noCaseValues,
          ...stamps,
        });
        this.touch(building, stamp);
        break;
      }
      case "case.act":
      case "case.edit": {
        const before = this.cases.get(event.case);
        if (before === undefined) break;
        const state = event.type === "case.act" ? event.to : before.state;
        const moved = state === before.state ? before.moved : stamp;
        const handed = before.handed || handedOver.has(state);
        this.cases.set(event.case, { ...before, state, handed, moved, values: merged(before.values, event.values) });
        this.touch(before.building, stamp);
        break;
      }
      case "grade.record": {
        const { grade, report, agency, date } = event;
        this.touch(event.building, stamp)?.grades.push({ grade, report, agency, date, recorded: stamp });
        break;
      }
      case "judgement.record": {
        const { scale, value, by, date } = event;
        this.touch(event.building, stamp)?.judgements.push({ scale, value, by, date, recorded: stamp });
        break;
      }
      case "recheck.record":
        this.touch(event.building, stamp)?.rechecks.push({ date: event.date, result: event.result, recorded: stamp });
        break;
      case "rules.set":
        this.rules = event.rules;
        break;
      case "note.add":
        this.touch(event.building, stamp)?.notes.push({ text: event.text, added: stamp });
        break;
      case "file.attach": {
        const { name, stored, sha256, bytes } = event;
        this.touch(event.building, stamp)?.files.push({ name, stored, sha256, bytes, added: stamp });
        break;
      }
      case "undo":
      case "redo":
      case "journal.repair":
        break;
    }
  }

  /** The building, with the entry in its history. */
  private touch(id: number, { seq }: Stamp): Building | undefined {
    const building = this.buildings.get(id);
    if (building !== undefined && building.history.at(-1) !== seq) building.history.push(seq);
    return building;
  }
}

function emptyFile(id: number, subject: Subject): Building {
  return { id, subject, grades: [], judgements: [], rechecks: [], notes: [], files: [], history: [] };
}

type Given = { readonly [Name in keyof CaseValues]?: CaseValues[Name] | undefined };

/** `before` with the values that are given; one that is given as null is taken back. */
export function merged(before: CaseValues, given: Given): CaseValues {
  const known = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return { ...before, ...known };
}
