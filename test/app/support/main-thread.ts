import { readFileSync } from "node:fs";
import { join } from "node:path";
import { freshFolder } from "./launch.js";
import type { Window } from "./window.js";

/** A task of the page's main thread; ms. `spent` is what the thread computed, without waiting for its turn or the graphics. */
export interface MainThreadTask {
  readonly lasted: number;
  readonly spent: number;
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

/** The tasks of the page's main thread during `work`, as Chromium's own tracing has them. */
export async function tasksDuring({ app }: Window, work: () => Promise<void>): Promise<readonly MainThreadTask[]> {
  const file = join(freshFolder("trace"), "trace.json");
  await app.evaluate(({ contentTracing }) =>
    contentTracing.startRecording({ included_categories: ["toplevel", "__metadata"], excluded_categories: ["*"] }),
  );
  try {
    await work();
  } finally {
    await app.evaluate(({ contentTracing }, path) => contentTracing.stopRecording(path), file);
  }
  const { traceEvents } = JSON.parse(readFileSync(file, "utf8")) as { traceEvents: readonly TraceEvent[] };
  const threads = new Set(
    traceEvents
      .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
      .map(({ pid, tid }) => `${pid}/${tid}`),
  );
  return traceEvents
    .filter(({ ph, pid, tid, name }) => ph === "X" && /RunTask$/u.test(name) && threads.has(`${pid}/${tid}`))
    .map(({ dur = 0, tdur = 0 }) => ({ lasted: dur / 1000, spent: tdur / 1000 }));
}
