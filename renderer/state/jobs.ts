import type { Text } from "../../contract/text.js";
import type { AskOptions } from "../../contract/wire.js";
import { change, current, type Job } from "./store.js";

/** A cancel that the engine has not obeyed by then ends the engine's process. */
const obedience = 2000;
/** A finished card leaves by itself. */
const farewell = 5000;

const controllers = new Map<number, AbortController>();
let nextId = 1;

/** Does `work` as a job with a card: phase, percent, time left, cancel. Throws what `work` throws. */
export async function runJob<Value>(title: Text, work: (options: AskOptions) => Promise<Value>): Promise<Value> {
  const id = nextId++;
  const controller = new AbortController();
  controllers.set(id, controller);
  const now = Date.now();
  const job: Job = { id, title, state: "running", startedAt: now, phaseAt: now, progress: null };
  change(({ jobs }) => ({ jobs: [...jobs, job] }));
  try {
    const value = await work({
      signal: controller.signal,
      onProgress: (progress) =>
        replace(id, (old) => ({
          ...old,
          progress,
          phaseAt: old.progress?.phase.en === progress.phase.en ? old.phaseAt : Date.now(),
        })),
    });
    replace(id, (old) => ({ ...old, state: "done" }));
    window.setTimeout(() => dismissJob(id), farewell);
    return value;
  } catch (thrown) {
    // What went wrong is told once, by whoever asked for the job.
    dismissJob(id);
    throw thrown;
  } finally {
    controllers.delete(id);
  }
}

/** Asks the engine to stop the job, and stops the engine where it does not obey in time. */
export function cancelJob(id: number): void {
  const controller = controllers.get(id);
  if (controller === undefined || controller.signal.aborted) return;
  replace(id, (old) => ({ ...old, state: "cancelling" }));
  controller.abort();
  window.setTimeout(() => {
    if (controllers.has(id)) void window.desktop.restartEngine();
  }, obedience);
}

/** Cancels the job that was begun last: Ctrl+. */
export function cancelNewestJob(): void {
  const running = current().jobs.filter(({ state }) => state === "running");
  const newest = running.at(-1);
  if (newest !== undefined) cancelJob(newest.id);
}

export function dismissJob(id: number): void {
  change(({ jobs }) => ({ jobs: jobs.filter((job) => job.id !== id) }));
}

/** Milliseconds that the phase still takes at its pace so far; null while that cannot be said. */
export function timeLeft(job: Job, now: number): number | null {
  const { done, total } = job.progress ?? {};
  if (done === undefined || total === undefined || done <= 0 || done >= total) return null;
  const elapsed = now - job.phaseAt;
  return elapsed < 1000 ? null : (elapsed * (total - done)) / done;
}

/** Rows a second in this phase so far, to two figures; null while that cannot be said or the work is not counted in rows. */
export function rowsPerSecond(job: Job, now: number): number | null {
  const { done, unit } = job.progress ?? {};
  const elapsed = now - job.phaseAt;
  if (unit !== "rows" || done === undefined || done <= 0 || elapsed < 1000) return null;
  return Number(((done * 1000) / elapsed).toPrecision(2));
}

/** Whole percent of the phase, or null: "counting". */
export function percentDone(job: Job): number | null {
  const { done, total } = job.progress ?? {};
  if (done === undefined || total === undefined || total <= 0) return null;
  return Math.min(100, Math.max(0, Math.floor((100 * done) / total)));
}

function replace(id: number, next: (job: Job) => Job): void {
  change(({ jobs }) => ({ jobs: jobs.map((job) => (job.id === id ? next(job) : job)) }));
}
