import type { Window } from "./window.js";

type HelperName = "Fangan engine" | "Fangan import worker" | "Fangan base maps";

/** Process ids of the program's own helpers by the name that the system shows. */
export async function processesNamed({ app }: Window, name: HelperName): Promise<number[]> {
  return await app.evaluate(
    ({ app: program }, wanted) =>
      program
        .getAppMetrics()
        .filter(({ name: shown, serviceName }) => shown === wanted || serviceName === wanted)
        .map(({ pid }) => pid),
    name,
  );
}

/** Waits until such a process is there and returns its id. */
export async function processNamed(window: Window, name: HelperName): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const [pid] = await processesNamed(window, name);
    if (pid !== undefined) return pid;
    await new Promise((done) => setTimeout(done, 25));
  }
  throw new Error(`no process ${name}`);
}
