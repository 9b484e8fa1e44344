import { assert, constantFrom, double, property, tuple } from "fast-check";
import { describe, expect, it } from "vitest";
import type { Degrees } from "../../../data/geodesy/degrees.js";
import { webMapShift, webMapShifts } from "../../../data/geodesy/web-map-shifts.js";
import { shiftDegrees } from "../../support/shifted.js";

const pingxiang: Degrees = [113.85, 27.62];
const nanchang: Degrees = [115.86, 28.68];

/** Anywhere in China's box, its outermost hundredths of a degree left out: there a shifted place may lie beyond the edge. */
const inChina = tuple(double({ min: 72.03, max: 137.81, noNaN: true }), double({ min: 0.85, max: 55.8, noNaN: true }));
const runs = { numRuns: 3000, seed: 20_260_401 };

describe.each(webMapShifts)("$name", ({ name, apply, undo }) => {
  it("shifts as gcoord does, everywhere in China", () => {
    assert(
      property(inChina, ([longitude, latitude]) => {
        const [x, y] = shiftDegrees([longitude, latitude], name);
        const [east, north] = apply([longitude, latitude]);
        expect(Math.abs(east - x)).toBeLessThan(1e-12);
        expect(Math.abs(north - y)).toBeLessThan(1e-12);
      }),
      runs,
    );
  });

  it("is undone to less than 1e-9 degree, everywhere in China", () => {
    assert(
      property(inChina, (place) => {
        const [east, north] = undo(apply(place));
        expect(Math.abs(east - place[0])).toBeLessThan(1e-9);
        expect(Math.abs(north - place[1])).toBeLessThan(1e-9);
      }),
      runs,
    );
  });

  it("is undone beside the meridian where the shift has a cusp", () => {
    for (const beside of [0, 1e-12, -1e-11, 1e-9, -1e-7, 1e-4]) {
      const place: Degrees = [105 + beside, 30];
      expect(Math.abs(undo(apply(place))[0] - place[0])).toBeLessThan(1e-9);
    }
  });

  it.each<[string, Degrees]>([
    ["Cambridge", [-71.11, 42.37]],
    ["Monaco", [7.42, 43.73]],
    ["Melbourne", [144.96, -37.81]],
    ["just west of the box", [72.003, 40]],
  ])("leaves coordinates outside China alone: %s", (_title, place) => {
    expect(apply(place)).toEqual(place);
    expect(undo(place)).toEqual(place);
  });

  it("always has an answer that is a place, also on the edge of the box", () => {
    assert(
      property(constantFrom(72.004, 137.8347), double({ min: 0.8293, max: 55.8271, noNaN: true }), (x, y) => {
        for (const place of [apply([x, y]), undo([x, y])]) {
          expect(Math.abs(place[0] - x)).toBeLessThan(0.05);
          expect(Math.abs(place[1] - y)).toBeLessThan(0.05);
        }
      }),
      { ...runs, numRuns: 300 },
    );
  });
});

it("shifts GCJ-02 by the metres that are known: 646 to the south-east at Pingxiang, 605 at Nanchang", () => {
  const shifted = webMapShift("gcj02").apply(pingxiang);
  expect(metres(pingxiang, shifted)).toBeCloseTo(646, 0);
  expect(metres(nanchang, webMapShift("gcj02").apply(nanchang))).toBeCloseTo(605, 0);
  expect(shifted[0]).toBeGreaterThan(pingxiang[0]);
  expect(shifted[1]).toBeLessThan(pingxiang[1]);
});

it("is nearer than the one-step inverse, which leaves metres", () => {
  const { apply, undo } = webMapShift("gcj02");
  const shifted = apply(pingxiang);
  const again = apply(shifted);
  const oneStep: Degrees = [2 * shifted[0] - again[0], 2 * shifted[1] - again[1]];
  expect(metres(pingxiang, oneStep)).toBeGreaterThan(1);
  expect(metres(pingxiang, undo(shifted))).toBeLessThan(0.001);
});

/** On a sphere, good to half a percent. */
function metres(from: Degrees, to: Degrees): number {
  const rad = Math.PI / 180;
  return 6_371_000 * rad * Math.hypot((to[0] - from[0]) * Math.cos(from[1] * rad), to[1] - from[1]);
}
