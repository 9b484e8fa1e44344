import type { Layer } from "./project.js";

/**
 * The layer whose revisions have the rows of a layer: a result has its parent's rows, a list of changes those of what it is about. The
 * last that `find` knows.
 */
export function revisedLayer(layer: Layer, find: (id: number) => Layer | undefined): Layer {
  const id = layer.kind === "changes" ? layer.about : layer.parent;
  const home = id === null ? undefined : find(id);
  return home === undefined ? layer : revisedLayer(home, find);
}
