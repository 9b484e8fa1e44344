import type { FeatureRevision } from "../../contract/card-calls.js";
import type { Layer } from "../../contract/project.js";
import { revisedLayer } from "../../contract/revised-layer.js";
import { useAnswer } from "../ledger/use-answer.js";
import { useStore } from "../state/store.js";
import { columnTitle, formatCell, formatMetres, formatMoment, formatNumber } from "../text/format.js";
import { useSpeech } from "../text/say.js";

/** What each revision of its layer says of a feature, where the layer has several. */
export function Revisions({ layer, fid }: { layer: Layer; fid: number }) {
  const project = useStore((state) => state.project);
  const home = project === null ? layer : revisedLayer(layer, (id) => project.layers.find((each) => each.id === id));
  if (home.revision === 1) return null;
  // Another revision has to be asked about again, and nothing of another feature is to be seen meanwhile.
  return <Course key={`${home.revision} ${layer.id}/${fid}`} layer={layer.id} fid={fid} />;
}

function Course({ layer, fid }: { layer: number; fid: number }) {
  const { t, locale } = useSpeech();
  const revisions = useAnswer("layer.revisions", { layer, fid });
  if (revisions === null) return null;
  return (
    <section className="revisions" aria-label={t("revisions.title")}>
      <h3 className="section-head">{t("revisions.title")}</h3>
      <ol>
        {revisions.map((revision) => (
          <li key={revision.revision} data-state={revision.state}>
            <p>
              <b>{t("revisions.of", { revision: revision.revision })}</b>
              <span>{t(`revisions.state-${revision.state}`, { count: changeCount(revision) })}</span>
            </p>
            {revision.importedAt !== null && (
              <p className="quiet small">
                {formatMoment(locale, revision.importedAt * 1000)} · {revision.file}
              </p>
            )}
            <ValueChanges revision={revision} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function changeCount({ changes, shape }: FeatureRevision): number {
  return changes.length + (shape === null ? 0 : 1);
}

/** Each value that differs from the revision before: as it was → as it is. */
export function ValueChanges({ revision: { changes, shape } }: { revision: FeatureRevision }) {
  const { t, locale } = useSpeech();
  if (changes.length === 0 && shape === null) return null;
  const number = (value: number) => formatNumber(locale, value, 1);
  return (
    <dl className="facts">
      {changes.map(({ column, before, after }) => (
        <Changed
          key={column.name}
          title={columnTitle(locale, column)}
          before={formatCell(locale, column, before)}
          after={formatCell(locale, column, after)}
        />
      ))}
      {shape !== null && (
        <div>
          <dt>{t("revisions.shape")}</dt>
          <dd>
            {shape.moved_m === null
              ? t("revisions.redrawn")
              : t("revisions.moved", { distance: formatMetres(locale, shape.moved_m) })}
          </dd>
        </div>
      )}
      {shape?.area_m2 != null && (
        <Changed
          title={t("revisions.area")}
          before={number(shape.area_m2.before)}
          after={number(shape.area_m2.after)}
        />
      )}
    </dl>
  );
}

function Changed({ title, before, after }: { title: string; before: string | null; after: string | null }) {
  const { t } = useSpeech();
  if (before === after) return null;
  return (
    <div>
      <dt title={title}>{title}</dt>
      <dd>
        <del>{before ?? t("card.unknown")}</del> → <ins>{after ?? t("card.unknown")}</ins>
      </dd>
    </div>
  );
}
