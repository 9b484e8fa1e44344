import { readFileSync, writeFileSync } from "node:fs";
import shp from "shpjs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShiftFinding, ShiftSystem } from "../../../contract/api.js";
import type { Layer } from "../../../contract/project.js";
import { makeSample } from "../../../scripts/sample/make-sample.js";
import { randomNumbers } from "../../support/city.js";
import { corpus, hasCorpus } from "../../support/corpus.js";
import { type EngineRoom, type Feature, featureCollection, openEngineRoom } from "../../support/engine-room.js";
import { box, geoJson, type Place } from "../../support/plane.js";
import { degreesOf, shiftDegrees, shiftMetres, webMaps } from "../../support/shifted.js";

let room: EngineRoom;

/** Houses of 8 to 20 m strewn in blocks with streets between, and a place in each. */
function strewnTown(count: number, seed: number): { houses: Feature[]; places: Place[] } {
  const random = randomNumbers(seed);
  const houses: Feature[] = [];
  const places: Place[] = [];
  const across = Math.ceil(Math.sqrt(count));
  for (let index = 0; index < count; index++) {
    const [width, depth] = [8 + 12 * random(), 8 + 12 * random()];
    const x = 480_000 + 37 * (index % across) + 12 * random();
    const y = 3_056_000 + 41 * Math.floor(index / across) + 14 * random();
    houses.push({ geometry: geoJson(box(x, y, width, depth)), properties: { code: `F${index}` } });
    places.push([x + width * (0.2 + 0.6 * random()), y + depth * (0.2 + 0.6 * random())]);
  }
  return { houses, places };
}

const points = (places: readonly Place[]): Feature[] =>
  places.map((at, index) => ({ geometry: { type: "Point", coordinates: at }, properties: { code: `P${index}` } }));
const moved = (places: readonly Place[], metres: number, degrees: number): Place[] => {
  const angle = (degrees * Math.PI) / 180;
  return places.map(([x, y]) => [x + metres * Math.cos(angle), y + metres * Math.sin(angle)]);
};
/** What the report of the layer's import says. */
const notes = (layer: Layer) => layer.source?.notes.map(({ en }) => en).join();
const detect = (layer: Layer, against?: number): Promise<ShiftFinding> =>
  room.client.ask("shift.detect", { layer: layer.id, ...(against === undefined ? {} : { against }) });

describe("in a town of 2,500 houses", () => {
  const { houses, places } = strewnTown(2500, 7);
  beforeAll(async () => {
    room = openEngineRoom();
    await room.create();
    await room.take("buildings", houses);
  });
  afterAll(() => room.close());

  it.each<ShiftSystem>(["gcj02", "bd09"])(
    "points as %s has them are recognised, with the way back, and the import says so",
    async (system) => {
      const shifted = places.map((place) => shiftMetres(place, system));
      const layer = await room.take("sites", points(shifted));
      expect(notes(layer)).toContain("seem to carry a web map's shift");
      const finding = await detect(layer);
      const distances = shifted.map(([x, y], index) =>
        Math.hypot(x - (places[index]?.[0] ?? 0), y - (places[index]?.[1] ?? 0)),
      );
      expect(finding.system).toBe(system);
      expect(finding.distance_m).toBeGreaterThan(Math.min(...distances));
      expect(finding.distance_m).toBeLessThan(Math.max(...distances));
      expect(Math.max(...distances) - Math.min(...distances)).toBeLessThan(40);
      expect(finding.evidence.zh).toMatch(
        /^还原前 \d+ % 的点落在“.+”2 米内，按 .+还原后 100 %（移动约 \d+ 米）；向其他方向平移同样距离最多 \d+ %。$/u,
      );
      expect(finding.moves).toHaveLength(200);
      for (const { from, to } of finding.moves) {
        const [x, y] = shiftDegrees(to, system);
        expect(Math.abs(x - from[0])).toBeLessThan(1e-9);
        expect(Math.abs(y - from[1])).toBeLessThan(1e-9);
      }
      const truth = degreesOf(places[0] ?? [0, 0]);
      expect(finding.moves[0]?.to[0]).toBeCloseTo(truth[0], 8);
      expect(finding.moves[0]?.to[1]).toBeCloseTo(truth[1], 8);
    },
  );

  it("points that are good to 20 m only are recognised all the same", async () => {
    const random = randomNumbers(3);
    const rough = places.map(([x, y]): Place => [x + 40 * random() - 20, y + 40 * random() - 20]);
    const layer = await room.take("sites", points(rough.map((place) => shiftMetres(place, "gcj02"))));
    expect((await detect(layer)).system).toBe("gcj02");
  });

  it("forty points are enough, ten are not", async () => {
    const some = (step: number) => places.filter((_place, index) => index % step === 0);
    const forty = await room.take("sites", points(some(60).map((place) => shiftMetres(place, "gcj02"))));
    expect((await detect(forty)).system).toBe("gcj02");
    const ten = await room.take("sites", points(some(250).map((place) => shiftMetres(place, "gcj02"))));
    expect(await detect(ten)).toMatchObject({ system: null, evidence: { en: expect.stringContaining("too few") } });
  });

  it("points where they belong, 30 m off and strewn at random are not reported", { timeout: 60_000 }, async () => {
    const random = randomNumbers(5);
    const anywhere = places.map((): Place => [480_000 + 1850 * random(), 3_056_000 + 2050 * random()]);
    for (const [title, list] of Object.entries({ right: places, "30 m": moved(places, 30, 200), anywhere })) {
      const layer = await room.take("sites", points(list));
      expect(notes(layer), title).not.toContain("web map");
      const finding = await detect(layer);
      expect([title, finding.system, finding.moves]).toEqual([title, null, []]);
      expect(finding.evidence.zh).toContain("没有发现网络地图的偏移");
    }
  });

  it("points 640 m off in a wrong direction are not reported", { timeout: 60_000 }, async () => {
    const some = places.filter((_place, index) => index % 4 === 0);
    for (const degrees of [0, 60, 120, 200, 270]) {
      const finding = await detect(await room.take("sites", points(moved(some, 640, degrees))));
      expect([degrees, finding.system]).toEqual([degrees, null]);
    }
  });

  it("a layer of lines is nothing to compare with", async () => {
    const line = { type: "LineString", coordinates: [places[0], places[1]] };
    const pipes = await room.take("pipes", [{ geometry: line, properties: { code: "L" } }]);
    const layer = await room.take("sites", points(places));
    await expect(detect(layer, pipes.id)).rejects.toMatchObject({ code: "usage" });
    await expect(detect({ ...layer, id: 999 })).rejects.toMatchObject({ code: "layer-missing" });
  });
});

describe("elsewhere", () => {
  beforeEach(async () => {
    room = openEngineRoom();
    await room.create();
  });
  afterEach(() => room.close());

  it("a project without buildings or boundaries has nothing to compare with", async () => {
    const { places } = strewnTown(50, 1);
    const finding = await detect(await room.take("sites", points(places)));
    expect(finding).toMatchObject({ system: null, against: null, distance_m: 0, moves: [] });
    expect(finding.evidence.zh).toContain("无从比较");
  });

  it("houses so dense that any place is near one, on a perfect grid, deceive nobody", { timeout: 60_000 }, async () => {
    const grid = Array.from(
      { length: 3600 },
      (_each, index): Place => [480_000 + 25 * (index % 60), 3_056_000 + 25 * Math.floor(index / 60)],
    );
    await room.take(
      "buildings",
      grid.map(([x, y]) => ({ geometry: geoJson(box(x, y, 20, 20)), properties: {} })),
    );
    const middles = grid.filter((_place, index) => index % 7 === 0).map(([x, y]): Place => [x + 10, y + 10]);
    for (const [metres, degrees] of [
      [0, 0],
      [30, 45],
      [640, 10],
      [625, 90],
      [650, 180],
      [640, 335],
    ] as const) {
      const finding = await detect(await room.take("sites", points(moved(middles, metres, degrees))));
      expect([metres, degrees, finding.system]).toEqual([metres, degrees, null]);
    }
  });
});

describe("in the sample city", () => {
  beforeAll(async () => {
    room = openEngineRoom();
    await room.create();
    makeSample({ folder: room.path("sample"), buildings: 15_000, seed: 7 });
    await room.client.ask("source.import", { path: room.path("sample/buildings.shp"), kind: "buildings" });
  }, 60_000);
  afterAll(() => room.close());

  it.each(["pipes", "boundaries"])(
    "shifted %s are recognised, right ones are not reported",
    async (name) => {
      const read = (extension: string) => readFileSync(room.path(`sample/${name}.${extension}`));
      const { features: shapes } = await shp({ shp: read("shp"), prj: read("prj") });
      const { CRSTypes, transform } = webMaps;
      for (const system of [null, "gcj02", "bd09"] as const) {
        const to = system === "gcj02" ? CRSTypes.GCJ02 : CRSTypes.BD09;
        const features = shapes.map(({ geometry }) => ({
          geometry: system === null ? geometry : transform(JSON.stringify(geometry), CRSTypes.WGS84, to),
          properties: {},
        }));
        const path = room.path(`${name}-${system}.geojson`);
        writeFileSync(path, featureCollection(features));
        const { layer } = await room.client.ask("source.import", { path, kind: name });
        expect([name, (await detect(layer)).system]).toEqual([name, system]);
      }
    },
    60_000,
  );
});

describe.skipIf(!hasCorpus)("on real files", () => {
  beforeEach(() => {
    room = openEngineRoom();
  });
  afterEach(() => room.close());

  /** The middles of a layer's features, in degrees. */
  async function middles(layer: Layer): Promise<Place[]> {
    const fids = Array.from({ length: 1000 }, (_each, index) => index * 7 + 1);
    const places = await room.client.ask("layer.places", { layer: layer.id, fids });
    return places.map(({ bounds: [west, south, east, north] }) => [(west + east) / 2, (south + north) / 2]);
  }
  async function bring(places: readonly Place[]): Promise<Layer> {
    const path = room.path("点.geojson");
    writeFileSync(path, featureCollection(points(places)));
    return (await room.client.ask("source.import", { path, kind: "sites" })).layer;
  }

  it("shifted places of Beijing's houses are recognised, and undone to the millimetre", async () => {
    await room.client.ask("project.create", { path: room.path("北京.fangan") });
    const path = corpus("beijing-urhgn/derived/beijing_buildings_gbk_cgcs2000.shp");
    const { layer: houses } = await room.client.ask("source.import", { path, kind: "buildings" });
    const truth = await middles(houses);
    expect((await detect(await bring(truth))).system).toBeNull();
    const shifted = await bring(truth.map((place) => shiftDegrees(place, "gcj02")));
    expect(shifted.source?.notes.map(({ zh }) => zh).join()).toContain("像是网络地图的偏移坐标");
    const finding = await detect(shifted);
    expect(finding).toMatchObject({ system: "gcj02", against: houses.id });
    expect(Math.round(finding.distance_m)).toBe(535);

    const { layers } = await room.client.ask("shift.undo", { layer: shifted.id, system: "gcj02" });
    const undone = layers.find(({ id }) => id === shifted.id);
    expect(undone?.revision).toBe(2);
    const fids = truth.map((_place, index) => index + 1);
    const places = await room.client.ask("layer.places", { layer: shifted.id, fids });
    expect(places).toHaveLength(truth.length);
    for (const { fid, bounds } of places) {
      const [x, y] = truth[fid - 1] ?? [0, 0];
      expect(Math.hypot(bounds[0] - x, bounds[1] - y)).toBeLessThan(1e-8);
    }
    expect((await detect({ ...shifted, revision: 2 })).system).toBeNull();
  }, 60_000);

  it("nothing in Cambridge is reported: no web map shifts there", async () => {
    await room.client.ask("project.create", { path: room.path("cambridge.fangan") });
    const parcels = corpus("cambridge-ma/derived/cambridge_parcels_yrbuilt.shp");
    const { layer } = await room.client.ask("source.import", { path: parcels, kind: "buildings" });
    const truth = await middles(layer);
    for (const list of [truth, truth.map(([x, y]): Place => [x + 0.006, y - 0.002])]) {
      const finding = await detect(await bring(list));
      expect(finding).toMatchObject({ system: null, evidence: { en: expect.stringContaining("outside China") } });
    }
  }, 60_000);
});
