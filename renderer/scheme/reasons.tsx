import { useEffect, useState } from "react";
import type { Reason } from "../../contract/scheme-calls.js";
import { ask } from "../engine/engine.js";
import { showError } from "../state/notices.js";
import { useStore } from "../state/store.js";
import { formatNumber } from "../text/format.js";
import { useSpeech } from "../text/say.js";

/** Why a building has its level: what each factor adds to V as a bar, then every step as a sentence. */
export function Reasons({ layer, fid }: { layer: number; fid: number }) {
  const { t, of, locale } = useSpeech();
  const reasons = useReasons(layer, fid);
  const values = useStore((state) => state.feature?.values);
  if (reasons === null) return null;
  const adding = reasons.filter(({ points }) => points !== null);
  const unknown = reasons.filter(({ value, factor }) => value === null && factor !== "level");
  const known = values?.known_pct;
  const stable = values?.top_share_pct;
  return (
    <section className="reasons">
      <h3 className="section-head">{t("reasons.title")}</h3>
      <p className="quiet small">{t("reasons.points")}</p>
      <ul className="reason-bars">
        {adding.map(({ factor, title, points, value }) => (
          <li key={factor} data-unknown={value === null}>
            <span>{of(title)}</span>
            <i>
              <b style={{ width: `${Math.min(100, points ?? 0)}%` }} />
            </i>
            <span>{formatNumber(locale, points ?? 0, 1)}</span>
          </li>
        ))}
      </ul>
      {typeof known === "number" && <p>{t("reasons.known", { share: formatNumber(locale, known, 0) })}</p>}
      {unknown.length > 0 && (
        <p className="quiet unknown">
          {t("reasons.unknown", {
            names: unknown.map(({ title }) => of(title)).join(locale === "zh" ? "、" : ", "),
          })}
        </p>
      )}
      {typeof stable === "number" && <p>{t("reasons.stable", { share: formatNumber(locale, stable, 1) })}</p>}
      <ol className="reason-steps">
        {[...reasons].reverse().map(({ factor, text }) => (
          <li key={factor}>{of(text)}</li>
        ))}
      </ol>
    </section>
  );
}

/** The reason chain, read again whenever the layer is shown by another scheme. */
function useReasons(layer: number, fid: number): readonly Reason[] | null {
  const preview = useStore((state) => state.previews.get(layer) ?? 0);
  const [reasons, setReasons] = useState<readonly Reason[] | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another scheme gives other reasons.
  useEffect(() => {
    const abort = new AbortController();
    ask("score.explain", { layer, fid }, { signal: abort.signal }).then(
      (found) => {
        if (!abort.signal.aborted) setReasons(found);
      },
      (thrown) => {
        if (!abort.signal.aborted) showError(thrown);
      },
    );
    return () => abort.abort();
  }, [layer, fid, preview]);
  return reasons;
}
