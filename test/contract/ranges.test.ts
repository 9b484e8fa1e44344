import { describe, expect, it } from "vitest";
import type { Project, Run } from "../../contract/project.js";
import { profileRun } from "../../contract/ranges.js";

const layers = [{ id: 1 }, { id: 2 }, { id: 12 }, { id: 14 }, { id: 16 }] as unknown as Project["layers"];

/** A run over the pipes 1 with one result, which is one number above its own. */
function run(id: number, change: Partial<Run> = {}): Run {
  return { id, inputs: { pipes: 1 }, parameters: { scheme: "national@1" }, layers: [id + 1], ...change } as Run;
}

describe("the run whose profile holds for a layer of pipes", () => {
  const held = (...runs: Run[]) => profileRun({ layers, runs }, 1)?.id ?? null;

  it("is the newest, in whatever order they are kept", () => {
    expect(held()).toBeNull();
    expect(held(run(11), run(13))).toBe(13);
    expect(held(run(13), run(11))).toBe(13);
  });

  it("is none that read other pipes, judged by no profile, or whose results were all removed", () => {
    expect(held(run(11), run(13, { inputs: { pipes: 2 } }))).toBe(11);
    expect(held(run(11), run(13, { inputs: { buildings: 1 } }))).toBe(11);
    expect(held(run(11), run(13, { parameters: { pipe_distance: 20 } }))).toBe(11);
    expect(held(run(11), run(13, { layers: [99] }))).toBe(11);
    expect(held(run(11), run(13, { layers: [99, 14] }))).toBe(13);
  });
});
