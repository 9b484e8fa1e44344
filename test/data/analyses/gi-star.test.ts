import { describe, expect, it } from "vitest";
import type { ParameterValue } from "../../../contract/parameters.js";
import { giStarAnalysis } from "../../../data/analyses/gi-star.js";
import { type Given, runOn } from "../../support/analysis-room.js";
import { blockCity, screenedColumns, shuffled, unfinite } from "../../support/street-blocks.js";

async function run(
  buildings: Given,
  parameters: Readonly<Record<string, ParameterValue>> = {},
  boundaries?: Given,
  threads = 2,
) {
  const inputs = { buildings, ...(boundaries === undefined ? {} : { boundaries }) };
  const outcome = await runOn(giStarAnalysis, inputs, parameters, threads);
  return { ...outcome, rows: outcome.results.gi_star ?? [] };
}

const planted = [4, 5, 6].flatMap((x) => [4, 5, 6].map((y) => [x, y] as const));

describe("hot-spot cells", () => {
  it("find the planted blocks, say so in a sentence, and leave the rest to chance", async () => {
    const { rows, facts, messages } = await run(blockCity(16, planted), { cell: 100, band: 200 });
    const hot = rows.filter((row) => Number(row.level) > 0);
    expect(hot.length).toBeGreaterThanOrEqual(9);
    expect(facts.hot_99).toBe(rows.filter((row) => row.class === "hot_99").length);
    const best = rows.reduce((one, other) => (Number(other.z) > Number(one.z) ? other : one));
    expect(best).toMatchObject({ level: 3, class: "hot_99" });
    expect(best.explanation_zh).toMatch(/^以此格为中心 200 米内 \d+ 栋中 \d+ 栋old（\d+\.\d %.*热点，可信度 99 %。$/u);
    expect(best.explanation_en).toMatch(/^Within 200 m of this cell .* corrected p < 0\.0001: a hot spot at 99 %\.$/u);
    expect(messages.map(({ zh }) => zh).join("\n")).toMatch(/指定[\s\S]*情况不明 46 栋[\s\S]*Benjamini/u);
    expect(unfinite(rows)).toEqual([]);
  });

  it("count each building once: known, unknown and old add up to the city", async () => {
    const city = blockCity(10, [[2, 2]]);
    const { rows } = await run(city, { cell: 150, band: 300 });
    const total = (name: string) => rows.reduce((sum, row) => sum + Number(row[name]), 0);
    expect(total("buildings")).toBe(city.rows.filter(({ old }) => old !== null).length);
    expect(total("unknown")).toBe(city.rows.filter(({ old }) => old === null).length);
    expect(total("cases")).toBe(city.rows.filter(({ old }) => old === true).length);
  });

  it("choose cell and band from the data where nothing is given, and say why", async () => {
    const { facts, messages } = await run(blockCity(20, planted));
    expect(facts.cell_m).toBe(200);
    expect([200, 400, 600, 800]).toContain(facts.band_m);
    const zh = messages.map((message) => message.zh).join("\n");
    expect(zh).toContain("六边形格网宽 200 米（建议）");
    expect(zh).toMatch(/邻域距离 \d+ 米（建议）/u);
  });

  it("leave cells with too few buildings out, as no data", async () => {
    const { rows } = await run(blockCity(10, planted), { cell: 100, band: 200, minimum_buildings: 9 });
    const few = rows.filter(({ buildings }) => Number(buildings) < 9);
    expect(few.length).toBeGreaterThan(0);
    for (const row of few)
      expect(row).toMatchObject({ z: null, p: null, level: null, class: null, explanation_zh: null });
    for (const row of rows.filter(({ buildings }) => Number(buildings) >= 9)) expect(row.class).not.toBeNull();
  });

  it("compare means of figures as well", async () => {
    const { rows } = await run(blockCity(12, planted), { value: ["floors"], cell: 100, band: 150 });
    expect(rows.some((row) => row.class === "hot_99" && Number(row.mean_value) > 8)).toBe(true);
    expect(rows[0]).not.toHaveProperty("rate_pct");
  });

  it("draw small rates towards the whole when asked", async () => {
    const city = blockCity(12, planted);
    const plain = await run(city, { cell: 100, band: 200 });
    const smooth = await run(city, { cell: 100, band: 200, smoothed: true });
    expect(smooth.rows.map(({ rate_pct }) => rate_pct)).toEqual(plain.rows.map(({ rate_pct }) => rate_pct));
    expect(smooth.rows.map(({ z }) => z)).not.toEqual(plain.rows.map(({ z }) => z));
  });

  it("call fewer places hot with the correction than without", async () => {
    const city = blockCity(16, [[3, 3]]);
    const facts = async (fdr: boolean) => (await run(city, { cell: 100, band: 200, fdr })).facts;
    const [corrected, plain] = [await facts(true), await facts(false)];
    const hot = (each: Readonly<Record<string, number>>) =>
      (each.hot_90 ?? 0) + (each.hot_95 ?? 0) + (each.hot_99 ?? 0);
    expect(hot(corrected)).toBeLessThan(hot(plain));
  });

  it("are the same rows whatever the order of the file and the number of threads", async () => {
    const city = blockCity(12, planted);
    const { rows } = await run(city, { value: ["floors"] });
    expect((await run(shuffled(city), { value: ["floors"] })).rows).toEqual(rows);
    expect((await run(shuffled(city, 31), { value: ["floors"] }, undefined, 1)).rows).toEqual(rows);
  });

  it.each([
    ["no building", []],
    ["one building", [{ fid: 1, geom: "POINT (480000 3056000)", old: true, candidate: false, floors: 1 }]],
    [
      "buildings of unknown age only",
      [1, 2, 3].map((fid) => ({ fid, geom: `POINT (${480_000 + 500 * fid} 3056000)`, old: null, floors: 1 })),
    ],
    [
      "buildings on one spot",
      Array.from({ length: 30 }, (_none, at) => ({ fid: at + 1, geom: "POINT (480000 3056000)", old: at % 2 === 0 })),
    ],
    [
      "a city where all are old",
      Array.from({ length: 400 }, (_none, at) => ({
        fid: at + 1,
        geom: `POINT (${480_000 + 30 * (at % 20)} ${3_056_000 + 30 * Math.floor(at / 20)})`,
        old: true,
      })),
    ],
  ])("answer for %s: nothing is hot, nothing is not a number", async (_title, rows) => {
    const found = await run({ columns: screenedColumns, rows });
    expect(unfinite(found.rows)).toEqual([]);
    expect(found.rows.every(({ class: word }) => word === null || word === "none")).toBe(true);
    expect(Object.values(found.facts).every(Number.isFinite)).toBe(true);
  });

  it("refuse a value that is no column, naming those that can be used", async () => {
    await expect(run(blockCity(2, []), { value: ["age"] })).rejects.toThrow(/old, candidate.*floors/u);
    await expect(run(blockCity(2, []), { value: ["old", "floors"] })).rejects.toMatchObject({ code: "usage" });
  });
});

describe("hot spots by boundary", () => {
  const strips: Given = {
    columns: { name: "VARCHAR" },
    rows: Array.from({ length: 12 }, (_none, at) => ({
      fid: at + 1,
      name: `第${at + 1}社区`,
      geom: `POLYGON ((${480_000 + 100 * at} 3056000, ${480_100 + 100 * at} 3056000, ${480_100 + 100 * at} 3057200, ${480_000 + 100 * at} 3057200, ${480_000 + 100 * at} 3056000))`,
    })),
  };
  const hot = [3, 4, 5].flatMap((x) => Array.from({ length: 12 }, (_none, y) => [x, y] as const));

  it("give every boundary a row, and one building to one boundary even on their common edge", async () => {
    const city = blockCity(12, hot);
    const onEdge = { fid: 5000, geom: "POINT (480300 3056050)", old: true };
    const outside = { fid: 5001, geom: "POINT (470000 3056050)", old: true };
    const given = { ...city, rows: [...city.rows, onEdge, outside] };
    const { rows, messages } = await run(given, { cell: "boundaries", band: 150 }, strips);
    expect(rows.map(({ fid }) => Number(fid))).toEqual(strips.rows.map(({ fid }) => fid));
    const total = rows.reduce((sum, row) => sum + Number(row.buildings) + Number(row.unknown), 0);
    expect(total).toBe(city.rows.length + 1);
    expect(messages[0]?.zh).toContain("1 栋房屋不在任何分区内");
    expect(rows.find(({ fid }) => Number(fid) === 5)).toMatchObject({ class: expect.stringMatching(/^hot/u) });
  });

  it("refuse to run without boundaries", async () => {
    await expect(run(blockCity(2, []), { cell: "boundaries" })).rejects.toMatchObject({ code: "usage" });
  });
});
