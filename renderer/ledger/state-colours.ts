import type { CaseState } from "../../contract/ledger.js";

/**
 * One colour a state, from what waits to what is done, out of Okabe and Ito's palette, which people who confuse red and
 * green tell apart; the state's name always stands beside it.
 */
export const stateColours: Readonly<Record<CaseState, string>> = {
  to_verify: "#e69f00",
  confirmed: "#d55e00",
  excluded: "#8a8f98",
  assigned: "#cc79a7",
  rectifying: "#56b4e9",
  to_accept: "#0072b2",
  closed: "#009e73",
};
