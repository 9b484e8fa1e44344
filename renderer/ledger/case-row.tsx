import { Checkbox, Tag } from "antd";
import type { CaseEntry } from "../../contract/ledger-calls.js";
import { visit } from "../state/selection.js";
import { useSpeech } from "../text/say.js";
import { stateColours } from "./state-colours.js";
import { useHazardTitle } from "./use-actions.js";

interface CaseRowProps {
  readonly entry: CaseEntry;
  /** Absent where nothing is chosen among rows. */
  readonly chosen?: boolean;
  readonly choose?: (chosen: boolean) => void;
}

/** One case: number, state, whose it is and until when; a click shows the building. */
export function CaseRow({ entry, chosen, choose }: CaseRowProps) {
  const { t } = useSpeech();
  const hazard = useHazardTitle(entry.hazard);
  const { of, values, state, overdue } = entry;
  const where = { layer: of.layer, fid: of.fid };
  const name = of.name ?? of.address ?? of.code ?? t("card.untitled", { fid: of.fid });
  // The day first: what stands last is cut where the panel is narrow.
  const facts = [values.deadline, hazard, values.unit].filter((part) => part !== null).join(" · ");
  return (
    <li className="case-row" data-overdue={overdue}>
      {choose !== undefined && (
        <Checkbox
          aria-label={t("ledger.chooseCase", { id: entry.id })}
          checked={chosen === true}
          onChange={(event) => choose(event.target.checked)}
        />
      )}
      <button type="button" className="row-button" onClick={() => visit(where)}>
        <span className="clip" title={`${name} № ${entry.id}`}>
          <b>{name}</b> <span className="quiet">№ {entry.id}</span>
        </span>
        <span className="quiet clip" title={facts}>
          {facts}
        </span>
      </button>
      <span className="case-marks">
        {overdue && <Tag color="error">{t("ledger.overdue")}</Tag>}
        <Tag className="case-state" style={{ borderColor: stateColours[state] }}>
          <i style={{ background: stateColours[state] }} />
          {t(`state.${state}`)}
        </Tag>
      </span>
    </li>
  );
}
