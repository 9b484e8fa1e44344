import { describe, expect, it } from "vitest";
import type { ChartFigures } from "../../contract/chart-calls.js";
import { chartOption, isUpright } from "../../renderer/charts/chart-option.js";
import { shownBars } from "../../renderer/charts/figures.js";
import { conditionsOfPicks, noPicks, picksOfConditions, span, toggled } from "../../renderer/charts/picks.js";

const title = (name: string) => ({ zh: name, en: name });
const years: ChartFigures = {
  bars: {
    by: "ranges",
    even: true,
    column: "build_year",
    title: title("year"),
    bins: [
      { title: title("until 1979"), value: { below: 1980 } },
      { title: title("1980–1989"), value: { from: 1980, below: 1990 } },
      { title: title("unknown"), value: null },
    ],
  },
  stack: null,
  count: [[1, 0, 2]],
  all: [[4, 0, 3]],
};
const areas: ChartFigures = {
  bars: {
    by: "areas",
    layer: 7,
    title: title("area"),
    bins: [
      { title: title("甲"), value: 11 },
      { title: title("乙"), value: 12 },
      { title: title("丙"), value: 13 },
      { title: title("none"), value: null },
    ],
  },
  stack: {
    by: "values",
    column: "level",
    title: title("level"),
    bins: [
      { title: title("major"), value: "major", colour: "#CB181D" },
      { title: title("left out"), value: null, colour: "#C9CDD2" },
    ],
  },
  count: [
    [1, 5, 0, 0],
    [1, 1, 0, 0],
  ],
  all: [
    [2, 5, 0, 0],
    [1, 3, 0, 0],
  ],
};
const look = { locale: "en", theme: "light" } as const;

interface Series {
  readonly id: string;
  readonly stack?: string;
  readonly data: readonly {
    readonly value: number;
    readonly itemStyle: { readonly opacity?: number; readonly color: string };
  }[];
}
const seriesOf = (figures: ChartFigures, picks = noPicks) =>
  chartOption(figures, picks, look).series as readonly Series[];

describe("a chart's drawing", () => {
  it("has the whole in grey behind what passes", () => {
    const [whole, passing, ...more] = seriesOf(years);
    expect(more).toEqual([]);
    expect(whole?.data.map(({ value }) => value)).toEqual([4, 0, 3]);
    expect(passing?.data.map(({ value }) => value)).toEqual([1, 0, 2]);
  });

  it("stacks by level in the legend's colours, fullest area first, those of no area last, empty areas left out", () => {
    expect(shownBars(areas).map(({ bin }) => bin)).toEqual([1, 0, 3]);
    const [whole, major, out] = seriesOf(areas);
    expect(whole?.data.map(({ value }) => value)).toEqual([8, 3, 0]);
    expect(major?.data.map(({ value, itemStyle }) => [value, itemStyle.color])).toEqual([
      [5, "#CB181D"],
      [1, "#CB181D"],
      [0, "#CB181D"],
    ]);
    expect(out?.data.map(({ value }) => value)).toEqual([1, 1, 0]);
    expect([major?.stack, out?.stack, whole?.stack]).toEqual(["passing", "passing", undefined]);
  });

  it("draws what is not picked pale", () => {
    const [, major, out] = seriesOf(areas, { bars: new Set([0]), stack: new Set([0]) });
    expect(major?.data.map(({ itemStyle }) => itemStyle.opacity)).toEqual([0.3, 1, 0.3]);
    expect(out?.data.map(({ itemStyle }) => itemStyle.opacity)).toEqual([0.3, 0.3, 0.3]);
  });

  it("parts bars by the classes of their column, edged where a colour is hardly another than the ground", () => {
    const bins = [
      { title: title("since 1985"), value: "1985..", colour: "#993404" },
      { title: title("before 1985"), value: "..1985", colour: "#FFF7BC" },
      { title: title("No data"), value: null, colour: "#B4BABD" },
    ];
    const split: ChartFigures = {
      ...years,
      stack: { by: "classes", column: "build_year", title: title("year"), bins },
      count: [
        [0, 3, 0],
        [4, 2, 0],
        [0, 0, 1],
      ],
    };
    const [, ...parts] = seriesOf(split);
    expect(parts.map(({ data }) => data.map(({ value }) => value))).toEqual(split.count);
    expect(parts.map(({ data }) => data[1]?.itemStyle.color)).toEqual(["#993404", "#FFF7BC", "#B4BABD"]);
    const edges = (drawn: readonly Series[]) =>
      drawn.map(({ data }) => data.map(({ itemStyle }) => "borderColor" in itemStyle));
    expect(edges(parts)).toEqual([
      [false, false, false],
      [true, true, false],
      [false, false, true],
    ]);
    // A click on a bar picks the years, whatever its colours.
    expect(conditionsOfPicks(split, { bars: new Set([1]), stack: new Set() })).toEqual([
      { column: "build_year", compare: "ranges", ranges: [{ from: 1980, below: 1990 }], empty: false },
    ]);
  });

  it("stands for years, lies for names, and its tooltip is drawn, never HTML", () => {
    expect([isUpright(years), isUpright(areas)]).toEqual([true, false]);
    for (const figures of [years, areas])
      expect(chartOption(figures, noPicks, look).tooltip).toMatchObject({ renderMode: "richText" });
  });
});

describe("picked bins", () => {
  it("become conditions, unknown as no data, and are found again in them", () => {
    const picked = { bars: new Set([1, 2]), stack: new Set<number>() };
    const made = conditionsOfPicks(years, picked);
    expect(made).toEqual([
      { column: "build_year", compare: "ranges", ranges: [{ from: 1980, below: 1990 }], empty: true },
    ]);
    expect(picksOfConditions(years, made)).toEqual(picked);
    const both = { bars: new Set([0, 3]), stack: new Set([1]) };
    const conditions = conditionsOfPicks(areas, both);
    expect(conditions).toEqual([
      { place: "inside-any", layer: 7, fids: [11, null] },
      { column: "level", compare: "in", values: [null] },
    ]);
    expect(picksOfConditions(areas, conditions)).toEqual(both);
  });

  it("are none without conditions, and of conditions of others", () => {
    expect(conditionsOfPicks(areas, noPicks)).toEqual([]);
    expect(picksOfConditions(years, [])).toEqual(noPicks);
    expect(picksOfConditions(areas, [{ column: "floors", compare: "in", values: [3] }])).toEqual(noPicks);
    expect(picksOfConditions(years, [{ column: "build_year", compare: ">=", value: 1980 }])).toEqual(noPicks);
  });

  it("are spanned by a drag either way, and toggled one by one", () => {
    expect(span([5, 3, 8, 1], 2, 1)).toEqual(new Set([3, 8]));
    expect(span([5, 3, 8, 1], 0, 1, new Set([1]))).toEqual(new Set([1, 5, 3]));
    expect(toggled(new Set([1, 2]), 2)).toEqual(new Set([1]));
    expect(toggled(new Set([1]), 2)).toEqual(new Set([1, 2]));
  });
});
