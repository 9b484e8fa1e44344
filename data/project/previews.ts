import type { Scheme } from "../../contract/scheme.js";
import type { ShownAs } from "./layer-source.js";
import { previewMark } from "./layer-tables.js";

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

  /** Shows a layer so, or as it is kept (null). Answers what the names of tables end with that may still be read. */
  show(layer: number, shown: Omit<Preview, "number"> | null): string[] {
    this.last += 1;
    if (shown === null) this.shown.delete(layer);
    else this.shown.set(layer, { number: this.last, ...shown });
    // A tile that is being drawn may still read what was shown just before.
    return [this.last, this.last - 1].map((number) => `_${previewMark}${number}`);
  }
}
