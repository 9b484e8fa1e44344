import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { strewnCity } from "../../support/city.js";
import { readCsv } from "../../support/csv-text.js";
import { type EngineRoom, type Feature, featuresOf, openEngineRoom } from "../../support/engine-room.js";
import { covers, type Place } from "../../support/plane.js";
import { toMetres } from "../../support/screened-city.js";

const city = strewnCity(55, { houses: 900, pipes: 70, sites: 25 }, 900);
const houses = featuresOf(city.houses.filter(({ shape }) => shape.type === "polygon")).map(
  ({ geometry, properties }, index) => ({
    geometry,
    properties: { ...properties, fwbh: `A-${index}` },
  }),
);
const parameters = { as_of: 2026, pipe_distance: 20, site_radius: 2.5, eps: 30, min_points: 3 };

interface Lists {
  readonly folder: string;
  readonly report: Report;
  readonly hotspots: Record<string, string | null>[];
  readonly buildings: Record<string, string | null>[];
  readonly outlines: {
    properties: Record<string, unknown>;
    geometry: { type: string; coordinates: [number, number][][] };
  }[];
}

interface Report {
  readonly counts: Record<string, number>;
  readonly clusters: Record<string, number | null>[];
  readonly inputs: Record<string, unknown>[];
  readonly crs: string;
  readonly params: Record<string, unknown>;
  readonly timings_ms: Record<string, number>;
  readonly versions: Record<string, string>;
}

let room: EngineRoom;
let lists: Lists;
beforeAll(async () => {
  room = openEngineRoom();
  await room.create();
  lists = await makeLists("一", houses);
});
afterAll(() => room.close());

async function makeLists(name: string, buildings: readonly Feature[]): Promise<Lists> {
  const sites = await room.take("sites", featuresOf(city.sites), { pit_area_m2: "pit_area_m2" });
  const pipes = await room.take("pipes", featuresOf(city.pipes), { outer_diameter_mm: "outer_diameter_mm" });
  const census = await room.take("buildings", buildings, { floor_area_m2: "floor_area_m2" });
  const { run } = await room.run("hotspots", { sites: sites.id, pipes: pipes.id, buildings: census.id }, parameters);
  const folder = room.path(name);
  await room.client.ask("run.export", { run, folder });
  return readLists(folder);
}

function readLists(folder: string): Lists {
  const text = (file: string) => readFileSync(join(folder, file), "utf8");
  const table = (file: string) => {
    const [header = [], ...rows] = readCsv(text(file).slice(1));
    return rows.map((row) => Object.fromEntries(header.map((name, place) => [name ?? "", row[place] ?? null])));
  };
  return {
    folder,
    report: JSON.parse(text("report.json")),
    hotspots: table("hotspots.csv"),
    buildings: table("buildings.csv"),
    outlines: JSON.parse(text("hotspots.geojson")).features,
  };
}

const number = (cell: string | null | undefined) => (cell == null ? null : Number(cell));

describe("the lists of a hot-spot run", { timeout: 60_000 }, () => {
  it("are four files, and report.json has the promised fields in the promised order", () => {
    expect(readdirSync(lists.folder).sort()).toEqual([
      "buildings.csv",
      "hotspots.csv",
      "hotspots.geojson",
      "report.json",
    ]);
    const { report } = lists;
    expect(Object.keys(report).slice(0, 7)).toEqual([
      "counts",
      "clusters",
      "inputs",
      "crs",
      "params",
      "timings_ms",
      "versions",
    ]);
    expect(Object.keys(report.counts)).toEqual([
      "buildings",
      "old",
      "altered",
      "unknown_year",
      "near_pipe",
      "near_site",
      "candidates",
      "clusters",
      "clustered",
      "noise",
    ]);
    expect(Object.values(report.counts).every(Number.isInteger)).toBe(true);
    for (const cluster of report.clusters) {
      expect(Object.keys(cluster)).toEqual([
        "id",
        "rank",
        "buildings",
        "old",
        "altered",
        "nearest_pipe_m",
        "nearest_site_m",
        "score",
      ]);
      expect(Object.values(cluster).every((value) => typeof value === "number")).toBe(true);
    }
    expect(report.inputs.map(({ kind }) => kind)).toEqual(["buildings", "pipes", "sites"]);
    for (const input of report.inputs) {
      expect(Object.keys(input).slice(0, 8)).toEqual([
        "path",
        "kind",
        "rows",
        "imported",
        "skipped",
        "encoding",
        "crs",
        "sha256",
      ]);
      expect(input.sha256).toMatch(/^[0-9a-f]{64}$/u);
      expect(input.rows).toBe(Number(input.imported) + (input.skipped as unknown[]).length);
    }
    expect(report.crs).toBe("EPSG:4547");
    expect(report.params).toMatchObject({ ...parameters, old_age: 30, site_factor: 3, site_depth: 5 });
    expect(Object.keys(report.timings_ms)).toEqual(["import", "screen", "cluster", "export", "total"]);
    expect(Object.values(report.timings_ms).every((time) => Number.isInteger(time) && time >= 0)).toBe(true);
    expect(Object.values(report.versions).every((version) => typeof version === "string")).toBe(true);
  });

  it("agree with each other figure by figure", () => {
    const { report, hotspots, buildings, outlines } = lists;
    const { counts } = report;
    const are = (name: string, value: string) => buildings.filter((row) => row[name] === value).length;
    expect(buildings).toHaveLength(houses.length);
    expect(counts).toEqual({
      buildings: buildings.length,
      old: are("old", "true"),
      altered: are("altered", "true"),
      unknown_year: are("unknown_year", "true"),
      near_pipe: are("near_pipe", "true"),
      near_site: are("near_site", "true"),
      candidates: are("candidate", "true"),
      clusters: hotspots.length,
      clustered: buildings.filter(({ cluster }) => cluster !== null).length,
      noise: are("noise", "true"),
    });
    expect(counts.clusters).toBeGreaterThan(8);
    expect(hotspots.map(({ rank }) => Number(rank))).toEqual(hotspots.map((_each, index) => index + 1));
    expect(report.clusters.map(({ rank }) => rank)).toEqual(hotspots.map((_each, index) => index + 1));
    expect(outlines.map(({ properties }) => properties.rank)).toEqual(report.clusters.map(({ rank }) => rank));
    for (const [index, row] of hotspots.entries()) {
      const told = report.clusters[index] ?? {};
      const drawn = outlines[index]?.properties ?? {};
      for (const name of ["id", "rank", "buildings", "old", "altered", "nearest_pipe_m", "nearest_site_m", "score"]) {
        expect({ name, value: number(row[name]) }).toEqual({ name, value: told[name] ?? null });
        expect({ name, value: drawn[name] ?? null }).toEqual({ name, value: told[name] ?? null });
      }
      const members = buildings.filter(({ cluster }) => cluster === row.id);
      const count = (name: string) => members.filter((each) => each[name] === "true").length;
      expect(row).toMatchObject({
        buildings: String(members.length),
        old: String(count("old")),
        altered: String(count("altered")),
        near_pipe: String(count("near_pipe")),
        near_site: String(count("near_site")),
      });
      const areas = members.flatMap(({ floor_area_m2 }) => (floor_area_m2 == null ? [] : [Number(floor_area_m2)]));
      const area = areas.reduce((sum, each) => sum + each, 0);
      expect(number(row.floor_area_m2)).toBe(areas.length === 0 ? null : Math.round(area * 10) / 10);
      const met = members.flatMap((each) =>
        each.near_pipe === "true" && each.pipe_pressure != null ? [each.pipe_pressure] : [],
      );
      expect(row.pressures).toBe(met.length === 0 ? null : [...new Set(met)].sort().join("、"));
      const measured = members.flatMap(({ pipe_distance_m }) =>
        pipe_distance_m == null ? [] : [Number(pipe_distance_m)],
      );
      if (measured.length > 0) expect(number(row.nearest_pipe_m)).toBe(Math.min(...measured));
    }
  });

  it("draw outlines in degrees that hold their members, and centres inside them", () => {
    const { hotspots, buildings, outlines } = lists;
    for (const [index, { geometry }] of outlines.entries()) {
      expect(geometry.type).toBe("Polygon");
      const hull = { type: "polygon" as const, rings: geometry.coordinates.map((ring) => ring.map(toMetres)) };
      const row = hotspots[index] ?? {};
      const members = buildings.filter(({ cluster }) => cluster === row.id);
      for (const { code } of members) {
        const house = houses.find(({ properties }) => properties.fwbh === code);
        const { coordinates: rings } = (house?.geometry ?? { coordinates: [] }) as { coordinates: Place[][] };
        expect(rings[0]?.every((place) => covers(hull, place))).toBe(true);
      }
      const centre: Place = [Number(row.centre_x), Number(row.centre_y)];
      expect(covers(hull, centre)).toBe(true);
      const [east, north] = toMetres([Number(row.lon), Number(row.lat)]);
      expect(Math.hypot(east - centre[0], north - centre[1])).toBeLessThan(0.02);
    }
  });

  it("are the same bytes for the same files again", async () => {
    const again = await makeLists("二", houses);
    for (const file of ["buildings.csv", "hotspots.csv", "hotspots.geojson"]) {
      expect(readFileSync(join(again.folder, file))).toEqual(readFileSync(join(lists.folder, file)));
    }
    for (const name of ["counts", "clusters", "crs", "params"] as const)
      expect(again.report[name]).toEqual(lists.report[name]);
  });

  it("say the same of the same houses in another order of the file: only row numbers and the ids made of them differ", async () => {
    const turned = houses.toSorted(
      (a, b) =>
        ((Number(a.properties.fwbh.slice(2)) * 7919) % 907) - ((Number(b.properties.fwbh.slice(2)) * 7919) % 907),
    );
    const other = await makeLists("三", turned);
    const named = ({ buildings, hotspots }: Lists) => {
      const rank = new Map(hotspots.map(({ id, rank }) => [id, rank]));
      return buildings
        .map(
          ({ fid: _fid, cluster, ...row }): Record<string, unknown> => ({
            ...row,
            rank: cluster == null ? null : rank.get(cluster),
          }),
        )
        .sort((a, b) => String(a.code).localeCompare(String(b.code)));
    };
    expect(named(other)).toEqual(named(lists));
    const plain = ({ hotspots }: Lists) => hotspots.map(({ id: _id, ...row }) => row);
    expect(plain(other)).toEqual(plain(lists));
    expect(other.report.counts).toEqual(lists.report.counts);
  });

  it("are never written over a folder unasked, nor over one that is not such a list", async () => {
    const { runs } = await room.client.ask("project.read", {});
    const run = runs.at(-1)?.id ?? 0;
    const folder = room.path("旧清单");
    await room.client.ask("run.export", { run, folder });
    writeFileSync(join(folder, "buildings.csv"), "old");
    await expect(room.client.ask("run.export", { run, folder })).rejects.toMatchObject({ code: "output-exists" });
    expect(readFileSync(join(folder, "buildings.csv"), "utf8")).toBe("old");
    await room.client.ask("run.export", { run, folder, replace: true });
    expect(readLists(folder).buildings).toHaveLength(houses.length);
    const foreign = join(room.path("城区.fangan"));
    await expect(room.client.ask("run.export", { run, folder: foreign, replace: true })).rejects.toMatchObject({
      code: "output-exists",
    });
    expect(readdirSync(room.folder).filter((name) => /unfinished|replaced/u.test(name))).toEqual([]);
  });
});
