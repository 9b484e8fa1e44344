import { Button } from "antd";
import { useMemo } from "react";
import type { Layer } from "../../contract/project.js";
import { choose } from "../state/chosen.js";
import type { RankedCluster, Ranking } from "../state/ranking.js";
import { openTable } from "../state/selection.js";
import { stepCluster } from "../state/steps.js";
import { change, useStore } from "../state/store.js";
import { formatMetres, formatNumber } from "../text/format.js";
import { useSpeech } from "../text/say.js";
import { CardHead } from "./card-head.js";
import { ClusterDetails } from "./cluster-details.js";
import { pressureNames } from "./describe.js";
import { GuardedButton } from "./guarded.js";
import { MemberList } from "./member-list.js";
import { ReasonChart } from "./reason-chart.js";
import { useMembers } from "./use-members.js";

/** One cluster: its figures, its members by reason against all, and the members themselves. */
export function ClusterCard({ ranking, fid }: { ranking: Ranking; fid: number }) {
  const { t, of } = useSpeech();
  const reason = useStore(({ feature }) =>
    feature?.layer === ranking.layer.id && feature.fid === fid ? feature.reason : null,
  );
  const { clusters, layer, members } = ranking;
  const index = clusters.findIndex((entry) => entry.fid === fid);
  const cluster = clusters[index];
  const found = useMembers(members, fid);
  const reasons = useMemo(() => {
    const counts = new Map<string, number>();
    for (const { reason } of found?.members ?? [])
      if (reason !== null) counts.set(reason, (counts.get(reason) ?? 0) + 1);
    return counts;
  }, [found]);
  if (cluster === undefined)
    return <CardHead title={t("card.untitled", { fid })} selection={{ layer: layer.id, fid }} />;
  return (
    <>
      <CardHead
        title={t("card.cluster", { rank: cluster.rank })}
        selection={{ layer: layer.id, fid }}
        step={stepCluster}
      />
      <div className="panel-body card cluster-card">
        <Figures layer={layer} cluster={cluster} />
        {reason !== null && <p className="explanation reason-line">{of(reason)}</p>}
        <ClusterDetails layer={layer} fid={fid} />
        {members !== null && <ReasonChart members={members} cluster={reasons} rank={cluster.rank} />}
        {members !== null && found !== null && (
          <>
            <div className="case-tools">
              <Button size="small" onClick={() => openTable(members.id, [ofCluster(fid)])}>
                {t("card.table")}
              </Button>
              <Button size="small" onClick={() => void choose(members, "replace", { filter: [ofCluster(fid)] })}>
                {t("select.cluster")}
              </Button>
              <GuardedButton
                size="small"
                onClick={() => {
                  const rows = { layer: members.id, filter: [ofCluster(fid)] };
                  change({ dialog: { type: "pick", rows, count: cluster.buildings } });
                }}
              >
                {t("ledger.pickCluster")}
              </GuardedButton>
            </div>
            <MemberList layer={members} found={found} />
          </>
        )}
      </div>
    </>
  );
}

function ofCluster(fid: number) {
  return { column: "cluster", compare: "=" as const, value: fid };
}

function Figures({ layer, cluster }: { layer: Layer; cluster: RankedCluster }) {
  const { t, locale } = useSpeech();
  const { buildings, old, altered, nearestPipeM, nearestSiteM, floorAreaM2 } = cluster;
  const parts = [
    nearestPipeM === null ? null : t("results.nearestPipe", { distance: formatMetres(locale, nearestPipeM) }),
    nearestSiteM === null ? null : t("results.nearestSite", { distance: formatMetres(locale, nearestSiteM) }),
    pressureNames(locale, layer, cluster),
    floorAreaM2 === null ? null : `${formatNumber(locale, floorAreaM2, 0)}\u00a0m²`,
  ].filter((part) => part !== null);
  return (
    <div className="figures">
      <p className="figure-main">
        {t("results.buildings", { count: formatNumber(locale, buildings) })}
        <span>
          {t("results.old", { count: formatNumber(locale, old) })} ·{" "}
          {t("results.altered", { count: formatNumber(locale, altered) })}
        </span>
      </p>
      <p className="quiet">{parts.join(" · ")}</p>
    </div>
  );
}
