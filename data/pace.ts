import { cancelled } from "../contract/errors.js";

/** Slices of work between which messages, tiles and cancels get their turn. */
const slice = 10;

/** Lets long work on typed arrays share the thread: ask `due` often, `breathe` when it is. */
export class Pace {
  private until = performance.now() + slice;
  private calls = 0;

  constructor(private readonly signal: AbortSignal) {}

  /** True when it is time to `await breathe()`. Looks at the clock once in 64 calls, so that tight loops can ask. */
  get due(): boolean {
    this.calls += 1;
    return (this.calls & 63) === 0 && performance.now() >= this.until;
  }

  /** Gives the thread away once. Throws `cancelled`. */
  async breathe(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    if (this.signal.aborted) throw cancelled();
    this.until = performance.now() + slice;
  }
}
