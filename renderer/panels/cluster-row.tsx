import type { Layer } from "../../contract/project.js";
import type { RankedCluster } from "../state/ranking.js";
import { formatMetres, formatNumber } from "../text/format.js";
import { useSpeech } from "../text/say.js";
import { pressureNames } from "./describe.js";

interface ClusterRowProps {
  readonly cluster: RankedCluster;
  /** The ranked layer. */
  readonly layer: Layer;
  readonly active: boolean;
  readonly top: number;
  readonly open: () => void;
}

/** One cluster: rank, buildings, how many old and altered, nearest pipe and pit. Keys are the list's business. */
export function ClusterRow({ cluster, layer, active, top, open }: ClusterRowProps) {
  const { t, locale } = useSpeech();
  const { rank, buildings, old, altered, nearestPipeM, nearestSiteM } = cluster;
  const pressures = pressureNames(locale, layer, cluster);
  const near = [
    ...(nearestPipeM === null ? [] : [t("results.nearestPipe", { distance: formatMetres(locale, nearestPipeM) })]),
    ...(nearestSiteM === null ? [] : [t("results.nearestSite", { distance: formatMetres(locale, nearestSiteM) })]),
    ...(pressures === null ? [] : [pressures]),
  ];
  const why = [
    t("results.old", { count: formatNumber(locale, old) }),
    t("results.altered", { count: formatNumber(locale, altered) }),
  ].join(" · ");
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox around it takes the keys for all its options.
    <div
      id={`cluster-${cluster.fid}`}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      aria-posinset={rank}
      aria-setsize={layer.count}
      className="cluster-row"
      style={{ transform: `translateY(${top}px)` }}
      onClick={open}
    >
      <span className="rank">{rank}</span>
      <span className="cluster-facts">
        <strong>{t("results.buildings", { count: formatNumber(locale, buildings) })}</strong>
        <span className="clip" title={why}>
          {why}
        </span>
        <span className="quiet clip" title={near.join(" · ")}>
          {near.join(" · ")}
        </span>
      </span>
    </div>
  );
}
