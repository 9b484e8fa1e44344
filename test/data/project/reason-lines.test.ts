import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Layer } from "../../../contract/project.js";
import { isReasoned, reasonColumn, reasonedKinds } from "../../../contract/reasons.js";
import { metresBeside } from "../../../data/reasons/metres.js";
import { strewnCity } from "../../support/city.js";
import { readCsv } from "../../support/csv-text.js";
import { type EngineRoom, featuresOf, openEngineRoom } from "../../support/engine-room.js";
import { queryFiles } from "../../support/read-files.js";
import { readWorkbook } from "../../support/workbook.js";

const box = (west: number, south: number, side: number) => ({
  type: "Polygon",
  coordinates: [
    [
      [west, south],
      [west + side, south],
      [west + side, south + side],
      [west, south + side],
      [west, south],
    ].map(([x = 0, y = 0]) => [500_000 + x, 3_000_000 + y]),
  ],
});

/** A pipe along x = 0; houses 0.8 m and 14 m from it and one far off; a pit of 6 m beside the second. */
const houses = [
  { geometry: box(0.8, 0, 10), properties: { code: "甲", build_year: 1978, structure_class: "brick_wood" } },
  { geometry: box(14, 100, 10), properties: { code: "乙", build_year: 2015 } },
  { geometry: box(900, 900, 10), properties: { code: "丙" } },
];
const pipes = [
  {
    geometry: {
      type: "LineString",
      coordinates: [
        [500_000, 2_999_500],
        [500_000, 3_000_500],
      ],
    },
    properties: { code: "G-012", pressure: "次高压A", lay_year: 1999 },
  },
];
const sites = [{ geometry: box(30, 100, 20), properties: { code: "S-01", state: "施工中", depth_m: 6 } }];

let room: EngineRoom;
beforeAll(async () => {
  room = openEngineRoom();
  await room.create();
  const ids: Record<string, number> = {};
  for (const [kind, features] of Object.entries({ buildings: houses, pipes, sites }))
    ids[kind] = (await room.take(kind, features)).id;
  for (const analysis of ["score", "gas-rules", "excavation"]) await room.run(analysis, ids, { as_of: 2026 });
  await room.run("hotspots", ids, { as_of: 2026, min_points: 1 });
}, 60_000);
afterAll(() => room.close());

const cardLine = async ({ id }: Layer, fid: number) =>
  (await room.client.ask("layer.feature", { layer: id, fid })).reason;

async function exported(layer: Layer, language?: "zh" | "en"): Promise<(string | null)[]> {
  const path = room.path(`${layer.id}-${language}.csv`);
  const asked = { layer: layer.id, path, replace: true };
  await room.client.ask("layer.export", language === undefined ? asked : { ...asked, language });
  const [header = [], ...rows] = readCsv(readFileSync(path, "utf8").slice(1));
  expect(header.at(-1)).toBe(reasonColumn.name);
  return rows.map((row) => row.at(-1) ?? null);
}

describe("the reasons of a row", () => {
  it("name the rule, the neighbour, the metres and the clause", async () => {
    const gas = await room.result("gas_buildings");
    expect((await cardLine(gas, 1))?.zh).toBe(
      "疑似占压（在保护范围内）：距管线 G-012（次高压A）外壁 0.8 米 < 保护范围 1.5 米（GB 55009-2021 §5.1）；属重大隐患判定情形（建城规〔2023〕4号）；先后：房先管后，属敷设间距问题",
    );
    expect((await cardLine(gas, 2))?.en).toBe(
      "to be verified on site: 14 m from the outer wall of pipe G-012 (sub-high A) > a clearance to the outer wall of 13.5 m (GB 50028-2006 (2020) 表 6.3.3-1), within the positional tolerance of 1 m; who came first: pipe first",
    );
    expect(await cardLine(gas, 3)).toBeNull();
  });

  it("of a score tell level and veto, what adds most, and what is unknown", async () => {
    const score = await room.result("score");
    const [first, second, third] = await Promise.all([1, 2, 3].map((fid) => cardLine(score, fid)));
    expect(first?.zh).toMatch(
      /^重大（一票否决：中压及以上管线占压且有人使用）；疑似占压（在保护范围内）：距管线 G-012/u,
    );
    expect(first?.zh).toContain("建成年代：1978 年建成（25.5 分）");
    expect(second?.zh).toMatch(
      /；距工地 S-01 坑边 6 米，开挖深度 6 米，强影响区（≤1H），开挖中，筛查沉降 [\d.]+ 毫米（估算，不是设计）；/u,
    );
    expect(third?.zh).toMatch(/^资料不足（有资料的权重 0%）；资料不明：建成年代、.+、后果$/u);
    for (const line of [first, second, third])
      expect(`${line?.zh}${line?.en}`).not.toMatch(/NaN|undefined|null|[\r\n]/u);
  });

  it("of a hot spot tell why it is one", async () => {
    const clusters = await room.result("clusters");
    expect((await cardLine(clusters, 1))?.zh).toMatch(
      /^候选房屋 \d+ 栋成片（50 米内至少 1 栋）；老旧 1 栋、疑似违改 0 栋；临近管线 1 栋（最近 0.8 米，次高压A）$/u,
    );
  });

  it("are the card's words in every export and in the table, in the language asked for", async () => {
    const { layers } = await room.client.ask("project.read", {});
    const reasoned = layers.filter(({ kind }) => isReasoned(kind));
    expect(new Set(reasoned.map(({ kind }) => kind))).toEqual(new Set(reasonedKinds));
    for (const layer of reasoned) {
      const page = await room.rows({
        layer: layer.id,
        columns: [reasonColumn.name, "fid"],
        language: "en",
        offset: 0,
        limit: 10,
      });
      const cards = await Promise.all(page.rows.map(({ fid }) => cardLine(layer, fid)));
      expect(page.columns).toEqual([reasonColumn.name, "fid"]);
      expect(page.rows.map(({ cells }) => cells[0])).toEqual(cards.map((line) => line?.en ?? null));
      expect(await exported(layer)).toEqual(cards.map((line) => line?.zh ?? null));
      expect(await exported(layer, "en")).toEqual(cards.map((line) => line?.en ?? null));
    }
  });

  it("stand in workbook, GeoJSON, GeoPackage and GeoParquet alike, also of what a filter leaves", async () => {
    const layer = await room.result("gas_buildings");
    const filter = [{ column: "on_pipe", compare: "=" as const, value: true }];
    const line = (await cardLine(layer, 1))?.zh ?? "";
    for (const extension of ["geojson", "gpkg", "parquet"]) {
      const path = room.path(`占压.${extension}`);
      expect(await room.client.ask("layer.export", { layer: layer.id, path, filter })).toMatchObject({ rows: 1 });
      const from = extension === "parquet" ? `'${path}'` : `ST_Read('${path}')`;
      const [row] = await queryFiles(room.folder, `SELECT ${reasonColumn.name} AS line FROM ${from}`);
      expect(row?.line).toBe(line);
    }
    const path = room.path("占压.xlsx");
    await room.client.ask("layer.export", { layer: layer.id, path, filter });
    const { rows } = readWorkbook(readFileSync(path));
    expect(rows.map((row) => row.at(-1))).toEqual([reasonColumn.title.zh, line]);
  });

  it("follow the scheme that the layer is shown by", async () => {
    const layer = await room.result("score");
    const scheme = await room.client.ask("scheme.load", { reference: "national" });
    const weights = { age: 0, alteration: 0, structure: 100, state: 0, neglect: 0 };
    await room.client.ask("score.rescore", { layer: layer.id, scheme: { ...scheme, weights } });
    const [first] = await exported(layer);
    await room.client.ask("score.rescore", { layer: layer.id, scheme: null });
    expect(first).not.toContain("建成年代：");
    expect(first).toContain("（85 分）");
  });

  it("are in the lists of a hot-spot run", async () => {
    const { runs } = await room.client.ask("project.read", {});
    const run = runs.find(({ analysis }) => analysis === "hotspots")?.id ?? 0;
    const folder = room.path("清单");
    await room.client.ask("run.export", { run, folder });
    const cells = (name: string) =>
      readCsv(readFileSync(`${folder}/${name}`, "utf8").slice(1)).map((row) => row.at(-1));
    expect(cells("hotspots.csv")).toEqual([reasonColumn.name, (await cardLine(await room.result("clusters"), 1))?.zh]);
    expect(cells("buildings.csv").slice(0, 2)).toEqual([
      reasonColumn.name,
      (await cardLine(await room.result("screened"), 1))?.zh,
    ]);
    expect(readFileSync(`${folder}/hotspots.geojson`, "utf8")).toContain("栋成片");
  });

  it("hold for any building of a strewn city without a gap in a sentence", async () => {
    const other = openEngineRoom();
    try {
      await other.create();
      const city = strewnCity(9, { houses: 200, pipes: 25, sites: 10 }, 500);
      const inputs = {
        buildings: (await other.take("buildings", featuresOf(city.houses))).id,
        pipes: (await other.take("pipes", featuresOf(city.pipes))).id,
        sites: (await other.take("sites", featuresOf(city.sites))).id,
      };
      await other.run("score", inputs, { as_of: 2026 });
      const layer = await other.result("score");
      for (const language of ["zh", "en"] as const) {
        const columns = [reasonColumn.name];
        const page = await other.rows({ layer: layer.id, columns, language, offset: 0, limit: 1000 });
        for (const { cells } of page.rows) expect(String(cells[0])).not.toMatch(/NaN|undefined|null|\(\)|（）|；；/u);
      }
    } finally {
      await other.close();
    }
  });
});

describe("the houses near a pipe", () => {
  it("are counted by level and named from the nearest on, with metres from edge to edge", async () => {
    const [score, mains] = await Promise.all([room.result("score"), room.client.ask("project.read", {})]);
    const layer = mains.layers.find(({ kind }) => kind === "pipes")?.id ?? 0;
    const near = async (metres: number) =>
      await room.client.ask("layer.near", { layer, fid: 1, houses: score.id, metres });
    const found = await near(50);
    expect(found.total).toBe(2);
    expect(found.nearest.map(({ title, metres }) => [title, Math.round(metres * 1000) / 1000])).toEqual([
      ["甲", 0.8],
      ["乙", 14],
    ]);
    expect(found.classes.find(({ value }) => value === "major")?.count).toBe(1);
    expect(found.classes.reduce((sum, { count }) => sum + count, 0)).toBe(2);
    expect(await near(0.5)).toMatchObject({ total: 0, nearest: [] });
  });
});

describe("metres beside a limit", () => {
  it("are told with two digits, and with more where those would put them on its other side", () => {
    expect(metresBeside(0.8, 1.5)).toBe("0.8");
    expect(metresBeside(1.4999, 1.5)).toBe("1.4999");
    expect(metresBeside(1.5, 1.5)).toBe("1.5");
    expect(metresBeside(1.500001, 1.5)).toBe("1.500001");
    expect(metresBeside(2.345678, null)).toBe("2.35");
  });
});
