import { paintColumns } from "../../contract/classify.js";
import type { Layer, LayerColumn } from "../../contract/project.js";
import { isReasoned, reasonColumn } from "../../contract/reasons.js";
import type { Locale } from "../../contract/text.js";
import { columnTitle } from "../text/format.js";

/** What a row is known by: its place in a ranked list, its code, its name. */
const leading = ["rank", "code", "name", "address"];

/**
 * The layer's columns as the table shows them: what names a row, what the analysis found, the kind's, the file's own, and
 * last those of the kind that the file has nothing for. A layer that is about another begins with what it has to say.
 */
export function tableColumns({ kind, columns, source, about }: Layer): readonly LayerColumn[] {
  if (about !== null) return columns.slice(0, 300);
  const ranks = { analysis: 1, kind: 2, source: 3 } as const;
  const place = ({ name, origin }: LayerColumn): number => {
    if (origin === "kind" && source !== null && !(name in source.mapping)) return 4;
    return origin !== "source" && leading.includes(name) ? 0 : ranks[origin];
  };
  const own = [...columns].sort((a, b) => place(a) - place(b)).slice(0, 299);
  return isReasoned(kind) ? [...own, reasonColumn] : own;
}

/** Pixels that a title takes: Chinese characters are as wide as high, Latin ones about half; then the sort mark. */
function titleWidth(title: string): number {
  const letters = [...title].reduce((sum, letter) => sum + (letter < "\u2e80" ? 8 : 14), 0);
  return Math.min(280, letters + 38);
}

/** Width in px, by what the column holds, and never less than its title takes. */
export function columnWidth(column: LayerColumn, locale: Locale): number {
  return Math.max(valueWidth(column), titleWidth(columnTitle(locale, column)));
}

function valueWidth({ type, name }: LayerColumn): number {
  if (type === "flag") return 84;
  if (type === "year" || type === "whole") return 96;
  if (type === "number") return 122;
  if (name === "reasons") return 320;
  if (name === reasonColumn.name) return 640;
  return /code|name|address|why/u.test(name) ? 190 : 140;
}

/** Width in px of the column at the left: a box, and a swatch where the layer is put into classes. */
export function markWidth({ paint }: Pick<Layer, "paint">): number {
  return paintColumns(paint).length === 0 ? 36 : 62;
}

/** Numbers stand to the right, so that their places line up. */
export function isNumeric({ type }: LayerColumn): boolean {
  return type === "number" || type === "whole" || type === "year";
}
