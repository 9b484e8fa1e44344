import { DownOutlined, UpOutlined } from "@ant-design/icons";
import { useMemo, useState } from "react";
import type { PaintClass } from "../../contract/catalog.js";
import type { Layer } from "../../contract/project.js";
import { openScheme, scoredKind } from "../state/scheme.js";
import { useStore } from "../state/store.js";
import { formatNumber } from "../text/format.js";
import { bothTexts, useSpeech } from "../text/say.js";
import { CaseLegend } from "./case-legend.js";
import { noDataColour } from "./paint.js";
import { drawingOrder } from "./style.js";
import { Swatch } from "./swatch.js";
import { type ClassCounts, useClassCounts } from "./use-class-counts.js";

/** The classes that occur, with counts, of every layer drawn: results first, then data, as in the list of layers; "no data" is always among them. */
export function Legend({ aggregated }: { aggregated: boolean }) {
  const { t } = useSpeech();
  const [open, setOpen] = useState(true);
  const layers = useStore((state) => state.project?.layers);
  const hidden = useStore((state) => state.hidden);
  const shown = useMemo(() => {
    const drawn = drawingOrder(layers ?? []).filter(({ id }) => !hidden.has(id));
    return drawn.reverse().sort((a, b) => Number(b.run !== null) - Number(a.run !== null));
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
              <Swatch geometry={layer.geometry} entry={entry} />
              <span>{of(entry.title)}</span>
              <b>{counts === null ? "" : formatNumber(locale, countOf(counts, entry.value))}</b>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** The layer's classes, completed by "no data" where the paint has none of its own. */
function legendClasses({ paint, about }: Layer): readonly PaintClass[] {
  // What tells of another layer's rows has a class for each of its own.
  if (about !== null) return paint.classes;
  if (paint.classes.some(({ value }) => value === null) || (paint.column === null && paint.classes.length > 0)) {
    return paint.classes;
  }
  return [...paint.classes, { value: null, title: bothTexts("legend.noData"), colour: noDataColour }];
}

function countOf(counts: ClassCounts, value: string | null): number {
  return counts.find((entry) => entry.value === value)?.count ?? 0;
}
