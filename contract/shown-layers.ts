import type { Layer } from "./project.js";

/**
 * The layers that are hidden when a project is shown: of those that were not there `before`, what new results are drawn over,
 * their parents and earlier results, unless a layer's view says otherwise; of the others, those in `hidden`.
 */
export function hiddenLayers(
  layers: readonly Layer[],
  before: ReadonlySet<number>,
  hidden: ReadonlySet<number>,
): ReadonlySet<number> {
  const ids = new Set(layers.map(({ id }) => id));
  const fresh = layers.filter(({ id }) => !before.has(id));
  const next = new Set([...hidden].filter((id) => ids.has(id)));
  for (const { parent } of fresh) if (parent !== null) next.add(parent);
  const newest = Math.max(...fresh.map(({ run }) => run ?? 0));
  for (const { id, run } of layers) if (run !== null && run < newest) next.add(id);
  for (const { id, view } of fresh) {
    if (view?.hidden === true) next.add(id);
    if (view?.hidden === false) next.delete(id);
  }
  return next;
}
