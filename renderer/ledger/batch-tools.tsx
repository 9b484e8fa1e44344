import { useMemo } from "react";
import type { CaseAction } from "../../contract/ledger.js";
import type { CaseEntry } from "../../contract/ledger-calls.js";
import { GuardedButton } from "../panels/guarded.js";
import { change } from "../state/store.js";
import { useSpeech } from "../text/say.js";
import { useActions } from "./use-actions.js";

/** What can be done to all cases that are ticked: the steps that every one of them allows, and changes without a step. */
export function BatchTools({ chosen }: { chosen: readonly CaseEntry[] }) {
  const { t, of } = useSpeech();
  const { actions } = useActions();
  const possible = useMemo(() => possibleFor(chosen), [chosen]);
  // One action may have arrows of several states, each with its own name.
  const own = actions.filter(({ from }) => chosen[0] !== undefined && from.includes(chosen[0].state));
  const ids = chosen.map(({ id }) => id);
  const isOpen = chosen.length > 0 && chosen.every(({ state }) => state !== "closed" && state !== "excluded");
  return (
    <>
      <span className="quiet">{t("ledger.ticked", { count: chosen.length })}</span>
      {[...new Map(own.map((entry) => [entry.action, entry])).values()]
        .filter(({ action }) => possible.has(action))
        .map(({ action, title }) => (
          <GuardedButton
            key={action}
            size="small"
            onClick={() => change({ dialog: { type: "act", cases: ids, action } })}
          >
            {of(title)}
          </GuardedButton>
        ))}
      {possible.has("assign") && (
        <GuardedButton size="small" onClick={() => change({ dialog: { type: "distribute", cases: ids } })}>
          {t("cases.distribute")}
        </GuardedButton>
      )}
      {isOpen && (
        <GuardedButton size="small" onClick={() => change({ dialog: { type: "edit-cases", cases: ids } })}>
          {t("cases.edit")}
        </GuardedButton>
      )}
    </>
  );
}

/** Actions that every one of the cases allows. */
function possibleFor(cases: readonly CaseEntry[]): ReadonlySet<CaseAction> {
  const [first, ...rest] = cases;
  return new Set((first?.actions ?? []).filter((action) => rest.every((each) => each.actions.includes(action))));
}
