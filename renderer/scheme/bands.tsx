import type { Scheme } from "../../contract/scheme.js";
import { previewScheme } from "../state/scheme.js";
import { useSpeech } from "../text/say.js";
import { NumberRow } from "./number-row.js";

/** Levels that a band of risk begins, in the order of `level_bands`. */
const banded = [
  { zh: "一般", en: "general" },
  { zh: "较大", en: "larger" },
  { zh: "重大", en: "major" },
] as const;

/** Bands and thresholds: from points to likelihood, from risk to level, and what unknown means. */
export function Bands({ draft }: { draft: Scheme }) {
  const { t, of } = useSpeech();
  const { own, exposed } = draft.likelihood;
  return (
    <section>
      <h3 className="section-head">{t("scheme.likelihoodBands")}</h3>
      {draft.likelihood_bands.map((value, at) => (
        <NumberRow
          // biome-ignore lint/suspicious/noArrayIndexKey: a band is its place.
          key={at}
          label={t("scheme.bandStep", { step: at + 2 })}
          value={value}
          minimum={0}
          maximum={100}
          change={(next) => {
            const [a, b, c, d] = draft.likelihood_bands.map((each, place) => (place === at ? next : each));
            void previewScheme({ likelihood_bands: [a ?? 0, b ?? 0, c ?? 0, d ?? 0] });
          }}
        />
      ))}
      <h3 className="section-head">{t("scheme.levelBands")}</h3>
      {draft.level_bands.map((value, at) => (
        <NumberRow
          key={banded[at]?.en}
          label={of(banded[at] ?? banded[0])}
          value={value}
          minimum={1}
          maximum={25}
          change={(next) => {
            const [a, b, c] = draft.level_bands.map((each, place) => (place === at ? next : each));
            void previewScheme({ level_bands: [a ?? 1, b ?? 1, c ?? 1] });
          }}
        />
      ))}
      <h3 className="section-head">{"max(V, a·V + b·max(G, X))"}</h3>
      <NumberRow
        label={t("scheme.own")}
        value={own}
        minimum={0}
        maximum={1}
        step={0.05}
        change={(next) => void previewScheme({ likelihood: { own: next, exposed } })}
      />
      <NumberRow
        label={t("scheme.exposed")}
        value={exposed}
        minimum={0}
        maximum={1}
        step={0.05}
        change={(next) => void previewScheme({ likelihood: { own, exposed: next } })}
      />
      <NumberRow
        label={t("scheme.unknown")}
        value={draft.unknown}
        minimum={0}
        maximum={1}
        step={0.05}
        change={(unknown) => void previewScheme({ unknown })}
      />
      <NumberRow
        label={t("scheme.leastKnown")}
        value={draft.least_known_pct}
        minimum={0}
        maximum={100}
        change={(least_known_pct) => void previewScheme({ least_known_pct })}
      />
    </section>
  );
}
