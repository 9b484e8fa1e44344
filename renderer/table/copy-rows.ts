import type { Condition } from "../../contract/conditions.js";
import type { Cell, Layer, LayerColumn } from "../../contract/project.js";
import type { Locale } from "../../contract/text.js";
import { ask } from "../engine/engine.js";
import { notify, showError } from "../state/notices.js";
import { current } from "../state/store.js";
import { bothNumbered, columnTitle, formatCell } from "../text/format.js";
import type { Order } from "./use-rows.js";

/** Rows that a clipboard takes: more are an export. */
const most = 10_000;
const page = 1000;

/** Begins a formula in a spreadsheet, also after spaces. */
const formula = /^([ \u00a0\u3000]*)([=+@＝＋－＠-])/u;

/** Rows as text that a spreadsheet takes in by pasting: a line a row, tabs between cells, no cell that it would run. */
export function tabSeparated(
  locale: Locale,
  columns: readonly LayerColumn[],
  rows: readonly (readonly Cell[])[],
): string {
  const lines = [
    columns.map((column) => safe(columnTitle(locale, column))),
    ...rows.map((cells) => columns.map((column, at) => safe(cellText(locale, column, cells[at] ?? null), column))),
  ];
  return lines.map((cells) => cells.join("\t")).join("\r\n");
}

/** Numbers without grouping, so that they stay numbers. */
function cellText(locale: Locale, column: LayerColumn, cell: Cell): string {
  return typeof cell === "number" ? String(cell) : (formatCell(locale, column, cell) ?? "");
}

function safe(text: string, column?: LayerColumn): string {
  const line = text.replaceAll(/[\t\r\n]+/gu, " ");
  const isNumber = column !== undefined && column.type !== "text" && column.type !== "choice";
  return isNumber ? line : line.replace(formula, "$1'$2");
}

/** Copies what the table shows, in its order, the first ten thousand rows, and says how many. */
export async function copyRows(
  layer: Layer,
  columns: readonly LayerColumn[],
  order: Order | null,
  filter: readonly Condition[],
): Promise<void> {
  const request = {
    layer: layer.id,
    columns: columns.map(({ name }) => name),
    filter: [...filter],
    language: current().locale,
    ...(order === null ? {} : { order }),
  };
  const rows: (readonly Cell[])[] = [];
  let total = 0;
  try {
    do {
      const found = await ask("layer.rows", { ...request, offset: rows.length, limit: page });
      total = found.total;
      if (found.rows.length === 0) break;
      rows.push(...found.rows.map(({ cells }) => cells));
    } while (rows.length < Math.min(total, most));
    await navigator.clipboard.writeText(tabSeparated(current().locale, columns, rows));
    notify(
      "good",
      bothNumbered(rows.length < total ? "table.copiedFirst" : "table.copied", { rows: rows.length, total }),
    );
  } catch (thrown) {
    showError(thrown);
  }
}
