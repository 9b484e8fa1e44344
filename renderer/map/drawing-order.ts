import type { Layer } from "../../contract/project.js";

/**
 * The layers from the lowest to the topmost: as a user put them; those that came later stand above what they would stand
 * above by themselves.
 */
export function drawingOrder(layers: readonly Layer[]): Layer[] {
  const usual = usualOrder(layers);
  const placeOf = ({ view }: Layer) => view?.position ?? null;
  const order = usual
    .filter((layer) => placeOf(layer) !== null)
    .sort((one, other) => (placeOf(one) ?? 0) - (placeOf(other) ?? 0));
  if (order.length === 0) return usual;
  for (const [at, layer] of usual.entries()) {
    if (placeOf(layer) !== null) continue;
    const below = usual[at - 1];
    order.splice(below === undefined ? 0 : order.indexOf(below) + 1, 0, layer);
  }
  return order;
}

/** Whether a user has put the layers in an order. */
export function isOrdered(layers: readonly Layer[]): boolean {
  return layers.some(({ view }) => typeof view?.position === "number");
}

/** Areas lie under lines, lines under points; outlines and results above what they were made of, rows in doubt above all. */
function usualOrder(layers: readonly Layer[]): Layer[] {
  const level = (layer: Layer): number => {
    if (layer.about !== null) return 6;
    if (layer.geometry === "polygon") {
      if (layer.paint.classes.some(({ width }) => width !== undefined)) return layer.run === null ? 0 : 5;
      return layer.run === null ? 1 : 2;
    }
    return layer.geometry === "line" ? 3 : 4;
  };
  return [...layers].sort((a, b) => level(a) - level(b) || a.id - b.id);
}
