import { WorkPanel } from "../ledger/work-panel.js";
import { useStore } from "../state/store.js";
import { useSpeech } from "../text/say.js";
import { ClusterCard } from "./cluster-card.js";
import { FeatureCard } from "./feature-card.js";
import { NoResults } from "./no-results.js";
import { ResultsPanel } from "./results-panel.js";

/** What concerns the selection: a card; without one, the work panel where it is open, else the ranked list, or how to get there. */
export function RightPanel() {
  const { t } = useSpeech();
  const selection = useStore((state) => state.selection);
  const ranking = useStore((state) => state.ranking);
  const work = useStore((state) => state.work);
  const isCluster = selection !== null && selection.layer === ranking?.layer.id;
  return (
    <aside className="panel right" aria-label={t("results.title")}>
      {selection === null && work !== null && <WorkPanel work={work} />}
      {selection === null && work === null && ranking !== null && <ResultsPanel ranking={ranking} />}
      {selection === null && work === null && ranking === null && <NoResults />}
      {selection !== null && ranking !== null && isCluster && <ClusterCard ranking={ranking} fid={selection.fid} />}
      {selection !== null && !isCluster && <FeatureCard selection={selection} />}
    </aside>
  );
}
