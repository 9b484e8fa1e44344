import type { Condition } from "../../contract/conditions.js";
import type { Layer } from "../../contract/project.js";
import type { FilterAnswer } from "../../contract/set-calls.js";
import { ask } from "../engine/engine.js";
import { conditionsOf, homeOf } from "./filter.js";
import { showError } from "./notices.js";
import { rowsVersion } from "./rows-version.js";
import { change, type State, useStore } from "./store.js";

/** What the engine's filter leaves, of which family; `serial` is part of whatever is asked under it. */
export interface Passing extends FilterAnswer {
  readonly home: number;
}

/**
 * Keeps the engine's filter as the window's: told after every change of the window's filter, the latest one winning, and
 * again to an engine that was started anew or whose rows have changed. A layer's new name or order is no such change.
 */
export function followFilter(): void {
  let asked = new AbortController();
  useStore.subscribe((state, before) => {
    if (!changed(state, before)) return;
    asked.abort();
    asked = new AbortController();
    void tellEngine(state, before, asked.signal);
  });
}

function changed(state: State, before: State): boolean {
  if (state.filter !== before.filter) return true;
  if (state.filter === null) return false;
  if (state.generation !== before.generation || state.previews !== before.previews) return true;
  return state.project !== before.project && allRows(state) !== allRows(before);
}

/** Changes whenever rows of any layer do. */
function allRows({ project }: State): string {
  return (project?.layers ?? []).map((layer) => `${layer.id}:${rowsVersion(layer)}`).join();
}

async function tellEngine(state: State, before: State, signal: AbortSignal): Promise<void> {
  const { filter, project, passing } = state;
  const layers = project?.layers ?? [];
  const layer = layers.find(({ id }) => id === filter?.layer);
  try {
    const left = layers.find(({ id }) => id === before.filter?.layer);
    if (left !== undefined && (layer === undefined || homeOf(left) !== homeOf(layer))) {
      await ask("filter.set", { layer: left.id, conditions: [] });
    }
    if (layer === undefined) {
      if (passing !== null) change({ passing: null });
      return;
    }
    const answer = await ask("filter.set", { layer: layer.id, conditions: conditionsOf(filter) }, { signal });
    if (!signal.aborted) change({ passing: { ...answer, home: homeOf(layer) } });
  } catch (thrown) {
    if (signal.aborted) return;
    // What cannot be told is not shown as if it held.
    change({ passing: null, filter: before.filter === filter ? null : before.filter });
    showError(thrown);
  }
}

/** The filter over a layer, as a condition of its own; none where nothing is filtered. */
export function passingConditions(passing: Passing | null, layer: Layer): readonly Condition[] {
  return passing === null || passing.home !== homeOf(layer) ? [] : [{ set: "filter", serial: passing.serial }];
}

/** Changes whenever what a layer shows does: its rows, the scheme it is shown by, or the filter over them. */
export function shownVersion(layer: Layer, state: Pick<State, "passing" | "previews">): string {
  return `${rowsVersion(layer)}.${shownBy(layer, state)}`;
}

/** Changes whenever the scheme that a layer is shown by or the filter over it does, its rows and its style staying what they are. */
export function shownBy(layer: Layer, { passing, previews }: Pick<State, "passing" | "previews">): string {
  const scheme = String(previews.get(layer.id) ?? 0);
  return passing === null || passing.home !== homeOf(layer) ? scheme : `${scheme}.f${passing.serial}`;
}
