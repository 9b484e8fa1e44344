// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid places its rows itself, which a <table> would not let it.
import { classOf, paintColumns } from "../../contract/classify.js";
import type { Layer, LayerColumn } from "../../contract/project.js";
import { formatCell } from "../text/format.js";
import { useSpeech } from "../text/say.js";
import { columnWidth, isNumeric, markWidth } from "./columns.js";
import { MarkCell } from "./mark-cell.js";
import { rowHeight } from "./row-window.js";
import { canMark, type RowActs } from "./use-row-acts.js";
import type { Row } from "./use-rows.js";

interface GridRowProps {
  readonly index: number;
  /** Not there yet while its page is on the way. */
  readonly row: Row | undefined;
  readonly layer: Layer;
  readonly columns: readonly LayerColumn[];
  /** Columns of the row's cells: those that are shown, then others. */
  readonly names: readonly string[];
  /** Selected with others. */
  readonly marked: boolean;
  /** Its card is open. */
  readonly selected: boolean;
  readonly active: boolean;
  readonly acts: RowActs;
}

export function GridRow({ index, row, layer, columns, names, marked, selected, active, acts }: GridRowProps) {
  const { t, locale } = useSpeech();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid around it takes the keys for all its rows.
    <div
      className="grid-row"
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-active={active}
      data-marked={marked}
      data-fid={row?.fid}
      style={{ height: rowHeight }}
      // Shift extends what is marked, not the text that is selected.
      onMouseDown={(event) => event.shiftKey && event.preventDefault()}
      onClick={(event) => acts.choose(index, event)}
      onDoubleClick={() => acts.zoom(index)}
    >
      <MarkCell
        index={index}
        marked={marked}
        markable={canMark(layer)}
        width={markWidth(layer)}
        geometry={layer.geometry}
        entry={row === undefined ? null : classOfRow(layer, names, row)}
        mark={(extend) => acts.mark(index, extend)}
      />
      {columns.map((column, place) => {
        const value = row === undefined ? t("table.loading") : formatCell(locale, column, row.cells[place] ?? null);
        return (
          <div
            key={column.name}
            role="gridcell"
            tabIndex={-1}
            aria-colindex={place + 2}
            className="clip"
            style={{ width: columnWidth(column, locale) }}
            data-numeric={isNumeric(column)}
            data-unknown={value === null}
            title={value ?? t("card.unknown")}
          >
            {value ?? "—"}
          </div>
        );
      })}
    </div>
  );
}

/** The class that map and legend have the row in; null where the layer is not put into classes. */
function classOfRow({ paint }: Layer, names: readonly string[], { cells }: Row) {
  if (paintColumns(paint).length === 0) return null;
  return classOf(paint, Object.fromEntries(names.map((name, place) => [name, cells[place] ?? null])));
}
