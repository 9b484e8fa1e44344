// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid places its rows itself, which a <table> would not let it.
import { CaretDownFilled, CaretUpFilled } from "@ant-design/icons";
import type { LayerColumn } from "../../contract/project.js";
import { reasonColumn } from "../../contract/reasons.js";
import { columnTitle } from "../text/format.js";
import { useSpeech } from "../text/say.js";
import { columnWidth, isNumeric } from "./columns.js";
import { rowHeight } from "./row-window.js";
import type { Order } from "./use-rows.js";

interface GridHeadProps {
  readonly columns: readonly LayerColumn[];
  readonly width: number;
  readonly order: Order | null;
  readonly sort: (order: Order | null) => void;
}

/** Titles with units; a click sorts up, then down, then as the file was. */
export function GridHead({ columns, width, order, sort }: GridHeadProps) {
  const { t, locale } = useSpeech();
  return (
    <div className="grid-head" role="row" aria-rowindex={1} tabIndex={-1} style={{ width, height: rowHeight }}>
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
            aria-colindex={index + 1}
            aria-sort={sorted === null ? "none" : sorted.descending ? "descending" : "ascending"}
            style={{ width: columnWidth(column, locale) }}
            data-numeric={isNumeric(column)}
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
