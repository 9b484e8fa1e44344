import { useMemo } from "react";
import type { Layer, Run } from "../../contract/project.js";
import { drawingOrder, isOrdered } from "../map/drawing-order.js";
import { useStore } from "../state/store.js";
import { formatTime } from "../text/format.js";
import { useSpeech } from "../text/say.js";
import { BaseMapList } from "./base-map-list.js";
import { LayerRow } from "./layer-row.js";

const none: readonly Layer[] = [];
const noRuns: readonly Run[] = [];

/** The project's layers in drawing order, the topmost first: results, then data. */
export function LayerList() {
  const { t, locale } = useSpeech();
  const layers = useStore((state) => state.project?.layers ?? none);
  const order = useMemo(() => drawingOrder(layers).reverse(), [layers]);
  const runs = useStore((state) => state.project?.runs ?? noRuns);
  const ordered = isOrdered(layers);
  const results = ordered
    ? []
    : [...new Set(order.map(({ run }) => run))].filter((run) => run !== null).sort((a, b) => b - a);
  const files = ordered ? [] : withWhatIsAboutThem(order.filter(({ run }) => run === null));
  return (
    <nav className="panel layers" aria-label={t("layers.title")}>
      <h2 className="panel-head">{t("layers.title")}</h2>
      <div className="panel-body">
        {layers.length === 0 && <p className="quiet pad">{t("layers.none")}</p>}
        {ordered && <Group title={t("tree.ordered")} layers={order} flat />}
        {results.map((run) => {
          const started = runs.find(({ id }) => id === run)?.startedAt;
          const title =
            results.length < 2 || started === undefined
              ? t("layers.results")
              : t("layers.resultsOf", { time: formatTime(locale, started) });
          return <Group key={run} title={title} layers={order.filter((layer) => layer.run === run)} />;
        })}
        <Group title={t("layers.files")} layers={files} />
        <BaseMapList />
      </div>
    </nav>
  );
}

function Group({ title, layers, flat = false }: { title: string; layers: readonly Layer[]; flat?: boolean }) {
  if (layers.length === 0) return null;
  return (
    <section className="layer-group">
      <h3>{title}</h3>
      <ul>
        {layers.map((layer) => (
          <LayerRow
            key={layer.id}
            layer={layer}
            above={flat ? null : (layers.find(({ id }) => id === layer.about) ?? null)}
          />
        ))}
      </ul>
    </section>
  );
}

/** Behind each layer those that are about it: rows that were left out, what a newer version changed. */
function withWhatIsAboutThem(layers: readonly Layer[]): Layer[] {
  const ids = new Set(layers.map(({ id }) => id));
  const own = layers.filter(({ about }) => about === null || !ids.has(about));
  return own.flatMap((layer) => [layer, ...layers.filter(({ about }) => about === layer.id)]);
}
