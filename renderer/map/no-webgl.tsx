import { useSpeech } from "../text/say.js";

/** Stands where the map would be; everything else of the window works. */
export function NoWebgl() {
  const { t } = useSpeech();
  return (
    <section className="map no-webgl" aria-label={t("map.label")} id="map">
      <h2>{t("map.noWebgl")}</h2>
      <p>{t("map.noWebglWhy")}</p>
    </section>
  );
}
