import { describe, expect, it } from "vitest";
import { statistics } from "../../../data/analyses/statistics.js";
import { type Given, type Row, runOn } from "../../support/analysis-room.js";

const areaColumns = { code: "VARCHAR", name: "VARCHAR", tier: "VARCHAR" } as const;
const houseColumns = {
  code: "VARCHAR",
  district: "VARCHAR",
  street: "VARCHAR",
  community: "VARCHAR",
  excluded: "BOOLEAN",
  build_year: "INTEGER",
  build_decade: "INTEGER",
  floor_area_m2: "DOUBLE",
  storeys_added: "BOOLEAN",
  danger_grade: "VARCHAR",
  structure_class: "VARCHAR",
  floors: "INTEGER",
} as const;
const pipeColumns = { pressure: "VARCHAR", status: "VARCHAR" } as const;
const siteColumns = { state: "VARCHAR", depth_m: "DOUBLE", pit_area_m2: "DOUBLE", radius_m: "DOUBLE" } as const;

const box = (west: number, east: number) => `POLYGON ((${west} 0, ${east} 0, ${east} 100, ${west} 100, ${west} 0))`;
/** Two communities side by side, both in one district. */
const areas: readonly Row[] = [
  { fid: 1, code: "360302", name: "东区", tier: "district", geom: box(0, 200) },
  { fid: 2, code: "360302001001", name: "甲社区", tier: "community", geom: box(0, 100) },
  { fid: 3, code: "360302001002", name: "乙社区", tier: "community", geom: box(100, 200) },
];
const house = (fid: number, east: number, facts: Row = {}): Row => ({ fid, geom: `POINT (${east} 50)`, ...facts });

async function summed(houses: readonly Row[], more: Readonly<Record<string, Given>> = {}, boundaries = areas) {
  const outcome = await runOn(
    statistics,
    {
      boundaries: { columns: areaColumns, rows: boundaries },
      buildings: { columns: houseColumns, rows: houses },
      ...more,
    },
    { as_of: 2026 },
    2,
  );
  return { ...outcome, rows: outcome.results.statistics ?? [] };
}
const counts = (rows: readonly Record<string, unknown>[]) => rows.map(({ buildings }) => Number(buildings));

describe("the area of a building", () => {
  it("is the one that its record names, by code or name, wherever it lies", async () => {
    const { rows, facts } = await summed([
      house(1, 50, { community: "乙社区" }),
      house(2, 50, { community: "360302001002" }),
      house(3, 50, { community: " 甲社区 " }),
    ]);
    expect(counts(rows)).toEqual([3, 1, 2]);
    expect(facts).toMatchObject({ buildings: 3, placed_by_record: 3, placed_nowhere: 0 });
  });

  it("is told by the digits of its own code where the record names none", async () => {
    const { rows, facts } = await summed([
      house(1, 50, { code: "360302001002000123" }),
      house(2, 50, { code: "36030200100" }),
    ]);
    expect(counts(rows)).toEqual([2, 1, 1]);
    expect(facts.placed_by_code).toBe(1);
  });

  it("is where it lies else; on a border the lower row; outside of all it is counted apart", async () => {
    const { rows, facts } = await summed([
      house(1, 50),
      house(2, 150),
      house(3, 100),
      house(4, 900),
      house(5, 50, { community: "丙社区" }),
    ]);
    expect(counts(rows)).toEqual([4, 3, 1]);
    expect(facts).toMatchObject({ placed_by_position: 4, placed_nowhere: 1 });
  });

  it("is none for what is no house any more", async () => {
    expect(counts((await summed([house(1, 50, { excluded: true })])).rows)).toEqual([0, 0, 0]);
  });

  it("does not follow a name that two areas bear", async () => {
    const twins = areas.map((each) => (each.fid === 1 ? each : { ...each, name: "同名社区" }));
    expect(counts((await summed([house(1, 150, { community: "同名社区" })], {}, twins)).rows)).toEqual([1, 0, 1]);
  });
});

describe("the figures of an area", () => {
  it("count old, altered, dangerous and unknown apart, with missing rates", async () => {
    const { rows } = await summed([
      house(1, 50, {
        build_year: 1996,
        storeys_added: true,
        floor_area_m2: 100,
        danger_grade: "D",
        structure_class: "masonry",
      }),
      house(2, 50, { build_year: 1997, storeys_added: false, floor_area_m2: 50.5, danger_grade: "B" }),
      house(3, 50, { build_decade: 1980 }),
      house(4, 50),
    ]);
    expect(rows[1]).toMatchObject({
      old: 2n,
      altered: 1n,
      dangerous: 1n,
      year_unknown: 1n,
      alteration_unknown: 2n,
      floor_area_m2: 150.5,
      old_pct: 66.667,
      year_missing_pct: 25,
      structure_missing_pct: 75,
      floors_missing_pct: 100,
      density_band: "half",
    });
    expect(rows[2]).toMatchObject({ buildings: 0n, old_pct: null, year_missing_pct: null, density_band: null });
  });

  it("never call an area young of which no year is known, and take shares of what is known", async () => {
    const { rows } = await summed([house(1, 50), house(2, 50), house(3, 150, { build_year: 2020 }), house(4, 150)]);
    expect(rows[1]).toMatchObject({ old: 0n, year_unknown: 2n, old_pct: null, density_band: "unknown" });
    expect(rows[2]).toMatchObject({ old: 0n, year_missing_pct: 50, old_pct: 0, density_band: "less" });
    expect((await summed([house(1, 50, { build_year: 1980 }), house(2, 50)])).rows[1]).toMatchObject({ old_pct: 100 });
  });

  it("count a site on a border once a tier, in the lower row, and say how many are of unknown state", async () => {
    const { rows, messages } = await summed([house(1, 50)], {
      sites: {
        columns: siteColumns,
        rows: [
          { fid: 1, state: "开挖中", geom: "POINT (100 50)" },
          { fid: 2, state: null, geom: "POINT (50 50)" },
        ],
      },
    });
    expect(rows.map(({ active_sites }) => active_sites)).toEqual([1n, 1n, 0n]);
    expect(messages.some(({ zh }) => zh.includes("1 处状态不明，未计入") && !zh.includes("倍深度"))).toBe(true);
  });

  it("take levels, pipes and sites from their layers; without one they are empty, not zero", async () => {
    const without = await summed([house(1, 50)]);
    expect(without.rows[1]).toMatchObject({ level_major: null, pipe_low_km: null, active_sites: null });
    expect(without.messages.at(-1)?.zh).toContain("不是零");
    const { rows } = await summed([house(1, 50), house(2, 150)], {
      score: {
        columns: { level: "VARCHAR" },
        rows: [house(1, 50, { level: "major" }), house(2, 150, { level: "low" })],
      },
      pipes: {
        columns: pipeColumns,
        rows: [
          { fid: 1, pressure: "medium_b", status: "in_use", geom: "LINESTRING (50 50, 120 50)" },
          { fid: 2, pressure: "medium_b", status: "abandoned", geom: "LINESTRING (50 50, 120 50)" },
          { fid: 3, geom: "LINESTRING (110 50, 120 50)" },
        ],
      },
      sites: {
        columns: siteColumns,
        rows: [
          { fid: 1, state: "开挖中", geom: "POINT (150 50)" },
          { fid: 2, state: "已回填", geom: "POINT (150 50)" },
        ],
      },
    });
    expect(rows[1]).toMatchObject({
      level_major: 1n,
      level_low: 0n,
      pipe_medium_km: 0.05,
      pipe_unknown_km: 0,
      active_sites: 0n,
    });
    expect(rows[2]).toMatchObject({ level_low: 1n, pipe_medium_km: 0.02, pipe_unknown_km: 0.01, active_sites: 1n });
    expect(rows[0]).toMatchObject({ pipe_medium_km: 0.07, buildings: 2n });
  });
});
