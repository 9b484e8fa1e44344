import type { zhCells } from "./zh-cells.js";

/** See `zhCells`. */
export const enCells: Readonly<Record<keyof typeof zhCells, string>> = {
  "cell.shown": "{{count}} features shown in this square",
  "cell.hidden": "{{count}} more are of hidden classes",
};
