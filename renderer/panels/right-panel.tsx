import { useMemo } from "react";
import { StylePanel } from "../layer-style/style-panel.js";
import { WorkPanel } from "../ledger/work-panel.js";
import { SchemePanel } from "../scheme/scheme-panel.js";
import { explainedPlaces } from "../state/places.js";
import { useStore } from "../state/store.js";
import { useSpeech } from "../text/say.js";
import { ClusterCard } from "./cluster-card.js";
import { FeatureCard } from "./feature-card.js";
import { NoResults } from "./no-results.js";
import { PlacesPanel } from "./places-panel.js";
import { ResultsPanel } from "./results-panel.js";
import { ShiftCard } from "./shift-card.js";

/** What concerns the selection: a card; without one, a shift that is looked at, the work panel, else the newest answer. */
export function RightPanel() {
  const { t } = useSpeech();
  const selection = useStore((state) => state.selection);
  const ranking = useStore((state) => state.ranking);
  const styled = useStore((state) => state.project?.layers.find(({ id }) => id === state.styling));
  if (styled !== undefined) {
    return (
      <aside className="panel right" aria-label={t("results.title")}>
        <StylePanel layer={styled} />
      </aside>
    );
  }
  const isCluster = selection !== null && selection.layer === ranking?.layer.id;
  return (
    <aside className="panel right" aria-label={t("results.title")}>
      {selection === null && <Unselected />}
      {selection !== null && ranking !== null && isCluster && <ClusterCard ranking={ranking} fid={selection.fid} />}
      {selection !== null && !isCluster && <FeatureCard selection={selection} />}
    </aside>
  );
}

function Unselected() {
  const ranking = useStore((state) => state.ranking);
  const work = useStore((state) => state.work);
  const scheme = useStore((state) => state.scheme);
  const shift = useStore((state) => state.shift);
  const project = useStore((state) => state.project);
  const places = useMemo(() => (project === null ? null : explainedPlaces(project)), [project]);
  if (shift !== null) return <ShiftCard shift={shift} />;
  if (scheme !== null) return <SchemePanel editing={scheme} />;
  if (work !== null) return <WorkPanel work={work} />;
  // The newest answer is the one that was asked for.
  if (places !== null && places.run > (ranking?.run.id ?? 0)) return <PlacesPanel places={places} />;
  return ranking === null ? <NoResults /> : <ResultsPanel ranking={ranking} />;
}
