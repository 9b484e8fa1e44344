import { DownOutlined, UpOutlined } from "@ant-design/icons";
import { useMemo, useState } from "react";
import type { Layer } from "../../contract/project.js";
import { openScheme, scoredKind } from "../state/scheme.js";
import { useStore } from "../state/store.js";
import { toggleClass } from "../state/style.js";
import { formatNumber, formatShare } from "../text/format.js";
import { useSpeech } from "../text/say.js";
import { CaseLegend } from "./case-legend.js";
import { drawingOrder, isOrdered } from "./drawing-order.js";
import { legendClasses } from "./legend-classes.js";
import { RangeLegend } from "./range-legend.js";
import { Swatch } from "./swatch.js";
import { type ClassCounts, useClassCounts } from "./use-class-counts.js";

const noneMuted: readonly (string | null)[] = [];

/** The classes that occur, with counts, of every layer drawn: results first, then data, as in the list of layers; "no data" is always among them. */
export function Legend({ aggregated }: { aggregated: boolean }) {
  const { t } = useSpeech();
  const [open, setOpen] = useState(true);
  const layers = useStore((state) => state.project?.layers);
  const hidden = useStore((state) => state.hidden);
  const shown = useMemo(() => {
    const drawn = drawingOrder(layers ?? []).filter(({ id }) => !hidden.has(id));
    const topmost = drawn.reverse();
    if (isOrdered(topmost)) return topmost;
    return topmost.sort((a, b) => Number(b.run !== null) - Number(a.run !== null));
  }, [layers, hidden]);
  if (shown.length === 0) return null;
  return (
    <aside className="legend" aria-label={t("legend.title")}>
      <button type="button" className="legend-head" aria-expanded={open} onClick={() => setOpen(!open)}>
        <span>{t("legend.title")}</span>
        {open ? <DownOutlined /> : <UpOutlined />}
      </button>
      {open && (
        <div className="legend-body">
          {shown.map((layer) => (
            <LegendLayer key={layer.id} layer={layer} />
          ))}
          <RangeLegend />
          <CaseLegend />
          {aggregated && <p className="legend-note">{t("legend.aggregated")}</p>}
        </div>
      )}
    </aside>
  );
}

function LegendLayer({ layer }: { layer: Layer }) {
  const { t, locale, of } = useSpeech();
  const counts = useClassCounts(layer);
  const [open, setOpen] = useState(true);
  const muted = useStore((state) => state.muted[layer.id]) ?? noneMuted;
  const style = layer.view?.style;
  const total = counts?.reduce((sum, { count }) => sum + count, 0) ?? 0;
  const rows = legendClasses(layer).filter(
    ({ value }) => value === null || counts === null || countOf(counts, value) > 0,
  );
  return (
    <section>
      <h3>
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {of(layer.title)} {open ? null : "…"}
        </button>
      </h3>
      {open && layer.kind === scoredKind && (
        <button type="button" className="legend-link" onClick={() => void openScheme(layer.id)}>
          {t("scheme.open")}
        </button>
      )}
      {open && (
        <ul>
          {rows.map((entry) => (
            <li key={entry.value ?? "∅"} data-empty={counts !== null && countOf(counts, entry.value) === 0}>
              <button
                type="button"
                aria-pressed={!muted.includes(entry.value)}
                title={t(muted.includes(entry.value) ? "legend.showClass" : "legend.hideClass", {
                  name: of(entry.title),
                })}
                onClick={() => toggleClass(layer.id, entry.value)}
              >
                <Swatch geometry={layer.geometry} entry={entry} />
                <span>{of(entry.title)}</span>
              </button>
              <b>{counts === null ? "" : formatNumber(locale, countOf(counts, entry.value))}</b>
              <i>{total === 0 || counts === null ? "" : formatShare(locale, countOf(counts, entry.value) / total)}</i>
            </li>
          ))}
        </ul>
      )}
      {open && style?.method === "manual" && style.source !== "" && (
        <p className="legend-from">{t("style.from", { source: style.source })}</p>
      )}
    </section>
  );
}

function countOf(counts: ClassCounts, value: string | null): number {
  return counts.find((entry) => entry.value === value)?.count ?? 0;
}
