import type { CaseAction, CaseState, CaseValues } from "../../contract/ledger.js";
import type { ActionEntry } from "../../contract/ledger-calls.js";
import type { Text } from "../../contract/text.js";

const noNeeds = { needs: [], renews: [], needsReason: false } as const;

/**
 * 待核实 → 已确认 (or 排除, with its reason) → 已交办 → 整改中, which needs a management measure in force → 待验收 → 已销号;
 * 退回 leads back one step, 延期 needs who approved it, 重新打开 begins again with a reason.
 */
export const actionRules: readonly ActionEntry[] = [
  { ...noNeeds, action: "confirm", title: { zh: "确认", en: "Confirm" }, from: ["to_verify"], to: "confirmed" },
  {
    ...noNeeds,
    action: "exclude",
    title: { zh: "排除", en: "Exclude" },
    from: ["to_verify", "confirmed"],
    to: "excluded",
    needsReason: true,
  },
  {
    ...noNeeds,
    action: "assign",
    title: { zh: "交办", en: "Assign" },
    from: ["confirmed"],
    to: "assigned",
    needs: ["unit", "deadline"],
  },
  {
    ...noNeeds,
    action: "begin",
    title: { zh: "开始整改", en: "Begin rectification" },
    from: ["assigned"],
    to: "rectifying",
    needs: ["management_measure"],
  },
  {
    ...noNeeds,
    action: "submit",
    title: { zh: "报请验收", en: "Submit for acceptance" },
    from: ["rectifying"],
    to: "to_accept",
    needs: ["engineering_measure"],
  },
  {
    ...noNeeds,
    action: "accept",
    title: { zh: "验收销号", en: "Accept and close" },
    from: ["to_accept"],
    to: "closed",
    needs: ["evidence"],
  },
  {
    ...noNeeds,
    action: "return",
    title: { zh: "退回", en: "Return" },
    from: ["assigned"],
    to: "confirmed",
    needsReason: true,
  },
  {
    ...noNeeds,
    action: "return",
    title: { zh: "验收退回", en: "Return from acceptance" },
    from: ["to_accept"],
    to: "rectifying",
    needsReason: true,
  },
  {
    ...noNeeds,
    action: "extend",
    title: { zh: "延期", en: "Extend" },
    from: ["assigned", "rectifying"],
    to: null,
    renews: ["deadline", "approved_by"],
    needsReason: true,
  },
  {
    ...noNeeds,
    action: "reopen",
    title: { zh: "重新打开", en: "Reopen" },
    from: ["excluded", "closed"],
    to: "to_verify",
    needsReason: true,
  },
];

/** The arrow that an action takes from a state; null where there is none. */
export function ruleOf(state: CaseState, action: CaseAction): ActionEntry | null {
  return actionRules.find((rule) => rule.action === action && rule.from.includes(state)) ?? null;
}

export const stateTitles: Readonly<Record<CaseState, Text>> = {
  to_verify: { zh: "待核实", en: "to verify" },
  confirmed: { zh: "已确认", en: "confirmed" },
  excluded: { zh: "排除", en: "excluded" },
  assigned: { zh: "已交办", en: "assigned" },
  rectifying: { zh: "整改中", en: "rectifying" },
  to_accept: { zh: "待验收", en: "to accept" },
  closed: { zh: "已销号", en: "closed" },
};

export const valueTitles: Readonly<Record<keyof CaseValues, Text>> = {
  unit: { zh: "责任单位", en: "responsible unit" },
  person: { zh: "责任人", en: "responsible person" },
  deadline: { zh: "整改时限", en: "deadline" },
  approved_by: { zh: "批准人", en: "approved by" },
  management_measure: { zh: "管理措施", en: "management measure" },
  engineering_measure: { zh: "工程措施", en: "engineering measure" },
  evidence: { zh: "验收依据", en: "evidence" },
};
