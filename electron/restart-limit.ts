/** Allows so many restarts within a sliding span of time, in milliseconds. */
export class RestartLimit {
  readonly #most: number;
  readonly #span: number;
  #taken: number[] = [];

  constructor(most: number, span: number) {
    this.#most = most;
    this.#span = span;
  }

  /** Counts one restart; false when it is one too many. */
  take(now = Date.now()): boolean {
    this.#taken = this.#taken.filter((time) => now - time < this.#span);
    if (this.#taken.length >= this.#most) return false;
    this.#taken.push(now);
    return true;
  }
}
