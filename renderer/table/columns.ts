import type { Layer, LayerColumn } from "../../contract/project.js";

/** The layer's columns as the table shows them: what the analysis found, then the kind's, then the file's own. */
export function tableColumns({ columns }: Layer): readonly LayerColumn[] {
  const rank = { analysis: 0, kind: 1, source: 2 } as const;
  return [...columns].sort((a, b) => rank[a.origin] - rank[b.origin]).slice(0, 300);
}

/** Width in px, by what the column holds. */
export function columnWidth({ type, name }: LayerColumn): number {
  if (type === "flag") return 84;
  if (type === "year" || type === "whole") return 96;
  if (type === "number") return 122;
  return /name|address|why/u.test(name) ? 190 : 140;
}

/** Numbers stand to the right, so that their places line up. */
export function isNumeric({ type }: LayerColumn): boolean {
  return type === "number" || type === "whole" || type === "year";
}
