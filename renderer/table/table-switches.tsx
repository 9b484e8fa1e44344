import { Checkbox } from "antd";
import { formatNumber } from "../text/format.js";
import { useSpeech } from "../text/say.js";
import type { Switches } from "./use-switches.js";

/** The table's two switches, and how many of its rows are selected together. */
export function TableSwitches({ switches: { onlyChosen, inView, chosen, turn } }: { switches: Switches }) {
  const { t, locale } = useSpeech();
  return (
    <>
      {chosen !== null && (
        <span className="quiet" data-testid="table-chosen">
          {t("select.ofRows", { count: formatNumber(locale, chosen) })}
        </span>
      )}
      <Checkbox
        checked={onlyChosen && chosen !== null}
        disabled={chosen === null}
        onChange={({ target }) => turn("onlyChosen", target.checked)}
      >
        {t("select.onlyChosen")}
      </Checkbox>
      <Checkbox checked={inView} onChange={({ target }) => turn("inView", target.checked)}>
        {t("select.inView")}
      </Checkbox>
    </>
  );
}
