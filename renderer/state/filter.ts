import type { Condition } from "../../contract/conditions.js";
import type { Layer } from "../../contract/project.js";
import { holdsHouses } from "./inside.js";
import { change, type State } from "./store.js";

/**
 * What limits map, table, charts and exports alike. The conditions are on the columns of `layer`; they hold for every layer
 * that has the same rows. All parts hold.
 */
export interface SharedFilter {
  readonly layer: number;
  /** Where conditions come from (`bar`, `chart:year`, a link) → conditions. None is empty. */
  readonly parts: Readonly<Record<string, readonly Condition[]>>;
}

/** The layer whose rows a layer has: its parent, or itself. */
export function homeOf({ id, parent }: Layer): number {
  return parent ?? id;
}

/** Sets one part of the filter, or takes it away (no conditions). A part on another layer's rows begins a new filter. */
export function filterBy(layer: Layer, from: string, conditions: readonly Condition[]): void {
  change(({ filter, project }) => {
    const before = project?.layers.find(({ id }) => id === filter?.layer);
    const stays = before !== undefined && homeOf(before) === homeOf(layer);
    const others = Object.entries(stays ? (filter?.parts ?? {}) : {}).filter(([name]) => name !== from);
    const parts = Object.fromEntries(conditions.length === 0 ? others : [...others, [from, conditions]]);
    return { filter: Object.keys(parts).length === 0 ? null : { layer: layer.id, parts } };
  });
}

/** All conditions, or those of every part but one: what a chart counts that filters by itself. */
export function conditionsOf(filter: SharedFilter | null, except?: string): Condition[] {
  return Object.entries(filter?.parts ?? {}).flatMap(([from, conditions]) => (from === except ? [] : conditions));
}

export function clearFilter(): void {
  change({ filter: null });
}

/** The layer whose columns the filter's bar offers: the one filtered, chosen or in the table, else the newest result about houses. */
export function filterLayer({ project, filter, filterLayer: chosen, table }: State): Layer | null {
  if (project === null) return null;
  const known = [filter?.layer, chosen, table?.layer].flatMap(
    (id) => project.layers.find((each) => each.id === id) ?? [],
  );
  if (known[0] !== undefined) return known[0];
  const ofHouses = project.layers.filter((layer) => layer.about === null && holdsHouses(project, layer));
  return ofHouses.findLast(({ run }) => run !== null) ?? ofHouses[0] ?? project.layers[0] ?? null;
}

/** Opens the filter's bar, or closes it where nothing is filtered. */
export function toggleFilterBar(): void {
  change(({ filterBar, filter }) => ({ filterBar: filter !== null || !filterBar }));
}
