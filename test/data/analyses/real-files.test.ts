import { readFileSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CallInput } from "../../../contract/api.js";
import { corpus, hasCorpus } from "../../support/corpus.js";
import { type EngineRoom, featureCollection, openEngineRoom } from "../../support/engine-room.js";
import { queryFiles } from "../../support/read-files.js";

/** Figures made with geopandas 1.2.0 and scikit-learn 1.9.1 on the same files. */
interface Expected {
  readonly clusters: number;
  readonly noise: number;
  readonly n: number;
  readonly eps: number;
  readonly min_samples: number;
  readonly sizes_top10: readonly number[];
}

interface Member {
  readonly cluster: number;
  readonly x: number;
  readonly y: number;
}

/**
 * Sizes as scikit-learn would count them. It gives a border point to the first cluster that reaches it, clusters in the
 * order of their first core points; here the nearest core point has it. Cores, clusters and noise are the same.
 */
function sizesByFirstCluster(members: readonly Member[], { eps, min_samples }: Expected): number[] {
  const near = members.map((one) =>
    members.flatMap((other, index) => (Math.hypot(one.x - other.x, one.y - other.y) <= eps ? [index] : [])),
  );
  const core = near.map(({ length }) => length >= min_samples);
  const rank = new Map<number, number>();
  for (const [index, { cluster }] of members.entries()) {
    if (core[index] && !rank.has(cluster)) rank.set(cluster, rank.size);
  }
  const sizes = Array.from(rank, () => 0);
  for (const [index, { cluster }] of members.entries()) {
    const reaching = (near[index] ?? []).filter((other) => core[other]).map((other) => members[other]?.cluster ?? -1);
    expect(cluster === -1).toBe(reaching.length === 0);
    if (cluster === -1) continue;
    const first = Math.min(...(core[index] ? [cluster] : reaching).map((each) => rank.get(each) ?? Number.NaN));
    sizes[first] = (sizes[first] ?? 0) + 1;
  }
  return sizes.sort((a, b) => b - a);
}

let room: EngineRoom;
beforeEach(() => {
  room = openEngineRoom();
});
afterEach(() => room.close());

/**
 * Imports real buildings into a project in their own CRS, makes candidates of those that `reading` calls old by a pipe
 * that reaches all of them, and clusters them.
 */
async function clusterReal(
  file: string,
  crs: string,
  reading: NonNullable<CallInput<"source.import">["reading"]>,
  parameters: { as_of: number; old_age: number },
  expected: Expected,
) {
  await room.client.ask("project.create", { path: room.path("真.fangan"), crs });
  const { layer } = await room.client.ask("source.import", { path: corpus(file), kind: "buildings", reading });
  const [west = 0, south = 0, east = 0, north = 0] = layer.bounds ?? [];
  const middle = (south + north) / 2;
  const path = room.path("线.geojson");
  const across = {
    type: "LineString",
    coordinates: [
      [west, middle],
      [east, middle],
    ],
  };
  writeFileSync(path, featureCollection([{ geometry: across, properties: { status: "in_use" } }]));
  const pipes = (await room.client.ask("source.import", { path, kind: "pipes" })).layer;
  const { run, project } = await room.run(
    "hotspots",
    { buildings: layer.id, pipes: pipes.id },
    { ...parameters, pipe_distance: 5000, eps: expected.eps, min_points: expected.min_samples },
  );
  const screened = await room.result("screened");
  const parquet = room.path("候选.parquet");
  const filter = [{ column: "candidate", compare: "=" as const, value: true }];
  await room.client.ask("layer.export", { layer: screened.id, path: parquet, filter });
  const members = await queryFiles(
    room.folder,
    `SELECT coalesce(cluster, -1)::INTEGER AS cluster, ST_X(ST_Centroid(geometry)) AS x, ST_Y(ST_Centroid(geometry)) AS y
     FROM read_parquet('${parquet.replaceAll("'", "''")}') ORDER BY fid`,
  );
  const facts = project.runs.find(({ id }) => id === run)?.facts ?? {};
  return { facts, members: members as unknown as Member[] };
}

describe.skipIf(!hasCorpus)("hot spots on real files, as scikit-learn finds them", { timeout: 60_000 }, () => {
  const expected = hasCorpus ? JSON.parse(readFileSync(corpus("expected.json"), "utf8")) : {};

  it("old houses of Schutterwald: age classes A to D of the gas grid's house points", async () => {
    const dbscan: Expected = expected.schutterwald.old_dbscan;
    const path = corpus("schutterwald-gas/derived/schutterwald_houses.shp");
    const reading = {
      mapping: { build_year: "profile_id" },
      values: { build_year: await profileYears(path, "ABCD") },
    };
    const { facts, members } = await clusterReal(
      "schutterwald-gas/derived/schutterwald_houses.shp",
      "EPSG:31467",
      reading,
      { as_of: 2000, old_age: 30 },
      dbscan,
    );
    expect(facts).toMatchObject({
      buildings: 1506,
      candidates: dbscan.n,
      clusters: dbscan.clusters,
      noise: dbscan.noise,
    });
    expect(sizesByFirstCluster(members, dbscan).slice(0, 10)).toEqual(dbscan.sizes_top10);
  });

  it("parcels of Cambridge built before 1900", async () => {
    const dbscan: Expected = expected.cambridge.pre1900_dbscan;
    const reading = { mapping: { build_year: "YR_BUILT" } };
    const { facts, members } = await clusterReal(
      "cambridge-ma/derived/cambridge_parcels_yrbuilt.shp",
      "EPSG:26986",
      reading,
      { as_of: 2014, old_age: 115 },
      dbscan,
    );
    expect(facts).toMatchObject({ candidates: dbscan.n, clusters: dbscan.clusters, noise: dbscan.noise });
    expect(sizesByFirstCluster(members, dbscan).slice(0, 10)).toEqual(dbscan.sizes_top10);
  });

  it("single-storey buildings of Beijing: all scattered", async () => {
    const dbscan: Expected = expected.beijing.single_storey_dbscan;
    const reading = { mapping: { build_year: "层数", floors: "" }, values: { build_year: { "1": "1900" } } };
    const { facts, members } = await clusterReal(
      "beijing-urhgn/derived/beijing_buildings_gbk_cgcs2000.shp",
      "EPSG:4548",
      reading,
      { as_of: 2000, old_age: 30 },
      dbscan,
    );
    expect(facts).toMatchObject({
      buildings: 7743,
      candidates: dbscan.n,
      clusters: dbscan.clusters,
      noise: dbscan.noise,
    });
    expect(sizesByFirstCluster(members, dbscan)).toEqual([]);
  });

  /** Every profile of the file that begins with one of the letters, as a year. */
  async function profileYears(path: string, letters: string): Promise<Record<string, string>> {
    await room.client.ask("project.create", { path: room.path("看.fangan"), crs: "EPSG:31467" });
    const { layer } = await room.client.ask("source.import", { path, kind: "generic" });
    const years: Record<string, string> = {};
    for (let offset = 0; offset < layer.count; offset += 1000) {
      const { rows } = await room.rows({ layer: layer.id, columns: ["src_profile_id"], offset, limit: 1000 });
      for (const { cells } of rows) {
        const profile = String(cells[0]);
        if (letters.includes(profile.slice(0, 1))) years[profile] = "1900";
      }
    }
    return years;
  }
});
