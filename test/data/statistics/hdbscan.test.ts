import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hdbscan } from "../../../data/statistics/hdbscan.js";
import { PointTree, squaredToNearest } from "../../../data/statistics/point-tree.js";
import { reachabilityTree } from "../../../data/statistics/spanning-tree.js";

interface Labelled {
  readonly min_cluster_size: number;
  readonly min_samples: number;
  /** The fewest and the most that scikit-learn finds in shuffled orders of the rows. */
  readonly clusters: number[];
  /** scikit-learn's; -2 where it does not label the point the same in shuffled orders of the rows. */
  readonly labels: number[];
}

interface Town {
  readonly x: number[];
  readonly y: number[];
  readonly hdbscan: Labelled[];
}

function read(name: string): Town {
  return JSON.parse(readFileSync(new URL(`figures/${name}.json`, import.meta.url), "utf8")) as Town;
}

const run = (x: readonly number[], y: readonly number[], minClusterSize: number, minSamples: number) =>
  hdbscan({ x: Float64Array.from(x), y: Float64Array.from(y), minClusterSize, minSamples });

/** Pairs of labels that stand for each other must do so everywhere. */
function sameUpToNames(ours: ArrayLike<number>, theirs: readonly number[]): boolean {
  const there = new Map<number, number>();
  const back = new Map<number, number>();
  return theirs.every((label, point) => {
    const own = ours[point] ?? -9;
    if (label === -2) return true;
    if (label === -1 || own === -1) return label === own;
    if (!there.has(label)) there.set(label, own);
    if (!back.has(own)) back.set(own, label);
    return there.get(label) === own && back.get(own) === label;
  });
}

const cloud = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 })), { minLength: 1, maxLength: 120 })
  .chain((points) =>
    fc.record({
      points: fc.constant(points),
      order: fc.shuffledSubarray(
        points.map((_point, index) => index),
        { minLength: points.length },
      ),
      samples: fc.integer({ min: 1, max: 6 }),
      size: fc.integer({ min: 2, max: 8 }),
    }),
  );

describe("HDBSCAN, as scikit-learn labels", () => {
  const towns = ["schutterwald", "blobs"].map((name) => [name, read(name)] as const);
  const cases = towns.flatMap(([name, town]) => town.hdbscan.map((task) => ({ name, town, task })));
  it.each(cases)("$name, clusters of at least $task.min_cluster_size, samples $task.min_samples", ({ town, task }) => {
    const { labels, clusters } = run(town.x, town.y, task.min_cluster_size, task.min_samples);
    expect(task.labels.filter((label) => label === -2).length).toBeLessThan(0.01 * town.x.length);
    const [fewest = 0, most = 0] = task.clusters;
    expect(clusters).toBeGreaterThanOrEqual(fewest);
    expect(clusters).toBeLessThanOrEqual(most);
    expect(sameUpToNames(labels, task.labels)).toBe(true);
  });
});

describe("HDBSCAN", () => {
  it("groups the same points whatever their order", () => {
    const { x, y } = read("blobs");
    const order = x.map((_each, index) => index).sort((a, b) => ((a * 7919) % 2003) - ((b * 7919) % 2003));
    const straight = run(x, y, 10, 5);
    const turned = run(
      order.map((at) => x[at] ?? 0),
      order.map((at) => y[at] ?? 0),
      10,
      5,
    );
    const back = x.map(() => -1);
    for (const [at, point] of order.entries()) back[point] = turned.labels[at] ?? -1;
    expect(sameUpToNames(straight.labels, back)).toBe(true);
  });

  it("numbers clusters by their first points", () => {
    const { labels } = run(read("blobs").x, read("blobs").y, 10, 5);
    const firsts = [...new Set(labels)].filter((label) => label >= 0);
    expect(firsts).toEqual(firsts.map((_label, index) => index));
  });

  it.each([
    ["nothing", [], []],
    ["one point", [1], [1]],
    ["fewer points than a cluster needs", [1, 2, 3], [1, 2, 3]],
  ])("finds no cluster in %s", (_title, x, y) => {
    expect([...run(x, y, 5, 5).labels]).toEqual(x.map(() => -1));
  });

  it("parts two piles of points on one spot each, and takes one pile for no cluster", () => {
    const pile = (at: number) => Array.from({ length: 6 }, () => at);
    expect(run([...pile(0), ...pile(50)], pile(0).concat(pile(0)), 5, 5)).toMatchObject({
      clusters: 2,
      labels: Int32Array.from([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1]),
    });
    expect(run(pile(7), pile(7), 5, 5).clusters).toBe(0);
  });
});

describe("its spanning tree", () => {
  it("is as long as Prim's over all pairs, and the same in any order of the points", () => {
    fc.assert(
      fc.property(cloud, ({ points, order, samples }) => {
        if (points.length < samples) return;
        const lengths = (list: readonly (readonly [number, number])[]) => {
          const x = Float64Array.from(list, ([each]) => each + 485_194);
          const y = Float64Array.from(list, ([, each]) => each + 3_056_340);
          const rank = Uint32Array.from(list, (_point, index) => index);
          return [...reachabilityTree(new PointTree(x, y), samples, rank, () => undefined).lengths];
        };
        const found = lengths(points);
        expect(found).toEqual(primLengths(points, samples));
        expect(lengths(order.map((at) => points[at] ?? [0, 0]))).toEqual(found);
      }),
      { numRuns: 150 },
    );
  });

  it("rests on the distances to the nearest points, itself the first", () => {
    fc.assert(
      fc.property(cloud, ({ points, samples }) => {
        const tree = new PointTree(
          Float64Array.from(points, ([x]) => x),
          Float64Array.from(points, ([, y]) => y),
        );
        const found = squaredToNearest(tree, samples);
        for (const [place, point] of tree.order.entries()) {
          const all = points.map(
            ([x, y]) => (x - (points[point]?.[0] ?? 0)) ** 2 + (y - (points[point]?.[1] ?? 0)) ** 2,
          );
          expect(found[place]).toBe(all.sort((a, b) => a - b)[samples - 1] ?? Number.POSITIVE_INFINITY);
        }
      }),
      { numRuns: 60 },
    );
  });
});

/** Lengths of the edges of the minimum spanning tree of mutual reachability, ascending: Prim, every pair compared. */
function primLengths(points: readonly (readonly [number, number])[], samples: number): number[] {
  const squared = (a: number, b: number) =>
    ((points[a]?.[0] ?? 0) - (points[b]?.[0] ?? 0)) ** 2 + ((points[a]?.[1] ?? 0) - (points[b]?.[1] ?? 0)) ** 2;
  const all = points.map((_point, index) => index);
  const core = all.map((one) => all.map((other) => squared(one, other)).sort((a, b) => a - b)[samples - 1] ?? 0);
  const reach = all.map(() => Number.POSITIVE_INFINITY);
  const open = new Set(all.slice(1));
  const lengths: number[] = [];
  let last = 0;
  while (open.size > 0) {
    let next = -1;
    for (const point of open) {
      const length = Math.max(squared(last, point), core[last] ?? 0, core[point] ?? 0);
      reach[point] = Math.min(reach[point] ?? 0, length);
      if (next < 0 || (reach[point] ?? 0) < (reach[next] ?? 0)) next = point;
    }
    lengths.push(Math.sqrt(reach[next] ?? 0));
    open.delete(next);
    last = next;
  }
  return lengths.sort((a, b) => a - b);
}
