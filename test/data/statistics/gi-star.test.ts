import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { falseDiscovery } from "../../../data/statistics/false-discovery.js";
import { giStar } from "../../../data/statistics/gi-star.js";
import { bandNeighbours } from "../../../data/statistics/neighbours.js";
import { bruteNeighbours, lattice, near, places, teaching } from "../../support/statistics.js";

const run = (x: readonly number[], y: readonly number[], values: readonly number[], band: number) =>
  giStar(Float64Array.from(values), bandNeighbours(Float64Array.from(x), Float64Array.from(y), band));

describe("Getis-Ord Gi*", () => {
  it("gives the golden values of six points, as esda with binary weights does", () => {
    const { z } = run(teaching.x, teaching.y, teaching.values, 15);
    const golden = [
      -1.3972762620115442, -0.2891776156271273, 0.6506496351610379, -0.2891776156271273, 1.2345208835198738,
      2.024243309389896,
    ];
    for (const [place, value] of golden.entries()) expect(z[place]).toBeCloseTo(value, 12);
  });

  it("gives the golden values of a lattice with a hot corner, and exactly four that outlast the correction", () => {
    const { z, p } = run(lattice.x, lattice.y, lattice.values, 100);
    const rows = [
      [-0.789542, 0.524891, 0.524891, -0.933139, -0.789542],
      [0.524891, 2.939874, 2.939874, 0.267261, -0.933139],
      [0.524891, 2.939874, 2.939874, 0.267261, -0.933139],
      [-0.933139, 0.267261, 0.267261, -1.069045, -0.933139],
      [-0.789542, -0.933139, -0.933139, -0.933139, -0.789542],
    ];
    for (const [place, value] of rows.flat().entries()) expect(z[place]).toBeCloseTo(value, 6);
    for (const hot of [6, 7, 11, 12]) expect(p[hot]).toBeCloseTo(0.003283, 6);
    const kept = [...falseDiscovery(p)].flatMap((q, place) => (q <= 0.05 ? [place] : []));
    expect(kept).toEqual([6, 7, 11, 12]);
  });

  it.each([
    ["nothing", [], [], []],
    ["one place", [5], [5], [3]],
    ["places that are all equal", [0, 10, 20], [0, 0, 0], [0.1, 0.1, 0.1]],
    ["places so near that each has all the others", [0, 1, 2], [0, 0, 0], [1, 2, 3]],
    ["places on one spot", [7, 7, 7], [7, 7, 7], [1, 5, 9]],
  ])("tells nothing of %s: z 0, p 1", (_title, x, y, values) => {
    const { z, p } = run(x, y, values, 15);
    expect([...z]).toEqual(x.map(() => 0));
    expect([...p]).toEqual(x.map(() => 1));
  });

  it("is what its definition says, place by place, and the same whatever the order of the places", () => {
    fc.assert(
      fc.property(places, fc.constantFrom(5, 10, 12.5, 40), ({ x, y, values, order }, band) => {
        const { z } = run(x, y, values, band);
        const n = values.length;
        const mean = values.reduce((sum, value) => sum + value, 0) / n;
        const s = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / n - mean * mean);
        for (const [place, neighbours] of bruteNeighbours(x, y, band).entries()) {
          const around = [place, ...neighbours];
          const sum = around.reduce((total, other) => total + (values[other] ?? 0), 0);
          const w = around.length;
          const expected = (sum - mean * w) / (s * Math.sqrt((n * w - w * w) / (n - 1)));
          if (w < n && new Set(values).size > 1) expect(near(z[place] ?? 0, expected, 1e-6)).toBe(true);
          else expect(z[place]).toBe(0);
        }
        const turned = run(
          order.map((at) => x[at] ?? 0),
          order.map((at) => y[at] ?? 0),
          order.map((at) => values[at] ?? 0),
          band,
        );
        for (const [at, place] of order.entries()) expect(near(turned.z[at] ?? 0, z[place] ?? 0, 1e-9)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});

describe("the correction for many tests", () => {
  it("rejects one of the golden 25, as Benjamini and Hochberg do", () => {
    const p = [
      0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216, 0.222, 0.251, 0.269, 0.275, 0.34, 0.341,
      0.384, 0.569, 0.594, 0.696, 0.762, 0.94, 0.942, 0.975, 0.986,
    ];
    const q = falseDiscovery(Float64Array.from(p));
    expect([...q].filter((each) => each <= 0.05)).toEqual([0.025]);
  });

  it("rejects what the rule of ranks rejects, in any order, and nothing of nothing", () => {
    expect([...falseDiscovery(new Float64Array())]).toEqual([]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 60 }), (thousandths) => {
        const p = thousandths.map((each) => each / 1000);
        const q = falseDiscovery(Float64Array.from(p));
        for (const alpha of [0.0103, 0.0507, 0.1009]) {
          const sorted = p.toSorted((a, b) => a - b);
          const k = sorted.findLastIndex((each, index) => each <= ((index + 1) * alpha) / p.length);
          const threshold = k < 0 ? -1 : (sorted[k] ?? -1);
          expect([...q].map((each) => each <= alpha)).toEqual(p.map((each) => each <= threshold));
        }
      }),
    );
  });
});
