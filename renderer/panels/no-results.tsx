import { Button } from "antd";
import { offerMainAnalysis } from "../state/runs.js";
import { useStore } from "../state/store.js";
import { useSpeech } from "../text/say.js";

/** The right panel before the first run: what it will hold and how to get there. */
export function NoResults() {
  const { t } = useSpeech();
  const hasLayers = useStore((state) => (state.project?.layers.length ?? 0) > 0);
  return (
    <>
      <h2 className="panel-head">{t("results.title")}</h2>
      <div className="panel-body card">
        <p className="figure-main">{t("results.none")}</p>
        <p className="quiet">{t("results.noneWhy")}</p>
        {hasLayers && (
          <Button className="spaced" onClick={offerMainAnalysis}>
            {t("bar.hotspots")}
          </Button>
        )}
      </div>
    </>
  );
}
