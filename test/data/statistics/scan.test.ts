import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dealCases, logFactorials } from "../../../data/statistics/hypergeometric.js";
import { Random } from "../../../data/statistics/random.js";
import { chooseClusters, joinScans, type ScanInput, scanCentres } from "../../../data/statistics/scan.js";
import { runTasks } from "../../../data/threads/run-task.js";
import { bruteScan } from "../../support/brute-scan.js";
import { near } from "../../support/statistics.js";

/** Places of a hexagonal grid 100 m apart, `side` by `side`. */
function grid(side: number) {
  const places = Array.from({ length: side * side }, (_none, at) => [at % side, Math.floor(at / side)] as const);
  return {
    x: Float64Array.from(places, ([column, row]) => 480_000 + 100 * (column + (row % 2) / 2)),
    y: Float64Array.from(places, ([, row]) => 3_056_000 + (100 * Math.sqrt(3) * row) / 2),
  };
}

function input(given: Partial<ScanInput> & Pick<ScanInput, "x" | "y" | "bases" | "cases">): ScanInput {
  return { share: 0.5, radius: Number.POSITIVE_INFINITY, replicas: 0, seed: 1, from: 0, to: given.x.length, ...given };
}

const scattered = fc
  .array(
    fc.record({
      x: fc.integer({ min: 0, max: 8 }),
      y: fc.integer({ min: 0, max: 8 }),
      base: fc.integer({ min: 1, max: 30 }),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    { minLength: 1, maxLength: 25 },
  )
  .map((rows) => ({
    x: Float64Array.from(rows, ({ x }) => 485_000 + 50 * x),
    y: Float64Array.from(rows, ({ y }) => 3_056_000 + 50 * y),
    bases: Float64Array.from(rows, ({ base }) => base),
    cases: Float64Array.from(rows, ({ base, part }) => Math.round(base * part)),
  }));

describe("the scan statistic", () => {
  it("finds around every centre what brute force over all circles finds", () => {
    fc.assert(
      fc.property(scattered, fc.constantFrom(0.1, 0.3, 0.5), fc.constantFrom(120, 1e9), (given, share, radius) => {
        const found = scanCentres(input({ ...given, share, radius }));
        const expected = bruteScan({ ...given, share, radius });
        for (const [centre, { ratio, places }] of expected.entries()) {
          expect(near(found.ratios[centre] ?? -1, ratio, 1e-9)).toBe(true);
          if (ratio > 1e-9) expect(found.sizes[centre]).toBe(places.length);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("takes for the maxima of replicas what brute force finds in the same deals", () => {
    fc.assert(
      fc.property(scattered, fc.integer({ min: 0, max: 1000 }), (given, seed) => {
        const found = scanCentres(input({ ...given, replicas: 11, seed }));
        const total = given.bases.reduce((sum, each) => sum + each, 0);
        const events = given.cases.reduce((sum, each) => sum + each, 0);
        for (const [replica, maximum] of found.maxima.entries()) {
          const cases = new Float64Array(given.bases.length);
          dealCases(new Random(seed, replica), given.bases, total, events, logFactorials(total), (place, got) => {
            cases[place] = got;
          });
          expect(cases.reduce((sum, each) => sum + each, 0)).toBe(events);
          expect(cases.every((each, place) => each >= 0 && each <= (given.bases[place] ?? 0))).toBe(true);
          const brute = bruteScan({ ...given, cases, share: 0.5, radius: 1e9 });
          expect(near(maximum, Math.max(...brute.map(({ ratio }) => ratio)), 1e-9)).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("finds planted circles whole, the stronger first, and nothing else", async () => {
    const { x, y } = grid(30);
    const centres = [465, 128];
    const within = (place: number, centre: number, radius: number) =>
      Math.hypot((x[place] ?? 0) - (x[centre] ?? 0), (y[place] ?? 0) - (y[centre] ?? 0)) <= radius + 0.001;
    const bases = x.map(() => 20);
    const cases = x.map((_each, place) =>
      within(place, 465, 300) ? 12 : within(place, 128, 200) ? 9 : 2 + (place % 3),
    );
    const places = input({ x, y, bases, cases, share: 0.1, replicas: 199, seed: 7 });
    const halves = [
      { ...places, to: 450 },
      { ...places, from: 450 },
    ];
    const joined = joinScans(await runTasks("scanCentres", halves, new AbortController().signal), 199);
    expect(joined).toEqual(scanCentres(places));
    const clusters = chooseClusters(places, cases, joined, 0.05);
    expect(clusters.map(({ centre }) => centre)).toEqual(centres);
    expect([...(clusters[0]?.places ?? [])]).toEqual([...x.keys()].filter((place) => within(place, 465, 300)));
    expect([...(clusters[1]?.places ?? [])]).toEqual([...x.keys()].filter((place) => within(place, 128, 200)));
    expect(clusters[0]).toMatchObject({ p: 1 / 200, base: 37 * 20, cases: 37 * 12 });
    expect(clusters[0]?.radius).toBeCloseTo(300, 3);
  });

  it("finds nothing more often than its level says where cases lie by chance", () => {
    const { x, y } = grid(12);
    const bases = x.map(() => 10);
    let alarms = 0;
    for (let round = 0; round < 60; round++) {
      const cases = new Float64Array(x.length);
      dealCases(new Random(99, round), bases, 1440, 300, logFactorials(1440), (place, got) => {
        cases[place] = got;
      });
      const places = input({ x, y, bases, cases, share: 0.2, replicas: 99, seed: round });
      alarms += chooseClusters(places, cases, scanCentres(places), 0.1).length > 0 ? 1 : 0;
    }
    // Six of 60 are expected at 0.1; 15 would be a chance of one in a thousand.
    expect(alarms).toBeLessThan(15);
    expect(alarms).toBeGreaterThan(0);
  });

  it.each([
    ["no place", [], []],
    ["one place", [5], [2]],
    ["no case", [5, 5], [0, 0]],
    ["nothing but cases", [5, 5], [5, 5]],
  ])("finds nothing in %s", (_title, bases, cases) => {
    const given = input({
      x: Float64Array.from(bases.keys()),
      y: Float64Array.from(bases.keys()),
      bases: Float64Array.from(bases),
      cases: Float64Array.from(cases),
      replicas: 9,
    });
    const answer = scanCentres(given);
    expect([...answer.maxima, ...answer.ratios].every(Number.isFinite)).toBe(true);
    expect(chooseClusters(given, given.cases, answer, 1)).toEqual([]);
  });

  it("deals cases as the hypergeometric distribution says", () => {
    const bases = Float64Array.of(30, 50, 20);
    const rounds = 20_000;
    const sums = [0, 0, 0];
    const squares = [0, 0, 0];
    const logs = logFactorials(100);
    for (let round = 0; round < rounds; round++) {
      dealCases(new Random(5, round), bases, 100, 40, logs, (place, got) => {
        sums[place] = (sums[place] ?? 0) + got;
        squares[place] = (squares[place] ?? 0) + got * got;
      });
    }
    for (const [place, base] of bases.entries()) {
      const mean = (sums[place] ?? 0) / rounds;
      const variance = (squares[place] ?? 0) / rounds - mean * mean;
      const expected = (base * 0.4 * 0.6 * (100 - base)) / 99;
      expect(Math.abs(mean - 0.4 * base)).toBeLessThan(5 * Math.sqrt(expected / rounds));
      expect(Math.abs(variance / expected - 1)).toBeLessThan(0.06);
    }
  });
});
