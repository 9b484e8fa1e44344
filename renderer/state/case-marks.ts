import type { CaseState } from "../../contract/ledger.js";
import type { CaseEntry } from "../../contract/ledger-calls.js";

/** A house with cases as the map marks it: by the case that asks for most. */
export interface CaseMark {
  readonly layer: number;
  readonly fid: number;
  readonly state: CaseState;
  readonly overdue: boolean;
  readonly place: readonly [number, number];
}

/** What asks for most first: a house with several cases is marked by the first of these. */
const urgency: readonly CaseState[] = [
  "to_verify",
  "confirmed",
  "assigned",
  "rectifying",
  "to_accept",
  "closed",
  "excluded",
];

/** One mark a house that has a place; those that are excluded alone have none. */
export function caseMarks(cases: readonly CaseEntry[]): CaseMark[] {
  const marks = new Map<number, CaseMark>();
  for (const { of, state, overdue } of cases) {
    if (of.place === null || state === "excluded") continue;
    const before = marks.get(of.building);
    const isFirst = before === undefined || urgency.indexOf(state) < urgency.indexOf(before.state);
    const mark = { layer: of.layer, fid: of.fid, place: of.place };
    marks.set(of.building, {
      ...mark,
      state: isFirst ? state : before.state,
      overdue: overdue || before?.overdue === true,
    });
  }
  return [...marks.values()];
}
