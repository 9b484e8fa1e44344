import { basename } from "node:path";
import { AppError } from "../../contract/errors.js";
import { type DangerGrade, type JudgementScale, judgementScale, type LedgerEvent } from "../../contract/ledger.js";
import type { ReturnedCell, ReturnedField, ReturnedForm, ReturnedRow } from "../../contract/returned-calls.js";
import type { Operation } from "./ledger.js";
import type { LedgerBuilding, LedgerState } from "./ledger-state.js";

/** What was decided about a form that was looked at. */
export interface FormChoices {
  readonly conflicts?: "new" | "old" | undefined;
  readonly choices?:
    | readonly { readonly row: number; readonly field: ReturnedField; readonly take: "new" | "old" }[]
    | undefined;
  readonly rows?: readonly number[] | undefined;
}

/**
 * Everything of a form that is new or was chosen, as one operation. Throws `usage`: a conflict that nobody decided, two chosen
 * rows about one house.
 */
export function applyForm(
  state: LedgerState,
  form: ReturnedForm,
  { conflicts, choices = [], rows = [] }: FormChoices,
): Operation & { readonly buildings: number; readonly written: number } {
  const decided = new Map(choices.map(({ row, field, take }) => [`${row}/${field}`, take]));
  const counted = form.rows.filter(
    ({ row, problem }) => problem === null || (problem === "contradicts" && rows.includes(row)),
  );
  refuseTwice(counted);
  const events: LedgerEvent[] = [];
  const touched = new Set<number>();
  let written = 0;
  for (const row of counted) {
    const building = row.of === null ? undefined : state.buildings.get(row.of.building);
    if (building === undefined) continue;
    const taken = row.cells.filter((cell) => {
      if (cell.state === "fault" || cell.state === "same") return false;
      if (cell.state === "new") return decided.get(`${row.row}/${cell.field}`) !== "old";
      const take = decided.get(`${row.row}/${cell.field}`) ?? conflicts;
      if (take === undefined) throw undecided(row, cell);
      return take === "new";
    });
    const made = eventsOf(building, row, taken);
    if (made.length === 0) continue;
    events.push(...made);
    touched.add(building.id);
    written += taken.length;
  }
  const name = basename(form.path).slice(0, 80);
  return {
    buildings: touched.size,
    written,
    title: {
      zh: `登记回表“${name}”：${touched.size} 栋 ${written} 项`,
      en: `Take in the form "${name}": ${touched.size} buildings, ${written} fields`,
    },
    why: `${name} SHA-256 ${form.sha256}`,
    events,
  };
}

function eventsOf(building: LedgerBuilding, row: ReturnedRow, taken: readonly ReturnedCell[]): LedgerEvent[] {
  const given = new Map(taken.map(({ field, value }) => [field, value]));
  const events: LedgerEvent[] = [];
  if (["grade", "report", "agency", "date"].some((field) => given.has(field as ReturnedField))) {
    const last = building.grades.at(-1);
    const grade = (given.get("grade") as DangerGrade | undefined) ?? last?.grade ?? null;
    const report = given.get("report") ?? last?.report ?? null;
    const agency = given.get("agency") ?? last?.agency ?? null;
    // Another report is another assessment: the day of the one before is not its day.
    const isOther = report !== (last?.report ?? null) && !row.cells.some(({ field }) => field === "date");
    const date = given.get("date") ?? (isOther ? null : (last?.date ?? null));
    const before = last?.grade ?? null;
    // Where an old value was kept on purpose, what is left may be no assessment any more.
    if (grade !== null && report !== null && agency !== null)
      events.push({ type: "grade.record", building: building.id, grade, report, agency, date, before });
  }
  for (const scale of judgementScale.options) {
    const value = given.get(scale);
    if (value == null) continue;
    events.push({
      type: "judgement.record",
      building: building.id,
      scale,
      value,
      by: null,
      date: null,
      before: lastOf(building, scale),
    });
  }
  const note = given.get("note");
  if (note != null) events.push({ type: "note.add", building: building.id, text: note });
  return events;
}

function lastOf(building: LedgerBuilding, scale: JudgementScale): string | null {
  return building.judgements.findLast((each) => each.scale === scale)?.value ?? null;
}

function refuseTwice(rows: readonly ReturnedRow[]): void {
  const seen = new Map<number, number>();
  for (const { row, of } of rows) {
    if (of === null) continue;
    const first = seen.get(of.building);
    if (first !== undefined) throw twice(first, row);
    seen.set(of.building, row);
  }
}

/** What was looked at must be what is written. */
export function refuseChanged(path: string, seen: Seen, now: Seen): void {
  const name = basename(path);
  if (seen.sha256 !== now.sha256)
    throw new AppError("usage", {
      zh: `${name} 在核对之后被修改过。请重新核对后再写入。`,
      en: `${name} was changed after it was looked at. Look at it again before writing.`,
    });
  if (seen.serial !== now.serial)
    throw new AppError("usage", {
      zh: `核对 ${name} 之后台账有了新的决定。请重新核对后再写入。`,
      en: `Something was decided after ${name} was looked at. Look at it again before writing.`,
    });
}

interface Seen {
  readonly sha256: string;
  readonly serial: number;
}

function undecided({ row }: ReturnedRow, { field, known, value }: ReturnedCell): AppError {
  return new AppError("usage", {
    zh: `第 ${row} 行的 ${field} 与台账不一致（原为“${known}”，回表为“${value}”），请先选择保留哪一个。`,
    en: `Row ${row}: ${field} differs from the ledger ("${known}" there, "${value}" in the form). Choose which stands.`,
  });
}

function twice(first: number, second: number): AppError {
  return new AppError("usage", {
    zh: `第 ${first} 行与第 ${second} 行是同一栋房屋，只能选用一行。`,
    en: `Rows ${first} and ${second} are about one building: choose one of them.`,
  });
}
