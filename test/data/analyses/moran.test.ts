import { describe, expect, it } from "vitest";
import type { ParameterValue } from "../../../contract/parameters.js";
import { moran } from "../../../data/analyses/moran.js";
import { type Given, runOn } from "../../support/analysis-room.js";
import { blockCity, screenedColumns, shuffled, unfinite } from "../../support/street-blocks.js";

async function run(buildings: Given, parameters: Readonly<Record<string, ParameterValue>> = {}, threads = 2) {
  const outcome = await runOn(moran, { buildings }, parameters, threads);
  return { ...outcome, rows: outcome.results.moran ?? [] };
}

const planted = [4, 5, 6].flatMap((x) => [4, 5, 6].map((y) => [x, y] as const));

describe("types of clustering", () => {
  it("name the planted blocks high among high, and a lone one high among low", async () => {
    const { rows, facts, messages } = await run(blockCity(16, [...planted, [12, 12]]), { cell: 100, band: 120 });
    expect(facts.hh).toBeGreaterThan(5);
    expect(rows.some((row) => row.type === "HH" && Number(row.rate_pct) > 60)).toBe(true);
    const said = rows.find((row) => row.type === "HH");
    expect(said?.explanation_zh).toMatch(/：高值被高值包围（HH）。$/u);
    expect(messages.map(({ zh }) => zh).join()).toContain("999 次条件置换");
    expect(unfinite(rows)).toEqual([]);
  });

  it("use the analytic p without permutations, and the same seed gives the same p", async () => {
    const city = blockCity(10, planted);
    const analytic = await run(city, { cell: 100, band: 200, permutations: 0 });
    expect(analytic.messages.map(({ en }) => en).join()).toContain("Sokal");
    const p = async (seed: number) => (await run(city, { cell: 100, band: 200, seed })).rows.map((row) => row.p);
    const first = await p(3);
    expect(await p(3)).toEqual(first);
    expect(await p(4)).not.toEqual(first);
  });

  it("are the same rows whatever the order of the file and the number of threads", async () => {
    const city = blockCity(12, planted);
    const { rows } = await run(city, { value: ["floors"], permutations: 99 });
    expect((await run(shuffled(city), { value: ["floors"], permutations: 99 }, 1)).rows).toEqual(rows);
  });

  it.each([
    ["no building", []],
    ["one building", [{ fid: 1, geom: "POINT (480000 3056000)", old: true }]],
    ["buildings on one spot", [1, 2, 3, 4, 5, 6].map((fid) => ({ fid, geom: "POINT (480000 3056000)", old: fid > 3 }))],
  ])("answer for %s: no type, nothing is not a number", async (_title, rows) => {
    const found = await run({ columns: screenedColumns, rows });
    expect(unfinite(found.rows)).toEqual([]);
    expect(found.rows.every(({ type }) => type === null || type === "none")).toBe(true);
  });
});
