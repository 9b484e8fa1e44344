import { Tag } from "antd";
import type { RecheckEntry } from "../../contract/review-calls.js";
import { GuardedButton, useMay } from "../panels/guarded.js";
import { visit } from "../state/selection.js";
import { change } from "../state/store.js";
import { useSpeech } from "../text/say.js";
import { useAnswer } from "./use-answer.js";

/** Re-checks shown at once. */
const shown = 20;
/** Days ahead that are told of. */
const ahead = 30;

/** Houses that are due to be looked at again, soon or already; one click writes down what was found, or opens a case. */
export function Rechecks() {
  const { t } = useSpeech();
  const { may, why } = useMay("decision");
  const all = useAnswer("recheck.list", {}) ?? [];
  const horizon = new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
  const due = all.filter((entry) => entry.due <= horizon);
  return (
    <section>
      <h3 className="section-head">
        {t("cases.rechecks", { count: due.length, later: all.length - due.length })}{" "}
        <button
          type="button"
          className="text-link"
          disabled={!may}
          title={why}
          onClick={() => change({ dialog: { type: "rules" } })}
        >
          {t("cases.rules")}
        </button>
      </h3>
      <ul className="case-list">
        {due.slice(0, shown).map((entry) => (
          <Row key={entry.of.building} entry={entry} />
        ))}
      </ul>
      {due.length > shown && <p className="quiet">{t("ledger.more", { count: due.length - shown })}</p>}
    </section>
  );
}

function Row({ entry }: { entry: RecheckEntry }) {
  const { t } = useSpeech();
  const { of, grade, due, since, from, overdue } = entry;
  const where = { layer: of.layer, fid: of.fid };
  const rows = { layer: of.layer, fids: [of.fid] };
  return (
    <li className="case-row" data-overdue={overdue}>
      <button type="button" className="row-button" onClick={() => visit(where)}>
        <b className="clip">{of.name ?? of.address ?? of.code ?? t("card.untitled", { fid: of.fid })}</b>
        <span className="quiet clip">
          {due} · {t(`cases.since-${from}`, { day: since })} {grade}
        </span>
      </button>
      {overdue && <Tag color="error">{t("ledger.overdue")}</Tag>}
      <GuardedButton size="small" onClick={() => change({ dialog: { type: "recheck", rows } })}>
        {t("cases.recheckGo")}
      </GuardedButton>
      <GuardedButton size="small" onClick={() => change({ dialog: { type: "open-case", rows } })}>
        {t("ledger.openCases")}
      </GuardedButton>
    </li>
  );
}
