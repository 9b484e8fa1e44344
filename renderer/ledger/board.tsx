import { type KeyboardEvent, useState } from "react";
import { type CaseState, caseStates } from "../../contract/ledger.js";
import type { ActionEntry, CaseEntry } from "../../contract/ledger-calls.js";
import { useMay } from "../panels/guarded.js";
import { notify } from "../state/notices.js";
import { select } from "../state/selection.js";
import { change } from "../state/store.js";
import { bothTexts, useSpeech } from "../text/say.js";
import { stateColours } from "./state-colours.js";
import { useActions, useHazardTitle } from "./use-actions.js";

/** Cards drawn in a column. */
const drawn = 60;

/** Cases as cards in columns by state. A card that is moved asks for what the step needs; nothing moves by itself. */
export function Board({ cases }: { cases: readonly CaseEntry[] }) {
  const { t } = useSpeech();
  const { actions } = useActions();
  const [dragged, setDragged] = useState<CaseEntry | null>(null);
  const targets = new Set(dragged === null ? [] : stepsFrom(actions, dragged.state).map(({ to }) => to));
  return (
    <div className="board">
      {caseStates.map((state) => {
        const own = cases.filter((each) => each.state === state);
        return (
          <section
            key={state}
            className="board-column"
            aria-label={t(`state.${state}`)}
            data-target={targets.has(state)}
            onDragOver={(event) => targets.has(state) && event.preventDefault()}
            onDrop={() => {
              if (dragged !== null) move(actions, dragged, state);
              setDragged(null);
            }}
          >
            <h3>
              <i style={{ background: stateColours[state] }} />
              {t(`state.${state}`)} <b>{own.length}</b>
            </h3>
            <ul>
              {own.slice(0, drawn).map((entry) => (
                <Card key={entry.id} entry={entry} actions={actions} drag={setDragged} />
              ))}
            </ul>
            {own.length > drawn && <p className="quiet">{t("ledger.more", { count: own.length - drawn })}</p>}
          </section>
        );
      })}
    </div>
  );
}

/** Steps that lead elsewhere, the way on before the way back. */
function stepsFrom(actions: readonly ActionEntry[], state: CaseState) {
  return actions.flatMap(({ action, from, to }) => (to !== null && from.includes(state) ? [{ action, to }] : []));
}

function move(actions: readonly ActionEntry[], { id, state }: CaseEntry, to: CaseState): void {
  if (to === state) return;
  const step = stepsFrom(actions, state).find((each) => each.to === to);
  if (step === undefined) notify("note", bothTexts("cases.noStep"));
  else change({ dialog: { type: "act", cases: [id], action: step.action } });
}

interface CardProps {
  readonly entry: CaseEntry;
  readonly actions: readonly ActionEntry[];
  readonly drag: (entry: CaseEntry | null) => void;
}

function Card({ entry, actions, drag }: CardProps) {
  const { t } = useSpeech();
  const { may, why } = useMay("decision");
  const hazard = useHazardTitle(entry.hazard);
  const { of, values, overdue, grade } = entry;
  const name = of.name ?? of.address ?? of.code ?? t("card.untitled", { fid: of.fid });
  const onKey = (event: KeyboardEvent) => {
    const side = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (side === undefined || !may) return;
    event.preventDefault();
    const place = caseStates.indexOf(entry.state);
    const step = stepsFrom(actions, entry.state).find(({ to }) => Math.sign(caseStates.indexOf(to) - place) === side);
    if (step !== undefined) change({ dialog: { type: "act", cases: [entry.id], action: step.action } });
  };
  return (
    <li>
      <button
        type="button"
        className="board-card"
        draggable={may}
        data-overdue={overdue}
        title={why ?? t("cases.cardHint")}
        onDragStart={(event) => {
          event.dataTransfer.setData("text/plain", String(entry.id));
          drag(entry);
        }}
        onDragEnd={() => drag(null)}
        onKeyDown={onKey}
        onClick={() => void select({ layer: of.layer, fid: of.fid })}
      >
        <span>
          <b>{name}</b> <span className="quiet case-id">№ {entry.id}</span>
        </span>
        <span className="quiet">{hazard}</span>
        {values.unit !== null && (
          <span className="quiet clip" title={values.unit}>
            {values.unit}
          </span>
        )}
        {(values.deadline !== null || grade !== null) && (
          <span className="quiet board-card-foot">
            {values.deadline}
            {overdue && <b className="late">{t("ledger.overdue")}</b>}
            {grade !== null && <b className="grade">{grade}</b>}
          </span>
        )}
      </button>
    </li>
  );
}
