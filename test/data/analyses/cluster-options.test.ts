import { describe, expect, it } from "vitest";
import type { ParameterValue } from "../../../contract/parameters.js";
import type { Analysis } from "../../../data/analyses/analysis.js";
import { clusters } from "../../../data/analyses/clusters.js";
import { hdbscanAnalysis } from "../../../data/analyses/hdbscan.js";
import { hdbscan } from "../../../data/statistics/hdbscan.js";
import { candidateColumns, type Row, runOn } from "../../support/analysis-room.js";
import { strewnCity } from "../../support/city.js";
import { covers, type Place, type Shape, shapeDistance, wkt } from "../../support/plane.js";

async function run(
  analysis: Analysis,
  rows: readonly Row[],
  parameters: Readonly<Record<string, ParameterValue>>,
  threads = 2,
) {
  const outcome = await runOn(
    analysis,
    { screened: { columns: candidateColumns, rows, parent: 1 } },
    parameters,
    threads,
  );
  const { screened = [], clusters: outlines = [] } = outcome.results;
  return { ...outcome, labels: screened.map(({ cluster }) => (cluster === null ? -1 : Number(cluster) - 1)), outlines };
}

const candidates = (shapes: readonly Shape[], facts: Row = {}): Row[] =>
  shapes.map((shape, index) => ({ fid: index + 1, candidate: true, old: true, geom: wkt(shape), ...facts }));

/** DBSCAN by its definition from a table of distances; a border thing to its nearest core, the lowest where two are. */
function bruteLabels(
  distances: readonly (readonly number[])[],
  eps: number,
  least: number,
  weights: readonly number[],
) {
  const all = distances.map((_row, index) => index);
  const near = (one: number, other: number) => (distances[one]?.[other] ?? 0) <= eps;
  const core = all.map(
    (one) => all.reduce((sum, other) => sum + (near(one, other) ? (weights[other] ?? 1) : 0), 0) >= least,
  );
  const set = all.map(() => -1);
  for (const first of all) {
    if (!core[first] || set[first] !== -1) continue;
    const open = [first];
    set[first] = first;
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      for (const other of all) {
        if (!core[other] || set[other] !== -1 || !near(at, other)) continue;
        set[other] = first;
        open.push(other);
      }
    }
  }
  for (const one of all) {
    if (core[one]) continue;
    const reach = all.filter((other) => core[other] && near(one, other));
    const [best] = reach.sort((a, b) => (distances[one]?.[a] ?? 0) - (distances[one]?.[b] ?? 0) || a - b);
    if (best !== undefined) set[one] = set[best] ?? -1;
  }
  const names = new Map<number, number>();
  return set.map((each) => {
    if (each === -1) return -1;
    const name = names.get(each) ?? names.size;
    names.set(each, name);
    return name;
  });
}

describe("clusters of footprints", () => {
  const houses = strewnCity(23, { houses: 260, pipes: 0, sites: 0 }, 700).houses.map(({ shape }) => shape);
  const distances = houses.map((one) => houses.map((other) => Math.round(shapeDistance(one, other) * 1e6) / 1e6));

  it.each([
    [10, 3],
    [14.5, 4],
    [0, 2],
  ])("are those of the distances between walls, eps %d m, at least %d", async (eps, least) => {
    const { labels } = await run(clusters, candidates(houses), {
      eps: Math.max(1, eps),
      min_points: least,
      footprints: true,
    });
    expect(labels).toEqual(bruteLabels(distances, Math.max(1, eps), least, []));
    expect(Math.max(...labels)).toBeGreaterThan(2);
  });

  it("count weights instead of buildings, an unknown one as the median", async () => {
    const rows = candidates(houses).map((row, index) => ({
      ...row,
      floor_area_m2: index % 5 === 0 ? null : 50 + 10 * (index % 7),
    }));
    const known = rows.flatMap(({ floor_area_m2: area }) => (area === null ? [] : [area])).sort((a, b) => a - b);
    const middle = known.length / 2;
    const median =
      known.length % 2 === 1 ? (known[Math.floor(middle)] ?? 0) : ((known[middle - 1] ?? 0) + (known[middle] ?? 0)) / 2;
    const weights = rows.map(({ floor_area_m2: area }) => area ?? median);
    const given = { eps: 12, min_points: 300, footprints: true, weight: ["floor_area_m2"] };
    expect((await run(clusters, rows, given)).labels).toEqual(bruteLabels(distances, 12, 300, weights));
  });
});

describe("clusters of centres", () => {
  const corner = (at: number): Place => [480_000 + (at % 7) * 20, 3_056_000 + Math.floor(at / 7) * 20];
  /** An L: the convex hull covers much that no building stands on. */
  const bend = Array.from({ length: 49 }, (_none, at) => at)
    .filter((at) => at % 7 < 2 || at < 14)
    .map((at): Shape => ({ type: "point", at: corner(at) }));

  it("weigh a building by a column of figures when asked, and refuse one that is none", async () => {
    const two = candidates([
      { type: "point", at: [480_000, 3_056_000] },
      { type: "point", at: [480_010, 3_056_000] },
    ]).map((row, index) => ({ ...row, floor_area_m2: 400 + 100 * index }));
    expect((await run(clusters, two, { min_points: 900, weight: ["floor_area_m2"] })).labels).toEqual([0, 0]);
    expect((await run(clusters, two, { min_points: 901, weight: ["floor_area_m2"] })).labels).toEqual([-1, -1]);
    await expect(run(clusters, two, { weight: ["why"] })).rejects.toMatchObject({ code: "usage" });
  });

  it("find their distance at the knee of the distances, and say so", async () => {
    const { facts, messages, labels } = await run(clusters, candidates(bend), { eps: "auto", min_points: 3 });
    expect(facts.eps_m).toBe(20);
    expect(new Set(labels)).toEqual(new Set([0]));
    expect(messages[0]?.zh).toMatch(/^聚类距离 20 米（建议）：到第 3 近一栋/u);
  });

  it("are outlined the closer, the lower the ratio, and always with all members inside", async () => {
    const area = async (ratio: number) => {
      const { outlines } = await run(clusters, candidates(bend), { eps: 30, min_points: 3, hull_ratio: ratio });
      const ring = (/\(\(([^()]+)\)/u.exec(String(outlines[0]?.geom))?.[1] ?? "")
        .split(",")
        .map((pair) => pair.trim().split(/\s+/u).map(Number) as unknown as Place);
      const hull: Shape = { type: "polygon", rings: [ring] };
      for (const shape of bend) if (shape.type === "point") expect(covers(hull, shape.at)).toBe(true);
      const cross = ring.slice(1).reduce((sum, [x, y], index) => {
        const [px = 0, py = 0] = ring[index] ?? [];
        return sum + px * y - x * py;
      }, 0);
      return Math.abs(cross) / 2;
    };
    expect(await area(0.2)).toBeLessThan(0.8 * (await area(1)));
  });
});

describe("clusters of varying density", () => {
  const places = strewnCity(5, { houses: 400, pipes: 0, sites: 0 }, 500).houses.map(({ shape }) => shape);
  const rows = candidates(places.filter(({ type }) => type === "point"));
  const at = places.flatMap((shape) => (shape.type === "point" ? [shape.at] : []));

  it("are HDBSCAN's over the centres of the candidates", async () => {
    const { labels, outlines, facts } = await run(hdbscanAnalysis, rows, { min_cluster_size: 3, min_samples: 2 });
    const expected = hdbscan({
      x: Float64Array.from(at, ([x]) => x),
      y: Float64Array.from(at, ([, y]) => y),
      minClusterSize: 3,
      minSamples: 2,
    });
    expect(labels).toEqual([...expected.labels]);
    expect(outlines).toHaveLength(expected.clusters);
    expect(facts).toMatchObject({ clusters: expected.clusters, noise: labels.filter((label) => label < 0).length });
    expect(expected.clusters).toBeGreaterThan(1);
  });

  it.each([
    ["no candidate", []],
    ["fewer candidates than a cluster needs", rows.slice(0, 4)],
  ])("answer for %s", async (_title, few) => {
    const { labels, outlines } = await run(hdbscanAnalysis, few, {});
    expect(labels).toEqual(few.map(() => -1));
    expect(outlines).toEqual([]);
  });
});
