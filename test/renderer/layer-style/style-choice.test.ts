import { describe, expect, it } from "vitest";
import type { LayerColumn } from "../../../contract/project.js";
import type { LayerStyle } from "../../../contract/view-calls.js";
import { noDataClass, rangeClasses } from "../../../data/layers/classifiers/ranges.js";
import {
  choiceOf,
  type StyleChoice,
  styleOf,
  withBreaks,
  withColumn,
} from "../../../renderer/layer-style/style-choice.js";
import { layerWith } from "../../support/layers.js";

const year: LayerColumn = { name: "build_year", title: { zh: "年份", en: "year" }, type: "year", origin: "kind" };
const floors: LayerColumn = { name: "floors", title: { zh: "层数", en: "floors" }, type: "whole", origin: "kind" };

/** What the panel holds of a layer of years with this style and these breaks. */
function choiceFor(style: LayerStyle, ...breaks: number[]): StyleChoice {
  const paint = { column: "build_year", classes: [...rangeClasses(breaks, year, []), noDataClass] };
  const view = { hidden: null, opacity: 1, position: null, style, styled: 1, note: null };
  const choice = choiceOf(layerWith({ id: 1, columns: [year, floors], paint, view }));
  if (choice === null) throw new Error("no choice");
  return choice;
}

describe("breaks that are moved by hand", () => {
  it("become one's own, rising, in the palette that they had, and without a source until one is named", () => {
    const choice = choiceFor({ method: "quantile", column: "build_year", palette: "plum", classes: 3 }, 1970, 1990);
    expect(styleOf(withBreaks(choice, [1990, 1975, 1990]))).toEqual({
      method: "manual",
      column: "build_year",
      palette: "plum",
      breaks: [1975, 1990],
      source: "",
    });
  });

  it("keep the source that was named", () => {
    const style = {
      method: "manual",
      column: "build_year",
      palette: "ochre",
      breaks: [1980],
      source: "附录B",
    } as const;
    expect(styleOf(withBreaks(choiceFor({ ...style, breaks: [1980] }, 1980), [1985]))).toEqual({
      ...style,
      breaks: [1985],
    });
  });

  it("keep the oldest decade darkest, until another column is taken", () => {
    const choice = choiceFor({ method: "decades", column: "build_year", palette: "ochre" }, 1980, 1990);
    const moved = withBreaks(choice, [1983, 1990]);
    expect(styleOf(moved)).toMatchObject({ method: "manual", breaks: [1983, 1990], lowFirst: true });
    const other = withColumn(moved, floors);
    expect([other.breaks, other.lowFirst, other.source]).toEqual([[], false, ""]);
  });
});
