import type { RowChoice } from "../../contract/ledger-calls.js";
import type { Layer } from "../../contract/project.js";
import type { SelectionAnswer } from "../../contract/set-calls.js";
import { ask } from "../engine/engine.js";
import { drawingOrder } from "../map/drawing-order.js";
import { homeOf } from "./filter.js";
import { holdsHouses } from "./inside.js";
import { showError } from "./notices.js";
import { change, current, type Selection, type State, useStore } from "./store.js";

/** How what is drawn joins what was selected before. */
export type How = "replace" | "add" | "remove" | "intersect";

/** The rows that are selected together, held by the engine; the card shows one feature beside it. */
export interface Chosen extends SelectionAnswer {
  readonly layer: number;
  readonly home: number;
}

/** Ways to select on the map. */
export const tools = ["click", "box", "lasso", "radius"] as const;
export type Tool = (typeof tools)[number];

/** Shift adds, Alt takes away, both keep what is in both. */
export function howOf({ shiftKey, altKey }: { readonly shiftKey: boolean; readonly altKey: boolean }): How {
  if (shiftKey) return altKey ? "intersect" : "add";
  return altKey ? "remove" : "replace";
}

/** Layers whose rows can be selected on the map, the topmost first. */
export function selectableLayers(layers: readonly Layer[], hidden: ReadonlySet<number>): Layer[] {
  return drawingOrder(layers)
    .reverse()
    .filter(({ id, count, about }) => !hidden.has(id) && count > 0 && about === null);
}

/** The layer whose rows the tools select: the one chosen for it, else the topmost visible one of houses, else the topmost. */
export function toolLayer({ project, hidden, toolLayerId }: State): Layer | null {
  if (project === null) return null;
  const visible = selectableLayers(project.layers, hidden);
  const wanted = visible.find(({ id }) => id === toolLayerId);
  return wanted ?? visible.find((layer) => holdsHouses(project, layer)) ?? visible[0] ?? null;
}

/**
 * Which of the features at one place joins the selection or leaves it: one of the layer that was chosen for picks, else one
 * whose rows are selected already, else what lies on top.
 */
export function picked({ project, toolLayerId, chosen }: State, found: readonly Selection[]): Selection | null {
  const homes = found.map(({ layer }) => project?.layers.find(({ id }) => id === layer)).map(homeOrNull);
  const wanted = homeOrNull(project?.layers.find(({ id }) => id === toolLayerId)) ?? chosen?.home ?? null;
  const at = wanted === null ? -1 : homes.indexOf(wanted);
  return found[Math.max(at, 0)] ?? null;
}

function homeOrNull(layer: Layer | undefined): number | null {
  return layer === undefined ? null : homeOf(layer);
}

/** What was asked before the latest act is not shown when its answer comes. */
let lastAsked = 0;

/** Takes a tool in hand. What is drawn is drawn on the plane, so the map is looked at from above. */
export function takeTool(tool: Tool): void {
  change(tool === "click" ? { tool } : { tool, relief: false });
}

/** Selects rows of a layer together; of two that are asked at once the later one is shown. */
export async function choose(layer: Layer, how: How, rows: Omit<RowChoice, "layer">): Promise<void> {
  lastAsked += 1;
  const own = lastAsked;
  try {
    const answer = await ask("selection.change", { layer: layer.id, how, rows: { ...rows, layer: layer.id } });
    if (own === lastAsked) take(answer);
  } catch (thrown) {
    showError(thrown);
  }
}

/** Selects all rows that pass the filter, where one holds. */
export async function choosePassing(): Promise<void> {
  const { project, filter, passing } = current();
  const layer = project?.layers.find(({ id }) => id === filter?.layer);
  if (layer === undefined || passing === null) return;
  await choose(layer, "replace", { filter: [{ set: "filter", serial: passing.serial }] });
}

export async function clearChosen(): Promise<void> {
  lastAsked += 1;
  change({ chosen: null });
  try {
    await ask("selection.clear", {});
  } catch (thrown) {
    showError(thrown);
  }
}

function take(answer: SelectionAnswer): void {
  const { chosen, project } = current();
  if (chosen !== null && chosen.serial > answer.serial) return;
  const layer = project?.layers.find(({ id }) => id === answer.layer);
  if (layer === undefined || answer.count === 0) change({ chosen: null });
  else change({ chosen: { ...answer, layer: layer.id, home: homeOf(layer) } });
}

/** Forgets the selection with the engine that held it, and asks for it again where the project's rows have changed. */
export function followChosen(): void {
  useStore.subscribe((state, before) => {
    if (state.chosen === null) return;
    if (state.generation !== before.generation || state.project === null) change({ chosen: null });
    else if (state.project !== before.project) void ask("selection.read", {}).then(take, showError);
  });
}

/** Whether the rows of a layer are those that are selected. */
export function isChosenFrom(chosen: Chosen | null, layer: Layer): chosen is Chosen {
  return chosen !== null && chosen.home === homeOf(layer);
}
