import fc from "fast-check";
import proj4 from "proj4";
import { describe, expect, it } from "vitest";
import { metresBetween, type Pixel, shapeCondition, thinned } from "../../renderer/map/drawn-shape.js";
import { howOf } from "../../renderer/state/chosen.js";

const degreesOf = ([x, y]: Pixel): Pixel => [114 + x / 10_000, 28 - y / 10_000];

describe("what is drawn on the map", () => {
  it("keeps few enough points, the first one, and stays within three px of the hand", () => {
    const point = fc.tuple(fc.integer({ min: 0, max: 1900 }), fc.integer({ min: 0, max: 1000 }));
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 300 }), (path) => {
        const kept = thinned(path);
        expect(kept[0]).toEqual(path[0]);
        for (const [x, y] of path) {
          expect(Math.min(...kept.map(([a, b]) => Math.hypot(x - a, y - b)))).toBeLessThan(3);
        }
      }),
    );
    const long = Array.from({ length: 50_000 }, (_each, at): Pixel => [at * 4, (at % 7) * 5]);
    expect(thinned(long).length).toBeLessThanOrEqual(2000);
  });

  it("measures metres as a plane in metres does, to a hundredth", () => {
    const plane = proj4("EPSG:4326", "+proj=tmerc +lat_0=0 +lon_0=114 +k=1 +x_0=500000 +ellps=GRS80 +units=m");
    for (const [east, north] of [
      [0.001, 0],
      [0, 0.001],
      [0.01, 0.02],
    ] as const) {
      const [from, to] = [plane.forward([114, 28]), plane.forward([114 + east, 28 + north])];
      const metres = Math.hypot((to[0] ?? 0) - (from[0] ?? 0), (to[1] ?? 0) - (from[1] ?? 0));
      expect(metresBetween([114, 28], [114 + east, 28 + north]) / metres).toBeCloseTo(1, 2);
    }
  });

  it("is a ring, a box or a circle; a click without a drag is none", () => {
    const box = shapeCondition(
      "box",
      [
        [0, 0],
        [100, 50],
      ],
      degreesOf,
    );
    expect(box).toEqual({
      place: "drawn",
      ring: [
        [114, 28],
        [114.01, 28],
        [114.01, 27.995],
        [114, 27.995],
      ],
    });
    expect(
      shapeCondition(
        "radius",
        [
          [0, 0],
          [0, 10],
        ],
        degreesOf,
      ),
    ).toMatchObject({ place: "circle", centre: [114, 28] });
    for (const tool of ["box", "lasso", "radius"] as const) {
      expect(
        shapeCondition(
          tool,
          [
            [5, 5],
            [5, 5],
          ],
          degreesOf,
        ),
      ).toBeNull();
      expect(shapeCondition(tool, [], degreesOf)).toBeNull();
    }
    expect(
      shapeCondition(
        "lasso",
        [
          [0, 0],
          [10, 0],
          [20, 0],
          [30, 0],
        ],
        degreesOf,
      ),
    ).toBeNull();
  });

  it("adds with Shift, takes away with Alt, and keeps what both have with the two", () => {
    expect(howOf({ shiftKey: false, altKey: false })).toBe("replace");
    expect(howOf({ shiftKey: true, altKey: false })).toBe("add");
    expect(howOf({ shiftKey: false, altKey: true })).toBe("remove");
    expect(howOf({ shiftKey: true, altKey: true })).toBe("intersect");
  });
});
