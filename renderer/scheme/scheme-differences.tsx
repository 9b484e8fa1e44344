import { limitsOf, pressureTitles } from "../../contract/profile-limits.js";
import { type PressureProfile, type Scheme, sameScheme } from "../../contract/scheme.js";
import { ownProfileIn, programProfile } from "../state/scheme-profile.js";
import { useStore } from "../state/store.js";
import { type Speech, useSpeech } from "../text/say.js";

/** What the draft says otherwise than the newest version: weights and limits one by one, the rest by name. */
export function Differences({ draft, newest }: { draft: Scheme; newest: Scheme }) {
  const { t, of, locale } = useSpeech();
  const factors = useStore((state) => state.catalog?.factors) ?? [];
  const profiles = useStore((state) => state.catalog?.profiles) ?? [];
  if (sameScheme(draft, newest))
    return <p className="quiet small">{t("scheme.unchanged", { version: newest.version })}</p>;
  const weights = factors.flatMap(({ name, title }) => {
    const [before, after] = [newest.weights[name] ?? 0, draft.weights[name] ?? 0];
    return before === after ? [] : [`${of(title)} ${before} → ${after}`];
  });
  const parts = (
    [
      ["likelihood_bands", "scheme.likelihoodBands"],
      ["level_bands", "scheme.levelBands"],
      ["unknown", "scheme.unknown"],
      ["least_known_pct", "scheme.leastKnown"],
      ["gas", "scheme.gas"],
      ["vetoes", "scheme.vetoes"],
      ["likelihood", "scheme.exposed"],
    ] as const
  ).flatMap(([part, word]) => (JSON.stringify(draft[part]) === JSON.stringify(newest[part]) ? [] : [t(word)]));
  const limits = limitChanges(profileIn(draft, profiles), profileIn(newest, profiles), { t, of, locale });
  const all = [...weights, ...parts, ...limits];
  return (
    <p className="scheme-differences small">
      <b>{t("scheme.changed")}</b> · {t("scheme.compare", { version: newest.version })}
      {locale === "zh" ? "：" : ": "}
      {all.length === 0 ? t("scheme.same") : all.join(locale === "zh" ? "；" : "; ")}
    </p>
  );
}

function profileIn(scheme: Scheme, profiles: readonly PressureProfile[]): PressureProfile | null {
  return ownProfileIn(scheme) ?? programProfile(profiles, String(scheme.profile));
}

/** Each limit with other metres; the profile by name where only words of it are others. */
function limitChanges(after: PressureProfile | null, before: PressureProfile | null, { t, of }: Speech): string[] {
  if (after === null || before === null || JSON.stringify(after) === JSON.stringify(before)) return [];
  const old = new Map(limitsOf(before).map(({ key, metres }) => [key, metres]));
  const changed = limitsOf(after).filter(({ key, metres }) => old.get(key) !== metres);
  if (changed.length === 0) return [t("scheme.profile")];
  return changed.map(
    ({ key, pressure, title, metres }) =>
      `${of(pressureTitles[pressure])} ${of(title)} ${old.get(key) ?? "–"} → ${Number.isNaN(metres) ? "?" : metres} m`,
  );
}
