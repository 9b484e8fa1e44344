import type { CaseEntry } from "../../contract/ledger-calls.js";
import { useStore } from "../state/store.js";
import { formatNumber } from "../text/format.js";
import { useSpeech } from "../text/say.js";
import type { Word } from "../text/words.js";
import { CaseRow } from "./case-row.js";
import { Rechecks } from "./rechecks.js";
import { useAnswer } from "./use-answer.js";

/** Cases shown of each heap; the tab of cases has all. */
const shown = 20;

/** My work today: what is overdue, what is due within a week, what waits for a decision of ours. */
export function Today() {
  const { t, locale } = useSpeech();
  const ledger = useStore((state) => state.ledger);
  const cases = useAnswer("case.list", { states: ["to_verify", "confirmed", "assigned", "rectifying", "to_accept"] });
  if (ledger === null || cases === null) return <p className="quiet pad">{t("card.loading")}</p>;
  const overdue = cases.filter((each) => each.overdue);
  const due = cases.filter((each) => each.dueSoon);
  const waiting = cases.filter(({ state }) => state === "to_verify" || state === "to_accept" || state === "confirmed");
  const rate = ledger.closureRate;
  return (
    <div className="today">
      <p className="figure-main">
        {rate === null
          ? t("ledger.noneAssigned")
          : t("ledger.closureRate", { rate: formatNumber(locale, 100 * rate, 1), closed: ledger.cases.closed })}
      </p>
      <Heap title="ledger.overdueCases" cases={overdue} />
      <Heap title="ledger.dueSoon" cases={due} />
      <Heap title="ledger.waiting" cases={waiting} />
      <Rechecks />
      {cases.length === 0 && <p className="quiet">{t("ledger.nothingToDo")}</p>}
    </div>
  );
}

function Heap({ title, cases }: { title: Word; cases: readonly CaseEntry[] }) {
  const { t } = useSpeech();
  if (cases.length === 0) return null;
  return (
    <section>
      <h3 className="section-head">{t(title, { count: cases.length })}</h3>
      <ul className="case-list">
        {cases.slice(0, shown).map((entry) => (
          <CaseRow key={entry.id} entry={entry} />
        ))}
      </ul>
      {cases.length > shown && <p className="quiet">{t("ledger.more", { count: cases.length - shown })}</p>}
    </section>
  );
}
