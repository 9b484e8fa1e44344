import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { densityAt, densitySurface, silvermanBandwidth, surfaceSize } from "../../../data/statistics/kernel-density.js";
import { near } from "../../support/statistics.js";

const points = (list: readonly (readonly [number, number])[]) => ({
  x: Float64Array.from(list, ([x]) => x),
  y: Float64Array.from(list, ([, y]) => y),
});

describe("kernel density", () => {
  it("is 3/(πh²) on a point, falls to nothing at the bandwidth, and is quartic between", () => {
    const at = points([
      [0, 0],
      [5, 0],
      [10, 0],
      [11, 0],
    ]);
    const peak = 3 / (Math.PI * 100);
    const found = densityAt(at, points([[0, 0]]), 10);
    expect(found[0]).toBeCloseTo(peak, 14);
    expect(found[1]).toBeCloseTo(peak * 0.75 ** 2, 14);
    expect([found[2], found[3]]).toEqual([0, 0]);
  });

  it("keeps the weight of its points: the volume of a fine surface is their sum", () => {
    const given = points([
      [485_000.3, 3_056_000.7],
      [485_040, 3_056_010],
      [485_040, 3_056_010],
    ]);
    const weights = Float64Array.from([1, 2.5, 0.5]);
    const { density } = densitySurface({ ...given, weights, bandwidth: 60, side: 1 });
    expect(density.reduce((sum, each) => sum + each, 0)).toBeCloseTo(4, 3);
  });

  it("is nothing of nothing", () => {
    expect(densitySurface({ ...points([]), bandwidth: 100, side: 10 }).x).toHaveLength(0);
    expect(surfaceSize({ ...points([]), bandwidth: 100, side: 10 })).toBe(0);
    expect(silvermanBandwidth(new Float64Array(), new Float64Array())).toBe(0);
    expect(silvermanBandwidth(Float64Array.of(7, 7), Float64Array.of(3, 3))).toBe(0);
  });

  it("is the same as a surface and place by place, every pair compared", () => {
    const coordinate = fc.double({ min: 0, max: 300, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 30 }),
        fc.constantFrom(25, 60, 140),
        fc.constantFrom(0, 3_056_340),
        (list, bandwidth, north) => {
          const given = points(list.map(([x, y]) => [x + 485_194, y + north] as const));
          const surface = densitySurface({ ...given, bandwidth, side: 20 });
          const single = densityAt(surface, given, bandwidth);
          for (const [at, value] of surface.density.entries()) {
            let sum = 0;
            for (const [point, x] of given.x.entries()) {
              const squared = (x - (surface.x[at] ?? 0)) ** 2 + ((given.y[point] ?? 0) - (surface.y[at] ?? 0)) ** 2;
              if (squared < bandwidth ** 2) sum += (1 - squared / bandwidth ** 2) ** 2;
            }
            const expected = (3 * sum) / (Math.PI * bandwidth ** 2);
            expect(near(value, expected, 1e-12) && near(single[at] ?? 0, expected, 1e-12)).toBe(true);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
