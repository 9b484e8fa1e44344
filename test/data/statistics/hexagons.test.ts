import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assignHexagons, hexagonArea, hexagonSide } from "../../../data/statistics/hexagons.js";

const assign = (
  points: readonly (readonly [number, number])[],
  width: number,
  shift: readonly [number, number] = [0, 0],
) =>
  assignHexagons(
    Float64Array.from(points, ([x]) => x),
    Float64Array.from(points, ([, y]) => y),
    { width, shiftX: shift[0], shiftY: shift[1] },
  );

describe("hexagons", () => {
  it("have the size that their width says", () => {
    expect(hexagonSide(300)).toBeCloseTo(173.2050808, 6);
    expect(hexagonArea(1)).toBeCloseTo(0.8660254038, 9);
  });

  it("are none where there are no points", () => {
    expect(assign([], 100).x).toHaveLength(0);
  });

  it("stand in order from south to north and west to east, whatever the order of the points", () => {
    const found = assign(
      [
        [205, 0],
        [50, 87],
        [-3, 2],
        [101, 1],
        [0, 0],
      ],
      100,
    );
    expect([...found.x]).toEqual([0, 100, 200, 50]);
    expect([...found.cellOf]).toEqual([2, 3, 0, 1, 0]);
    expect([...found.rows]).toEqual([0, 0, 0, 1]);
  });

  it("give a point on an edge to the more western, on a corner to the more southern", () => {
    const corner = hexagonSide(100);
    expect([...assign([[50, 0]], 100).x]).toEqual([0]);
    const top = assign([[0, corner]], 100);
    expect([...top.rows]).toEqual([0]);
    expect([...top.x]).toEqual([0]);
  });

  it("hold every point in the one with the nearest centre, also far from the origin and with a shifted grid", () => {
    const coordinate = fc.double({ min: -2000, max: 2000, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 40 }),
        fc.constantFrom(37.5, 100, 250),
        fc.constantFrom([0, 0] as const, [38_485_194.28, 3_056_340.5] as const),
        fc.constantFrom([0, 0] as const, [31.7, 12.2] as const),
        (points, width, [east, north], shift) => {
          const moved = points.map(([x, y]) => [x + east, y + north] as const);
          const found = assign(moved, width, shift);
          const rise = 1.5 * hexagonSide(width);
          for (const [index, [x, y]] of moved.entries()) {
            const cell = found.cellOf[index] ?? -1;
            const own = Math.hypot(x - (found.x[cell] ?? 0), y - (found.y[cell] ?? 0));
            expect(own).toBeLessThanOrEqual(hexagonSide(width) + 1e-6);
            const row = found.rows[cell] ?? 0;
            for (const step of [-1, 0, 1]) {
              for (const aside of [-1.5, -1, -0.5, 0.5, 1, 1.5]) {
                if ((step === 0) === (aside % 1 !== 0)) continue;
                const centreX = (found.x[cell] ?? 0) + aside * width;
                const centreY = (row + step) * rise + shift[1];
                expect(own).toBeLessThanOrEqual(Math.hypot(x - centreX, y - centreY) + 1e-6);
              }
            }
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});
