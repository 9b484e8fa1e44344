import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { api } from "../../contract/api.js";
import { heard, killHard, startEngineProcess } from "../support/engine-process.js";
import { type EngineRoom, featureCollection, metric, openEngineRoom } from "../support/engine-room.js";
import { writeLargeCity, writeLongPipes } from "../support/large-city.js";
import { box, geoJson } from "../support/plane.js";

let room: EngineRoom;
beforeEach(() => {
  room = openEngineRoom();
});
afterEach(() => room.close());

const house = (east: number) => ({
  geometry: geoJson(box(480_000 + east, 3_056_000, 10, 10)),
  properties: { build_year: 1970 },
});
const pipe = {
  geometry: {
    type: "LineString",
    coordinates: [
      [479_900, 3_055_995],
      [480_200, 3_055_995],
    ],
  },
  properties: { pressure: "low" },
};

describe("calls over the wire", () => {
  const junk = [
    null,
    undefined,
    1,
    "x",
    [],
    { path: 1 },
    { layer: "1" },
    { layer: -1 },
    { layer: 1.5 },
    { layer: Number.POSITIVE_INFINITY },
    { __proto__: null, extra: 1 },
  ];
  it.each(Object.keys(api))("%s with anything malformed is refused and the engine goes on", async (name) => {
    const known = api[name as keyof typeof api].input;
    const malformed = [...junk, { path: "x".repeat(5000) }, { path: "" }].filter(
      (input) => !known.safeParse(input).success,
    );
    expect(malformed.length).toBeGreaterThan(5);
    for (const input of malformed) {
      await expect(room.client.ask(name as "project.read", input as never)).rejects.toMatchObject({ code: "refused" });
    }
    expect((await room.client.ask("catalog.read", {})).kinds.length).toBeGreaterThan(3);
  });

  it.each(["project.read", "layer.rows", "layer.tile", "layer.remove", "analysis.run", "source.import"])(
    "%s without a project says so in both languages",
    async (name) => {
      const inputs: Record<string, object> = {
        "layer.rows": { layer: 1, offset: 0, limit: 1 },
        "layer.tile": { layer: 1, z: 0, x: 0, y: 0 },
        "layer.remove": { layer: 1 },
        "analysis.run": { analysis: "hotspots", inputs: {}, parameters: {} },
        "source.import": { path: "x.geojson", kind: "generic" },
      };
      const error = await room.client
        .ask(name as "project.read", (inputs[name] ?? {}) as never)
        .catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({
        code: "project-missing",
        text: { zh: expect.stringMatching(/项目/u), en: expect.stringMatching(/project/u) },
      });
    },
  );

  it.each([
    ["an unknown analysis", { analysis: "magic", inputs: {}, parameters: {} }],
    ["an input that the analysis has not", { analysis: "screen", inputs: { trees: 1 }, parameters: {} }],
    ["no required input", { analysis: "screen", inputs: {}, parameters: {} }],
    [
      "a parameter that it has not",
      { analysis: "screen", inputs: {}, parameters: { "x'; DROP TABLE run_entries": 1 } },
    ],
    ["a parameter out of range", { analysis: "clusters", inputs: {}, parameters: { eps: -1 } }],
  ])("%s is refused as wrong usage", async (_title, request) => {
    await room.create();
    await expect(room.client.ask("analysis.run", request)).rejects.toMatchObject({ code: "usage" });
  });

  it("a layer of another kind is no input", async () => {
    await room.create();
    const pipes = await room.take("pipes", [pipe]);
    await expect(room.run("screen", { buildings: pipes.id })).rejects.toMatchObject({ code: "usage" });
    await expect(room.run("screen", { buildings: 99 })).rejects.toMatchObject({ code: "layer-missing" });
  });
});

describe("one project after another", { timeout: 60_000 }, () => {
  it("a run in work is cancelled when its project is left, and the project is free at once", async () => {
    const first = await room.create("一.fangan");
    writeLargeCity(room.path("房屋.geojson"), 120);
    writeLongPipes(room.path("管线.geojson"), 100, 120);
    const take = async (file: string, kind: string) =>
      (await room.client.ask("source.import", { path: room.path(file), kind, reading: { crs: metric } })).layer.id;
    const inputs = { buildings: await take("房屋.geojson", "buildings"), pipes: await take("管线.geojson", "pipes") };
    let running: Promise<unknown> = Promise.resolve();
    const started = new Promise<void>((resolve) => {
      const request = { analysis: "hotspots", inputs, parameters: { as_of: 2026, pipe_distance: 5000 } };
      running = room.client
        .ask("analysis.run", request, { onProgress: () => resolve() })
        .catch((error: unknown) => error);
    });
    await started;
    const left = performance.now();
    await room.create("二.fangan");
    expect(performance.now() - left).toBeLessThan(2_000);
    expect(await running).toMatchObject({ code: "cancelled" });

    const other = startEngineProcess(
      room.folder,
      `say((await client.ask("project.open", { path: ${JSON.stringify(first)} })).layers.length)`,
    );
    expect(await heard(other, () => true)).toBe(2);
    await killHard(other);
    expect((await room.client.ask("project.open", { path: first })).runs).toEqual([]);
  });
  it("stays open under whatever name it is opened again", async () => {
    const path = await room.create();
    const { id } = await room.take("pipes", [pipe]);
    symlinkSync(path, room.path("另一个名字.fangan"));
    for (const name of [room.path("另一个名字.fangan"), `${path}/`, join(path, "..", "城区.fangan")]) {
      const opened = await room.client.ask("project.open", { path: name });
      expect(opened.layers.map((layer) => layer.id)).toEqual([id]);
      expect(opened.path).toBe(path);
    }
    const both = await Promise.all([1, 2, 3].map(() => room.client.ask("project.open", { path })));
    expect(both.map(({ layers }) => layers.length)).toEqual([1, 1, 1]);
  });

  it("stays open when another one cannot be made or opened", async () => {
    const path = await room.create("一.fangan");
    await room.take("pipes", [pipe]);
    mkdirSync(room.path("不是.fangan"));
    await expect(room.client.ask("project.create", { path })).rejects.toMatchObject({ code: "output-exists" });
    await expect(
      room.client.ask("project.create", { path: room.path("不是.fangan"), replace: true }),
    ).rejects.toMatchObject({ code: "output-exists" });
    await expect(room.client.ask("project.open", { path: room.path("不是.fangan") })).rejects.toMatchObject({
      code: "project-missing",
    });
    expect(await room.client.ask("project.read", {})).toMatchObject({ path, layers: [{ kind: "pipes" }] });
  });

  it("is read-only and not replaced while another process has it", async () => {
    const path = room.path("别人.fangan");
    const other = startEngineProcess(
      room.folder,
      `await client.ask("project.create", { path: ${JSON.stringify(path)} }); say("mine")`,
    );
    await heard(other, (message) => message === "mine");
    const { readOnly } = await room.client.ask("project.open", { path });
    expect(readOnly).toMatchObject({ zh: expect.stringContaining(path), en: expect.stringContaining(path) });
    await expect(room.client.ask("project.create", { path, replace: true })).rejects.toMatchObject({
      code: "project-in-use",
    });
    expect(existsSync(join(path, "layers.duckdb"))).toBe(true);
    await killHard(other);
    expect((await room.client.ask("project.open", { path })).layers).toEqual([]);
    expect((await room.client.ask("project.create", { path, replace: true })).path).toBe(path);
  });

  it("takes one CRS from two files that come at once from two zones", async () => {
    await room.client.ask("project.create", { path: room.path("两带.fangan") });
    const write = (name: string, lon: number) => {
      const place = { geometry: { type: "Point", coordinates: [lon, 27.62] }, properties: {} };
      writeFileSync(room.path(name), featureCollection([place]));
      return room.client.ask("source.import", { path: room.path(name), kind: "generic" });
    };
    const imported = await Promise.all([write("西.geojson", 113.85), write("东.geojson", 117.2)]);
    const { crs, layers } = await room.client.ask("project.read", {});
    expect(["EPSG:4547", "EPSG:4548"]).toContain(crs);
    expect(layers).toHaveLength(2);
    for (const [index, lon] of [113.85, 117.2].entries()) {
      const { bounds } = await room.client.ask("layer.feature", { layer: imported[index]?.layer.id ?? 0, fid: 1 });
      expect(bounds?.[0]).toBeCloseTo(lon, 6);
      expect(bounds?.[1]).toBeCloseTo(27.62, 6);
    }
  });

  it("never gives a number twice, not even after the layer was removed and the project opened again", async () => {
    const path = await room.create();
    const inputs = {
      buildings: (await room.take("buildings", [0, 20, 40].map(house))).id,
      pipes: (await room.take("pipes", [pipe])).id,
    };
    const { run, project } = await room.run("hotspots", inputs, { as_of: 2026, min_points: 1 });
    const clusters = await room.result("clusters");
    await room.client.ask("layer.remove", { layer: clusters.id });
    await room.client.ask("project.close", {});
    await room.client.ask("project.open", { path });
    const fresh = await room.take("pipes", [pipe]);
    expect([run, ...project.layers.map(({ id }) => id)]).not.toContain(fresh.id);
    await expect(room.client.ask("run.export", { run, folder: room.path("lists") })).rejects.toMatchObject({
      code: "layer-missing",
    });
  });

  it("a result whose buildings are removed while it is made is not kept", async () => {
    await room.create();
    writeLargeCity(room.path("房屋.geojson"), 90);
    const buildings = (
      await room.client.ask("source.import", {
        path: room.path("房屋.geojson"),
        kind: "buildings",
        reading: { crs: metric },
      })
    ).layer;
    writeLongPipes(room.path("管线.geojson"), 60, 90);
    const pipes = (
      await room.client.ask("source.import", {
        path: room.path("管线.geojson"),
        kind: "pipes",
        reading: { crs: metric },
      })
    ).layer;
    let removed: Promise<unknown> | undefined;
    const onProgress = () => {
      removed ??= room.client.ask("layer.remove", { layer: buildings.id }).catch((error: unknown) => error);
    };
    const request = {
      analysis: "hotspots",
      inputs: { buildings: buildings.id, pipes: pipes.id },
      parameters: { as_of: 2026, pipe_distance: 300 },
    };
    const outcome = await room.client.ask("analysis.run", request, { onProgress }).catch((error: unknown) => error);
    await removed;
    const { layers } = await room.client.ask("project.read", {});
    const ids = layers.map(({ id }) => id);
    for (const layer of layers) {
      expect(layer.parent === null || ids.includes(layer.parent)).toBe(true);
      expect((await room.rows({ layer: layer.id, offset: 0, limit: 1 })).total).toBe(layer.count);
    }
    if (!ids.includes(buildings.id)) expect(outcome).toBeInstanceOf(Error);
  });
});
