// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid places its rows itself, which a <table> would not let it.
import type { LayerColumn } from "../../contract/project.js";
import { formatCell } from "../text/format.js";
import { useSpeech } from "../text/say.js";
import { columnWidth, isNumeric } from "./columns.js";
import { rowHeight } from "./row-window.js";
import type { Row } from "./use-rows.js";

interface GridRowProps {
  readonly index: number;
  /** Not there yet while its page is on the way. */
  readonly row: Row | undefined;
  readonly columns: readonly LayerColumn[];
  readonly selected: boolean;
  readonly active: boolean;
  readonly choose: () => void;
  readonly zoom: () => void;
}

export function GridRow({ index, row, columns, selected, active, choose, zoom }: GridRowProps) {
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
      data-fid={row?.fid}
      style={{ height: rowHeight }}
      onClick={choose}
      onDoubleClick={zoom}
    >
      {columns.map((column, place) => {
        const value = row === undefined ? t("table.loading") : formatCell(locale, column, row.cells[place] ?? null);
        return (
          <div
            key={column.name}
            role="gridcell"
            tabIndex={-1}
            aria-colindex={place + 1}
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
