import type { Layer, Run } from "../../contract/project.js";
import { missingLayer } from "./project-faults.js";

/** What a transaction adds to the project; it becomes visible when the transaction has been committed. */
export interface Additions {
  /** New layers, and layers that are there with the next revision: `features_ID_rREVISION` then holds their rows. */
  readonly layers: readonly Layer[];
  /** Layers that go in the same transaction. */
  readonly removed?: readonly Layer[];
  readonly run?: Run;
}

/** The layers of a project, each in its newest revision, and their earlier ones. */
export class LayerRevisions {
  private layers: readonly Layer[] = [];
  private past: readonly Layer[] = [];

  /** Each layer in its newest revision. */
  get newest(): readonly Layer[] {
    return this.layers;
  }

  /** All that the registry knows. */
  fill(all: readonly Layer[]): void {
    const isNewest = ({ id, revision }: Layer) => !all.some((each) => each.id === id && each.revision > revision);
    this.layers = all.filter(isNewest);
    this.past = all.filter((layer) => !isNewest(layer));
  }

  /** The layer in its newest revision, or in the one asked for. Throws `layer-missing`. */
  get(id: number, revision?: number): Layer {
    const layer = this.layers.find((each) => each.id === id);
    if (layer === undefined) throw missingLayer(id);
    if (revision === undefined || revision === layer.revision) return layer;
    const earlier = this.past.find((each) => each.id === id && each.revision === revision);
    if (earlier === undefined) throw missingLayer(id);
    return earlier;
  }

  has(id: number): boolean {
    return this.layers.some((each) => each.id === id);
  }

  /** What a layer rests on must still be there when it is committed. Throws `layer-missing`. */
  refuseStale({ id, revision, parent, about }: Layer, added: readonly Layer[]): void {
    for (const other of [parent, about])
      if (other !== null && !added.some((each) => each.id === other)) this.get(other);
    if (revision > 1 && this.get(id).revision !== revision - 1)
      throw new Error(`revision ${revision} of layer ${id} does not follow ${this.get(id).revision}`);
  }

  /** Takes over what a transaction has added and removed. */
  takeOver({ layers: added, removed = [] }: Additions): void {
    const isRemoved = ({ id }: Layer) => removed.some((each) => each.id === id);
    const next = (layer: Layer) => added.find((each) => each.id === layer.id && each.revision > layer.revision);
    const superseded = this.layers.filter((layer) => next(layer) !== undefined);
    const fresh = added.filter(({ id }) => !superseded.some((each) => each.id === id));
    this.past = [...this.past, ...superseded].filter((layer) => !isRemoved(layer));
    this.layers = [...this.layers.map((layer) => next(layer) ?? layer), ...fresh].filter((layer) => !isRemoved(layer));
  }
}
