// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid places its rows itself, which a <table> would not let it.
import { CaretDownFilled, CaretUpFilled } from "@ant-design/icons";
import type { Layer, LayerColumn } from "../../contract/project.js";
import { reasonColumn } from "../../contract/reasons.js";
import { columnTitle, formatNumber } from "../text/format.js";
import { useSpeech } from "../text/say.js";
import { columnWidth, isNumeric, markWidth } from "./columns.js";
import { rowHeight } from "./row-window.js";
import { canMark } from "./use-row-acts.js";
import type { Order } from "./use-rows.js";

interface GridHeadProps {
  readonly layer: Layer;
  readonly columns: readonly LayerColumn[];
  readonly width: number;
  readonly order: Order | null;
  readonly sort: (order: Order | null) => void;
  /** Rows that the table shows, and how many of them are selected; null: not known yet. */
  readonly total: number;
  readonly marked: number | null;
  readonly markAll: (on: boolean) => void;
}

/** A box that selects all that the table shows; titles with units: a click sorts up, then down, then as the file was. */
export function GridHead({ layer, columns, width, order, sort, total, marked, markAll }: GridHeadProps) {
  const { t, locale } = useSpeech();
  return (
    <div className="grid-head" role="row" aria-rowindex={1} tabIndex={-1} style={{ width, height: rowHeight }}>
      <div
        className="mark-cell"
        role="columnheader"
        tabIndex={-1}
        aria-colindex={1}
        style={{ width: markWidth(layer) }}
      >
        {canMark(layer) && <MarkAll total={total} marked={marked} markAll={markAll} />}
      </div>
      {columns.map((column, index) => {
        const title = columnTitle(locale, column);
        const sorted = order?.column === column.name ? order : null;
        const next =
          sorted === null
            ? { column: column.name, descending: false }
            : sorted.descending
              ? null
              : { ...sorted, descending: true };
        return (
          <div
            key={column.name}
            role="columnheader"
            tabIndex={-1}
            aria-colindex={index + 2}
            aria-sort={sorted === null ? "none" : sorted.descending ? "descending" : "ascending"}
            style={{ width: columnWidth(column, locale) }}
            data-numeric={isNumeric(column)}
            data-origin={column.origin}
          >
            <button
              type="button"
              disabled={column.name === reasonColumn.name}
              title={column.name === reasonColumn.name ? title : t("table.sort", { name: title })}
              onClick={() => sort(next)}
            >
              <span className="clip">{title}</span>
              {sorted !== null && (sorted.descending ? <CaretDownFilled /> : <CaretUpFilled />)}
            </button>
          </div>
        );
      })}
    </div>
  );
}

function MarkAll({ total, marked, markAll }: Pick<GridHeadProps, "total" | "marked" | "markAll">) {
  const { t, locale } = useSpeech();
  const all = total > 0 && marked === total;
  const title = t(all ? "table.unmarkAll" : "table.markAll", { count: formatNumber(locale, total) });
  return (
    <input
      type="checkbox"
      checked={all}
      ref={(box) => {
        if (box !== null) box.indeterminate = !all && (marked ?? 0) > 0;
      }}
      disabled={total === 0 || marked === null}
      onChange={() => markAll(!all)}
      aria-label={title}
      title={title}
    />
  );
}
