import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Layer } from "../../../contract/project.js";
import { randomNumbers, type Thing } from "../../support/city.js";
import { type DrawnFeature, decodeTile, shapeInTile, tilePlace, tilesOf } from "../../support/decode-tile.js";
import { type EngineRoom, featureCollection, openEngineRoom } from "../../support/engine-room.js";
import { box, covers, type Place, type Shape, shapeDistance } from "../../support/plane.js";
import { screenCity, toDegrees } from "../../support/screened-city.js";

let room: EngineRoom;
let made: Awaited<ReturnType<typeof screenCity>>;
beforeAll(async () => {
  room = openEngineRoom();
  await room.create();
  made = await screenCity(room);
});
afterAll(() => room.close());

async function tile(layer: Layer, place: { z: number; x: number; y: number }) {
  const bytes = await room.client.ask("layer.tile", { layer: layer.id, ...place });
  return { bytes, ...decodeTile(bytes) };
}

/** The tile with its buffer of 64 units, made wider or narrower. */
const around = (more: number) => box(-64 - more, -64 - more, 4096 + 128 + 2 * more, 4096 + 128 + 2 * more);

/** Whether the drawn rings hold a place: even-odd over all of them. */
function drawnHolds(paths: readonly (readonly Place[])[], place: Place): boolean {
  return covers({ type: "polygon", rings: paths }, place);
}

function edges(shape: Shape): Shape[] {
  return shape.type === "polygon" ? shape.rings.map((path) => ({ type: "line", path })) : [shape];
}

const toEdge = (place: Place, shape: Shape) =>
  Math.min(...edges(shape).map((edge) => shapeDistance({ type: "point", at: place }, edge)));

/** What is drawn of a shape: every vertex on it, and, place by place over the tile, the same inside and outside. */
function expectDrawn({ type, paths }: DrawnFeature, shape: Shape, random: () => number): void {
  expect(type).toBe({ point: 1, line: 2, polygon: 3 }[shape.type]);
  const vertices = paths.flat();
  expect(vertices.length).toBeGreaterThan(0);
  for (const [x, y] of vertices) {
    expect(Math.min(x, y)).toBeGreaterThanOrEqual(-64);
    expect(Math.max(x, y)).toBeLessThanOrEqual(4160);
  }
  const outside = (place: Place) => Math.min(place[0] + 64, place[1] + 64, 4160 - place[0], 4160 - place[1]);
  // Rounded to whole units; the smallest mark is one unit wide; cut edges lie on the buffer's edge.
  for (const place of vertices) if (outside(place) > 1) expect(toEdge(place, shape)).toBeLessThan(1.6);
  if (shape.type !== "polygon") return;
  const xs = vertices.map(([x]) => x);
  const ys = vertices.map(([, y]) => y);
  const [west, east] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  for (let sample = 0; sample < 12; sample++) {
    const place: Place = [west + random() * (east - west), top + random() * (bottom - top)];
    if (toEdge(place, shape) > 1.6) expect(drawnHolds(paths, place)).toBe(covers(shape, place));
  }
}

async function classesOf(layer: Layer): Promise<ReadonlyMap<number, unknown>> {
  const { rows } = await room.rows({ layer: layer.id, columns: [layer.paint.column ?? "fid"], offset: 0, limit: 1000 });
  return new Map(rows.map(({ fid, cells }) => [fid, cells[0]]));
}

describe("a tile of features, decoded again", { timeout: 60_000 }, () => {
  const layers = ["screened", "buildings", "pipes", "sites"] as const;
  it.each(layers.flatMap((name) => [9, 13, 15, 17].map((z) => [name, z] as const)))(
    "of %s at zoom %i holds what lies there, rightly drawn",
    async (name, z) => {
      const layer = made[name];
      const things: readonly Thing[] =
        name === "pipes" ? made.city.pipes : name === "sites" ? made.city.sites : made.city.houses;
      const random = randomNumbers(z);
      const classes = await classesOf(layer);
      const seen = new Set<number>();
      const family = layer.geometry;
      for (const place of tilesOf(layer.bounds ?? [], z)) {
        const { features = [], cells, bytes } = await tile(layer, place);
        expect(cells).toBeUndefined();
        expect(bytes.length).toBeLessThan(500_000);
        const drawn = new Map(features.map((feature) => [feature.id, feature]));
        expect(drawn.size).toBe(features.length);
        for (const { fid, shape } of things) {
          const inTile = shapeInTile(shape, place.z, place.x, place.y);
          // A layer holds one kind of geometry: a census polygon layer leaves its points out.
          const ours = shape.type === family && classes.has(fid);
          const feature = drawn.get(fid);
          if (ours && shapeDistance(inTile, around(-1)) === 0) expect(feature).toBeDefined();
          if (!ours || shapeDistance(inTile, around(1)) > 0) expect(feature).toBeUndefined();
          if (feature === undefined) continue;
          expectDrawn(feature, inTile, random);
          expect(feature.properties).toEqual(classes.get(fid) == null ? {} : { c: classes.get(fid) });
          seen.add(fid);
        }
      }
      expect([...seen].sort((a, b) => a - b)).toEqual([...classes.keys()].sort((a, b) => a - b));
    },
  );

  it("is empty where nothing lies, beyond the world and deep inside it", async () => {
    for (const place of [
      { z: 14, x: 0, y: 0 },
      { z: 2, x: 3, y: 9 },
      { z: 0, x: 4_194_303, y: 4_194_303 },
      { z: 22, x: 1, y: 1 },
    ]) {
      expect((await tile(made.buildings, place)).bytes.length).toBe(0);
    }
  });

  it("is the same whoever asks first: ten at once", async () => {
    const fresh = await room.take("pipes", [
      {
        geometry: {
          type: "LineString",
          coordinates: [
            [480_000, 3_056_000],
            [480_900, 3_056_900],
          ],
        },
        properties: {},
      },
    ]);
    const [place = { z: 0, x: 0, y: 0 }] = tilesOf(fresh.bounds ?? [], 14);
    const tiles = await Promise.all(Array.from({ length: 10 }, () => tile(fresh, place)));
    for (const { bytes } of tiles) expect(bytes).toEqual(tiles[0]?.bytes);
    expect(tiles[0]?.features).toHaveLength(1);
  });
});

describe("odd shapes in a tile", { timeout: 60_000 }, () => {
  const [east, north] = [480_000, 3_056_000];
  const ring = (x: number, y: number, size: number) => [
    [x, y],
    [x + size, y],
    [x + size, y + size],
    [x, y + size],
    [x, y],
  ];
  async function drawn(kind: string, geometry: unknown, z: number) {
    const layer = await room.take(kind, [{ geometry, properties: {} }]);
    const [place = { z, x: 0, y: 0 }] = tilesOf(layer.bounds ?? [], z);
    return (await tile(layer, place)).features ?? [];
  }

  it("a line shorter than a unit keeps a mark", async () => {
    const [mark] = await drawn(
      "generic",
      {
        type: "LineString",
        coordinates: [
          [east, north],
          [east + 0.2, north],
        ],
      },
      12,
    );
    expect(mark?.type).toBe(2);
    expect(mark?.paths).toHaveLength(1);
    expect(mark?.paths[0]).toHaveLength(2);
  });

  it("a house smaller than a unit keeps a mark, its courtyard does not", async () => {
    const [mark] = await drawn(
      "generic",
      { type: "Polygon", coordinates: [ring(east, north, 3), ring(east + 1, north + 1, 1)] },
      10,
    );
    expect(mark?.type).toBe(3);
    expect(mark?.paths).toHaveLength(1);
  });

  it("several parts and holes are all drawn, outer rings clockwise on the screen, holes the other way", async () => {
    const parts = [[ring(east, north, 300), ring(east + 100, north + 100, 100)], [ring(east + 400, north, 200)]];
    const [feature] = await drawn("generic", { type: "MultiPolygon", coordinates: parts }, 14);
    const turn = (path: readonly Place[]) =>
      Math.sign(
        path
          .slice(1)
          .reduce((sum, [x, y], index) => sum + (path[index]?.[0] ?? 0) * y - x * (path[index]?.[1] ?? 0), 0),
      );
    expect(feature?.paths.map(turn)).toEqual([1, -1, 1]);
  });

  it("several points are one feature", async () => {
    const places = [
      [east, north],
      [east + 30, north + 30],
    ];
    const [feature] = await drawn("generic", { type: "MultiPoint", coordinates: places }, 15);
    expect(feature?.type).toBe(1);
    expect(feature?.paths.flat()).toHaveLength(2);
  });

  it("of a collection the parts of the layer's own kind are drawn", async () => {
    const geometries = [
      { type: "Polygon", coordinates: [ring(east, north, 200)] },
      {
        type: "LineString",
        coordinates: [
          [east, north],
          [east + 400, north],
        ],
      },
    ];
    const [feature] = await drawn("generic", { type: "GeometryCollection", geometries }, 14);
    expect(feature?.type).toBe(3);
    expect(feature?.paths).toHaveLength(1);
  });

  it("both sides of the antimeridian are drawn, each in its own tile", async () => {
    const path = room.path("海.fangan");
    await room.client.ask("project.create", { path, crs: "EPSG:32660" });
    const lons = [179.99, -179.99, 180];
    writeFileSync(
      room.path("海.geojson"),
      featureCollection(lons.map((lon) => ({ geometry: { type: "Point", coordinates: [lon, 10] }, properties: {} }))),
    );
    const { layer } = await room.client.ask("source.import", { path: room.path("海.geojson"), kind: "generic" });
    const ids: number[] = [];
    for (const [index, lon] of lons.slice(0, 2).entries()) {
      const x = lon > 0 ? 1023 : 0;
      const y = Math.floor(tilePlace([lon, 10], 10, 0, 0)[1] / 4096);
      const { features = [] } = await tile(layer, { z: 10, x, y });
      const at = tilePlace([lon, 10], 10, x, y);
      const [found] = features.filter(({ id }) => id === index + 1);
      expect(found?.paths[0]?.[0]?.[0]).toBeCloseTo(at[0], -0.5);
      ids.push(...features.map(({ id }) => id ?? 0));
    }
    expect(new Set(ids)).toEqual(new Set([1, 2, 3]));
    expect(toDegrees([500_000, 0])[0]).toBeCloseTo(114, 9);
  });
});
