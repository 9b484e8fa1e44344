import { describe, expect, it } from "vitest";
import type { ParameterValue } from "../../../contract/parameters.js";
import { density } from "../../../data/analyses/density.js";
import { type Given, runOn } from "../../support/analysis-room.js";
import { blockCity, screenedColumns, shuffled, unfinite } from "../../support/street-blocks.js";

async function run(buildings: Given, parameters: Readonly<Record<string, ParameterValue>> = {}, threads = 2) {
  const outcome = await runOn(density, { buildings }, parameters, threads);
  return { ...outcome, rows: outcome.results.density ?? [] };
}

const planted = [4, 5].flatMap((x) => [4, 5].map((y) => [x, y] as const));

describe("density surface", () => {
  it("is highest over the planted blocks and says what it means", async () => {
    const city = blockCity(10, planted);
    const { rows, facts } = await run(city, { bandwidth: 150, cell: 50 });
    const best = rows.reduce((one, other) => (Number(other.density_km2) > Number(one.density_km2) ? other : one));
    const [x = 0, y = 0] = (String(best.geom).match(/[\d.]+/gu) ?? []).map(Number);
    expect(Math.hypot(x - 480_500, y - 3_056_500)).toBeLessThan(100);
    expect(best.class).toBe("10");
    expect(best.explanation_zh).toMatch(/^此格周边 150 米内old按远近加权，每平方公里 \d+\.\d 栋；/u);
    const volume = rows.reduce((sum, row) => sum + Number(row.density_km2) / 1e6, 0) * 50 * 50;
    expect(volume / (facts.buildings ?? 0)).toBeCloseTo(1, 1);
    expect(facts.buildings).toBe(city.rows.filter(({ old }) => old === true).length);
    expect(unfinite(rows)).toEqual([]);
  });

  it("puts cells into classes by what the densest hold together", async () => {
    const { rows } = await run(blockCity(10, planted), { bandwidth: 150, cell: 50 });
    const total = rows.reduce((sum, row) => sum + Number(row.density_km2), 0);
    for (const limit of [25, 50, 75]) {
      const inside = rows.filter((row) => Number(row.class) <= limit);
      const held = inside.reduce((sum, row) => sum + Number(row.density_km2), 0) / total;
      expect(held).toBeLessThanOrEqual(limit / 100);
      expect(held).toBeGreaterThan(limit / 100 - 0.1);
    }
  });

  it("chooses bandwidth and cells from the data and says so", async () => {
    const { facts, messages } = await run(blockCity(20, planted));
    expect(facts.bandwidth_m).toBeGreaterThan(50);
    expect(messages.map(({ zh }) => zh).join()).toContain("（建议）：Silverman 规则");
  });

  it("is the same whatever the order of the file and the number of threads", async () => {
    const city = blockCity(8, planted);
    const { rows } = await run(city);
    expect((await run(shuffled(city), {}, 1)).rows).toEqual(rows);
  });

  it.each([
    ["no building", []],
    ["none that counts", [{ fid: 1, geom: "POINT (480000 3056000)", old: false }]],
    ["buildings on one spot", [1, 2].map((fid) => ({ fid, geom: "POINT (480000 3056000)", old: true }))],
  ])("answers for %s", async (_title, rows) => {
    const found = await run({ columns: screenedColumns, rows });
    expect(unfinite(found.rows)).toEqual([]);
    expect(Object.values(found.facts).every(Number.isFinite)).toBe(true);
  });

  it("refuses cells too fine for the area", async () => {
    const far = [1, 2].map((fid) => ({
      fid,
      geom: `POINT (${fid * 400_000} ${3_000_000 + fid * 400_000})`,
      old: true,
    }));
    await expect(run({ columns: screenedColumns, rows: far }, { cell: 1 })).rejects.toMatchObject({ code: "usage" });
  });
});
