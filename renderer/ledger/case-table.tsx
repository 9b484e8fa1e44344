import { Button, Checkbox } from "antd";
import { useMemo, useState } from "react";
import type { CaseEntry } from "../../contract/ledger-calls.js";
import { select, zoomToFeature } from "../state/selection.js";
import { showPlaces } from "../state/show-places.js";
import { change } from "../state/store.js";
import { useSpeech } from "../text/say.js";
import { BatchTools } from "./batch-tools.js";
import { stateColours } from "./state-colours.js";
import { useHazardTitle } from "./use-actions.js";

/** Rows drawn at once; filters find the others, and what is done to all is done to them too. */
const drawn = 400;

/** The cases as a table; what is ticked can be acted on at once. */
export function CaseTable({ cases }: { cases: readonly CaseEntry[] }) {
  const { t } = useSpeech();
  const [ticked, setTicked] = useState<ReadonlySet<number>>(new Set());
  const chosen = useMemo(() => cases.filter(({ id }) => ticked.has(id)), [cases, ticked]);
  const showAll = () => {
    change({ wide: null });
    showPlaces((chosen.length === 0 ? cases : chosen).map(({ of }) => of));
  };
  return (
    <div className="case-table">
      <div className="case-tools">
        <BatchTools chosen={chosen} />
        <Button size="small" onClick={showAll}>
          {t("cases.onMap")}
        </Button>
      </div>
      <table>
        <thead>
          <tr>
            <th>
              <Checkbox
                aria-label={t("ledger.tickAll")}
                checked={cases.length > 0 && chosen.length === cases.length}
                indeterminate={chosen.length > 0 && chosen.length < cases.length}
                onChange={(event) => setTicked(new Set(event.target.checked ? cases.map(({ id }) => id) : []))}
              />
            </th>
            <th>№</th>
            <th>{t("cases.building")}</th>
            <th>{t("cases.state")}</th>
            <th>{t("ledger.hazard")}</th>
            <th>{t("cases.grade")}</th>
            <th>{t("value.unit")}</th>
            <th>{t("value.person")}</th>
            <th>{t("value.deadline")}</th>
          </tr>
        </thead>
        <tbody>
          {cases.slice(0, drawn).map((entry) => (
            <Row
              key={entry.id}
              entry={entry}
              ticked={ticked.has(entry.id)}
              tick={(on) =>
                setTicked((before) => new Set(on ? [...before, entry.id] : [...before].filter((id) => id !== entry.id)))
              }
            />
          ))}
        </tbody>
      </table>
      {cases.length > drawn && <p className="quiet">{t("ledger.more", { count: cases.length - drawn })}</p>}
      {cases.length === 0 && <p className="quiet">{t("ledger.noCases")}</p>}
    </div>
  );
}

function Row({ entry, ticked, tick }: { entry: CaseEntry; ticked: boolean; tick: (on: boolean) => void }) {
  const { t } = useSpeech();
  const hazard = useHazardTitle(entry.hazard);
  const { id, of, state, values, grade, overdue } = entry;
  const where = { layer: of.layer, fid: of.fid };
  return (
    <tr data-overdue={overdue}>
      <td>
        <Checkbox
          aria-label={t("ledger.chooseCase", { id })}
          checked={ticked}
          onChange={(event) => tick(event.target.checked)}
        />
      </td>
      <td>{id}</td>
      <td>
        <button
          type="button"
          className="text-link"
          onClick={() => void select(where)}
          onDoubleClick={() => {
            change({ wide: null });
            void zoomToFeature(where);
          }}
        >
          {of.name ?? of.address ?? of.code ?? t("card.untitled", { fid: of.fid })}
        </button>
      </td>
      <td className="case-state">
        <i style={{ background: stateColours[state] }} />
        {t(`state.${state}`)}
      </td>
      <td>{hazard}</td>
      <td>{grade ?? "—"}</td>
      <td>{values.unit ?? "—"}</td>
      <td>{values.person ?? "—"}</td>
      <td>
        {values.deadline ?? "—"} {overdue && <b className="late">{t("ledger.overdue")}</b>}
      </td>
    </tr>
  );
}
