import { Button } from "antd";
import { useState } from "react";
import { importAgain, openAgain } from "../state/keep.js";
import { useStore } from "../state/store.js";
import { fileName, formatNumber } from "../text/format.js";
import { useSpeech } from "../text/say.js";

/** Over the map: that the project is read-only and why; what a damaged log cost; which layers are to be imported again. */
export function KeepBar() {
  const { t, of, locale } = useSpeech();
  const readOnly = useStore((state) => state.project?.readOnly ?? null);
  const mended = useStore((state) => state.project?.mended ?? null);
  const lost = useStore((state) => state.lost);
  const [seen, setSeen] = useState<string | null>(null);
  const told = mended?.en === seen ? null : mended;
  if (readOnly === null && told === null && lost.length === 0) return null;
  return (
    <div className="keep-bars">
      {readOnly !== null && (
        <div className="keep-bar" data-tone="read-only" role="status">
          <p>
            <b>{t("keep.readOnly")}</b> {of(readOnly)} <span className="quiet">{t("keep.looksOnly")}</span>
          </p>
          <Button size="small" onClick={() => void openAgain()}>
            {t("keep.openAgain")}
          </Button>
        </div>
      )}
      {told !== null && (
        <div className="keep-bar" role="status">
          <p>{of(told)}</p>
          <Button size="small" onClick={() => setSeen(told.en)}>
            {t("keep.seen")}
          </Button>
        </div>
      )}
      {readOnly === null && lost.length > 0 && (
        <div className="keep-bar" data-tone="lost" role="status">
          <p>{t("keep.lost")}</p>
          <ul>
            {lost.slice(0, 6).map((layer) => (
              <li key={layer.layer}>
                <span title={layer.path}>
                  <b>{layer.title}</b>{" "}
                  {t(layer.buildings === 0 ? "keep.lostLayer" : "keep.lostDecided", {
                    file: fileName(layer.path),
                    rows: formatNumber(locale, layer.rows),
                    buildings: formatNumber(locale, layer.buildings),
                  })}
                </span>
                <Button size="small" onClick={() => void importAgain(layer)}>
                  {t("keep.import")}
                </Button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
