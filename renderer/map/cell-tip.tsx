import type { CSSProperties } from "react";
import { countProperty } from "../../contract/cell-counts.js";
import { useStore } from "../state/store.js";
import { formatNumber, formatShare } from "../text/format.js";
import { useSpeech } from "../text/say.js";
import type { HitCell } from "./hit.js";
import { legendClasses } from "./legend-classes.js";

/** A square of the map under the pointer, whose place is in px within the map. */
export interface HoveredCell extends HitCell {
  readonly x: number;
  readonly y: number;
}

const noneMuted: readonly (string | null)[] = [];

/** The room that a tip with many classes takes, in px. */
const tallest = 230;

/** Above the pointer, where it leaves room for the tip of a feature; to the left of it near the map's upper edge. */
function besidePointer({ x, y }: HoveredCell): CSSProperties {
  if (y > tallest) return { left: x + 14, top: y - 10, transform: "translateY(-100%)" };
  return { left: x - 14, top: y + 14, transform: "translateX(-100%)" };
}

/** What a square of the map stands for: its features by class, shares of those that are shown, and how many are hidden. */
export function CellTip({ cell }: { cell: HoveredCell }) {
  const { locale, of, t } = useSpeech();
  const layer = useStore((state) => state.project?.layers.find(({ id }) => id === cell.layer));
  const muted = useStore((state) => state.muted[cell.layer]) ?? noneMuted;
  if (layer === undefined) return null;
  const all = legendClasses(layer).map((entry) => ({
    entry,
    count: Number(cell.counts[countProperty(entry.value)] ?? 0),
  }));
  const shown = all.filter(({ entry, count }) => count > 0 && !muted.includes(entry.value));
  const sum = (rows: typeof all) => rows.reduce((total, { count }) => total + count, 0);
  const total = sum(shown);
  const hidden = sum(all) - total;
  if (total === 0) return null;
  return (
    <div className="tip cell-tip" style={besidePointer(cell)} data-testid="cell-tip" aria-hidden>
      <strong>{of(layer.title)}</strong>
      <span>{t("cell.shown", { count: formatNumber(locale, total) })}</span>
      {shown.map(({ entry, count }) => (
        <span key={entry.value ?? "∅"} className="tip-class">
          <i style={{ background: entry.colour }} />
          <em>{of(entry.title)}</em>
          <b>{formatNumber(locale, count)}</b>
          <small>{formatShare(locale, count / total)}</small>
        </span>
      ))}
      {hidden > 0 && <span>{t("cell.hidden", { count: formatNumber(locale, hidden) })}</span>}
    </div>
  );
}
