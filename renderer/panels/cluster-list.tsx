import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { RankedCluster, Ranking } from "../state/ranking.js";
import { selectCluster, zoomToFeature } from "../state/selection.js";
import { change, current } from "../state/store.js";
import { say, useSpeech } from "../text/say.js";
import { ClusterRow } from "./cluster-row.js";

const rowHeight = 62;

/** The ranked clusters as a list for the keyboard: up and down move and are read out, Enter zooms and opens the card. */
export function ClusterList({ ranking }: { ranking: Ranking }) {
  const { t, locale } = useSpeech();
  const scroller = useRef<HTMLDivElement>(null);
  const { clusters, layer } = ranking;
  const last = current().lastCluster;
  const [active, setActive] = useState(() =>
    Math.max(
      0,
      clusters.findIndex(({ fid }) => fid === last),
    ),
  );
  const rows = useVirtualizer({
    count: clusters.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: only where the list comes back after a card.
  useEffect(() => {
    if (last === null) return;
    rows.scrollToIndex(active, { align: "center" });
    if (document.activeElement === document.body) scroller.current?.focus({ preventScroll: true });
  }, []);
  const open = (cluster: RankedCluster | undefined) => {
    if (cluster === undefined) return;
    selectCluster(cluster);
    void zoomToFeature({ layer: layer.id, fid: cluster.fid });
  };
  const move = (to: number) => {
    const next = Math.min(clusters.length - 1, Math.max(0, to));
    const cluster = clusters[next];
    setActive(next);
    rows.scrollToIndex(next);
    if (cluster === undefined) return;
    const { rank, buildings, old, altered } = cluster;
    change({ announcement: say(locale, "results.announce", { rank, count: layer.count, buildings, old, altered }) });
  };
  const onKey = (event: KeyboardEvent) => {
    const targets: Record<string, number> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + 8,
      PageUp: active - 8,
      Home: 0,
      End: clusters.length - 1,
    };
    const target = targets[event.key];
    if (target !== undefined) move(target);
    else if (event.key === "Enter") open(clusters[active]);
    else return;
    event.preventDefault();
  };
  return (
    <section className="cluster-section">
      <h3 className="section-head">
        {t("results.list")}
        <span className="quiet">{t("results.keys")}</span>
      </h3>
      <div
        className="cluster-list"
        ref={scroller}
        role="listbox"
        tabIndex={0}
        aria-label={t("results.list")}
        aria-activedescendant={clusters[active] === undefined ? undefined : `cluster-${clusters[active].fid}`}
        onKeyDown={onKey}
        data-testid="clusters"
      >
        <div style={{ height: rows.getTotalSize(), position: "relative" }}>
          {rows.getVirtualItems().map((item) => {
            const cluster = clusters[item.index];
            return cluster === undefined ? null : (
              <ClusterRow
                key={cluster.fid}
                cluster={cluster}
                layer={layer}
                active={item.index === active}
                top={item.start}
                open={() => {
                  setActive(item.index);
                  open(cluster);
                }}
              />
            );
          })}
        </div>
      </div>
      {layer.count > clusters.length && <p className="quiet">{t("results.more", { count: clusters.length })}</p>}
    </section>
  );
}
