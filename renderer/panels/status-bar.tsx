import { SafetyCertificateOutlined } from "@ant-design/icons";
import { useStore } from "../state/store.js";
import { formatNumber, formatPosition } from "../text/format.js";
import { useSpeech } from "../text/say.js";

/** Position under the pointer, zoom, the project's CRS, running jobs, the engine, and that nothing leaves the computer. */
export function StatusBar() {
  const { t, locale } = useSpeech();
  const cursor = useStore((state) => state.cursor);
  const zoom = useStore((state) => state.zoom);
  const crs = useStore((state) => state.project?.crs ?? null);
  const engine = useStore((state) => state.engine);
  const running = useStore((state) => state.jobs.filter((job) => job.state === "running").length);
  const words = {
    ready: "status.engineReady",
    starting: "status.engineStarting",
    stopped: "status.engineStopped",
  } as const;
  return (
    <footer className="status-bar">
      <span className="position" title={t("status.degrees")}>
        {cursor === null ? "—" : formatPosition(cursor[0], cursor[1])}
      </span>
      <span>{t("status.zoom", { zoom: formatNumber(locale, zoom, 1) })}</span>
      <span title={t("status.crs")}>{crs ?? t("status.noCrs")}</span>
      <span className="bar-space" />
      {running > 0 && <span>{t("status.jobs", { count: running })}</span>}
      <span className="engine-state" data-state={engine}>
        <i /> {t(words[engine])}
      </span>
      <span title={t("app.offlineWhy")}>
        <SafetyCertificateOutlined /> {t("app.offline")}
      </span>
    </footer>
  );
}
