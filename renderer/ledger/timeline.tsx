import { ValueChanges } from "../panels/revisions.js";
import { useStore } from "../state/store.js";
import { formatMoment } from "../text/format.js";
import { useSpeech } from "../text/say.js";
import { CloseWide } from "./close-wide.js";
import { KeptFiles } from "./kept-files.js";
import { useAnswer } from "./use-answer.js";

/** A house's course, wide: versions of the data, results of runs, what was decided, and its documents. */
export function Timeline({ layer, fid }: { layer: number; fid: number }) {
  const { t, of, locale } = useSpeech();
  const items = useAnswer("building.timeline", { layer, fid });
  const file = useAnswer("building.read", { layer, fid });
  const title = useStore((state) => state.project?.layers.find(({ id }) => id === layer)?.title);
  const name = file?.of.name ?? file?.of.address ?? file?.of.code ?? (title === undefined ? "" : `${of(title)} ${fid}`);
  return (
    <>
      <div className="wide-head">
        <h2>{t("cases.timelineOf", { name })}</h2>
        <CloseWide />
      </div>
      <div className="wide-body course">
        <ol>
          {(items ?? []).map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the whole line is replaced at once.
            <li key={index} data-kind={item.kind}>
              <span className="quiet">{formatMoment(locale, Date.parse(item.at))}</span>
              <span className="quiet">{item.who ?? t(`cases.kind-${item.kind}`)}</span>
              <div>
                <b>{of(item.title)}</b>
                {item.details.map((detail) => (
                  <span key={detail.en}>{of(detail)}</span>
                ))}
                {item.revision !== undefined && <ValueChanges revision={item.revision} />}
              </div>
            </li>
          ))}
        </ol>
        {file !== null && file.files.length > 0 && (
          <section>
            <h3 className="section-head">{t("cases.files")}</h3>
            <KeptFiles file={file} />
          </section>
        )}
      </div>
    </>
  );
}
