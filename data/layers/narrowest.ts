import type { LayerSource } from "./layer-source.js";

/**
 * For FROM: a result's rows are its parent's; where all columns lie in one of the two tables, that one is enough. `geom`
 * and `fid` count as columns.
 */
export function narrowest(source: LayerSource, columns: readonly string[]): string {
  const own = new Set(ownColumns(source));
  const outside = columns.filter((column) => column !== "fid");
  if (outside.every((column) => own.has(column))) return source.own;
  return outside.some((column) => own.has(column)) ? source.relation : source.geometryRelation;
}

/** The columns that lie in the layer's own table. */
export function ownColumns({ layer, own, geometryRelation }: LayerSource): string[] {
  const all = own === geometryRelation;
  return layer.columns.flatMap((column) => (all || column.origin === "analysis" ? [column.name] : []));
}
