import { describe, expect, it } from "vitest";
import type { ParameterValue } from "../../../contract/parameters.js";
import { hotspots } from "../../../data/analyses/hotspots.js";
import { buildingColumns, pipeColumns, type Row, runOn, siteColumns } from "../../support/analysis-room.js";
import { bruteDbscan } from "../../support/brute-dbscan.js";
import { rowsOf, strewnCity } from "../../support/city.js";
import { covers, type Place, type Shape, shapeDistance } from "../../support/plane.js";

const basic = { as_of: 2026, pipe_distance: 20, site_states: ["开挖中", "施工中"], eps: 30, min_points: 3 };

async function found(
  houses: readonly Row[],
  pipes: readonly Row[],
  sites: readonly Row[] | null,
  parameters: Readonly<Record<string, ParameterValue>> = {},
  threads = 2,
) {
  const outcome = await runOn(
    hotspots,
    {
      buildings: { columns: buildingColumns, rows: houses },
      pipes: { columns: pipeColumns, rows: pipes },
      ...(sites === null ? {} : { sites: { columns: siteColumns, rows: sites } }),
    },
    { ...basic, ...parameters },
    threads,
  );
  const { screened = [], clusters = [] } = outcome.results;
  return { screened, clusters, facts: outcome.facts };
}

const point = (fid: number, x: number, y: number, facts: Row = {}): Row => ({
  fid,
  build_year: 1970,
  geom: `POINT (${x} ${y})`,
  ...facts,
});
const box = (fid: number, x: number, y: number, facts: Row = {}): Row => ({
  ...point(fid, x, y, facts),
  geom: `POLYGON ((${x - 5} ${y - 5}, ${x + 5} ${y - 5}, ${x + 5} ${y + 5}, ${x - 5} ${y + 5}, ${x - 5} ${y - 5}))`,
});
const pipe: Row = { fid: 1, status: "in_use", geom: "LINESTRING (-5000 0, 50000 0)" };

/** The places of a polygon's outer ring as well-known text tells them. */
function outline(text: unknown): Shape {
  const ring = /\(\(([^()]+)\)/u.exec(String(text))?.[1] ?? "";
  const places = ring.split(",").map((pair): Place => {
    const [x = Number.NaN, y = Number.NaN] = pair.trim().split(/\s+/u).map(Number);
    return [x, y];
  });
  return { type: "polygon", rings: [places] };
}

function areaOf(shape: Shape): number {
  const ring = shape.type === "polygon" ? (shape.rings[0] ?? []) : [];
  const cross = ring.slice(1).reduce((sum, [x, y], index) => {
    const [px = 0, py = 0] = ring[index] ?? [];
    return sum + px * y - x * py;
  }, 0);
  return Math.abs(cross) / 2;
}

describe("clusters of candidates", () => {
  it("are the brute-force ones over the centroids of the candidates, whatever the rows' order and the threads", async () => {
    const city = strewnCity(41, { houses: 2049, pipes: 160, sites: 40 }, 1800);
    const turned = (rows: readonly Row[]) =>
      rows.toSorted((a, b) => ((Number(a.fid) * 7919) % 2053) - ((Number(b.fid) * 7919) % 2053));
    const straight = await found(rowsOf(city.houses), rowsOf(city.pipes), rowsOf(city.sites), {}, 1);
    for (const threads of [1, 8]) {
      const other = await found(
        turned(rowsOf(city.houses)),
        turned(rowsOf(city.pipes)),
        turned(rowsOf(city.sites)),
        {},
        threads,
      );
      expect(other).toEqual(straight);
    }
    const candidates = straight.screened.filter(({ candidate }) => candidate);
    const centres = candidates.map(({ fid }) => centroid(city.houses[Number(fid) - 1]?.shape));
    const { labels } = bruteDbscan({ x: centres.map(([x]) => x), y: centres.map(([, y]) => y), eps: 30, minPoints: 3 });
    expect(candidates.map(({ cluster }) => (cluster === null ? -1 : Number(cluster) - 1))).toEqual(labels);
    expect(candidates.map(({ noise }) => noise)).toEqual(labels.map((label) => label === -1));
    expect(
      straight.screened.filter(({ candidate, cluster, noise }) => !candidate && (cluster !== null || noise)),
    ).toEqual([]);

    const { facts, clusters } = straight;
    expect(facts.candidates).toBe(candidates.length);
    expect((facts.clustered ?? 0) + (facts.noise ?? 0)).toBe(facts.candidates);
    expect(facts.clusters).toBe(clusters.length);
    expect(clusters.length).toBeGreaterThan(10);
    for (const cluster of clusters) {
      const members = candidates.filter((each) => each.cluster === cluster.cluster);
      const count = (name: string) => BigInt(members.filter((each) => each[name] === true).length);
      const houses = members.map(({ fid }) => city.houses[Number(fid) - 1]);
      const areas = houses.flatMap((house) => (house?.facts.floor_area_m2 == null ? [] : [house.facts.floor_area_m2]));
      const pressures = members.flatMap(({ near_pipe, pipe_pressure }) =>
        near_pipe && pipe_pressure ? [String(pipe_pressure)] : [],
      );
      expect(cluster).toMatchObject({
        buildings: BigInt(members.length),
        score: members.length,
        old: count("old"),
        altered: count("altered"),
        near_pipe: count("near_pipe"),
        near_site: count("near_site"),
        pressures: pressures.length === 0 ? null : [...new Set(pressures)].sort().join("、"),
      });
      const area = areas.reduce((sum, each) => sum + each, 0);
      expect(cluster.floor_area_m2).toBe(areas.length === 0 ? null : area);
      const hull = outline(cluster.geom);
      for (const house of houses) {
        const ring =
          house?.shape.type === "polygon"
            ? (house.shape.rings[0] ?? [])
            : house?.shape.type === "point"
              ? [house.shape.at]
              : [];
        expect(ring.length).toBeGreaterThan(0);
        expect(ring.every((place) => covers(hull, place))).toBe(true);
      }
      const walls = city.pipes
        .filter(({ facts: { status } }) => status === null || status === "in_use")
        .flatMap((each) =>
          houses.map(
            (house) =>
              (house ? shapeDistance(house.shape, each.shape) : 0) - (each.facts.outer_diameter_mm ?? 0) / 2000,
          ),
        );
      expect(cluster.nearest_pipe_m).toBeCloseTo(Math.max(0, Math.min(...walls)), 3);
    }
  });

  it("are ranked by count, then by how near the danger is, whichever stands first in the file", async () => {
    const group = (first: number, x: number, count: number, north: number) =>
      Array.from({ length: count }, (_each, index) => point(first + index, x + index * 10, north));
    const groups = [group(1, 0, 3, 15), group(11, 1000, 5, 15), group(21, 2000, 3, 5), group(31, 3000, 3, 15)];
    const { clusters } = await found(groups.flat(), [pipe], null);
    const ranked = clusters.toSorted((a, b) => Number(a.rank) - Number(b.rank));
    expect(
      ranked.map(({ cluster, rank, buildings, nearest_pipe_m }) => [
        Number(cluster),
        rank,
        Number(buildings),
        nearest_pipe_m,
      ]),
    ).toEqual([
      [2, 1, 5, 15],
      [3, 2, 3, 5],
      [1, 3, 3, 15],
      [4, 4, 3, 15],
    ]);
    const elsewhere = await found(
      groups
        .reverse()
        .flat()
        .map((row, index) => ({ ...row, fid: index + 1 })),
      [pipe],
      null,
    );
    const centres = (rows: readonly Record<string, unknown>[]) =>
      rows.toSorted((a, b) => Number(a.rank) - Number(b.rank)).map(({ centre_x }) => centre_x);
    expect(centres(elsewhere.clusters)).toEqual(centres(clusters));
  });

  it("have the ten highest in a band of their own", async () => {
    const houses = [...Array(12).keys()].flatMap((group) =>
      [0, 1, 2].map((index) => point(group * 3 + index + 1, group * 1000 + index * 10, 5)),
    );
    const { clusters } = await found(houses, [pipe], null);
    expect(
      clusters
        .filter(({ rank_band }) => rank_band === "top")
        .map(({ rank }) => rank)
        .sort((a, b) => Number(a) - Number(b)),
    ).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(clusters.filter(({ rank_band }) => rank_band === "other")).toHaveLength(2);
  });

  it("know their nearest pipe and site however far, and nothing of a layer that was not given", async () => {
    const houses = [0, 10, 20].map((x, index) => point(index + 1, x, 5));
    const far: Row = { fid: 1, state: "开挖中", depth_m: 4, geom: "POINT (10 2005)", radius_m: 50 };
    expect((await found(houses, [pipe], [far])).clusters[0]).toMatchObject({ nearest_pipe_m: 5, nearest_site_m: 1950 });
    expect((await found(houses, [pipe], null)).clusters[0]).toMatchObject({ nearest_site_m: null });
    const backfilled = { ...far, state: "已回填" };
    expect((await found(houses, [pipe], [backfilled])).clusters[0]).toMatchObject({ nearest_site_m: null });
  });
});

describe("the outline of a hot spot", () => {
  const disc = Math.PI * 6 ** 2;
  it.each([
    ["one point", [point(1, 0, 5)], 1, disc],
    ["two points", [point(1, 0, 5), point(2, 20, 5)], 2, disc + 20 * 12],
    ["equal points", [1, 2, 3].map((fid) => point(fid, 0, 5)), 3, disc],
    [
      "points in a row",
      [0, 1, 2, 3].map((index) => point(index + 1, index * 20, index * 2)),
      3,
      disc + Math.hypot(60, 6) * 12,
    ],
    ["one house", [box(1, 0, 8)], 1, 100 + 4 * 10 * 6 + disc],
    ["three houses", [box(1, 0, 8), box(2, 20, 8), box(3, 40, 8)], 3, 500 + 120 * 6 + disc],
  ])(
    "of %s has an area: the convex hull, a fifth of the cluster distance wider",
    async (_title, houses, min_points, area) => {
      const { clusters } = await found(houses, [pipe], null, { min_points });
      expect(clusters).toHaveLength(1);
      const hull = outline(clusters[0]?.geom);
      // Round corners are drawn with eight edges a quarter: a disc loses under two hundredths of its area.
      expect(areaOf(hull)).toBeGreaterThan(area - 0.02 * disc);
      expect(areaOf(hull)).toBeLessThanOrEqual(area + 1e-6);
    },
  );

  it("is at least two metres wider", async () => {
    const { clusters } = await found([point(1, 0, 5)], [pipe], null, { min_points: 1, eps: 1 });
    expect(areaOf(outline(clusters[0]?.geom))).toBeCloseTo(Math.PI * 4, 0);
  });

  it("holds houses of one part and of several alike", async () => {
    const two = "MULTIPOLYGON (((0 5, 4 5, 4 9, 0 5)), ((10 5, 14 5, 14 9, 10 5)))";
    const { clusters } = await found([box(1, 0, 8), { ...box(2, 10, 8), geom: two }, box(3, 20, 8)], [pipe], null);
    expect(clusters[0]).toMatchObject({ buildings: 3n, nearest_pipe_m: 3 });
    expect(covers(outline(clusters[0]?.geom), [14, 9])).toBe(true);
  });
});

describe("no clusters", () => {
  it.each([
    ["no buildings", []],
    ["no candidates", [point(1, 0, 5, { build_year: 2020 })]],
    ["only scattered ones", [point(1, 0, 5), point(2, 500, 5)]],
  ])("of %s", async (_title, houses) => {
    const { clusters, facts } = await found(houses, [pipe], null);
    expect(clusters).toEqual([]);
    expect(facts).toMatchObject({ clusters: 0, clustered: 0, noise: facts.candidates ?? -1 });
  });
});

function centroid(shape: Shape | undefined): Place {
  if (shape === undefined) throw new Error("a house has a shape");
  if (shape.type === "point") return shape.at;
  const rings = shape.type === "polygon" ? shape.rings : [shape.path];
  let [area, east, north] = [0, 0, 0];
  const [ox = 0, oy = 0] = rings[0]?.[0] ?? [];
  for (const [number, ring] of rings.entries()) {
    let [part, x, y] = [0, 0, 0];
    for (const [index, [x2, y2]] of ring.slice(1).entries()) {
      const [x1 = 0, y1 = 0] = ring[index] ?? [];
      const cross = (x1 - ox) * (y2 - oy) - (x2 - ox) * (y1 - oy);
      part += cross;
      x += (x1 + x2 - 2 * ox) * cross;
      y += (y1 + y2 - 2 * oy) * cross;
    }
    const turn = (number === 0 ? 1 : -1) * Math.sign(part);
    area += turn * part;
    east += turn * x;
    north += turn * y;
  }
  return [ox + east / (3 * area), oy + north / (3 * area)];
}
