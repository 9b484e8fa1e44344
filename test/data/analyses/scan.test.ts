import { describe, expect, it } from "vitest";
import type { ParameterValue } from "../../../contract/parameters.js";
import { scan } from "../../../data/analyses/scan.js";
import { type Given, runOn } from "../../support/analysis-room.js";
import { blockCity, screenedColumns, shuffled, unfinite } from "../../support/street-blocks.js";

async function run(
  buildings: Given,
  parameters: Readonly<Record<string, ParameterValue>> = {},
  boundaries?: Given,
  threads = 2,
) {
  const inputs = { buildings, ...(boundaries === undefined ? {} : { boundaries }) };
  const outcome = await runOn(scan, inputs, { replicas: 99, ...parameters }, threads);
  return { ...outcome, rows: outcome.results.scan ?? [] };
}

const block = (east: number, north: number) =>
  [0, 1, 2].flatMap((x) => [0, 1, 2].map((y) => [east + x, north + y] as const));

describe("significant clusters", () => {
  it("find both planted places, tell how many were expected, and draw them as one shape each", async () => {
    const { rows, facts, messages } = await run(blockCity(20, [...block(4, 4), ...block(13, 12).slice(3)]), {
      cell: 100,
    });
    expect(rows).toHaveLength(2);
    expect(facts.clusters).toBe(2);
    const [first, second] = rows;
    expect(first).toMatchObject({ rank: 1, class: "p_001", p: 0.01 });
    expect(Number(first?.log_ratio)).toBeGreaterThan(Number(second?.log_ratio));
    expect(Number(first?.cases)).toBeGreaterThan(2 * Number(first?.expected));
    const [x = 0, y = 0] = (String(first?.geom).match(/[\d.]+/gu) ?? []).map(Number);
    expect(Math.hypot(x - 480_550, y - 3_056_550)).toBeLessThan(350);
    expect(rows.every(({ geom }) => /^POLYGON \(\([^)]*\)\)$/u.test(String(geom)))).toBe(true);
    expect(first?.explanation_zh).toMatch(/^半径 \d+ 米内 \d+ 栋中 \d+ 栋old（\d+\.\d %），按全城占比应为/u);
    expect(messages.at(-1)?.zh).toContain("随机重排 99 次（种子 1）：p 不超过 0.05 的聚集区 2 处");
    expect(unfinite(rows)).toEqual([]);
  });

  it("find none where the old stand by chance", async () => {
    const { rows } = await run(blockCity(14, []), { cell: 100, level: 0.01 });
    expect(rows).toEqual([]);
  });

  it("are the same whatever the order of the file and the number of threads", async () => {
    const city = blockCity(12, block(3, 3));
    const { rows } = await run(city);
    expect(rows.length).toBeGreaterThan(0);
    expect((await run(shuffled(city), {}, undefined, 1)).rows).toEqual(rows);
  });

  it("join boundaries where those are asked for", async () => {
    const strips: Given = {
      columns: { name: "VARCHAR" },
      rows: Array.from({ length: 20 }, (_none, at) => ({
        fid: at + 1,
        name: `第${at + 1}社区`,
        geom: `POLYGON ((${480_000 + 60 * at} 3056000, ${480_060 + 60 * at} 3056000, ${480_060 + 60 * at} 3057200, ${480_000 + 60 * at} 3057200, ${480_000 + 60 * at} 3056000))`,
      })),
    };
    const hot = Array.from({ length: 12 }, (_none, y) => [4, y] as const);
    const { rows } = await run(blockCity(12, hot), { cell: "boundaries", max_share: 30 }, strips);
    expect(rows).toHaveLength(1);
    expect(Number(rows[0]?.rate_pct)).toBeGreaterThan(60);
  });

  it.each([
    ["no building", []],
    ["one building", [{ fid: 1, geom: "POINT (480000 3056000)", old: true }]],
    ["all old", [1, 2, 3].map((fid) => ({ fid, geom: `POINT (${480_000 + 300 * fid} 3056000)`, old: true }))],
    ["ages unknown", [1, 2, 3].map((fid) => ({ fid, geom: `POINT (${480_000 + 300 * fid} 3056000)`, old: null }))],
  ])("answer for %s: none", async (_title, rows) => {
    expect((await run({ columns: screenedColumns, rows })).rows).toEqual([]);
  });

  it("refuse the mean of a figure", async () => {
    await expect(run(blockCity(2, []), { value: ["floors"] })).rejects.toMatchObject({ code: "usage" });
  });
});
