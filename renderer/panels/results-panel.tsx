import type { Ranking } from "../state/ranking.js";
import { formatNumber } from "../text/format.js";
import { useSpeech } from "../text/say.js";
import { ClusterList } from "./cluster-list.js";
import { Decisions } from "./decisions.js";
import { ReasonChart } from "./reason-chart.js";

/** The newest run: its figures, its candidates by reason, its ranked clusters, and what it decided. */
export function ResultsPanel({ ranking }: { ranking: Ranking }) {
  const { t, locale } = useSpeech();
  const { facts, messages } = ranking.run;
  const number = (name: string) => formatNumber(locale, facts[name] ?? 0);
  return (
    <>
      <h2 className="panel-head">{t("results.title")}</h2>
      <div className="panel-body results">
        <div className="figures">
          <p className="figure-main">
            {t("results.summary", { clusters: number("clusters"), candidates: number("candidates") })}
          </p>
          <p className="quiet">
            {t("results.clustered", { clustered: number("clustered"), noise: number("noise") })}
            {(facts.unknown_year ?? 0) > 0 && ` · ${t("results.unknownYear", { count: number("unknown_year") })}`}
          </p>
        </div>
        {ranking.members !== null && <ReasonChart members={ranking.members} cluster={null} rank={null} />}
        <ClusterList ranking={ranking} />
        <Decisions messages={messages} />
      </div>
    </>
  );
}
