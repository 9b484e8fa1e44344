import { AppError } from "../../contract/errors.js";
import type { LedgerEvent, PickReason, Subject } from "../../contract/ledger.js";
import type { Operation } from "./ledger.js";
import type { LedgerList, LedgerState } from "./ledger-state.js";
import { registered } from "./subjects.js";

export type Combination = "union" | "intersection" | "difference";

/** Throws `usage` where another list has the name. */
export function createList(state: LedgerState, name: string): Operation & { readonly list: number } {
  refuseTaken(state, name);
  const list = state.highest.list + 1;
  return {
    list,
    title: { zh: `新建清单“${name}”`, en: `New list "${name}"` },
    why: null,
    events: [{ type: "list.create", list, name }],
  };
}

export function renameList(state: LedgerState, id: number, name: string): Operation {
  const list = requireList(state, id);
  if (list.name !== name) refuseTaken(state, name);
  return {
    title: { zh: `清单“${list.name}”改名为“${name}”`, en: `Rename list "${list.name}" to "${name}"` },
    why: null,
    events: list.name === name ? [] : [{ type: "list.rename", list: id, name, before: list.name }],
  };
}

export function removeList(state: LedgerState, id: number): Operation {
  const { name, picks } = requireList(state, id);
  return {
    title: { zh: `删除清单“${name}”（${picks.size} 栋）`, en: `Remove list "${name}" (${picks.size} buildings)` },
    why: null,
    events: [{ type: "list.remove", list: id }],
  };
}

/**
 * Buildings on the list already stay as they are; `added` and `there` count them apart. `reasonOf` says why one enters. A
 * list by a name is a new one, made in the same operation: throws `usage` where another has the name.
 */
export function addPicks(
  state: LedgerState,
  to: number | string,
  subjects: readonly Subject[],
  reasonOf: (subject: Subject) => PickReason,
): Operation & { readonly added: number; readonly there: number } {
  const made = typeof to === "string" ? createList(state, to) : null;
  const list = typeof to === "string" ? { id: made?.list ?? 0, name: to, picks: new Map() } : requireList(state, to);
  const { buildings, events } = registered(state, subjects);
  const fresh = [...new Set(buildings)].filter((building) => !list.picks.has(building));
  const subjectOf = new Map(subjects.map((subject, index) => [buildings[index], subject]));
  const picks = fresh.flatMap((building) => {
    const subject = subjectOf.get(building);
    return subject === undefined ? [] : [{ building, reason: reasonOf(subject) }];
  });
  return {
    added: fresh.length,
    there: new Set(buildings).size - fresh.length,
    title: {
      zh: `${fresh.length} 栋列入清单“${list.name}”`,
      en: `${fresh.length} buildings onto list "${list.name}"`,
    },
    why: null,
    events: [
      ...(made?.events ?? []),
      ...(fresh.length === 0 ? [] : [...events, { type: "list.add" as const, list: list.id, picks }]),
    ],
  };
}

export function dropPicks(
  state: LedgerState,
  id: number,
  buildings: readonly number[],
): Operation & { readonly dropped: number } {
  const list = requireList(state, id);
  const there = [...new Set(buildings)].filter((building) => list.picks.has(building));
  return {
    dropped: there.length,
    title: {
      zh: `${there.length} 栋移出清单“${list.name}”`,
      en: `${there.length} buildings off list "${list.name}"`,
    },
    why: null,
    events: there.length === 0 ? [] : [{ type: "list.drop", list: id, buildings: there }],
  };
}

/** A new list out of two; where both have a building, the reason of the first stands. */
export function combineLists(
  state: LedgerState,
  one: number,
  other: number,
  how: Combination,
  name: string,
): Operation & { readonly list: number } {
  const [first, second] = [requireList(state, one), requireList(state, other)];
  const made = createList(state, name);
  const kept = [...first.picks].filter(([building]) => {
    if (how === "union") return true;
    return second.picks.has(building) === (how === "intersection");
  });
  const more = how === "union" ? [...second.picks].filter(([building]) => !first.picks.has(building)) : [];
  const picks = [...kept, ...more].map(([building, { reason }]) => ({ building, reason }));
  const add: LedgerEvent[] = picks.length === 0 ? [] : [{ type: "list.add", list: made.list, picks }];
  const sign = { union: "∪", intersection: "∩", difference: "−" }[how];
  const formula = `“${first.name}”${sign}“${second.name}”`;
  return {
    list: made.list,
    title: { zh: `新建清单“${name}”＝${formula}`, en: `New list "${name}" = ${formula}` },
    why: null,
    events: [...made.events, ...add],
  };
}

/** Throws `usage`. */
export function requireList(state: LedgerState, id: number): LedgerList {
  const list = state.lists.get(id);
  if (list !== undefined) return list;
  throw new AppError("usage", { zh: `没有编号为 ${id} 的清单。`, en: `There is no list number ${id}.` });
}

function refuseTaken(state: LedgerState, name: string): void {
  if (![...state.lists.values()].some((list) => list.name === name)) return;
  throw new AppError("usage", {
    zh: `已有名为“${name}”的清单。请另取名称。`,
    en: `There is a list named "${name}" already. Choose another name.`,
  });
}
