import type { Scheme } from "../../contract/scheme.js";
import type { ShownAs } from "./layer-source.js";

interface Preview extends ShownAs {
  readonly scheme: Scheme;
}

/** Layers that are shown otherwise than they are kept, until that ends or the project is closed; see `OpenProject.preview`. */
export class Previews {
  private readonly shown = new Map<number, Preview>();
  private last = 0;

  of(layer: number): Preview | undefined {
    return this.shown.get(layer);
  }

  /** Shows a layer so, or as it is kept (null). */
  show(layer: number, shown: Omit<Preview, "number"> | null): void {
    this.last += 1;
    if (shown === null) this.shown.delete(layer);
    else this.shown.set(layer, { number: this.last, ...shown });
  }
}
