import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decadeBreaks } from "../../../data/layers/classifiers/decades.js";
import { equalBreaks } from "../../../data/layers/classifiers/equal.js";
import { naturalBreaks } from "../../../data/layers/classifiers/natural.js";
import { rangeTitle, roundestBetween, tidyBreaks } from "../../../data/layers/classifiers/ranges.js";

function weighted(numbers: readonly number[]) {
  const counts = new Map<number, number>();
  for (const each of numbers) counts.set(each, (counts.get(each) ?? 0) + 1);
  const values = [...counts.keys()].sort((one, other) => one - other);
  return { values: Float64Array.from(values), counts: Float64Array.from(values, (each) => counts.get(each) ?? 0) };
}

/** Sum of squared differences from the mean of its class, over all numbers. */
function spread(numbers: readonly number[], breaks: readonly number[]): number {
  const classes = new Map<number, number[]>();
  for (const each of numbers) {
    const at = breaks.filter((cut) => each >= cut).length;
    classes.set(at, [...(classes.get(at) ?? []), each]);
  }
  return [...classes.values()].reduce((total, members) => {
    const mean = members.reduce((sum, each) => sum + each, 0) / members.length;
    return total + members.reduce((sum, each) => sum + (each - mean) ** 2, 0);
  }, 0);
}

/** The numbers that the reference figures were made from: a linear congruential generator. */
function generated(seed: bigint, count: number, shape: (x: number) => number): number[] {
  let x = seed;
  return Array.from({ length: count }, () => {
    x = (x * 1_103_515_245n + 12_345n) % 2_147_483_648n;
    return shape(Number(x));
  });
}

describe("natural breaks", () => {
  it("part what lies together, by hand", () => {
    expect(naturalBreaks(weighted([1, 2, 2, 10, 11, 50, 52]), 3)).toEqual([10, 50]);
  });

  it("are none for no rows, one value, or one class", () => {
    expect(naturalBreaks(weighted([]), 3)).toEqual([]);
    expect(naturalBreaks(weighted([4, 4, 4]), 3)).toEqual([]);
    expect(naturalBreaks(weighted([1, 2, 3]), 1)).toEqual([]);
  });

  // mapclassify 2.10.0, FisherJenks.
  it.each([
    {
      name: "even",
      numbers: generated(1n, 200, (x) => x % 1000),
      k: 5,
      breaks: [208, 415, 615, 815],
      least: 600_026.586712,
    },
    {
      name: "even",
      numbers: generated(1n, 200, (x) => x % 1000),
      k: 7,
      breaks: [141, 277, 455, 615, 753, 886],
      least: 315_836.138044,
    },
    {
      name: "skewed",
      numbers: generated(2n, 300, (x) => (x % 100) ** 2),
      k: 3,
      breaks: [2809, 6241],
      least: 255_692_000.53984,
    },
    {
      name: "skewed",
      numbers: generated(2n, 300, (x) => (x % 100) ** 2),
      k: 7,
      breaks: [1089, 2304, 3600, 5184, 6561, 8100],
      least: 39_954_077.274758,
    },
    { name: "tied", numbers: generated(3n, 150, (x) => x % 17), k: 5, breaks: [4, 7, 11, 14], least: 123.936395 },
  ])("of $name numbers in $k classes are those of an independent program", ({ numbers, k, breaks, least }) => {
    const found = naturalBreaks(weighted(numbers), k);
    expect(spread(numbers, found)).toBeCloseTo(least, 3);
    expect(found).toEqual(breaks);
  });

  it("are never worse than any other division", () => {
    const small = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 4, maxLength: 12 });
    fc.assert(
      fc.property(small, fc.integer({ min: 2, max: 4 }), (numbers, k) => {
        const values = [...weighted(numbers).values];
        fc.pre(values.length >= k);
        const divisions = (count: number, from: number): number[][] =>
          count === 0
            ? [[]]
            : values
                .slice(from)
                .flatMap((cut, at) => divisions(count - 1, from + at + 1).map((rest) => [cut, ...rest]));
        const best = Math.min(...divisions(k - 1, 1).map((cuts) => spread(numbers, cuts)));
        expect(spread(numbers, naturalBreaks(weighted(numbers), k))).toBeCloseTo(best, 6);
      }),
      { numRuns: 60 },
    );
  });

  it("of large values with small differences do not cancel", () => {
    expect(naturalBreaks(weighted([4e9, 4e9 + 1, 4e9 + 10, 4e9 + 11]), 2)).toEqual([4e9 + 10]);
  });
});

describe("breaks", () => {
  it("of equal intervals are equally far apart", () => expect(equalBreaks(0, 10, 4)).toEqual([2.5, 5, 7.5]));

  it("of decades begin them, and leave what is older in one class", () => {
    expect(decadeBreaks(1932, 2014)).toEqual([1970, 1980, 1990, 2000, 2010]);
    expect(decadeBreaks(1996, 2003)).toEqual([2000]);
    expect(decadeBreaks(1990, 1999)).toEqual([]);
  });

  it("are as round as no value between two others is passed", () => {
    expect(roundestBetween(12.31, 12.97)).toBe(12.9);
    expect(roundestBetween(-3.2, 4.1)).toBe(0);
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: 1e-6, max: 1e3, noNaN: true }),
        (low, gap) => {
          const high = low + gap;
          fc.pre(high > low);
          const found = roundestBetween(low, high);
          expect(found > low && found <= high).toBe(true);
        },
      ),
    );
  });

  it("of whole numbers are whole, rising, none twice", () => {
    expect(tidyBreaks([3.2, 1, 3.9, Number.NaN, Number.POSITIVE_INFINITY], "whole")).toEqual([1, 4]);
    expect(tidyBreaks([3.2, 1, 1], "number")).toEqual([1, 3.2]);
  });

  it("are written once: closed below, open above", () => {
    expect(rangeTitle(1980, 1990, "year").zh).toBe("1980–1989");
    expect(rangeTitle(null, 1980, "year")).toEqual({ zh: "1980 年以前", en: "before 1980" });
    expect(rangeTitle(2010, null, "year").zh).toBe("2010 年及以后");
    expect(rangeTitle(3, 4, "whole").en).toBe("3");
    expect(rangeTitle(2.5, 4, "number").en).toBe("2.5–4");
  });
});
