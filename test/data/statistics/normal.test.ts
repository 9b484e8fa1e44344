import { describe, expect, it } from "vitest";
import { criticalValues, twoSided } from "../../../data/statistics/normal.js";
import { Random } from "../../../data/statistics/random.js";

describe("the normal distribution", () => {
  // 2 * scipy.stats.norm.sf(z), SciPy 1.17.1.
  it.each([
    [0, 1],
    [0.01, 0.9920212873707368],
    [-1, 0.31731050786291415],
    [1.96, 0.04999579029644087],
    [2.828427, 0.0046777368040591535],
    [2.8285, 0.0046766701089297055],
    [4.2, 2.669149803181262e-5],
    [8, 1.244192114854348e-15],
    [20, 5.507248237212311e-89],
  ])("gives the two-sided p of %d", (z, p) => {
    expect(Math.abs(twoSided(z) / p - 1)).toBeLessThan(1e-12);
  });

  it("has its critical values where p is 0.10, 0.05 and 0.01", () => {
    expect(twoSided(criticalValues[90])).toBeCloseTo(0.1, 14);
    expect(twoSided(criticalValues[95])).toBeCloseTo(0.05, 14);
    expect(twoSided(criticalValues[99])).toBeCloseTo(0.01, 14);
  });
});

describe("the generator", () => {
  it("makes the same numbers for the same keys, others for others, evenly spread", () => {
    const row = (...keys: number[]) => {
      const dice = new Random(...keys);
      return Array.from({ length: 20_000 }, () => dice.next());
    };
    expect(row(1, 2)).toEqual(row(1, 2));
    expect(row(1, 2).slice(0, 4)).not.toEqual(row(2, 1).slice(0, 4));
    const values = row(7);
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
    for (let tenth = 0; tenth < 10; tenth++) {
      const share = values.filter((value) => Math.floor(value * 10) === tenth).length / values.length;
      expect(Math.abs(share - 0.1)).toBeLessThan(0.01);
    }
  });
});
