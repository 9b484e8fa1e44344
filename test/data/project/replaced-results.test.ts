import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Layer } from "../../../contract/project.js";
import { east, house, north } from "../../support/doubtful-houses.js";
import { type EngineRoom, type Feature, openEngineRoom, takeVersion } from "../../support/engine-room.js";
import { remainsOf } from "../../support/project-remains.js";

let room: EngineRoom;
let projects = 0;
let project = "";
/** The old houses and their pipes imported, closed. */
let withOld = "";
beforeAll(async () => {
  room = openEngineRoom();
  withOld = await room.create("老房.fangan");
  await take(old);
  await take(pipes, undefined, "pipes", "管线");
  await room.client.ask("project.close", {});
});
afterAll(() => room.close());

const take = (features: readonly Feature[], replaces?: number, kind?: string, name?: string) =>
  takeVersion(room, features, replaces, kind, name);

/** The houses and the pipes, in a project of their own for the test. */
async function begin(): Promise<[Layer, Layer]> {
  projects += 1;
  project = await room.openCopy(withOld, `老房 ${projects}.fangan`);
  return (await room.client.ask("project.read", {})).layers as [Layer, Layer];
}

const houses = (years: readonly number[]) =>
  years.map((year, index) => ({
    geometry: house(15 * index, 0),
    properties: { 编号: `H${index}`, 建成年份: `${year}` },
  }));
const pipes = [
  {
    geometry: {
      type: "LineString",
      coordinates: [
        [east - 5, north - 2],
        [east + 200, north - 2],
      ],
    },
    properties: { 管段号: "P1", 压力级制: "中压A" },
  },
];
const old = houses([1950, 1951, 1952, 1953, 1954, 1955, 1956]);
const young = houses([2001, 1951, 2002, 2003, 2004, 2005, 2006]).slice(0, 5);

describe("what was made from the version before", { timeout: 90_000 }, () => {
  async function snapshot(layers: readonly Layer[]) {
    return await Promise.all(
      layers.map(async ({ id }) => [
        await room.rows({ layer: id, offset: 0, limit: 100 }),
        await room.client.ask("layer.classes", { layer: id }),
        await room.client.ask("layer.feature", { layer: id, fid: 1 }),
        await room.client.ask("layer.tile", { layer: id, z: 8, x: 208, y: 107 }),
      ]),
    );
  }

  it("keeps its figures, its lists and its lines; a new run reads the new version and says so", async () => {
    const [buildings, network] = await begin();
    const parameters = { as_of: 2026, pipe_distance: 20 };
    const inputs = { buildings: buildings.id, pipes: network.id };
    const first = await room.run("hotspots", inputs, parameters);
    const results = first.project.layers.filter(({ run }) => run === first.run);
    expect(results.length).toBeGreaterThan(0);
    const before = await snapshot(results);
    const folder = room.path(`清单 ${projects}`);
    await room.client.ask("run.export", { run: first.run, folder });
    const report = () => {
      const { timings_ms: _timings, ...rest } = JSON.parse(readFileSync(`${folder}/report.json`, "utf8"));
      return rest;
    };
    const [list, told] = [readFileSync(`${folder}/buildings.csv`, "utf8"), report()];

    await take(young, buildings.id);
    await take(
      [
        {
          ...pipes[0],
          geometry: {
            type: "LineString",
            coordinates: [
              [east, north + 900],
              [east + 9, north + 900],
            ],
          },
        } as Feature,
      ],
      network.id,
      "pipes",
      "管线",
    );
    expect(await snapshot(results)).toEqual(before);
    await room.client.ask("run.export", { run: first.run, folder, replace: true });
    expect(readFileSync(`${folder}/buildings.csv`, "utf8")).toBe(list);
    expect(report()).toEqual(told);

    const second = await room.run("hotspots", inputs, parameters);
    const runs = second.project.runs.map(({ inputRevisions, facts: { buildings: count, old: aged } }) => [
      inputRevisions,
      count,
      aged,
    ]);
    expect(runs).toEqual([
      [{ buildings: 1, pipes: 1 }, 7, 7],
      [{ buildings: 2, pipes: 2 }, 5, 1],
    ]);
    const parents = second.project.layers.filter(({ parent }) => parent !== null);
    expect(parents.map(({ parentRevision, count }) => [parentRevision, count])).toEqual([
      [1, 7],
      [2, 5],
    ]);

    await room.client.ask("project.close", {});
    const opened = await room.client.ask("project.open", { path: project });
    expect(opened.layers).toEqual(second.project.layers);
    expect(await snapshot(results)).toEqual(before);
  });

  it("clusters a screening of the old version with the old version", async () => {
    const [buildings, network] = await begin();
    await room.run("screen", { buildings: buildings.id, pipes: network.id }, { as_of: 2026, pipe_distance: 20 });
    const screened = await room.result("screened");
    await take(young, buildings.id);
    const { project: after } = await room.run("clusters", { screened: screened.id });
    const made = after.layers.filter(({ parent, run }) => parent === buildings.id && run !== screened.run);
    for (const layer of made) expect(layer.parentRevision).toBe(1);
    expect(made.length).toBeGreaterThan(0);
    expect((await room.rows({ layer: made[0]?.id ?? 0, offset: 0, limit: 10 })).total).toBe(7);
  });

  it("goes with the layer, in all its versions", async () => {
    const [buildings, network] = await begin();
    await room.run("screen", { buildings: buildings.id, pipes: network.id }, { as_of: 2026 });
    await snapshot([buildings]);
    await take(young, buildings.id);
    await snapshot([buildings]);
    const { layers } = await room.client.ask("layer.remove", { layer: buildings.id });
    expect(layers.map(({ id }) => id)).toEqual([network.id]);
    await room.client.ask("project.close", {});
    const { tables } = await remainsOf(project);
    expect(tables.filter((name) => /\d/u.test(name))).toEqual([`features_${network.id}`]);
  });
});
