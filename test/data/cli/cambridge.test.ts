import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fangan } from "../../support/command-line.js";
import { corpusFolder, hasCorpus } from "../../support/corpus.js";

const root = mkdtempSync(join(tmpdir(), "cambridge-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Word for word the command of the collection's README, run where its paths are right. */
const command = (out: string) => [
  ...["hotspots", "--buildings", "cambridge-ma/derived/cambridge_parcels_yrbuilt.shp"],
  ...["--map", "buildings.build_year=YR_BUILT", "--pipes", "cambridge-ma/raw/INFRA_Drainage.geojson"],
  ...["--sites", "cambridge-ma/raw/CDD_SpecialPermits.geojson", "--map", "sites.state=CaseStatus"],
  ...["--set", "site_states=Under construction", "--set", "as_of=2014", "--set", "old_age=100"],
  ...["--set", "pipe_distance=30", "--set", "site_depth=20", "--set", "site_factor=5", "--out", out],
];

/** One line of a CSV into its cells; cells in quotes may hold commas and doubled quotes. */
function cells(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/gu)].map(
    (match) => match[1]?.replaceAll('""', '"') ?? match[2] ?? "",
  );
}

describe.skipIf(!hasCorpus)("the main job on Cambridge, MA", { timeout: 120_000 }, () => {
  let result: Awaited<ReturnType<typeof fangan>>;
  let report: { counts: object; crs: string; clusters: { buildings: number }[]; inputs: Record<string, unknown>[] };
  const out = join(root, "结果 1");
  beforeAll(async () => {
    if (!hasCorpus) return;
    result = await fangan(command(out), { cwd: corpusFolder });
    report = JSON.parse(readFileSync(join(out, "report.json"), "utf8"));
  }, 120_000);

  it("finds what geopandas and scikit-learn found (scripts/reference/cambridge.py)", () => {
    expect(result.status).toBe(0);
    expect(report.crs).toBe("EPSG:32619");
    expect(report.counts).toEqual({
      buildings: 13_115,
      old: 7990,
      altered: 0,
      unknown_year: 763,
      near_pipe: 60,
      near_site: 463,
      candidates: 221,
      clusters: 7,
      clustered: 180,
      noise: 41,
    });
    expect(report.clusters.map((cluster) => cluster.buildings)).toEqual([61, 44, 44, 12, 8, 6, 5]);
  });

  it("accounts for every row of its inputs", () => {
    expect(report.inputs[0]).toMatchObject({
      rows: 13_116,
      imported: 13_115,
      encoding: "utf-8",
      crs: "EPSG:26986",
      skipped: [{ row: 1896, why: { zh: "没有几何图形", en: "there is no geometry" } }],
    });
    expect(report.inputs[1]).toMatchObject({ rows: 137, imported: 137 });
    expect(report.inputs[2]).toMatchObject({ rows: 499, imported: 499 });
    for (const input of report.inputs) expect(input.sha256).toMatch(/^[0-9a-f]{64}$/u);
  });

  it("lists each building once, in figures that add up to the report", () => {
    const [head = "", ...lines] = readFileSync(join(out, "buildings.csv"), "utf8").slice(1).trim().split(/\r?\n/u);
    const names = cells(head);
    expect(lines).toHaveLength(13_115);
    const cluster = names.indexOf("cluster");
    expect(cluster).toBeGreaterThan(0);
    const clustered = lines.map(cells).filter((row) => Number(row[cluster]) > 0);
    expect(clustered).toHaveLength(180);
  });

  it("leaves one folder with the five results, and nothing beside it", () => {
    for (const name of ["project.fangan", "hotspots.csv", "hotspots.geojson", "buildings.csv", "report.json"])
      expect(existsSync(join(out, name))).toBe(true);
    expect(result.stderr).not.toContain("Error");
  });
});
