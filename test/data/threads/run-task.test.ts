import { describe, expect, it } from "vitest";
import { densitySurface } from "../../../data/statistics/kernel-density.js";
import { runTask, runTasks } from "../../../data/threads/run-task.js";

const scatter = (count: number) => ({
  x: Float64Array.from({ length: count }, (_none, at) => (at * 7919) % 20_011),
  y: Float64Array.from({ length: count }, (_none, at) => (at * 104_729) % 20_021),
});
const never = new AbortController().signal;

describe("a task in a thread", () => {
  it("answers as it does without one", async () => {
    const input = { ...scatter(5000), bandwidth: 300, side: 50 };
    expect(await runTask("densitySurface", input, never)).toEqual(densitySurface(input));
  });

  it("leaves this thread free, reports how far it is, and ends at once when cancelled", async () => {
    const controller = new AbortController();
    const input = { ...scatter(2_000_000), bandwidth: 900, side: 20 };
    let longest = 0;
    let last = performance.now();
    const clock = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 5);
    const seen: number[] = [];
    const work = runTask("densitySurface", input, controller.signal, (done, total) => {
      seen.push(done / total);
      if (seen.length === 3) controller.abort();
    });
    await expect(work).rejects.toMatchObject({ code: "cancelled" });
    clearInterval(clock);
    expect(seen.length).toBeGreaterThanOrEqual(3);
    expect(seen.at(-1)).toBeLessThan(1);
    expect(longest).toBeLessThan(1000);
  });

  it("passes a failure on and stops the others", async () => {
    const broken = { ...scatter(10), bandwidth: 1, side: 1e-9 };
    const long = { ...scatter(2_000_000), bandwidth: 900, side: 20 };
    const started = Date.now();
    await expect(runTasks("densitySurface", [broken, long], never)).rejects.toThrow(/array/iu);
    expect(Date.now() - started).toBeLessThan(5000);
  });

  it("is not begun after a cancel", async () => {
    const input = { ...scatter(10), bandwidth: 10, side: 5 };
    await expect(runTask("densitySurface", input, AbortSignal.abort())).rejects.toMatchObject({ code: "cancelled" });
  });
});
