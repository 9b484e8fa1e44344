import { AppError } from "../../contract/errors.js";
import {
  type CaseAction,
  type CaseState,
  type CaseValues,
  caseActions,
  type LedgerEvent,
  type Subject,
} from "../../contract/ledger.js";
import type { Text } from "../../contract/text.js";
import { actionRules, ruleOf, stateTitles, valueTitles } from "./case-actions.js";
import { hazards } from "./hazards.js";
import type { Operation } from "./ledger.js";
import type { LedgerCase, LedgerState } from "./ledger-state.js";
import { merged } from "./replay.js";
import { registered } from "./subjects.js";

type GivenValues = { readonly [Name in keyof CaseValues]?: CaseValues[Name] | undefined };

export const isOpen = ({ state }: Pick<LedgerCase, "state">): boolean => state !== "closed" && state !== "excluded";

/** What is given anew, without what stays as it was. */
function changes(before: CaseValues, given: GivenValues): { values: GivenValues; before: GivenValues } {
  const names = Object.keys(given) as (keyof CaseValues)[];
  const changed = names.filter((name) => given[name] !== undefined && given[name] !== before[name]);
  return {
    values: Object.fromEntries(changed.map((name) => [name, given[name]])),
    before: Object.fromEntries(changed.map((name) => [name, before[name]])),
  };
}

/** One case a building; where an open one of the same hazard is there, none. Throws `usage` for an unknown hazard. */
export function openCases(
  state: LedgerState,
  given: { readonly subjects: readonly Subject[] } | { readonly buildings: readonly number[] },
  hazard: string,
  description: string,
): Operation & { readonly cases: readonly number[]; readonly there: number } {
  const known = hazards.find(({ value }) => value === hazard);
  if (known === undefined) throw unknownHazard(hazard);
  const { buildings, events } =
    "subjects" in given ? registered(state, given.subjects) : { buildings: given.buildings, events: [] };
  const taken = new Set(
    [...state.cases.values()].filter((each) => isOpen(each) && each.hazard === hazard).map(({ building }) => building),
  );
  const fresh = [...new Set(buildings)].filter((building) => !taken.has(building));
  const cases = fresh.map((_building, index) => state.highest.case + 1 + index);
  const opened = fresh.map(
    (building, index): LedgerEvent => ({ type: "case.open", case: cases[index] ?? 0, building, hazard, description }),
  );
  return {
    cases,
    there: new Set(buildings).size - fresh.length,
    title: { zh: `立案 ${fresh.length} 件：${known.title.zh}`, en: `Open ${fresh.length} cases: ${known.title.en}` },
    why: null,
    events: fresh.length === 0 ? [] : [...events, ...opened],
  };
}

/**
 * Takes one arrow of the state machine with every case, or with none. Throws `usage`: an action that is not possible in
 * a case's state, a value or reason that is missing, an extension that does not extend.
 */
export function actOnCases(
  state: LedgerState,
  ids: readonly number[],
  action: CaseAction,
  given: GivenValues,
  why: string | null,
): Operation {
  const events = [...new Set(ids)].map((id): LedgerEvent => {
    const before = requireCase(state, id);
    const rule = ruleOf(before.state, action);
    if (rule === null) throw notPossible(before, action);
    const values = merged(before.values, given);
    const lacking = [
      ...rule.needs.filter((name) => blank(values[name])),
      ...rule.renews.filter((name) => blank(given[name])),
    ];
    if (lacking.length > 0) throw lacksValues(before, rule.title, lacking);
    if (rule.needsReason && blank(why)) throw lacksReason(before, rule.title);
    if (action === "extend" && (given.deadline ?? "") <= (before.values.deadline ?? "")) throw notLater(before, given);
    const to = rule.to ?? before.state;
    return { type: "case.act", case: id, action, from: before.state, to, ...changes(before.values, given) };
  });
  const title = titleOf(action);
  return {
    title: { zh: `${title.zh}：${events.length} 件`, en: `${title.en}: ${events.length} cases` },
    why: why === "" ? null : why,
    events,
  };
}

/** Changes what is known of cases without moving them. A closed or excluded case is changed by opening it again. */
export function editCases(
  state: LedgerState,
  ids: readonly number[],
  given: GivenValues,
  why: string | null,
): Operation {
  const events = [...new Set(ids)].flatMap((id): LedgerEvent[] => {
    const before = requireCase(state, id);
    if (!isOpen(before)) throw ended(before);
    const changed = changes(before.values, given);
    return Object.keys(changed.values).length === 0 ? [] : [{ type: "case.edit", case: id, ...changed }];
  });
  const names = (Object.keys(given) as (keyof CaseValues)[]).map((name) => valueTitles[name]);
  return {
    title: {
      zh: `修改${names.map(({ zh }) => zh).join("、")}：${events.length} 件`,
      en: `Change ${names.map(({ en }) => en).join(", ")}: ${events.length} cases`,
    },
    why: why === "" ? null : why,
    events,
  };
}

/** What can be done to a case as it stands. */
export function possibleActions({ state }: Pick<LedgerCase, "state">): CaseAction[] {
  return caseActions.filter((action) => ruleOf(state, action) !== null);
}

/** Days as deadlines are written (`2026-04-01`). */
export interface Days {
  readonly today: string;
  /** The last day that is soon. */
  readonly soon: string;
}

/** Days ahead that count as soon. */
const soonDays = 7;

/** Today and the last of the days to come that are soon, in the office's own time zone. */
export function daysAt(now: Date = new Date()): Days {
  const two = (part: number) => String(part).padStart(2, "0");
  const day = (each: Date) => `${each.getFullYear()}-${two(each.getMonth() + 1)}-${two(each.getDate())}`;
  return { today: day(now), soon: day(new Date(now.getTime() + soonDays * 86_400_000)) };
}

type Dated = Pick<LedgerCase, "state" | "values">;

/** Past its deadline and still open. */
export function isOverdue(each: Dated, { today }: Days): boolean {
  return isOpen(each) && each.values.deadline !== null && each.values.deadline < today;
}

/** Open, not overdue, and due by the last day that is soon. */
export function isDueSoon(each: Dated, days: Days): boolean {
  const { deadline } = each.values;
  return isOpen(each) && deadline !== null && deadline >= days.today && deadline <= days.soon;
}

/** Throws `usage`. */
export function requireCase(state: LedgerState, id: number): LedgerCase {
  const found = state.cases.get(id);
  if (found !== undefined) return found;
  throw new AppError("usage", { zh: `没有编号为 ${id} 的案件。`, en: `There is no case number ${id}.` });
}

function blank(value: string | null | undefined): boolean {
  return value === null || value === undefined || value.trim() === "";
}

function titleOf(action: CaseAction): Text {
  return actionRules.find((rule) => rule.action === action)?.title ?? { zh: action, en: action };
}

function notPossible({ id, state }: LedgerCase, action: CaseAction): AppError {
  const [title, where] = [titleOf(action), stateTitles[state]];
  return new AppError("usage", {
    zh: `案件 ${id} 现为“${where.zh}”，不能${title.zh}。`,
    en: `Case ${id} is "${where.en}": "${title.en}" is not possible.`,
  });
}

function lacksValues({ id }: LedgerCase, title: Text, names: readonly (keyof CaseValues)[]): AppError {
  const list = (locale: "zh" | "en", between: string) => names.map((name) => valueTitles[name][locale]).join(between);
  return new AppError("usage", {
    zh: `案件 ${id} 要${title.zh}，还须填写：${list("zh", "、")}。`,
    en: `To do "${title.en}" with case ${id}, fill in: ${list("en", ", ")}.`,
  });
}

function lacksReason({ id }: LedgerCase, title: Text): AppError {
  return new AppError("usage", {
    zh: `案件 ${id} ${title.zh}须写明理由。`,
    en: `"${title.en}" of case ${id} needs a reason.`,
  });
}

function notLater({ id, values }: LedgerCase, given: GivenValues): AppError {
  return new AppError("usage", {
    zh: `案件 ${id} 延期后的时限（${given.deadline}）须晚于原时限（${values.deadline}）。`,
    en: `The new deadline of case ${id} (${given.deadline}) must be later than the old one (${values.deadline}).`,
  });
}

function ended({ id, state }: LedgerCase): AppError {
  const where: CaseState = state;
  return new AppError("usage", {
    zh: `案件 ${id} 已是“${stateTitles[where].zh}”，不能修改。请先重新打开并说明理由。`,
    en: `Case ${id} is "${stateTitles[where].en}" and cannot be changed. Reopen it first, with a reason.`,
  });
}

function unknownHazard(hazard: string): AppError {
  const known = hazards.map(({ value }) => value).join(", ");
  return new AppError("usage", {
    zh: `没有名为“${hazard}”的隐患类别。可用：${known}。`,
    en: `There is no hazard class "${hazard}". Known: ${known}.`,
  });
}
