import { describe, expect, it } from "vitest";
import type { ParameterValue } from "../../../contract/parameters.js";
import type { Analysis } from "../../../data/analyses/analysis.js";
import { giStarAnalysis } from "../../../data/analyses/gi-star.js";
import { robustnessAnalysis } from "../../../data/analyses/robustness.js";
import { robustness } from "../../../data/statistics/robustness.js";
import { type Given, runOn } from "../../support/analysis-room.js";
import { blockCity, screenedColumns, shuffled, unfinite } from "../../support/street-blocks.js";

async function run(
  analysis: Analysis,
  buildings: Given,
  parameters: Readonly<Record<string, ParameterValue>> = {},
  threads = 2,
) {
  const outcome = await runOn(analysis, { buildings }, parameters, threads);
  return { ...outcome, rows: outcome.results[analysis.name] ?? [] };
}

const planted = [4, 5, 6, 7].flatMap((x) => [4, 5, 6, 7].map((y) => [x, y] as const));
const given = { cell: 100, band: 200 };

describe("robustness", () => {
  it("says of each place in how many of twenty settings it is hot: the planted middle always, the far rim never", async () => {
    const { rows, facts, messages } = await run(robustnessAnalysis, blockCity(16, planted), { cell: 150, band: 300 });
    expect(facts.settings).toBe(20);
    const at = (x: number, y: number) =>
      rows.reduce((one, other) => (distance(other, x, y) < distance(one, x, y) ? other : one));
    expect(at(480_600, 3_056_600)).toMatchObject({ hot_in: 20, settings: 20, class: "hot_steady" });
    expect(at(480_600, 3_056_600).explanation_zh).toBe("20 种设置中 20 种为热点、0 种为冷点。");
    expect(at(481_450, 3_057_450)).toMatchObject({ hot_in: 0, class: "none" });
    expect(rows.some((row) => Number(row.hot_in) > 0 && Number(row.hot_in) < 20)).toBe(true);
    expect(messages.at(-1)?.zh).toContain("格网宽 120–195 米，邻域距离 240–450 米");
    expect(unfinite(rows)).toEqual([]);
  });

  it("agrees with the hot-spot cells where the only setting is theirs", async () => {
    const city = blockCity(14, planted);
    const hot = await run(giStarAnalysis, city, given);
    const centres = hot.rows.map((row) => centre(row));
    const points = city.rows.map((row) => ({ place: centre(row), old: row.old }));
    const found = robustness({
      x: Float64Array.from(points, ({ place }) => place[0]),
      y: Float64Array.from(points, ({ place }) => place[1]),
      value: Float64Array.from(points, ({ old }) => (old === null ? Number.NaN : Number(old))),
      centreX: Float64Array.from(centres, ([x]) => x),
      centreY: Float64Array.from(centres, ([, y]) => y),
      settings: [{ width: 100, band: 200 }],
      minimum: 5,
      level: 0.1,
      corrected: true,
    });
    expect([...found.hot]).toEqual(hot.rows.map(({ level }) => (Number(level) > 0 ? 1 : 0)));
    expect([...found.cold]).toEqual(hot.rows.map(({ level }) => (Number(level) < 0 ? 1 : 0)));
    expect([...found.judged]).toEqual(hot.rows.map(({ level }) => (level === null ? 0 : 1)));
  });

  it("is the same whatever the order of the file and the number of threads", async () => {
    const city = blockCity(10, planted);
    const { rows } = await run(robustnessAnalysis, city, given);
    expect((await run(robustnessAnalysis, shuffled(city), given, 1)).rows).toEqual(rows);
  });

  it.each([
    ["no building", []],
    ["one building", [{ fid: 1, geom: "POINT (480000 3056000)", old: true }]],
  ])("answers for %s", async (_title, rows) => {
    const found = await run(robustnessAnalysis, { columns: screenedColumns, rows });
    expect(unfinite(found.rows)).toEqual([]);
    expect(found.rows.every((row) => row.class === null)).toBe(true);
  });
});

/** Mean of the corners of a row's shape; the closing corner left out. */
function centre(row: Readonly<Record<string, unknown>>): readonly [number, number] {
  const numbers = (String(row.geom).match(/-?\d+(\.\d+)?/gu) ?? []).map(Number);
  const corners = Math.max(1, numbers.length / 2 - 1);
  const mean = (axis: number) =>
    numbers
      .filter((_number, index) => index % 2 === axis)
      .slice(0, corners)
      .reduce((sum, each) => sum + each, 0) / corners;
  return [mean(0), mean(1)];
}

function distance(row: Readonly<Record<string, unknown>>, x: number, y: number): number {
  const [east, north] = centre(row);
  return Math.hypot(east - x, north - y);
}
