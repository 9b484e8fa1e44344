import { AppError } from "../../contract/errors.js";
import { actOnCases } from "./cases.js";
import type { Operation } from "./ledger.js";
import type { LedgerState } from "./ledger-state.js";

/** Which unit gets which case; null: none was named for it. */
export type UnitOf = (id: number, place: number) => string | null;

/** Blocks of like size in the order given: the first ones are one longer where the cases do not divide. */
export function inBlocks(units: readonly string[], count: number): UnitOf {
  const [small, more] = [Math.floor(count / units.length), count % units.length];
  const ends = units.map((_unit, index) => (index + 1) * small + Math.min(index + 1, more));
  return (_id, place) => units[ends.findIndex((end) => place < end)] ?? null;
}

/** Hands every case over to its unit in one operation. Throws `usage`: a case without a unit, or one that is not confirmed. */
export function distributeCases(
  state: LedgerState,
  ids: readonly number[],
  unitOf: UnitOf,
  given: { readonly deadline: string; readonly person?: string | null | undefined },
  why: string | null,
): Operation {
  const all = [...new Set(ids)];
  const events = all.flatMap((id, place) => {
    const unit = unitOf(id, place);
    if (unit === null) throw noUnit(id);
    const person = given.person == null ? {} : { person: given.person };
    return actOnCases(state, [id], "assign", { unit, deadline: given.deadline, ...person }, why).events;
  });
  const units = new Set(all.map((id, place) => unitOf(id, place))).size;
  return {
    title: {
      zh: `交办：${all.length} 件，${units} 个单位`,
      en: `Assign: ${all.length} cases to ${units} units`,
    },
    why: why === "" ? null : why,
    events,
  };
}

function noUnit(id: number): AppError {
  return new AppError("usage", {
    zh: `案件 ${id} 的房屋所在分区没有指定单位。请为该分区或“分区之外”填写单位。`,
    en: `No unit was named for the district of case ${id}. Name one for it, or for what lies outside.`,
  });
}
