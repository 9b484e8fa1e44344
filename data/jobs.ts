import { cancelled } from "../contract/errors.js";
import type { CallContext } from "../contract/wire.js";

/** The work that goes on in one project, so that closing it can stop all of it and wait until nothing touches it. */
export class Jobs {
  private readonly inWork = new Map<Promise<unknown>, AbortController>();
  private stopped = false;

  /** Runs `work` with a signal that aborts when the caller cancels or the jobs are stopped. Throws `cancelled` after a stop. */
  async run<T>(context: CallContext, work: (context: CallContext) => Promise<T>): Promise<T> {
    if (this.stopped || context.signal.aborted) throw cancelled();
    const controller = new AbortController();
    const stop = () => controller.abort();
    context.signal.addEventListener("abort", stop, { once: true });
    const running = work({ signal: controller.signal, progress: (progress) => context.progress(progress) });
    this.inWork.set(running, controller);
    try {
      return await running;
    } finally {
      context.signal.removeEventListener("abort", stop);
      this.inWork.delete(running);
    }
  }

  /** Aborts everything in work and returns when all of it has ended. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const controller of this.inWork.values()) controller.abort();
    await Promise.allSettled(this.inWork.keys());
  }
}

/** A row of people at one counter: each piece of work begins when those before it have ended, however they ended. */
export class Queue {
  private last: Promise<unknown> = Promise.resolve();

  /** Throws `cancelled` when `signal` aborts while waiting. */
  async run<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const before = this.last;
    let done: () => void = () => undefined;
    const turn = new Promise<void>((resolve) => {
      done = resolve;
    });
    this.last = before.then(() => turn);
    try {
      await untilAborted(before, signal);
      return await work();
    } finally {
      done();
    }
  }
}

/** Waits for `work`, but not longer than until `signal` aborts; then throws `cancelled` and lets the work go on. */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) throw cancelled();
  let stop: () => void = () => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(cancelled());
    signal.addEventListener("abort", stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
