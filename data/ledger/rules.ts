import type { LedgerRules } from "../../contract/ledger.js";
import type { Operation } from "./ledger.js";
import type { LedgerState } from "./ledger-state.js";

const nothing = { management: null, engineering: null };

/**
 * What holds until a project sets its own: D stop use and demolish, C strengthen, B repair, A nothing (JGJ 125 with domain.md
 * 1.4); a house with a hazard is looked at every year, one without every five (the cycle of domain.md 1.2).
 */
export const usualRules: LedgerRules = {
  measures: {
    A: nothing,
    B: { management: null, engineering: "维修" },
    C: { management: "限制使用", engineering: "加固" },
    D: { management: "停用，撤人", engineering: "拆除" },
  },
  recheck: { A: 60, B: 12, C: 12, D: 12, closed: 12 },
};

/** An entry only where something changes. */
export function setRules(state: LedgerState, rules: LedgerRules): Operation {
  const same = JSON.stringify(rules) === JSON.stringify(state.rules);
  return {
    title: { zh: "修改处置建议与复查周期", en: "Change proposed measures and re-check cycles" },
    why: null,
    events: same ? [] : [{ type: "rules.set", rules, before: state.rules }],
  };
}
