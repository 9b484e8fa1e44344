import type { Layer } from "../../contract/project.js";
import type { LayerStyle } from "../../contract/view-calls.js";
import { ask } from "../engine/engine.js";
import { drawingOrder } from "../map/drawing-order.js";
import { say } from "../text/say.js";
import { showError } from "./notices.js";
import { change, current } from "./store.js";

/** The value of a class, null for no data. */
type ClassValue = string | null;

/** Classes that the legend has hidden on the map, by layer; they hold until the layer is styled anew. */
export type MutedClasses = Readonly<Record<number, readonly ClassValue[]>>;

/** Shows the style panel of a layer, or closes it (null). */
export function openStyle(layer: number | null): void {
  change({ styling: layer });
}

/** The styles that layers are still to have, and what is done about it; null as in `styleLayer`. */
const wanted = new Map<number, LayerStyle | null>();
const styling = new Map<number, Promise<void>>();

/**
 * Styles a layer; null: as its kind has it. The last one asked for is the one that holds: while one is worked out the next waits,
 * and gives way to a newer one. Resolves when the layer has it.
 */
export function styleLayer(layer: number, style: LayerStyle | null): Promise<void> {
  wanted.set(layer, style);
  const done = styling.get(layer) ?? styleAsWanted(layer).finally(() => styling.delete(layer));
  styling.set(layer, done);
  return done;
}

async function styleAsWanted(layer: number): Promise<void> {
  for (let style = wanted.get(layer); style !== undefined; style = wanted.get(layer)) {
    wanted.delete(layer);
    try {
      const project = await ask("layer.style", { layer, style });
      change(({ muted }) => ({ project, muted: { ...muted, [layer]: [] } }));
    } catch (thrown) {
      showError(thrown);
    }
  }
}

/** Keeps how a layer is shown; `hidden` holds at once. */
export async function arrangeLayer(
  layer: number,
  view: { readonly hidden?: boolean; readonly opacity?: number; readonly title?: string | null },
): Promise<void> {
  const { hidden } = view;
  if (hidden !== undefined) {
    change((state) => {
      const next = new Set(state.hidden);
      if (hidden) next.add(layer);
      else next.delete(layer);
      return { hidden: next };
    });
  }
  try {
    change({ project: await ask("layer.arrange", { layer, ...view }) });
  } catch (thrown) {
    showError(thrown);
  }
}

/** Draws the dragged layer right above another. */
export async function dropLayerOn(dragged: number, target: number): Promise<void> {
  const layers = drawingOrder(current().project?.layers ?? []);
  const [layer, from, to] = [
    layers.find(({ id }) => id === dragged),
    layers.findIndex(({ id }) => id === dragged),
    layers.findIndex(({ id }) => id === target),
  ];
  if (layer === undefined || to < 0 || dragged === target) return;
  await moveLayer(layer, to > from ? to - from : to + 1 - from);
}

/** Draws a layer `by` places higher (or lower), and says where it now is. Beyond the first or last place nothing happens. */
export async function moveLayer(layer: Layer, by: number): Promise<void> {
  const order = drawingOrder(current().project?.layers ?? []).map(({ id }) => id);
  const at = order.indexOf(layer.id);
  const to = Math.min(order.length - 1, Math.max(0, at + by));
  if (at < 0 || to === at) return;
  order.splice(at, 1);
  order.splice(to, 0, layer.id);
  await orderLayers(order);
  const { locale } = current();
  const values = { name: layer.title[locale], place: order.length - to, count: order.length };
  change({ announcement: say(locale, "tree.moved", values) });
}

/** The layers from the lowest to the topmost; null: as the program draws them by itself. */
export async function orderLayers(layers: readonly number[] | null): Promise<void> {
  try {
    change({ project: await ask("layer.order", { layers: layers === null ? null : [...layers] }) });
  } catch (thrown) {
    showError(thrown);
  }
}

/** Hides a class on the map, or shows it again. */
export function toggleClass(layer: number, value: ClassValue): void {
  change(({ muted }) => {
    const before = muted[layer] ?? [];
    const next = before.includes(value) ? before.filter((each) => each !== value) : [...before, value];
    return { muted: { ...muted, [layer]: next } };
  });
}
