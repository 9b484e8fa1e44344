import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DbscanResult, dbscan } from "../../../data/statistics/dbscan.js";
import { bruteDbscan, type Cloud } from "../../support/brute-dbscan.js";

const never = new AbortController().signal;

async function run(cloud: Cloud): Promise<{ labels: number[]; core: boolean[]; clusters: number }> {
  const { weights } = cloud;
  const found: DbscanResult = await dbscan(
    {
      x: Float64Array.from(cloud.x),
      y: Float64Array.from(cloud.y),
      eps: cloud.eps,
      minPoints: cloud.minPoints,
      ...(weights === undefined ? {} : { weights: Float64Array.from(weights) }),
    },
    never,
  );
  return { labels: [...found.labels], core: [...found.core].map((each) => each === 1), clusters: found.clusters };
}

function cloudOf(points: readonly (readonly [number, number])[], eps: number, minPoints: number): Cloud {
  return { x: points.map(([x]) => x), y: points.map(([, y]) => y), eps, minPoints };
}

/** The points and labels of the domain report 4.3, made with scikit-learn 1.9.1. */
const golden = [
  [0, 0],
  [30, 0],
  [60, 0],
  [90, 0],
  [300, 0],
  [330, 0],
  [360, 0],
  [600, 600],
  [120, 0],
  [345, 20],
] as const;

describe("DBSCAN, golden values", () => {
  it.each([
    ["a distance of exactly eps counts", 30, 3, [0, 0, 0, 0, 1, 1, 1, -1, 0, 1], [1, 2, 3, 5, 6, 9]],
    ["a hair below, it does not", 29.999, 3, [-1, -1, -1, -1, -1, 0, 0, -1, -1, 0], undefined],
    ["a wider reach with more points", 50, 4, [-1, -1, -1, -1, 0, 0, 0, -1, -1, 0], [5, 9]],
  ])("%s", async (_title, eps, minPoints, labels, cores) => {
    const found = await run(cloudOf(golden, eps, minPoints));
    expect(found.labels).toEqual(labels);
    if (cores !== undefined) expect(found.core.flatMap((core, index) => (core ? [index] : []))).toEqual(cores);
  });

  it("a point that weighs as much as the minimum is a cluster of its own", async () => {
    const weights = golden.map((_point, index) => (index === 7 ? 3 : 1));
    const found = await run({ ...cloudOf(golden, 30, 3), weights });
    // scikit-learn numbers clusters by their first core point and calls it 2; here the order is that of first points.
    expect(found.clusters).toBe(3);
    expect(found.labels).toEqual([0, 0, 0, 0, 1, 1, 1, 2, 0, 1]);
    expect(found.core[7]).toBe(true);
  });
});

describe("DBSCAN, by hand", () => {
  it("finds nothing in nothing", async () => {
    expect(await run(cloudOf([], 10, 1))).toEqual({ labels: [], core: [], clusters: 0 });
  });

  it.each([
    [1, [0], 1],
    [2, [-1], 0],
  ])("counts a point for itself: one point, minimum %i", async (minPoints, labels, clusters) => {
    expect(await run(cloudOf([[3, 4]], 10, minPoints))).toMatchObject({ labels, clusters });
  });

  it("takes points that are all equal for one cluster", async () => {
    const same = Array.from({ length: 500 }, () => [38485194.28, 3056340.5] as const);
    expect(await run(cloudOf(same, 1, 500))).toMatchObject({ labels: same.map(() => 0), clusters: 1 });
    expect(await run(cloudOf(same, 1, 501))).toMatchObject({ labels: same.map(() => -1), clusters: 0 });
  });

  it("gives a border point to the nearer cluster, whatever its number", async () => {
    // Cores at x = 2 and x = 11; the point at 7 reaches both (5 and 4 away) and has too few neighbours to be one.
    const left = [0, 1, 2].flatMap((x) => [0, 0.1].map((y) => [x, y] as const));
    const right = [11, 12, 13].flatMap((x) => [0, 0.1].map((y) => [x, y] as const));
    const found = await run(cloudOf([...left, [7, 0], ...right], 5, 6));
    expect(found.clusters).toBe(2);
    expect(found.core[6]).toBe(false);
    expect(found.labels[6]).toBe(1);
  });

  it.each([
    ["the left one first", false, 0],
    ["the right one first", true, 0],
  ])("gives a border point between two clusters to the core of the lowest index: %s", async (_title, turned, label) => {
    const left = [-2, -1, 0].map((x) => [x, 0] as const);
    const right = [10, 11, 12].map((x) => [x, 0] as const);
    const points = turned ? [...right, [5, 0] as const, ...left] : [...left, [5, 0] as const, ...right];
    const found = await run(cloudOf(points, 5, 4));
    // With a minimum of 4 only the ends at 0 and 10 are cores: three of their own and the point between.
    expect(found.core.filter(Boolean)).toHaveLength(2);
    expect(found.labels[3]).toBe(label);
  });

  it("stops within a second when it is cancelled, and says cancelled", async () => {
    const many = 400_000;
    const x = Float64Array.from({ length: many }, (_each, index) => (index * 7919) % 20_011);
    const y = Float64Array.from({ length: many }, (_each, index) => (index * 104_729) % 20_021);
    const controller = new AbortController();
    let seen = 0;
    const work = dbscan({ x, y, eps: 200, minPoints: 60 }, controller.signal, (done, total) => {
      seen = done / total;
      if (!controller.signal.aborted) controller.abort();
    });
    const started = Date.now();
    await expect(work).rejects.toMatchObject({ code: "cancelled" });
    expect(Date.now() - started).toBeLessThan(1_000);
    expect(seen).toBeLessThan(1);
  });
});

/** Whole metres make equal distances, and distances of exactly eps, common. */
const clouds = fc.record({
  points: fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 })), { maxLength: 90 }),
  eps: fc.constantFrom(1, 2, 3, 5, 5.000001, 7.5, 13),
  minPoints: fc.integer({ min: 1, max: 9 }),
  east: fc.constantFrom(0, 485_194.28, 38_485_194.28),
});

describe("DBSCAN, against every pair compared", () => {
  it("finds the same cores, clusters and border points", async () => {
    await fc.assert(
      fc.asyncProperty(clouds, async ({ points, eps, minPoints, east }) => {
        const cloud = cloudOf(
          points.map(([x, y]) => [x + east, y + 3_056_340] as const),
          eps,
          minPoints,
        );
        const found = await run(cloud);
        expect({ labels: found.labels, core: found.core }).toEqual(bruteDbscan(cloud));
        expect(found.clusters).toBe(new Set(found.labels.filter((label) => label >= 0)).size);
      }),
      { numRuns: 400 },
    );
  });

  it("with weights, and with places that are not whole", async () => {
    const weighted = fc.record({
      points: fc.array(
        fc.tuple(
          fc.double({ min: -60, max: 60, noNaN: true }),
          fc.double({ min: -60, max: 60, noNaN: true }),
          fc.integer({ min: 0, max: 4 }),
        ),
        { maxLength: 80 },
      ),
      eps: fc.constantFrom(0.5, 4, 11),
      minPoints: fc.integer({ min: 1, max: 9 }),
    });
    await fc.assert(
      fc.asyncProperty(weighted, async ({ points, eps, minPoints }) => {
        const cloud = {
          ...cloudOf(
            points.map(([x, y]) => [x, y] as const),
            eps,
            minPoints,
          ),
          weights: points.map(([, , weight]) => weight),
        };
        const found = await run(cloud);
        expect({ labels: found.labels, core: found.core }).toEqual(bruteDbscan(cloud));
      }),
      { numRuns: 200 },
    );
  });

  it("groups the same points whatever their order, but for border points between two clusters", async () => {
    await fc.assert(
      fc.asyncProperty(clouds, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), async (given, random) => {
        const { points, eps, minPoints } = given;
        const order = points.map((_each, index) => index);
        const keys = order.map(() => random.next().value ?? 0);
        order.sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0));
        const straight = await run(cloudOf(points, eps, minPoints));
        const shuffled = await run(
          cloudOf(
            order.map((index) => points[index] ?? [0, 0]),
            eps,
            minPoints,
          ),
        );
        const back = points.map((_each, index) => order.indexOf(index));
        const groups = (labels: readonly number[]) => {
          const sets = new Map<number, number[]>();
          for (const [index, label] of labels.entries()) {
            if (straight.core[index]) sets.set(label, [...(sets.get(label) ?? []), index]);
          }
          return [...sets.values()].map((set) => set.join()).sort();
        };
        const returned = back.map((place) => shuffled.labels[place] ?? -1);
        expect(back.map((place) => shuffled.core[place])).toEqual(straight.core);
        expect(returned.map((label) => label === -1)).toEqual(straight.labels.map((label) => label === -1));
        expect(groups(returned)).toEqual(groups(straight.labels));
      }),
      { numRuns: 150 },
    );
  });
});
