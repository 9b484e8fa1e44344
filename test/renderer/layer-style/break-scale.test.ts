import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ColumnType } from "../../../contract/catalog.js";
import {
  type BreakScale,
  breakScale,
  draggedTo,
  limitsOf,
  newBreak,
  pressedTo,
  roundStep,
} from "../../../renderer/layer-style/break-scale.js";

/** The scale of a histogram from one number to another, 280 px wide. */
function scaleOf(low: number, high: number, type: ColumnType): BreakScale {
  const scale = breakScale([{ from: low, to: high, count: 1 }], type, 280);
  if (scale === null) throw new Error("no scale");
  return scale;
}
const storeys = scaleOf(1, 34, "whole");
const years = scaleOf(1945, 2021, "year");
const areas = scaleOf(0, 4800, "number");
const shares = scaleOf(-0.2, 0.75, "number");
const press = (key: string, shiftKey = false) => ({ key, shiftKey });

describe("the scale of a column's breaks", () => {
  it("has whole steps for whole numbers and years, else the roundest that a pixel tells apart", () => {
    expect([storeys.step, years.step, areas.step, shares.step]).toEqual([1, 1, 20, 0.005]);
    expect([storeys.fine, years.fine, areas.fine, shares.fine]).toEqual([1, 1, 20, 0.005]);
    expect([storeys.coarse, years.coarse, areas.coarse, shares.coarse]).toEqual([5, 10, 500, 0.1]);
  });

  it("drags many whole numbers in round steps, and moves them one by one by keys", () => {
    const households = scaleOf(0, 90_000, "whole");
    expect([households.step, households.fine, households.coarse]).toEqual([500, 1, 10_000]);
  });

  it("is none of a column without numbers", () => {
    expect(breakScale([], "number", 280)).toBeNull();
  });

  it("knows round steps of every size", () => {
    expect([0.0031, 0.1, 0.11, 1, 1.2, 2.5, 7, 10, 99].map(roundStep)).toEqual([0.005, 0.1, 0.2, 1, 2, 5, 10, 10, 100]);
  });
});

describe("a dragged break", () => {
  it("stands on a round number", () => {
    expect(draggedTo(1983.4, [1970, 1980, 2000], 1, years)).toBe(1983);
    expect(draggedTo(1234.5, [1000], 0, areas)).toBe(1240);
    expect(draggedTo(0.3004, [0.1], 0, shares)).toBe(0.3);
  });

  it("stops one step from its neighbours and inside the histogram", () => {
    expect(draggedTo(2050, [1970, 1980, 2000], 1, years)).toBe(1999);
    expect(draggedTo(1900, [1970, 1980, 2000], 1, years)).toBe(1971);
    expect(draggedTo(1900, [1970, 1980, 2000], 0, years)).toBe(1946);
    expect(draggedTo(2100, [1970, 1980, 2000], 2, years)).toBe(2020);
    // Neighbours that were worked out stand on no step.
    expect(draggedTo(9000, [100, 1333], 0, areas)).toBe(1320);
  });

  it("stays where there is no room, or outside where it was typed", () => {
    expect(limitsOf([3, 4, 5], 1, storeys)).toEqual({ least: 4, most: 4 });
    expect(limitsOf([1800, 1980], 0, years)).toEqual({ least: 1800, most: 1979 });
    expect(limitsOf([1980, 2100], 1, years)).toEqual({ least: 1981, most: 2100 });
  });
});

describe("a key on a break", () => {
  const to = (key: string, shift = false) => pressedTo(press(key, shift), [1970, 1980, 2000], 1, years);

  it("moves it by a step, with Shift and Page by many, and to its neighbours", () => {
    expect([to("ArrowRight"), to("ArrowUp"), to("ArrowLeft"), to("ArrowDown")]).toEqual([1981, 1981, 1979, 1979]);
    expect([to("ArrowRight", true), to("PageUp"), to("ArrowLeft", true)]).toEqual([1990, 1990, 1971]);
    expect([to("Home"), to("End"), to("PageDown")]).toEqual([1971, 1999, 1971]);
  });

  it("takes one from between two steps to the next", () => {
    expect(pressedTo(press("ArrowRight"), [1333.3], 0, areas)).toBe(1340);
    expect(pressedTo(press("ArrowLeft"), [1333.3], 0, areas)).toBe(1320);
    expect(pressedTo(press("ArrowRight"), [0.3], 0, shares)).toBe(0.305);
    expect(pressedTo(press("ArrowLeft"), [0.305], 0, shares)).toBe(0.3);
  });

  it("is no move for other keys", () => {
    expect([to("Enter"), to("Tab"), to("Delete"), to("a")]).toEqual([null, null, null, null]);
  });
});

describe("a new break", () => {
  it("stands where it is asked for, on a round number", () => {
    expect(newBreak([1970, 1980], years, 1990.4)).toBe(1990);
    expect(newBreak([1000], areas, 2317)).toBe(2320);
    // Beside a break, not on it.
    expect(newBreak([1970, 1980], years, 1980.2)).toBe(1981);
  });

  it("halves the widest class where nothing is said, and is none without room", () => {
    expect(newBreak([1970, 1980], years)).toBe(2001);
    expect(newBreak([], areas)).toBe(2400);
    expect(newBreak([2, 3], scaleOf(1, 4, "whole"))).toBeNull();
    expect(newBreak([3, 4], storeys, 3.5)).toBeNull();
  });
});

describe("breaks, however they are moved", () => {
  const column = fc.record({
    type: fc.constantFrom<ColumnType>("whole", "year", "number"),
    low: fc.integer({ min: -3000, max: 3000 }),
    width: fc.integer({ min: 8, max: 100_000 }),
    power: fc.integer({ min: -4, max: 0 }),
  });
  const key = fc.constantFrom("ArrowLeft", "ArrowRight", "PageUp", "PageDown", "Home", "End", "drag", "add");
  const moves = fc.array(fc.tuple(key, fc.nat(4), fc.double({ min: -0.2, max: 1.2, noNaN: true })), { maxLength: 30 });

  it("rise, stay apart and inside, and whole ones stay whole", () => {
    fc.assert(
      fc.property(column, moves, ({ type, low, width, power }, steps) => {
        const unit = type === "number" ? 10 ** power : 1;
        const scale = scaleOf(low * unit, (low + width) * unit, type);
        let breaks: readonly number[] = [];
        for (const [name, place, share] of steps) {
          const wanted = scale.low + share * (scale.high - scale.low);
          if (name === "add" || breaks.length === 0) {
            const made = newBreak(breaks, scale, wanted);
            if (made !== null) breaks = [...breaks, made].sort((one, other) => one - other);
            continue;
          }
          const at = place % breaks.length;
          const next =
            name === "drag" ? draggedTo(wanted, breaks, at, scale) : pressedTo(press(name), breaks, at, scale);
          breaks = breaks.map((each, index) => (index === at ? (next ?? Number.NaN) : each));
        }
        for (const [at, each] of breaks.entries()) {
          expect(each).toBeGreaterThan(breaks[at - 1] ?? scale.low);
          expect(each).toBeLessThan(scale.high);
          if (type !== "number") expect(Number.isInteger(each)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});
