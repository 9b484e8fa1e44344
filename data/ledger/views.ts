import { type CaseState, caseStates } from "../../contract/ledger.js";
import type { BuildingEntry, BuildingFile, CaseEntry, LedgerSummary, PickEntry } from "../../contract/ledger-calls.js";
import { type Days, daysAt, isDueSoon, isOpen, isOverdue, possibleActions } from "./cases.js";
import type { Ledger } from "./ledger.js";
import type { LedgerBuilding, LedgerCase, LedgerState } from "./ledger-state.js";
import { requireList } from "./lists.js";

export function summarise(ledger: Ledger, now: Date = new Date()): LedgerSummary {
  const { state, damage, steps } = ledger;
  const cases = [...state.cases.values()];
  const at = daysAt(now);
  const inState = (name: CaseState) => cases.filter((each) => each.state === name).length;
  const closed = inState("closed");
  const handedOver = cases.filter(({ handed }) => handed).length;
  return {
    operator: state.operator,
    damage,
    entries: state.entries.length,
    lists: [...state.lists.values()].map(({ id, name, picks, created }) => ({ id, name, count: picks.size, created })),
    cases: Object.fromEntries(caseStates.map((name) => [name, inState(name)])) as Record<CaseState, number>,
    overdue: cases.filter((each) => isOverdue(each, at)).length,
    dueSoon: cases.filter((each) => isDueSoon(each, at)).length,
    closureRate: handedOver === 0 ? null : closed / handedOver,
    undo: steps.undo?.title ?? null,
    redo: steps.redo?.title ?? null,
  };
}

export function buildingEntry({ id, subject }: LedgerBuilding): BuildingEntry {
  return { building: id, ...subject };
}

export function caseEntry(state: LedgerState, each: LedgerCase, at: Days): CaseEntry {
  const building = state.buildings.get(each.building);
  if (building === undefined) throw new Error(`case ${each.id} is about building ${each.building}, which is not there`);
  const { id, hazard, description, values, opened, moved } = each;
  return {
    id,
    of: buildingEntry(building),
    hazard,
    description,
    state: each.state,
    values,
    grade: building.grades.at(-1)?.grade ?? null,
    opened,
    moved,
    overdue: isOverdue(each, at),
    dueSoon: isDueSoon(each, at),
    actions: possibleActions(each),
  };
}

/** Overdue ones first, then by deadline, those without one last, then by number. */
export function listCases(
  state: LedgerState,
  wish: { states?: readonly CaseState[] | undefined; overdue?: boolean | undefined; list?: number | undefined },
  now: Date = new Date(),
): CaseEntry[] {
  const at = daysAt(now);
  const picks = wish.list === undefined ? null : requireList(state, wish.list).picks;
  return [...state.cases.values()]
    .filter((each) => wish.states === undefined || wish.states.includes(each.state))
    .filter((each) => picks === null || picks.has(each.building))
    .map((each) => caseEntry(state, each, at))
    .filter((each) => wish.overdue === undefined || each.overdue === wish.overdue)
    .sort(
      (one, other) =>
        Number(other.overdue) - Number(one.overdue) ||
        compare(one.values.deadline ?? "~", other.values.deadline ?? "~") ||
        one.id - other.id,
    );
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

export function readList(state: LedgerState, id: number): PickEntry[] {
  const open = new Map(
    [...state.cases.values()].filter(isOpen).map(({ building, id: number }) => [building, number] as const),
  );
  return [...requireList(state, id).picks].flatMap(([number, { reason, added }]) => {
    const building = state.buildings.get(number);
    if (building === undefined) return [];
    return {
      ...buildingEntry(building),
      reason: reason.text,
      run: reason.run,
      metres: reason.metres,
      added,
      grade: building.grades.at(-1)?.grade ?? null,
      openCase: open.get(number) ?? null,
    };
  });
}

/** Null where nothing was ever decided about the building. */
export function readBuilding(state: LedgerState, id: number, now: Date = new Date()): BuildingFile | null {
  const building = state.buildings.get(id);
  if (building === undefined) return null;
  const at = daysAt(now);
  const words = new Set(building.history);
  return {
    of: buildingEntry(building),
    cases: [...state.cases.values()].filter((each) => each.building === id).map((each) => caseEntry(state, each, at)),
    lists: [...state.lists.values()].flatMap(({ id: list, name, picks }) => {
      const pick = picks.get(id);
      return pick === undefined ? [] : [{ id: list, name, reason: pick.reason.text }];
    }),
    grades: building.grades,
    judgements: building.judgements,
    rechecks: building.rechecks,
    notes: building.notes,
    files: building.files.map(({ name, sha256, bytes, added }) => ({ name, sha256, bytes, added })),
    history: state.entries
      .filter(({ seq }) => words.has(seq))
      .map(({ seq, at, who, title, why }) => ({ stamp: { seq, at, who }, title, why }))
      .reverse(),
  };
}
