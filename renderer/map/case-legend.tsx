import { useMemo } from "react";
import { caseStates } from "../../contract/ledger.js";
import { stateColours } from "../ledger/state-colours.js";
import { change, useStore } from "../state/store.js";
import { formatNumber } from "../text/format.js";
import { useSpeech } from "../text/say.js";

/** Houses with cases by state, and whether the map shows them; nothing where there are none. */
export function CaseLegend() {
  const { t, locale } = useSpeech();
  const marks = useStore((state) => state.caseMarks);
  const shown = useStore((state) => state.marksShown);
  const counts = useMemo(
    () => caseStates.map((name) => ({ name, count: marks.filter(({ state }) => state === name).length })),
    [marks],
  );
  if (marks.length === 0) return null;
  return (
    <section>
      <h3>
        <button type="button" aria-expanded={shown} onClick={() => change({ marksShown: !shown })}>
          {t("cases.marks")} {shown ? null : "…"}
        </button>
      </h3>
      {shown && (
        <ul>
          {counts
            .filter(({ count }) => count > 0)
            .map(({ name, count }) => (
              <li key={name}>
                <svg className="swatch" width="18" height="12" viewBox="0 0 18 12" aria-hidden="true">
                  <circle cx="9" cy="6" r="4.5" fill={stateColours[name]} />
                </svg>
                <span>{t(`state.${name}`)}</span>
                <b>{formatNumber(locale, count)}</b>
              </li>
            ))}
        </ul>
      )}
    </section>
  );
}
