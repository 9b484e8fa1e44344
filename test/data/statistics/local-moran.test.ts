import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { localMoran } from "../../../data/statistics/local-moran.js";
import { bandNeighbours } from "../../../data/statistics/neighbours.js";
import { lattice, near, places, teaching } from "../../support/statistics.js";

const run = (
  { x, y, values }: { x: readonly number[]; y: readonly number[]; values: readonly number[] },
  band: number,
  permutations = 0,
  seed = 1,
) =>
  localMoran(
    Float64Array.from(values),
    bandNeighbours(Float64Array.from(x), Float64Array.from(y), band),
    permutations,
    seed,
  );

describe("local Moran", () => {
  it("gives the golden values of six points, with quadrants in words", () => {
    const { i, quadrants } = run(teaching, 15);
    const golden = [0.32926829, -0.08885017, -0.86236934, -0.01916376, -0.08623693, 1.32229965];
    for (const [place, value] of golden.entries()) expect(i[place]).toBeCloseTo(value, 8);
    expect(quadrants).toEqual(["LL", "LH", "LH", "HL", "HL", "HH"]);
  });

  it("gives the golden values of a lattice with a hot corner", () => {
    const { i } = run(lattice, 100);
    for (const hot of [6, 7, 11, 12]) expect(i[hot]).toBeCloseTo(2.04, 10);
    expect(i[0]).toBeCloseTo(0.182857, 6);
    expect(i[1]).toBeCloseTo(-0.198095, 6);
  });

  it.each([
    ["nothing", { x: [], y: [], values: [] }],
    ["one place", { x: [1], y: [1], values: [4] }],
    ["places without neighbours", { x: [0, 1000, 2000], y: [0, 0, 0], values: [1, 2, 3] }],
    ["places that are all equal", { x: [0, 10, 20], y: [0, 0, 0], values: [0.1, 0.1, 0.1] }],
  ])("tells nothing of %s", (_title, given) => {
    const found = run(given, 15, 99);
    const each = <T>(value: T) => given.x.map(() => value);
    expect([...found.i]).toEqual(each(0));
    expect([...found.z]).toEqual(each(0));
    expect([...found.p]).toEqual(each(1));
    expect([...found.permutationP]).toEqual(each(1));
    expect(found.quadrants).toEqual(each(null));
  });

  it("is finite and keeps p between 1/(R+1) and 1 whatever is given", () => {
    fc.assert(
      fc.property(places, fc.constantFrom(5, 12, 200), (given, band) => {
        const found = run(given, band, 19);
        for (const values of [found.i, found.z, found.p, found.permutationP]) {
          expect([...values].every(Number.isFinite)).toBe(true);
        }
        expect([...found.permutationP].every((p) => p >= 0.05 - 1e-12 && p <= 1)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it("draws each neighbourhood from all others alike: mean and variance of the draws are Sokal's moments", () => {
    // p is the share of draws as far out as the neighbours; over many rounds it must come to the exact share, counted here
    // over all pairs that two neighbours can be drawn as.
    const given = { x: [0, 10, 20, 500, 600, 700, 800], y: [0, 0, 0, 0, 0, 0, 0], values: [1, 6, 2, 9, 4, 4, 7] };
    const { permutationP } = run(given, 12, 200_000);
    const own = 1;
    const others = given.values.filter((_value, place) => place !== own);
    const expected = others.reduce((sum, value) => sum + value, 0) / others.length;
    const observed = Math.abs(((given.values[0] ?? 0) + (given.values[2] ?? 0)) / 2 - expected);
    let [pairs, extreme] = [0, 0];
    for (const [at, one] of others.entries()) {
      for (const other of others.slice(at + 1)) {
        pairs += 1;
        if (Math.abs((one + other) / 2 - expected) >= observed - 1e-9) extreme += 1;
      }
    }
    expect(permutationP[own]).toBeCloseTo(extreme / pairs, 2);
  });

  it("gives the same p for the same seed, another for another", () => {
    const one = run(lattice, 100, 999, 5).permutationP;
    expect(run(lattice, 100, 999, 5).permutationP).toEqual(one);
    expect(run(lattice, 100, 999, 6).permutationP).not.toEqual(one);
    expect(near(one[6] ?? 0, run(lattice, 100, 999, 6).permutationP[6] ?? 0, 0.02)).toBe(true);
  });
});
