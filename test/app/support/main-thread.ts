import { readFileSync } from "node:fs";
import { join } from "node:path";
import { freshFolder } from "./launch.js";
import type { Window } from "./window.js";

/** What the page's main thread did during some work; ms. */
export interface MainThread {
  /** The longest task by the clock, its wait for its turn and for graphics that the processor draws included. */
  readonly lasted: number;
  /** The longest task by what the thread itself computed; null where Chromium's tracing does not reach the page's process. */
  readonly spent: number | null;
  /** Tasks that were traced. */
  readonly tasks: number;
}

interface TraceEvent {
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly name: string;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/**
 * The page's main thread during `work`, by two watches: Chromium's own tracing, which knows every task and its computing, and
 * the page's observer of long tasks, which needs nothing from outside the page but sees only those of 50 ms and more.
 */
export async function mainThreadDuring(window: Window, work: () => Promise<void>): Promise<MainThread> {
  const { app, page } = window;
  const file = join(freshFolder("trace"), "trace.json");
  await page.evaluate(() => {
    const seen: number[] = [];
    new PerformanceObserver((list) => {
      seen.push(...list.getEntries().map(({ duration }) => duration));
    }).observe({ type: "longtask" });
    Object.assign(globalThis, { longTasks: seen });
  });
  await app.evaluate(({ contentTracing }) =>
    contentTracing.startRecording({ included_categories: ["toplevel", "__metadata"], excluded_categories: ["*"] }),
  );
  try {
    await work();
  } finally {
    await app.evaluate(({ contentTracing }, path) => contentTracing.stopRecording(path), file);
  }
  const long = await page.evaluate(() => (globalThis as unknown as { longTasks: number[] }).longTasks);
  const tasks = tracedTasks(file);
  return {
    lasted: Math.max(0, ...long, ...tasks.map(({ dur = 0 }) => dur / 1000)),
    spent: tasks.length === 0 ? null : Math.max(...tasks.map(({ tdur = 0 }) => tdur / 1000)),
    tasks: tasks.length,
  };
}

/** The tasks of the page's main thread in the trace: that of the renderer's thread of this name. */
function tracedTasks(file: string): readonly TraceEvent[] {
  const { traceEvents } = JSON.parse(readFileSync(file, "utf8")) as { traceEvents: readonly TraceEvent[] };
  const threads = new Set(
    traceEvents
      .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
      .map(({ pid, tid }) => `${pid}/${tid}`),
  );
  const tasks = traceEvents.filter(
    ({ ph, pid, tid, name }) => ph === "X" && /RunTask$/u.test(name) && threads.has(`${pid}/${tid}`),
  );
  if (tasks.length === 0) {
    console.log(`no task of the page in a trace of ${traceEvents.length} events, ${threads.size} main threads`);
  }
  return tasks;
}
