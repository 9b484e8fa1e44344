import { AppError } from "../../contract/errors.js";
import { type JudgementScale, judgementScales, type Subject } from "../../contract/ledger.js";
import type { RecheckEntry } from "../../contract/review-calls.js";
import { aboutOne, type BuildingOperation } from "./buildings.js";
import { daysAt, isOpen } from "./cases.js";
import type { LedgerBuilding, LedgerCase, LedgerState, Stamp } from "./ledger-state.js";
import { buildingEntry } from "./views.js";

/**
 * Houses whose cycle runs, the earliest due first: from the day of the assessment, of the case's end or of the last re-check,
 * whichever is the latest. A house with an open case is being looked after, and one whose rule has no interval is left out.
 */
export function listRechecks(state: LedgerState, now: Date = new Date()): RecheckEntry[] {
  const { today } = daysAt(now);
  const cases = new Map<number, LedgerCase[]>();
  for (const each of state.cases.values()) cases.set(each.building, [...(cases.get(each.building) ?? []), each]);
  return [...state.buildings.values()]
    .flatMap((building): RecheckEntry[] => {
      const own = cases.get(building.id) ?? [];
      if (own.some(isOpen)) return [];
      const begun = beginning(building, own, state);
      if (begun === null) return [];
      const due = later(begun.since, begun.months);
      const grade = building.grades.at(-1)?.grade ?? null;
      return [{ of: buildingEntry(building), grade, ...begun, due, overdue: due < today }];
    })
    .sort((one, other) => compare(one.due, other.due) || one.of.building - other.of.building);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

type Beginning = Pick<RecheckEntry, "since" | "from" | "months">;

function beginning(
  building: LedgerBuilding,
  cases: readonly LedgerCase[],
  { rules: { recheck } }: LedgerState,
): Beginning | null {
  const last = building.grades.at(-1);
  const closed = cases.filter(({ state }) => state === "closed").map(({ moved }) => dayOf(moved));
  const starts: Beginning[] = [];
  if (last?.grade != null && recheck[last.grade] !== null)
    starts.push({ since: last.date ?? dayOf(last.recorded), from: "grade", months: recheck[last.grade] ?? 0 });
  if (recheck.closed !== null)
    for (const since of closed) starts.push({ since, from: "closed", months: recheck.closed });
  const [latest] = starts.toSorted((one, other) => compare(other.since, one.since));
  if (latest === undefined) return null;
  const looked = building.rechecks
    .map(({ date }) => date)
    .toSorted(compare)
    .at(-1);
  return looked !== undefined && looked >= latest.since ? { ...latest, since: looked, from: "recheck" } : latest;
}

/** The day of an entry in the office's own time zone. */
function dayOf({ at }: Stamp): string {
  return daysAt(new Date(at)).today;
}

/** The same day so many months on; the 31st becomes the last day of a shorter month. */
export function later(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

export function recordRecheck(
  state: LedgerState,
  subject: Subject,
  { date, result }: { readonly date: string; readonly result: string },
): BuildingOperation {
  requireDay(date);
  return aboutOne(state, subject, (building) => ({
    title: { zh: `复查 ${date}`, en: `Re-check of ${date}` },
    why: null,
    event: { type: "recheck.record", building, date, result },
  }));
}

const scaleTitles: Readonly<Record<JudgementScale, { readonly zh: string; readonly en: string }>> = {
  preliminary: { zh: "排查初判", en: "preliminary judgement" },
  reliability: { zh: "可靠性等级", en: "reliability grade" },
  seismic: { zh: "抗震类别", en: "seismic class" },
};

/** A judgement on a scale of its own. Throws `usage` for a value that the scale does not have. */
export function recordJudgement(
  state: LedgerState,
  subject: Subject,
  given: {
    readonly scale: JudgementScale;
    readonly value: string | null;
    readonly by: string | null;
    readonly date: string | null;
  },
): BuildingOperation {
  const { scale, value, date } = given;
  const values: readonly string[] = judgementScales[scale];
  if (value !== null && !values.includes(value)) throw noValue(scale, value);
  if (date !== null) requireDay(date);
  const title = scaleTitles[scale];
  return aboutOne(state, subject, (building) => ({
    title: { zh: `登记${title.zh}`, en: `Record the ${title.en}` },
    why: null,
    event: {
      type: "judgement.record",
      building,
      ...given,
      before: state.buildings.get(building)?.judgements.findLast((each) => each.scale === scale)?.value ?? null,
    },
  }));
}

function requireDay(day: string): void {
  if (new Date(day).toJSON()?.slice(0, 10) === day) return;
  throw new AppError("usage", { zh: `没有“${day}”这一天。`, en: `There is no day ${day}.` });
}

function noValue(scale: JudgementScale, value: string): AppError {
  const values = judgementScales[scale].join("、");
  return new AppError("usage", {
    zh: `${scaleTitles[scale].zh}没有“${value}”，可为：${values}。`,
    en: `The ${scaleTitles[scale].en} has no value "${value}"; it is one of ${values}.`,
  });
}
