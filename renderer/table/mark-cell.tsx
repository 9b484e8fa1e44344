// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid places its rows itself, which a <table> would not let it.
import type { GeometryFamily, PaintClass } from "../../contract/catalog.js";
import { Swatch } from "../map/swatch.js";
import { useSpeech } from "../text/say.js";

interface MarkCellProps {
  readonly index: number;
  readonly marked: boolean;
  readonly markable: boolean;
  readonly width: number;
  readonly geometry: GeometryFamily;
  /** The row's class; null where there are no classes, or the row is not there yet. */
  readonly entry: PaintClass | null;
  /** `extend`: all rows from the one that was marked last. */
  readonly mark: (extend: boolean) => void;
}

/** At the left of a row: whether it is selected, and the colour that it has on the map. */
export function MarkCell({ index, marked, markable, width, geometry, entry, mark }: MarkCellProps) {
  const { t, of } = useSpeech();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid around it takes the keys for all its rows.
    <div
      className="mark-cell"
      role="gridcell"
      tabIndex={-1}
      aria-colindex={1}
      style={{ width }}
      onClick={(event) => {
        if (!markable) return;
        event.stopPropagation();
        mark(event.shiftKey);
      }}
      onDoubleClick={(event) => event.stopPropagation()}
    >
      {markable && (
        <input
          type="checkbox"
          checked={marked}
          readOnly
          tabIndex={-1}
          aria-label={t("table.markRow", { row: index + 1 })}
        />
      )}
      {entry !== null && (
        <span role="img" aria-label={of(entry.title)} title={of(entry.title)}>
          <Swatch geometry={geometry} entry={entry} />
        </span>
      )}
    </div>
  );
}
