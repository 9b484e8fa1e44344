import { useEffect, useState } from "react";
import type { Feature } from "../../contract/api.js";
import { ask } from "../engine/engine.js";
import { classTitle, featureTitle, tipRows } from "../panels/describe.js";
import { type Selection, useStore } from "../state/store.js";
import { useSpeech } from "../text/say.js";

export interface Hovered extends Selection {
  readonly x: number;
  readonly y: number;
}

/** So long must the pointer rest before a tip is asked for. */
const rest = 150;

/** A few facts about what is under the pointer. */
export function HoverTip({ hovered }: { hovered: Hovered }) {
  const { locale, t } = useSpeech();
  const layer = useStore((state) => state.project?.layers.find(({ id }) => id === hovered.layer));
  const [feature, setFeature] = useState<Feature | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    const timer = window.setTimeout(() => {
      // A tip that fails or comes too late is no loss: nothing is shown.
      ask("layer.feature", { layer: hovered.layer, fid: hovered.fid }, { signal: abort.signal }).then(
        (found) => setFeature(found),
        () => setFeature(null),
      );
    }, rest);
    return () => {
      window.clearTimeout(timer);
      abort.abort();
    };
  }, [hovered.layer, hovered.fid]);
  if (feature === null || layer === undefined) return null;
  const kind = classTitle(layer, feature.values);
  return (
    <div className="tip" style={{ left: hovered.x + 14, top: hovered.y + 14 }} aria-hidden>
      <strong>{featureTitle(locale, layer, feature)}</strong>
      {kind !== null && (
        <span className="tip-class">
          <i style={{ background: kind.colour }} />
          {kind.title[locale]}
        </span>
      )}
      {tipRows(locale, layer, feature).map(({ title, value }) => (
        <span key={title}>
          {title} <b>{value ?? t("card.unknown")}</b>
        </span>
      ))}
    </div>
  );
}
