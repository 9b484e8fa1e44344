import { describe, expect, it } from "vitest";
import {
  type CaseAction,
  type CaseState,
  caseActions,
  caseStates,
  type JournalEntry,
} from "../../../contract/ledger.js";
import { actOnCases, editCases } from "../../../data/ledger/cases.js";
import { Replay } from "../../../data/ledger/replay.js";

/** Every arrow there is, as domain.md 5 draws them; what is not here must be refused. */
const arrows: readonly (readonly [CaseState, CaseAction, CaseState])[] = [
  ["to_verify", "confirm", "confirmed"],
  ["to_verify", "exclude", "excluded"],
  ["confirmed", "exclude", "excluded"],
  ["confirmed", "assign", "assigned"],
  ["assigned", "begin", "rectifying"],
  ["assigned", "return", "confirmed"],
  ["assigned", "extend", "assigned"],
  ["rectifying", "submit", "to_accept"],
  ["rectifying", "extend", "rectifying"],
  ["to_accept", "accept", "closed"],
  ["to_accept", "return", "rectifying"],
  ["closed", "reopen", "to_verify"],
  ["excluded", "reopen", "to_verify"],
];

const everything = {
  unit: "北桥街道",
  person: "李平",
  deadline: "2026-09-30",
  approved_by: "王局",
  management_measure: "封房",
  engineering_measure: "加固",
  evidence: "验收单 12 号",
};

/** A ledger with one case in a state, nothing known of it but a deadline. */
function caseIn(state: CaseState): Replay {
  const subject = { layer: 1, fid: 7, code: "A7", name: null, address: null, place: null };
  const entry: JournalEntry = {
    seq: 1,
    prev: "0".repeat(64),
    at: "2026-04-01T00:00:00.000Z",
    who: "周正",
    app: "0",
    title: { zh: "立案", en: "open" },
    why: null,
    events: [
      { type: "building.register", building: 1, subject },
      { type: "case.open", case: 1, building: 1, hazard: "old_age", description: "" },
      {
        type: "case.act",
        case: 1,
        action: "confirm",
        from: "to_verify",
        to: state,
        values: { deadline: "2026-06-30" },
        before: {},
      },
    ],
  };
  return new Replay([entry]);
}

function act(state: Replay, action: CaseAction, values: object = everything, why: string | null = "理由") {
  return actOnCases(state, [1], action, values, why).events[0];
}

describe("the state machine of cases", () => {
  for (const state of caseStates) {
    for (const action of caseActions) {
      const arrow = arrows.find(([from, name]) => from === state && name === action);
      it(`${state} × ${action} ${arrow === undefined ? "is refused" : `leads to ${arrow[2]}`}`, () => {
        if (arrow === undefined) {
          expect(() => act(caseIn(state), action)).toThrow(/is not possible/u);
          return;
        }
        expect(act(caseIn(state), action)).toMatchObject({ type: "case.act", from: state, to: arrow[2], action });
      });
    }
  }

  it("has no state that cannot be left and none that cannot be reached", () => {
    const reached = new Set<string>(["to_verify", ...arrows.map(([, , to]) => to)]);
    expect([...reached].sort()).toEqual([...caseStates].sort());
    expect([...new Set(arrows.map(([from]) => from))].sort()).toEqual([...caseStates].sort());
  });

  it.each([
    ["confirmed", "assign", "unit", /responsible unit/u],
    ["assigned", "begin", "management_measure", /management measure/u],
    ["rectifying", "submit", "engineering_measure", /engineering measure/u],
    ["to_accept", "accept", "evidence", /evidence/u],
    ["assigned", "extend", "approved_by", /approved by/u],
  ] as const)("%s × %s asks for %s", (state, action, name, message) => {
    expect(() => act(caseIn(state), action, { ...everything, [name]: null })).toThrow(message);
    expect(() => act(caseIn(state), action, { ...everything, [name]: "  " })).toThrow(message);
  });

  it.each([
    ["to_verify", "exclude"],
    ["assigned", "return"],
    ["to_accept", "return"],
    ["assigned", "extend"],
    ["closed", "reopen"],
  ] as const)("%s × %s asks for a reason", (state, action) => {
    expect(() => act(caseIn(state), action, everything, null)).toThrow(/reason/u);
    expect(() => act(caseIn(state), action, everything, " ")).toThrow(/reason/u);
  });

  it("extends only to a later day", () => {
    expect(() => act(caseIn("assigned"), "extend", { ...everything, deadline: "2026-06-30" })).toThrow(/later/u);
    expect(() => act(caseIn("assigned"), "extend", { ...everything, deadline: "2026-05-01" })).toThrow(/later/u);
    expect(() => act(caseIn("assigned"), "extend", { approved_by: "王局" })).toThrow(/deadline/u);
  });

  it("keeps old beside new, and only what changed", () => {
    expect(act(caseIn("confirmed"), "assign", { unit: "北桥街道", deadline: "2026-06-30" })).toMatchObject({
      values: { unit: "北桥街道" },
      before: { unit: null },
    });
  });

  it("does it to all cases or to none", () => {
    expect(() => actOnCases(caseIn("confirmed"), [1, 2], "assign", everything, null)).toThrow(/no case number 2/u);
  });

  it("lets nobody change what has ended without opening it again", () => {
    expect(() => editCases(caseIn("closed"), [1], { unit: "别处" }, null)).toThrow(/Reopen/u);
    expect(editCases(caseIn("assigned"), [1], { unit: "别处" }, null).events).toMatchObject([
      { type: "case.edit", values: { unit: "别处" }, before: { unit: null } },
    ]);
    expect(editCases(caseIn("assigned"), [1], { deadline: "2026-06-30" }, null).events).toEqual([]);
  });
});
