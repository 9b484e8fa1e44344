import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { cancelled } from "../../contract/errors.js";
import { compiledFile } from "./compiled-file.js";
import type { Tasks } from "./tasks.js";

type FromThread<Result> =
  | { readonly type: "progress"; readonly done: number; readonly total: number }
  | { readonly type: "done"; readonly result: Result };

type Input<Name extends keyof Tasks> = Parameters<Tasks[Name]>[0];
type Result<Name extends keyof Tasks> = Awaited<ReturnType<Tasks[Name]>>;

/** The threads that one piece of work may take: what the machine has, but no more than four. */
export const threadCount = Math.max(1, Math.min(4, availableParallelism()));

/**
 * Runs a task in a thread, so that tiles and messages go on meanwhile. Ends the thread and throws `cancelled` when `signal`
 * aborts. Works under Node, in an Electron utility process and out of an asar archive.
 */
export async function runTask<Name extends keyof Tasks>(
  name: Name,
  input: Input<Name>,
  signal: AbortSignal,
  progress: (done: number, total: number) => void = () => undefined,
): Promise<Result<Name>> {
  if (signal.aborted) throw cancelled();
  const thread = new Worker(compiledFile(new URL("../threads/thread.js", import.meta.url)), {
    workerData: { name, input },
  });
  let stop: () => void = () => undefined;
  try {
    return await new Promise<Result<Name>>((resolve, reject) => {
      stop = () => reject(cancelled());
      signal.addEventListener("abort", stop, { once: true });
      thread.on("message", (message: FromThread<Result<Name>>) => {
        if (message.type === "done") resolve(message.result);
        else progress(message.done, message.total);
      });
      thread.on("error", reject);
      thread.on("exit", () => reject(new Error(`the thread of ${name} ended without an answer`)));
    });
  } finally {
    signal.removeEventListener("abort", stop);
    await thread.terminate();
  }
}

/** Runs several inputs of one task at once, a thread each. The answers stand in the order of the inputs. */
export async function runTasks<Name extends keyof Tasks>(
  name: Name,
  inputs: readonly Input<Name>[],
  signal: AbortSignal,
  progress: (done: number, total: number) => void = () => undefined,
): Promise<Result<Name>[]> {
  const shares = inputs.map(() => ({ done: 0, total: 0 }));
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  const sum = (of: "done" | "total") => shares.reduce((all, share) => all + share[of], 0);
  const running = inputs.map((input, index) =>
    runTask(name, input, either, (done, total) => {
      shares[index] = { done, total };
      if (shares.every((share) => share.total > 0)) progress(sum("done"), sum("total"));
    }),
  );
  try {
    return await Promise.all(running);
  } catch (error) {
    failed.abort();
    await Promise.allSettled(running);
    throw error;
  }
}
