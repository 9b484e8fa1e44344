import { CloseOutlined } from "@ant-design/icons";
import { Button, Space } from "antd";
import { leaveShift, undoShift } from "../state/shift.js";
import { type ShiftCheck, useStore } from "../state/store.js";
import { formatMetres } from "../text/format.js";
import { useSpeech } from "../text/say.js";
import { GuardedButton } from "./guarded.js";

/** Whether a layer is shifted, on what evidence and against which layer; the moves are drawn on the map. */
export function ShiftCard({ shift: { layer: id, finding } }: { shift: ShiftCheck }) {
  const { t, of, locale } = useSpeech();
  const layers = useStore((state) => state.project?.layers) ?? [];
  const titleOf = (layer: number | null) => {
    const title = layers.find((entry) => entry.id === layer)?.title;
    return title === undefined ? null : of(title);
  };
  const against = titleOf(finding.against);
  const { system } = finding;
  return (
    <>
      <div className="panel-head card-head">
        <h2>{t("shift.title", { name: titleOf(id) ?? "" })}</h2>
        <button
          type="button"
          className="icon-button"
          title={t("card.close")}
          aria-label={t("card.close")}
          onClick={leaveShift}
        >
          <CloseOutlined />
        </button>
      </div>
      <div className="panel-body card shift-card">
        <p className="figure-main" data-found={system !== null}>
          {system === null ? t("shift.none") : t(`shift.found.${system}`)}
          {system !== null && <span>{formatMetres(locale, finding.distance_m)}</span>}
        </p>
        <p>{of(finding.evidence)}</p>
        {against !== null && <p className="quiet">{t("shift.against", { name: against })}</p>}
        {system !== null && <p className="quiet">{t("shift.drawn", { count: finding.moves.length })}</p>}
        <Space className="spaced">
          {system !== null && (
            <GuardedButton act="change" type="primary" autoFocus onClick={() => void undoShift()}>
              {t("shift.undo")}
            </GuardedButton>
          )}
          <Button autoFocus={system === null} onClick={leaveShift}>
            {t("shift.leave")}
          </Button>
        </Space>
        {system !== null && <p className="quiet small">{t("shift.undoWhy")}</p>}
      </div>
    </>
  );
}
