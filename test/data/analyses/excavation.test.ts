import { describe, expect, it } from "vitest";
import type { ParameterValue } from "../../../contract/parameters.js";
import { excavation } from "../../../data/analyses/excavation.js";
import { settlementCurves, settlementShare } from "../../../data/risk/settlement.js";
import { pipeColumns, type Row, runOn, siteColumns } from "../../support/analysis-room.js";
import { rowsOf, strewnCity } from "../../support/city.js";
import { shapeDistance } from "../../support/plane.js";

const buildings = { code: "VARCHAR", excluded: "BOOLEAN" } as const;
const pipes = { code: "VARCHAR", ...pipeColumns } as const;
const sites = {
  code: "VARCHAR",
  name: "VARCHAR",
  ...siteColumns,
  support_type: "VARCHAR",
  worst_list: "VARCHAR",
  start_date: "DATE",
  backfill_date: "DATE",
} as const;

/** A pit whose east edge is x = 0, and a house of ten by ten metres with its west wall at `east`. */
const pit = (facts: Row = {}): Row => ({
  fid: 1,
  state: "开挖中",
  depth_m: 10,
  support_type: "braced",
  geom: "POLYGON ((-40 -20, 0 -20, 0 20, -40 20, -40 -20))",
  ...facts,
});
const house = (east: number, facts: Row = {}): Row => ({
  fid: 1,
  geom: `POLYGON ((${east} 0, ${east + 10} 0, ${east + 10} 10, ${east} 10, ${east} 0))`,
  ...facts,
});
const pipeAt = (east: number, facts: Row = {}): Row => ({
  fid: 1,
  pressure: "medium_a",
  geom: `LINESTRING (${east} -5, ${east} 5)`,
  ...facts,
});

async function judged(
  given: { houses?: readonly Row[]; mains?: readonly Row[]; pits?: readonly Row[] },
  parameters: Readonly<Record<string, ParameterValue>> = {},
  threads = 2,
) {
  const { houses, mains, pits } = given;
  const outcome = await runOn(
    excavation,
    {
      ...(pits === undefined ? {} : { sites: { columns: sites, rows: pits } }),
      ...(houses === undefined ? {} : { buildings: { columns: buildings, rows: houses } }),
      ...(mains === undefined ? {} : { pipes: { columns: pipes, rows: mains } }),
    },
    { as_of: 2026, as_of_month: 6, ...parameters },
    threads,
  );
  return {
    ...outcome,
    houses: outcome.results.excavation_buildings ?? [],
    pairs: outcome.results.excavation_pairs ?? [],
    pipes: outcome.results.excavation_pipes ?? [],
    sites: outcome.results.excavation_sites ?? [],
  };
}

describe("a building beside a pit", () => {
  it.each([
    [10, "strong"],
    [10.001, "main"],
    [20, "main"],
    [30, "secondary"],
    [30.001, "watch"],
    [40, "watch"],
    [40.001, null],
  ])("%s m from the edge of a pit of 10 m lies in %s", async (east, zone) => {
    const found = await judged({ houses: [house(east)], pits: [pit()] });
    expect(found.houses).toMatchObject([{ zone, site_distance_m: zone === null ? null : east }]);
    expect(found.pairs).toHaveLength(zone === null ? 0 : 1);
  });

  it("settles as the curve says along its depth: over the peak, before it, behind it", async () => {
    const at = async (east: number) =>
      (await judged({ houses: [house(east)], pits: [pit()] }, { largest_settlement: 0.3 })).houses[0];
    // 0.3 % of 10 m are 30 mm at the peak, 5 m from the edge.
    expect(await at(0)).toMatchObject({ settlement_mm: 30, slope: 0.003, damage: "slight" });
    expect(await at(5)).toMatchObject({ settlement_mm: 30, slope: 0.0018, damage: "slight" });
    expect(await at(10)).toMatchObject({ settlement_mm: 21, slope: 0.0018 });
    expect(await at(20)).toMatchObject({ settlement_mm: 3, damage: "negligible" });
  });

  it("settles by support: braced 0.15, nailed 0.3, unknown and the worst sites 0.5, none 1 % of the depth", async () => {
    const at = async (facts: Row) =>
      (await judged({ houses: [house(0)], pits: [pit(facts)] }, { largest_settlement: "by_support", curve: "concave" }))
        .houses[0]?.settlement_mm;
    expect(await at({ support_type: "braced" })).toBe(15);
    expect(await at({ support_type: "soil_nail" })).toBe(30);
    expect(await at({ support_type: null })).toBe(50);
    expect(await at({ support_type: "braced", worst_list: "2026 上半年" })).toBe(50);
    expect(await at({ support_type: "none" })).toBe(100);
  });

  it("reaches 1.3 times as far in soft ground", async () => {
    const zone = async (east: number) =>
      (await judged({ houses: [house(east)], pits: [pit()] }, { soft_soil: true })).houses[0]?.zone;
    expect(await zone(13)).toBe("strong");
    expect(await zone(52)).toBe("watch");
    expect(await zone(52.001)).toBeNull();
  });

  it.each([
    [{ state: "开挖中" }, "digging"],
    [{ state: null }, "unknown"],
    [{ state: "某种说法" }, "unknown"],
    [{ state: "已支护" }, "supported"],
    [{ state: "未开工" }, "planned"],
    [{ state: "开挖中", start_date: "2026-07-01" }, "planned"],
    [{ state: "已回填" }, "backfilled"],
    [{ state: "开挖中", backfill_date: "2026-06-30" }, "backfilled"],
    [{ state: "开挖中", backfill_date: "2025-12-30" }, "backfilled"],
    [{ state: "开挖中", backfill_date: "2025-12-29" }, null],
    [{ state: "开挖中", backfill_date: "2026-07-01" }, "digging"],
  ])("of a pit with %o is %s", async (facts, phase) => {
    const found = await judged({ houses: [house(5)], pits: [pit(facts)] });
    expect(found.houses[0]?.site_phase).toBe(phase);
  });

  it("is named with the pit that does most to it now, ties to the nearest", async () => {
    const pits = [
      pit({ fid: 1, state: "未开工", depth_m: 20 }),
      pit({ fid: 2, state: "开挖中", depth_m: 6, geom: "POLYGON ((20 0, 30 0, 30 10, 20 10, 20 0))" }),
      pit({ fid: 3, state: "开挖中", depth_m: 6, geom: "POLYGON ((20 0, 30 0, 30 10, 20 10, 20 0))" }),
    ];
    const { houses, pairs } = await judged({ houses: [house(5)], pits });
    expect(houses[0]).toMatchObject({ site_fid: 2n });
    expect(pairs).toHaveLength(3);
  });

  it("that was pulled down is in no zone and makes no pit the neighbour of a house", async () => {
    const found = await judged({ houses: [house(1, { excluded: true })], pits: [pit({ depth_m: 4 })] });
    expect(found.houses).toMatchObject([{ zone: null, damage: null }]);
    expect(found.sites).toMatchObject([{ work_class: "dangerous", adjacent_buildings: 0n }]);
  });

  it("of unknown depth is measured by the default and says so", async () => {
    const found = await judged({ houses: [house(5)], pits: [pit({ depth_m: null })] }, { site_depth: 5 });
    expect(found.houses[0]).toMatchObject({ site_depth_assumed: true, site_depth_m: 5 });
    expect(found.messages.some(({ zh }) => zh.includes("深度不明 1 处，按 5 米计"))).toBe(true);
  });
});

describe("the class of works", () => {
  const worked = async (depth_m: number | null, east: number, more = {}) =>
    (await judged({ houses: [house(east)], pits: [pit({ depth_m })], ...more })).sites[0];

  it.each([
    [2.99, 0, "ordinary"],
    [3, 6, "suggested"],
    [3, 6.001, "dangerous"],
    [4.99, 1, "suggested"],
    [5, 100, "oversize"],
    [null, 1, null],
  ])("of a pit of %s m with a house %s m away is %s", async (depth, east, expected) => {
    expect((await worked(depth, east))?.work_class).toBe(expected);
  });

  it("is none of these for a pit that was backfilled long ago: it is no longer among the works", async () => {
    const ended = await judged({
      houses: [house(1)],
      pits: [pit({ depth_m: 8, backfill_date: "2020-01-01" }), pit({ fid: 2, depth_m: 8 })],
    });
    expect(ended.sites).toMatchObject([{ work_class: "ended", site_phase: null }, { work_class: "oversize" }]);
    expect(ended.facts).toMatchObject({ oversize: 1, suggested: 0, depth_unknown: 0 });
  });

  it("does not say that nothing is next to it where the layer was not given", async () => {
    const found = await judged({ mains: [pipeAt(7)], pits: [pit({ depth_m: 4 })] });
    expect(found.sites[0]).toMatchObject({ adjacent_buildings: null, buildings_in_zones: null, adjacent_pipes: 1n });
    expect(await worked(4, 100)).toMatchObject({
      adjacent_buildings: 0n,
      buildings_in_zones: 0n,
      adjacent_pipes: null,
    });
  });

  it("is raised by a gas pipe as well", async () => {
    const found = await judged({ mains: [pipeAt(7)], pits: [pit({ depth_m: 4 })] });
    expect(found.sites[0]).toMatchObject({ work_class: "suggested", adjacent_pipes: 1n, nearest_pipe_m: 7 });
    expect((await worked(4, 100, { mains: [pipeAt(9)] }))?.work_class).toBe("dangerous");
  });
});

describe("a pipe beside a pit", () => {
  it("settles as the largest from its nearest place outwards, and is measured from the outer wall", async () => {
    const found = await judged(
      { mains: [pipeAt(2, { outer_diameter_mm: 200 })], pits: [pit()] },
      { largest_settlement: 0.3 },
    );
    expect(found.pipes[0]).toMatchObject({ site_distance_m: 1.9, settlement_mm: 30, over_alarm: true, zone: "strong" });
    const far = await judged({ mains: [pipeAt(20)], pits: [pit()] });
    expect(far.pipes[0]).toMatchObject({ settlement_mm: 3, over_alarm: false });
    expect((await judged({ mains: [pipeAt(2, { status: "abandoned" })], pits: [pit()] })).pipes).toEqual([]);
  });
});

describe("buildings over a tunnel", () => {
  it("settle as Peck's example: 16.06 mm above the axis, 9.74 at i, nothing beyond 3 i", async () => {
    const run = async (east: number, excluded = false) => {
      const outcome = await runOn(
        excavation,
        {
          buildings: { columns: buildings, rows: [{ fid: 1, geom: `POINT (${east} 0)`, excluded }] },
          tunnels: { columns: {}, rows: [{ fid: 7, geom: "LINESTRING (0 -100, 0 100)" }], geometry: "line" },
        },
        {},
        1,
      );
      return outcome.results.tunnel_buildings?.[0];
    };
    expect(await run(0)).toMatchObject({ settlement_mm: 16.059, tunnel_fid: 7n, damage: "slight" });
    expect(await run(7.5)).toMatchObject({ settlement_mm: 9.74 });
    expect(await run(15)).toMatchObject({ settlement_mm: 2.173, damage: "negligible" });
    expect(await run(0, true)).toMatchObject({ settlement_mm: null });
    expect(await run(22.501)).toMatchObject({ settlement_mm: null, damage: null });
  });
});

describe("the excavation analysis at the edges", () => {
  it("of nothing, and without what it needs", async () => {
    const none = await judged({ houses: [], pits: [] });
    expect(none.facts).toMatchObject({ buildings_in_zones: 0, oversize: 0 });
    await expect(judged({ houses: [house(0)] })).rejects.toMatchObject({ code: "usage" });
    await expect(judged({ pits: [pit()] })).rejects.toMatchObject({ code: "usage" });
    const tunnels = { columns: {}, rows: [{ fid: 7, geom: "LINESTRING (0 -100, 0 100)" }], geometry: "line" } as const;
    const noBuildings = runOn(excavation, { tunnels, pipes: { columns: pipes, rows: [pipeAt(2)] } }, {}, 1);
    await expect(noBuildings).rejects.toMatchObject({ code: "usage" });
  });

  it("finds every pair that brute force finds, with its settlement, whatever the threads", async () => {
    const city = strewnCity(5, { houses: 300, pipes: 0, sites: 40 }, 900);
    const concave = settlementCurves[0];
    if (concave === undefined) throw new Error("no curve");
    const lists = new Set<string>();
    for (const threads of [1, 8]) {
      const found = await judged(
        { houses: rowsOf(city.houses), pits: rowsOf(city.sites) },
        { curve: "concave", site_radius: 30 },
        threads,
      );
      const expected = city.houses.flatMap((one) =>
        city.sites.flatMap((site) => {
          const area = Number(site.facts.pit_area_m2 ?? 0);
          const round = area > 0 ? Math.sqrt(area / Math.PI) : Number(site.facts.radius_m ?? 30);
          const edge = site.shape.type === "polygon" ? 0 : round;
          const depth = Number(site.facts.depth_m ?? 5);
          const metres = Math.max(0, shapeDistance(one.shape, site.shape) - edge);
          const at = settlementShare(concave, metres / depth);
          return metres <= 4 * depth + 1e-7 ? [{ key: `${one.fid}-${site.fid}`, metres, at: at * 3 * depth }] : [];
        }),
      );
      const rows = new Map(found.pairs.map((row) => [`${row.building_fid}-${row.site_fid}`, row]));
      expect([...rows.keys()].sort()).toEqual(expected.map(({ key }) => key).sort());
      for (const { key, metres, at } of expected) {
        const row = rows.get(key);
        expect(Math.abs(Number(row?.site_distance_m) - metres)).toBeLessThan(0.001);
        expect(Number(row?.settlement_mm)).toBeGreaterThanOrEqual(at - 0.001);
        expect(Number(row?.settlement_mm)).toBeLessThanOrEqual(3 * Number(row?.site_depth_m) + 0.001);
      }
      lists.add(JSON.stringify(found.results, (_key, value) => (typeof value === "bigint" ? Number(value) : value)));
    }
    expect(lists.size).toBe(1);
  });
});
