import { Button } from "antd";
import { useMemo, useState } from "react";
import { type CaseState, caseStates } from "../../contract/ledger.js";
import { GuardedButton } from "../panels/guarded.js";
import { change, useStore } from "../state/store.js";
import { chooseTable } from "../state/work-dialogs.js";
import { useSpeech } from "../text/say.js";
import { BatchTools } from "./batch-tools.js";
import { CaseRow } from "./case-row.js";
import { stateColours } from "./state-colours.js";
import { useAnswer } from "./use-answer.js";

/** Cases drawn at once; a filter finds the others. */
const drawn = 200;

/** The cases by state, and what can be done to those that are ticked. */
export function Cases({ states }: { states: readonly CaseState[] }) {
  const { t } = useSpeech();
  const counts = useStore((state) => state.ledger?.cases);
  const cases = useAnswer("case.list", states.length === 0 ? {} : { states: [...states] });
  const [ticked, setTicked] = useState<ReadonlySet<number>>(new Set());
  const chosen = useMemo(() => (cases ?? []).filter(({ id }) => ticked.has(id)), [cases, ticked]);
  const toggleState = (state: CaseState) => {
    const next = states.includes(state) ? states.filter((each) => each !== state) : [...states, state];
    change({ work: { tab: "cases", states: next } });
  };
  const tick = (id: number, on: boolean) =>
    setTicked((before) => new Set(on ? [...before, id] : [...before].filter((each) => each !== id)));
  return (
    <div className="cases">
      <div className="case-tools">
        {(["board", "table", "districts"] as const).map((view) => (
          <Button key={view} size="small" onClick={() => change({ wide: { view } })}>
            {t(`cases.view-${view}`)}
          </Button>
        ))}
        <GuardedButton size="small" onClick={() => void chooseTable("ledger-import")}>
          {t("cases.import")}
        </GuardedButton>
        <GuardedButton size="small" onClick={() => void chooseTable("return")}>
          {t("cases.return")}
        </GuardedButton>
      </div>
      <fieldset className="state-chips" aria-label={t("ledger.states")}>
        {caseStates.map((state) => (
          <button
            key={state}
            type="button"
            className="chip"
            aria-pressed={states.includes(state)}
            onClick={() => toggleState(state)}
          >
            <i style={{ background: stateColours[state] }} />
            {t(`state.${state}`)} <b>{counts?.[state] ?? 0}</b>
          </button>
        ))}
      </fieldset>
      <div className="case-tools">
        <Button size="small" onClick={() => setTicked(new Set((cases ?? []).slice(0, drawn).map(({ id }) => id)))}>
          {t("ledger.tickAll")}
        </Button>
        <BatchTools chosen={chosen} />
      </div>
      <ul className="case-list">
        {(cases ?? []).slice(0, drawn).map((entry) => (
          <CaseRow key={entry.id} entry={entry} chosen={ticked.has(entry.id)} choose={(on) => tick(entry.id, on)} />
        ))}
      </ul>
      {cases?.length === 0 && <p className="quiet">{t("ledger.noCases")}</p>}
      {(cases?.length ?? 0) > drawn && (
        <p className="quiet">{t("ledger.more", { count: (cases?.length ?? 0) - drawn })}</p>
      )}
    </div>
  );
}
