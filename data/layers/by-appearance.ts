import type { LayerSource } from "./layer-source.js";

/** How a layer is shown may change while questions about it are on their way: so many of its last appearances are kept. */
const keptAppearances = 3;

/** What is made once for each appearance of a layer, however many ask for it at once. */
export class ByAppearance<Made> {
  private readonly layers = new Map<number, Map<string, Promise<Made>>>();

  /** Whoever comes first makes it. Where that one gave up or failed, the next makes it anew: only its own fault reaches a caller. */
  async of(source: LayerSource, make: () => Promise<Made>): Promise<Made> {
    const { layer, appearance } = source;
    const kept = this.layers.get(layer.id) ?? new Map<string, Promise<Made>>();
    this.layers.set(layer.id, kept);
    const known = kept.get(appearance);
    if (known !== undefined) return await known.catch(() => this.of(source, make));
    const made = make();
    kept.set(appearance, made);
    for (const old of [...kept.keys()].slice(0, -keptAppearances)) kept.delete(old);
    try {
      return await made;
    } catch (thrown) {
      if (kept.get(appearance) === made) kept.delete(appearance);
      throw thrown;
    }
  }
}
