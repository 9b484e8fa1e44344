import { WorkPanel } from "../ledger/work-panel.js";
import { useStore } from "../state/store.js";
import { useSpeech } from "../text/say.js";
import { ClusterCard } from "./cluster-card.js";
import { FeatureCard } from "./feature-card.js";
import { NoResults } from "./no-results.js";
import { ResultsPanel } from "./results-panel.js";
import { ShiftCard } from "./shift-card.js";

/** What concerns the selection: a card; without one, the work panel where it is open, else the ranked list, or how to get there. */
export function RightPanel() {
  const { t } = useSpeech();
  const selection = useStore((state) => state.selection);
  const ranking = useStore((state) => state.ranking);
  const work = useStore((state) => state.work);
  const shift = useStore((state) => state.shift);
  const isCluster = selection !== null && selection.layer === ranking?.layer.id;
  const isFree = selection === null && shift === null;
  return (
    <aside className="panel right" aria-label={t("results.title")}>
      {selection === null && shift !== null && <ShiftCard shift={shift} />}
      {isFree && work !== null && <WorkPanel work={work} />}
      {isFree && work === null && ranking !== null && <ResultsPanel ranking={ranking} />}
      {isFree && work === null && ranking === null && <NoResults />}
      {selection !== null && ranking !== null && isCluster && <ClusterCard ranking={ranking} fid={selection.fid} />}
      {selection !== null && !isCluster && <FeatureCard selection={selection} />}
    </aside>
  );
}
