import type { CaseState } from "../../contract/ledger.js";
import type { LedgerSummary } from "../../contract/ledger-calls.js";
import type { Text } from "../../contract/text.js";
import { ask } from "../engine/engine.js";
import { caseMarks } from "./case-marks.js";
import { failedWith, notify, showError } from "./notices.js";
import { refusal } from "./refusal.js";
import { change, current } from "./store.js";

/** What the work panel shows. */
export type WorkView =
  | { readonly tab: "today" }
  | { readonly tab: "lists"; readonly list: number | null }
  | { readonly tab: "cases"; readonly states: readonly CaseState[] };

/** Reads the ledger of the open project; views that hang on it ask again. */
export async function loadLedger(): Promise<void> {
  const { project } = current();
  if (project === null) {
    change({ ledger: null, caseMarks: [], wide: null });
    return;
  }
  const ledger = await ask("ledger.read", {});
  const some = Object.values(ledger.cases).some((count) => count > 0);
  const marks = some ? caseMarks(await ask("case.list", {})) : [];
  if (current().project?.path === project.path) change({ ledger, caseMarks: marks });
}

/**
 * Does `work`, which decides something, and reads the ledger anew. Where nobody has said yet who decides, the name is asked for
 * first. An error is shown; then the answer is null. What was answered is on the disk.
 */
export async function decide<Value>(work: () => Promise<Value>): Promise<Value | null> {
  const refused = refusal(current(), "decision");
  if (refused !== null) {
    notify("error", refused);
    return null;
  }
  try {
    if (current().ledger?.operator == null && !(await askName())) return null;
    const value = await work();
    await loadLedger();
    return value;
  } catch (thrown) {
    if (failedWith(thrown, "operator-missing")) await loadLedger();
    showError(thrown);
    return null;
  }
}

let signed: ((isSigned: boolean) => void) | null = null;

/** Opens the question for the name over whatever dialog is open, and goes back to it. True when a name was given. */
function askName(): Promise<boolean> {
  const { dialog } = current();
  return new Promise((resolve) => {
    signed = (isSigned) => {
      signed = null;
      change({ dialog });
      resolve(isSigned);
    };
    change({ dialog: { type: "sign" } });
  });
}

/** The answer to the question for the name; null: not given. */
export async function sign(name: string | null): Promise<void> {
  try {
    if (name !== null) change({ ledger: await ask("ledger.sign", { name }) });
    if (signed === null) change({ dialog: { type: "none" } });
    signed?.(name !== null);
  } catch (thrown) {
    showError(thrown);
  }
}

/** Takes back the latest decision, or does it again, and says which it was. */
export async function step(direction: "undo" | "redo"): Promise<void> {
  const { ledger } = current();
  const title: Text | null = ledger?.[direction] ?? null;
  if (title === null) return;
  const done: LedgerSummary | null = await decide(() => ask(direction === "undo" ? "ledger.undo" : "ledger.redo", {}));
  if (done === null) return;
  const [zh, en] = direction === "undo" ? ["已撤销", "Undone"] : ["已重做", "Done again"];
  notify("note", { zh: `${zh}：${title.zh}`, en: `${en}: ${title.en}` });
}

/** Opens or closes the work panel; it shows beside the map when nothing is selected. */
export function toggleWork(): void {
  change(({ work }) => ({ work: work === null ? { tab: "today" } : null, selection: null, feature: null }));
}

/** Opens the work panel on one of its views. */
export function showWork(work: WorkView): void {
  change({ work, selection: null, feature: null });
}
