import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fangan } from "../../support/command-line.js";
import { featureCollection } from "../../support/engine-room.js";
import { at } from "../../support/small-town.js";

const root = mkdtempSync(join(tmpdir(), "热点 统计-"));
const project = join(root, "城.fangan");
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Ten by ten blocks of 100 m with nine houses each; those of four blocks are old and stand along a pipe. */
beforeAll(async () => {
  const houses = Array.from({ length: 900 }, (_none, index) => {
    const [block, house] = [Math.floor(index / 9), index % 9];
    const [column, row] = [block % 10, Math.floor(block / 10)];
    const old = (column === 4 || column === 5) && (row === 4 || row === 5);
    const [east, north] = [100 * column + 30 * (house % 3), 100 * row + 30 * Math.floor(house / 3)];
    const corners = [
      at(east, north),
      at(east + 10, north),
      at(east + 10, north + 10),
      at(east, north + 10),
      at(east, north),
    ];
    return {
      geometry: { type: "Polygon", coordinates: [corners] },
      properties: { fwbh: `A${index}`, build_time: old || index % 11 === 0 ? "1975" : "2015", cs: old ? 2 : 6 },
    };
  });
  const pipe = {
    geometry: { type: "LineString", coordinates: [at(350, 500), at(650, 500)] },
    properties: { 压力级制: "中压A" },
  };
  writeFileSync(join(root, "房屋.geojson"), featureCollection(houses));
  writeFileSync(join(root, "管线.geojson"), featureCollection([pipe]));
  expect((await fangan(["import", project, join(root, "房屋.geojson"), "--as", "buildings"])).status).toBe(0);
  expect((await fangan(["import", project, join(root, "管线.geojson"), "--as", "pipes"])).status).toBe(0);
  expect((await fangan(["run", project, "hotspots", "--set", "as_of=2026"])).status).toBe(0);
}, 120_000);

describe("fangan run", { timeout: 120_000 }, () => {
  it.each([
    ["clusters", ["eps=auto"], { clusters: 1 }],
    ["hdbscan", ["min_cluster_size=4", "min_samples=3"], {}],
    ["gi_star", ["cell=100", "band=200"], { compared: expect.any(Number) }],
    ["moran", ["cell=100", "band=200", "seed=5"], {}],
    ["density", ["bandwidth=150"], { bandwidth_m: 150 }],
    ["scan", ["cell=100", "replicas=99"], { clusters: 1 }],
    ["robust_clusters", ["eps=40"], { settings: 20 }],
    ["robustness", ["cell=150", "band=300"], { settings: 20 }],
  ])("%s gives figures and an account as JSON", async (analysis, settings, facts) => {
    const set = settings.flatMap((each) => ["--set", each]);
    const { status, stdout, stderr } = await fangan(["run", project, analysis, ...set, "--json"]);
    expect(stderr).toBe("");
    expect(status).toBe(0);
    const run = JSON.parse(stdout);
    expect(run).toMatchObject({ analysis, facts });
    expect(run.messages.length).toBeGreaterThan(0);
    expect(Object.values(run.facts).every((value) => Number.isFinite(value))).toBe(true);
  });

  it("says which values can be compared when told a wrong one", async () => {
    const { status, stderr } = await fangan(["run", project, "gi_star", "--set", "value=age"]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/yes-or-no columns \(.*old.*candidate/u);
  });
});
