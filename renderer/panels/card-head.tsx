import { ArrowLeftOutlined, CloseOutlined, DownOutlined, UpOutlined, ZoomInOutlined } from "@ant-design/icons";
import { useEffect, useRef } from "react";
import { explainedPlaces } from "../state/places.js";
import { select, zoomToFeature } from "../state/selection.js";
import { type Selection, useStore } from "../state/store.js";
import { useSpeech } from "../text/say.js";

interface CardHeadProps {
  readonly title: string;
  readonly selection: Selection;
  /** Steps to the neighbour in the list that the card belongs to; absent where there is no list. */
  readonly step?: (by: 1 | -1) => void;
}

/** The head of a card: back to the list, its title, previous and next, zoom, close. */
export function CardHead({ title, selection, step }: CardHeadProps) {
  const { t } = useSpeech();
  const hasList = useStore(
    ({ ranking, work, project }) =>
      ranking !== null || work !== null || (project !== null && explainedPlaces(project) !== null),
  );
  const backButton = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // Opened from a list that has left with the focus: the keyboard goes on here.
    if (document.activeElement === document.body) backButton.current?.focus();
  }, []);
  const isWork = useStore((state) => state.work !== null);
  const back = t(isWork ? "ledger.back" : hasList ? "results.back" : "card.close");
  return (
    <div className="panel-head card-head">
      <button
        ref={backButton}
        type="button"
        className="icon-button"
        title={back}
        aria-label={back}
        onClick={() => void select(null)}
      >
        {hasList ? <ArrowLeftOutlined /> : <CloseOutlined />}
      </button>
      <h2 title={title}>{title}</h2>
      {step !== undefined && (
        <>
          <button
            type="button"
            className="icon-button"
            title={t("card.previous")}
            aria-label={t("card.previous")}
            onClick={() => step(-1)}
          >
            <UpOutlined />
          </button>
          <button
            type="button"
            className="icon-button"
            title={t("card.next")}
            aria-label={t("card.next")}
            onClick={() => step(1)}
          >
            <DownOutlined />
          </button>
        </>
      )}
      <button
        type="button"
        className="icon-button"
        title={t("card.zoom")}
        aria-label={t("card.zoom")}
        onClick={() => void zoomToFeature(selection)}
      >
        <ZoomInOutlined />
      </button>
    </div>
  );
}
