import { GlobalOutlined, SafetyCertificateOutlined } from "@ant-design/icons";
import { readTileAddress } from "../../contract/tile-address.js";
import { useStore } from "../state/store.js";
import { formatNumber } from "../text/format.js";
import { useSpeech } from "../text/say.js";
import { PointerPosition } from "./pointer-position.js";

/** Position under the pointer, scale, the project's CRS, what is selected, running jobs, the engine, and that nothing leaves the computer. */
export function StatusBar() {
  const { t, locale } = useSpeech();
  const zoom = useStore((state) => state.zoom);
  const scale = useStore((state) => state.scale);
  const crs = useStore((state) => state.project?.crs ?? null);
  const engine = useStore((state) => state.engine);
  const selected = useStore((state) => state.chosen?.count ?? (state.selection === null ? 0 : 1));
  const running = useStore((state) => state.jobs.filter((job) => job.state === "running").length);
  const words = {
    ready: "status.engineReady",
    starting: "status.engineStarting",
    stopped: "status.engineStopped",
  } as const;
  return (
    <footer className="status-bar">
      <PointerPosition />
      {scale > 0 && (
        <span title={t("status.scaleWhy", { zoom: formatNumber(locale, zoom, 1) })}>
          {t("status.scale", { scale: formatNumber(locale, roundScale(scale), 0) })}
        </span>
      )}
      <span title={t("status.crs")}>{crs ?? t("status.noCrs")}</span>
      {selected > 0 && <span>{t("status.selected", { count: formatNumber(locale, selected, 0) })}</span>}
      <span className="bar-space" />
      {running > 0 && <span>{t("status.jobs", { count: running })}</span>}
      <span className="engine-state" data-state={engine}>
        <i /> {t(words[engine])}
      </span>
      <OfflineMark />
    </footer>
  );
}

/** That nothing leaves the computer; while a base map of a server is on, which server is asked for tiles. */
function OfflineMark() {
  const { t, locale } = useSpeech();
  const maps = useStore((state) => state.baseMaps.all);
  const hosts = maps.flatMap(({ shown, source }) => {
    const read = shown && source.type === "server" ? readTileAddress(source.address) : null;
    return read !== null && "host" in read ? [read.host] : [];
  });
  if (hosts.length === 0) {
    return (
      <span title={t("app.offlineWhy")}>
        <SafetyCertificateOutlined /> {t("app.offline")}
      </span>
    );
  }
  return (
    <span title={t("base.onlineWhy", { hosts: [...new Set(hosts)].join(locale === "zh" ? "、" : ", ") })}>
      <GlobalOutlined /> {t("base.online")}
    </span>
  );
}

/** Three figures: more would say what a screen does not keep. */
function roundScale(scale: number): number {
  return Number(scale.toPrecision(3));
}
