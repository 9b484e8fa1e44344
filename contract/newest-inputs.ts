import type { AnalysisEntry } from "./catalog.js";
import type { Layer } from "./project.js";

/**
 * For each input of an analysis the layer that is named for it, else the newest that it accepts: by input, the layer's id. An
 * input that only takes what is named for it stays empty without, and so does one that no layer fits.
 */
export function newestInputs(
  { inputs }: Pick<AnalysisEntry, "inputs">,
  layers: readonly Layer[],
  named: ReadonlyMap<string, number> = new Map(),
): Record<string, number> {
  const chosen: Record<string, number> = {};
  for (const { name, accepts, required, onlyNamed } of inputs) {
    const fitting = onlyNamed === true ? [] : layers.filter(({ kind }) => accepts.includes(kind));
    const ids = fitting.filter((layer) => required || isOfInputs(layers, layer, chosen)).map(({ id }) => id);
    const id = named.get(name) ?? (ids.length === 0 ? undefined : Math.max(...ids));
    if (id !== undefined) chosen[name] = id;
  }
  return chosen;
}

/** A result is taken of itself only beside the layer that it was made from, as long as that is no newer; files always are. */
function isOfInputs(
  layers: readonly Layer[],
  { parent, parentRevision }: Layer,
  chosen: Readonly<Record<string, number>>,
): boolean {
  if (parent === null) return true;
  const made = layers.find(({ id }) => id === parent);
  return Object.values(chosen).includes(parent) && made?.revision === parentRevision;
}
