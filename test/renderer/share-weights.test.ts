import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { roundWeights, shareWeights } from "../../renderer/scheme/share-weights.js";

const none = new Set<string>();
const sum = (weights: Readonly<Record<string, number>>) =>
  Math.round(10 * Object.values(weights).reduce((total, each) => total + each, 0));

describe("weights under a slider", () => {
  it("share what is left in their proportion, and the locked one stays", () => {
    const weights = { age: 30, alteration: 30, structure: 20, state: 20 };
    expect(shareWeights(weights, "age", 65, none)).toEqual({ age: 65, alteration: 15, structure: 10, state: 10 });
    expect(shareWeights(weights, "age", 50, new Set(["alteration"]))).toEqual({
      age: 50,
      alteration: 30,
      structure: 10,
      state: 10,
    });
  });

  it("come back evenly from nothing, are cut where the locked leave no room, and stay where all others are locked", () => {
    expect(shareWeights({ age: 100, alteration: 0, structure: 0 }, "age", 40, none)).toEqual({
      age: 40,
      alteration: 30,
      structure: 30,
    });
    const weights = { age: 30, alteration: 50, structure: 20 };
    expect(shareWeights(weights, "age", 90, new Set(["alteration"]))).toEqual({
      age: 50,
      alteration: 50,
      structure: 0,
    });
    expect(shareWeights(weights, "age", 90, new Set(["alteration", "structure"]))).toEqual(weights);
  });

  it("always sum to exactly 100 in tenths, none below 0", () => {
    const names = ["a", "b", "c", "d", "e"];
    const shares = fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(
        shares,
        fc.constantFrom(...names),
        fc.double({ min: -5, max: 120, noNaN: true }),
        fc.subarray(names),
        (given, moved, value, locked) => {
          const start = roundWeights(Object.fromEntries(names.map((name, at) => [name, given[at] ?? 0])));
          expect(sum(start)).toBe(1000);
          const after = shareWeights(start, moved, value, new Set(locked));
          expect(sum(after)).toBe(1000);
          expect(Math.min(...Object.values(after))).toBeGreaterThanOrEqual(0);
          for (const name of locked) if (name !== moved) expect(after[name]).toBe(start[name]);
        },
      ),
    );
  });
});
