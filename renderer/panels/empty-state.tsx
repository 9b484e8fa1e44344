import { Button } from "antd";
import { chooseImports } from "../state/imports.js";
import { showError } from "../state/notices.js";
import { loadSample } from "../state/start.js";
import { change, useStore } from "../state/store.js";
import { useSpeech } from "../text/say.js";

/** Teaches the three steps; each is a button as soon as it can be done. */
export function EmptyState() {
  const { t, locale } = useSpeech();
  const catalog = useStore((state) => state.catalog);
  const sample = useStore((state) => state.startup?.openSample ?? null);
  const analysis = catalog?.analyses[0];
  const hasLayers = useStore((state) => (state.project?.layers.length ?? 0) > 0);
  const formats = (catalog?.readFormats ?? []).map(({ title }) => title[locale]).join(locale === "zh" ? "、" : ", ");
  return (
    <>
      <h2 className="panel-head">{t("results.title")}</h2>
      <div className="panel-body empty">
        <h3>{t("empty.title")}</h3>
        <ol>
          <li data-done={hasLayers}>
            <p>{t("empty.step1")}</p>
            <Button size="small" disabled={catalog === null} onClick={() => void chooseImports()}>
              {t("empty.choose")}
            </Button>
          </li>
          <li data-done={hasLayers}>
            <p>{t("empty.step2")}</p>
          </li>
          <li>
            <p>{t("empty.step3")}</p>
            {hasLayers && analysis !== undefined && (
              <Button
                size="small"
                type="primary"
                onClick={() => change({ dialog: { type: "run", analysis: analysis.name } })}
              >
                {t("bar.hotspots")}
              </Button>
            )}
          </li>
        </ol>
        <p className="quiet">{t("empty.partial")}</p>
        {sample !== null && !hasLayers && (
          <Button onClick={() => loadSample(sample).catch(showError)}>{t("empty.sample")}</Button>
        )}
        {formats !== "" && <p className="quiet">{t("empty.formats", { formats })}</p>}
      </div>
    </>
  );
}
