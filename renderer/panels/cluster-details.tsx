import type { ClusterFacts, Link, Share } from "../../contract/card-calls.js";
import type { Layer } from "../../contract/project.js";
import { select } from "../state/selection.js";
import { useStore } from "../state/store.js";
import { formatMetres, formatNumber } from "../text/format.js";
import { useSpeech } from "../text/say.js";

/** The nearest pipe and site by name, the pipes about a hot spot by pressure class, its members by level, age and alteration. */
export function ClusterDetails({ layer, fid }: { layer: Layer; fid: number }) {
  const { t, of, locale } = useSpeech();
  const facts = useStore(({ cluster }) => (cluster?.layer === layer.id && cluster.fid === fid ? cluster : null));
  if (facts === null) return null;
  const { nearest, pipes, members } = facts;
  return (
    <>
      <section>
        <h3 className="section-head">{t("cluster.nearest")}</h3>
        <dl className="facts nearest">
          <Nearest title={t("cluster.pipe")} link={nearest.pipe} />
          <Nearest title={t("cluster.site")} link={nearest.site} />
        </dl>
      </section>
      {pipes !== null && (
        <section className="cluster-pipes">
          <h3 className="section-head">
            {t("cluster.pipes")} <span className="quiet">{kilometres(pipes.total_m)}</span>
          </h3>
          <Shares classes={pipes.classes} say={kilometres} />
          <p className="quiet small">{definition(pipes.within)}</p>
        </section>
      )}
      {members.map(({ title, classes }) => (
        <section key={title.en} className="cluster-members">
          <h3 className="section-head">{t("cluster.membersBy", { what: of(title) })}</h3>
          <Shares classes={classes} say={(amount) => t("results.buildings", { count: formatNumber(locale, amount) })} />
        </section>
      ))}
    </>
  );

  function kilometres(metres: number): string {
    return `${formatNumber(locale, metres / 1000, 3)} km`;
  }

  function definition(within: NonNullable<ClusterFacts["pipes"]>["within"]): string {
    return within === "by-class"
      ? t("cluster.pipesByClass")
      : t("cluster.pipesWithin", { distance: formatMetres(locale, within) });
  }
}

function Nearest({ title, link }: { title: string; link: Link | null }) {
  const { t, locale } = useSpeech();
  return (
    <div>
      <dt>{title}</dt>
      <dd>
        {link === null ? (
          "—"
        ) : (
          <button
            type="button"
            className="link-button"
            onClick={() => void select({ layer: link.layer, fid: link.fid })}
          >
            {link.name ?? t("card.untitled", { fid: link.fid })} · {formatMetres(locale, link.metres)}
          </button>
        )}
      </dd>
    </div>
  );
}

function Shares({ classes, say }: { classes: readonly Share[]; say: (amount: number) => string }) {
  const { of } = useSpeech();
  if (classes.length === 0) return <p className="quiet">—</p>;
  return (
    <ul className="shares">
      {classes.map(({ value, title, colour, amount }) => (
        <li key={value ?? "∅"} data-value={value ?? ""}>
          <i style={{ background: colour }} />
          <span>{of(title)}</span>
          <b>{say(amount)}</b>
        </li>
      ))}
    </ul>
  );
}
