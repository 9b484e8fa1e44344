import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  contentHeight,
  rowHeight,
  rowWindow,
  scrollStep,
  scrollTopFor,
  tallest,
} from "../../renderer/table/row-window.js";

const counts = fc.integer({ min: 1, max: 5_000_000 });
const views = fc.integer({ min: 60, max: 1200 });

describe("the rows in view", () => {
  it("never makes the content taller than Chromium can lay out", () => {
    expect(contentHeight(1_000_000)).toBe(tallest);
    expect(contentHeight(100)).toBe(100 * rowHeight);
    expect(tallest).toBeLessThan(33_000_000);
  });

  it("shows the first row at the top and the last row at the bottom, however many there are", () => {
    fc.assert(
      fc.property(counts, views, (count, view) => {
        expect(rowWindow(0, view, count)).toMatchObject({ first: 0 });
        const bottom = Math.max(0, contentHeight(count) - view);
        const { first, count: drawn, offset } = rowWindow(bottom, view, count);
        expect(first + drawn).toBe(count);
        const end = offset + drawn * rowHeight;
        if (count * rowHeight >= view) expect(end).toBeCloseTo(view, 3);
      }),
    );
  });

  it("covers the view without a gap at every scroll position", () => {
    fc.assert(
      fc.property(counts, views, fc.double({ min: 0, max: 1, noNaN: true }), (count, view, share) => {
        const {
          first,
          count: drawn,
          offset,
        } = rowWindow(share * Math.max(0, contentHeight(count) - view), view, count);
        expect(first).toBeGreaterThanOrEqual(0);
        expect(offset).toBeLessThanOrEqual(0);
        expect(offset).toBeGreaterThan(-rowHeight);
        if (first + drawn < count) expect(offset + drawn * rowHeight).toBeGreaterThanOrEqual(view);
      }),
    );
  });

  it("finds every row of a million again at the scroll position that belongs to it", () => {
    for (const row of [0, 1, 17, 499_999, 999_000]) {
      const top = scrollTopFor(row, 400, 1_000_000);
      expect(Math.abs(rowWindow(top, 400, 1_000_000).first - row)).toBeLessThanOrEqual(1);
    }
  });

  it("moves by as many rows as px of the wheel say, also where the scroll is in proportion", () => {
    const step = scrollStep(10 * rowHeight, 400, 1_000_000);
    const before = rowWindow(1_000_000, 400, 1_000_000);
    const after = rowWindow(1_000_000 + step, 400, 1_000_000);
    expect(after.first - before.first).toBeGreaterThanOrEqual(9);
    expect(after.first - before.first).toBeLessThanOrEqual(11);
  });
});
