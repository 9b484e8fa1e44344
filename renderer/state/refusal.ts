import type { Text } from "../../contract/text.js";
import type { State } from "./store.js";

/** What a project may refuse: to be changed, and to have something decided in its ledger. */
export type Guarded = "change" | "decision";

const damagedJournal: Text = {
  zh: "台账日志有损坏，修复之前不能作决定；可在台账面板修复。",
  en: "The journal is damaged: nothing can be decided until it is repaired, in the ledger panel.",
};

/** Why the open project refuses an act; null: it does not. Every control, command and menu asks here. */
export function refusal({ project, ledger }: Pick<State, "project" | "ledger">, act: Guarded): Text | null {
  const readOnly = project?.readOnly ?? null;
  if (readOnly !== null) return readOnly;
  return act === "decision" && (ledger?.damage.length ?? 0) > 0 ? damagedJournal : null;
}
