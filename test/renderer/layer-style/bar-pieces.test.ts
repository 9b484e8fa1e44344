import { describe, expect, it } from "vitest";
import type { Paint } from "../../../contract/catalog.js";
import { noDataClass, rangeClasses } from "../../../data/layers/classifiers/ranges.js";
import { barPieces, withMovedBreaks } from "../../../renderer/layer-style/bar-pieces.js";
import { breaksOf } from "../../../renderer/layer-style/style-choice.js";

const year = { name: "build_year", type: "year" } as const;
/** Most urgent first, as a style's classes stand. */
const paintOf = (...breaks: number[]): Paint => {
  const classes = rangeClasses(breaks, year, ["#111111", "#222222", "#333333", "#444444"]).reverse();
  return { column: "build_year", classes: [...classes, noDataClass] };
};

describe("a bar of the histogram", () => {
  it("has the colour of the class that it lies in", () => {
    expect(barPieces({ from: 1970, to: 1980 }, paintOf(1970, 1980), year)).toEqual([
      { from: 1970, to: 1980, colour: "#222222" },
    ]);
    expect(barPieces({ from: 1980, to: 1990 }, paintOf(1970, 1980), year)[0]?.colour).toBe("#333333");
    expect(barPieces({ from: 1900, to: 1910 }, paintOf(1970, 1980), year)[0]?.colour).toBe("#111111");
  });

  it("is cut at the breaks that it lies across", () => {
    expect(barPieces({ from: 1970, to: 1980 }, paintOf(1973, 1976, 1999), year)).toEqual([
      { from: 1970, to: 1973, colour: "#111111" },
      { from: 1973, to: 1976, colour: "#222222" },
      { from: 1976, to: 1980, colour: "#333333" },
    ]);
  });

  it("has none where the layer is styled by another column, nor where it holds several values with a class each", () => {
    const whole = { name: "floors", type: "whole" } as const;
    expect(barPieces({ from: 1, to: 2 }, paintOf(1970), whole)).toEqual([{ from: 1, to: 2, colour: null }]);
    const values: Paint = {
      column: "floors",
      classes: [
        { value: "3", title: { zh: "3", en: "3" }, colour: "#555555" },
        { value: "…", rest: true, title: { zh: "其他", en: "Other" }, colour: "#000000" },
        noDataClass,
      ],
    };
    expect(barPieces({ from: 3, to: 4 }, values, whole)[0]?.colour).toBe("#555555");
    expect(barPieces({ from: 4, to: 5 }, values, whole)[0]?.colour).toBe("#000000");
    expect(barPieces({ from: 3, to: 5 }, values, whole)[0]?.colour).toBeNull();
    expect(barPieces({ from: 3, to: 4 }, values, { ...whole, type: "number" })[0]?.colour).toBeNull();
  });
});

describe("classes whose breaks are being moved", () => {
  it("keep their colours and take the new ends", () => {
    const moved = withMovedBreaks(paintOf(1970, 1980), [1972, 1999]);
    expect(breaksOf({ paint: moved })).toEqual([1972, 1999]);
    expect(moved.classes.map(({ range, colour }) => [range?.from, range?.below, colour])).toEqual([
      [1999, null, "#333333"],
      [1972, 1999, "#222222"],
      [null, 1972, "#111111"],
      [undefined, undefined, noDataClass.colour],
    ]);
  });

  it("stay as they are until the layer has as many", () => {
    const paint = paintOf(1970, 1980);
    expect(withMovedBreaks(paint, [1972])).toBe(paint);
    expect(withMovedBreaks({ column: null, classes: [] }, [])).toEqual({ column: null, classes: [] });
  });
});
