import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalEngine, openLocalEngine } from "../../../data/local-engine.js";
import { corpus, hasCorpus } from "../../support/corpus.js";
import { ImportWorker } from "../../support/import-worker.js";

const root = mkdtempSync(join(tmpdir(), "城市-"));
const worker = new ImportWorker();
let engine: LocalEngine;
beforeAll(() => {
  engine = openLocalEngine();
});
afterAll(() => {
  worker.stop();
  engine.close();
  rmSync(root, { recursive: true, force: true });
});

/** The mains alone, by saying that house connections are out of use. */
const mainsOnly = {
  mapping: { status: "type" },
  values: { status: { pipe: "in_use", house_connection: "abandoned" } },
};

describe.skipIf(!hasCorpus)("the gas grid of Schutterwald", { timeout: 90_000 }, () => {
  it.each([
    ["the file's own zone-prefixed CRS", "EPSG:31467", { 5: 2, 10: 20, 20: 425, 30: 603, 50: 843 }],
    ["the UTM zone that is chosen without a word", undefined, { 5: 2, 10: 21, 20: 426, 30: 603, 50: 845 }],
  ])("has as many houses near its mains as geopandas counts, in %s", async (_title, crs, within) => {
    const path = join(root, `${crs ?? "UTM"}.fangan`.replace(":", " "));
    const created = await engine.client.ask("project.create", { path, ...(crs === undefined ? {} : { crs }) });
    expect(created.crs).toBe(crs ?? null);
    const houses = await engine.client.ask("source.import", {
      path: corpus("schutterwald-gas/derived/schutterwald_houses.shp"),
      kind: "buildings",
    });
    const pipes = await engine.client.ask("source.import", {
      path: corpus("schutterwald-gas/derived/schutterwald_gas_pipes.shp"),
      kind: "pipes",
      reading: mainsOnly,
    });
    expect(pipes.project.crs).toBe(crs ?? "EPSG:32632");
    expect(houses.report.crs).toBe("EPSG:31467");
    expect([houses.layer.count, pipes.layer.count]).toEqual([1506, 2559]);
    const counted: Record<string, number | undefined> = {};
    for (const metres of Object.keys(within)) {
      const { project, run } = await engine.client.ask("analysis.run", {
        analysis: "screen",
        inputs: { buildings: houses.layer.id, pipes: pipes.layer.id },
        parameters: { pipe_distance: Number(metres), as_of: 2026 },
      });
      counted[metres] = project.runs.find((each) => each.id === run)?.facts.near_pipe;
    }
    expect(counted).toEqual(Object.fromEntries(Object.entries(within)));
  });
});

describe.skipIf(!hasCorpus)("the houses of Beijing in GBK", { timeout: 60_000 }, () => {
  const fields = ["序号", "社区编", "社区名", "层数", "高度", "面积", "用途", "屋顶", "更新标"];
  const sql = () =>
    `SELECT CAST(sum(src_层数) AS INTEGER) AS floors, CAST(count(*) FILTER (src_层数 >= 6) AS INTEGER) AS high,
            CAST(count(*) FILTER (src_用途 = '居住') AS INTEGER) AS homes, CAST(count(*) FILTER (src_用途 = '公共') AS INTEGER) AS public,
            CAST(count(*) FILTER (src_用途 = '商业') AS INTEGER) AS shops, CAST(count(*) FILTER (src_用途 = '交通') AS INTEGER) AS traffic,
            CAST(count(DISTINCT src_社区名) AS INTEGER) AS communities,
            count(*) FILTER (src_社区名 LIKE '%' || chr(65533) || '%') = 0 AS readable, sum(ST_Area(ST_GeomFromWKB(geom))) AS area
     FROM read_parquet($parquet)`;

  it.each([
    ["with a .cpg that says CP936", "beijing-urhgn/derived/beijing_buildings_gbk_cgcs2000.shp"],
    ["without a .cpg and with language byte 0", "beijing-urhgn/derived/nocpg/bj_nocpg_ldid0.shp"],
  ])("have right names and values %s", async (_title, file) => {
    const { converted, row } = await worker.figures(corpus(file), {}, sql);
    expect(converted.columns.map((column) => column.name)).toEqual(fields.map((name) => `src_${name}`));
    // geopandas with encoding="gbk" (scripts/reference/schutterwald.py) and the collection's expected.json.
    expect(row).toMatchObject({ floors: 35_599, high: 1956, homes: 5843, public: 1505, shops: 394, traffic: 1 });
    expect(row).toMatchObject({ communities: 40, readable: true });
    expect(converted.report).toMatchObject({ rows: 7743, imported: 7743, encoding: "gb18030", crs: "EPSG:4548" });
  });

  it("cover the area that geopandas measures, in the zone of 117° E that is chosen for them", async () => {
    const file = corpus("beijing-urhgn/derived/beijing_buildings_gbk_cgcs2000.shp");
    const { converted, row } = await worker.figures(file, {}, sql);
    expect(converted.projectCrs).toBe("EPSG:4548");
    expect(Number(row.area)).toBeCloseTo(7_291_872.008_044, 2);
  });
});
