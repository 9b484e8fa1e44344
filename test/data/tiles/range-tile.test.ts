import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Layer } from "../../../contract/project.js";
import { decodeTile, tilePlace, tilesOf } from "../../support/decode-tile.js";
import { type EngineRoom, openEngineRoom } from "../../support/engine-room.js";
import { box, covers, geoJson, type Place } from "../../support/plane.js";
import { toDegrees } from "../../support/screened-city.js";

const [east, north] = [485_000, 3_056_000];
const zoom = 18;

/** How far rules reach, as the map draws it: GB 55009 by pressure class, multiples of a pit's depth. */
describe("ranges on the map", () => {
  let room: EngineRoom;
  beforeAll(async () => {
    room = openEngineRoom();
    await room.create();
  });
  afterAll(() => room.close());

  const tile = async (layer: Layer, place: { z: number; x: number; y: number }) => {
    const read: object = decodeTile(await room.client.ask("layer.ranges", { layer: layer.id, ...place }));
    return (read as Record<string, ReturnType<typeof decodeTile>["features"]>).ranges ?? [];
  };
  /** Names of the ranges that hold a place, in metres of the project. */
  const at = async (layer: Layer, place: Place): Promise<string[]> => {
    const degrees = toDegrees(place);
    const [where] = tilesOf([...degrees, ...degrees], zoom);
    if (where === undefined) throw new Error("no tile there");
    const spot = tilePlace(degrees, where.z, where.x, where.y);
    return (await tile(layer, where))
      .filter(({ paths }) => covers({ type: "polygon", rings: paths }, spot))
      .map(({ properties }) => String(properties.r))
      .sort();
  };

  it("of pipes go from the outer wall by pressure class; an unknown class has the strictest", async () => {
    const pipe = (offset: number, properties: object) => ({
      geometry: {
        type: "LineString",
        coordinates: [
          [east, north + offset],
          [east + 100, north + offset],
        ],
      },
      properties,
    });
    const pipes = await room.take("pipes", [
      pipe(0, { pressure: "中压A", outer_diameter_mm: 400 }),
      pipe(500, { pressure: "次高压A" }),
      pipe(1000, {}),
    ]);
    expect(await at(pipes, [east + 50, north + 0.6])).toEqual(["control", "protection"]);
    expect(await at(pipes, [east + 50, north + 0.8])).toEqual(["control"]);
    expect(await at(pipes, [east + 50, north + 5.1])).toEqual(["control"]);
    expect(await at(pipes, [east + 50, north + 5.4])).toEqual([]);
    expect(await at(pipes, [east + 50, north + 500 + 14.8])).toEqual(["control"]);
    expect(await at(pipes, [east + 50, north + 500 + 15.2])).toEqual([]);
    expect(await at(pipes, [east + 50, north + 1000 + 49.5])).toEqual(["unverified"]);
    expect(await at(pipes, [east + 50, north + 1000 + 50.5])).toEqual([]);
  });

  it("of pits go by depths from the edge; one that is not begun has none, one of unknown depth counts as 5 m deep", async () => {
    const pit = (offset: number, properties: object) => ({
      geometry: geoJson(box(east + offset, north + 3000, 20, 20)),
      properties,
    });
    const sites = await room.take("sites", [
      pit(0, { state: "开挖中", depth_m: 10 }),
      pit(500, { state: "未开工", depth_m: 10 }),
      pit(1000, { state: "开挖中" }),
      pit(2000, { state: "开挖中", depth_m: 48 }),
    ]);
    const beside = (offset: number, metres: number): Place => [east + offset + 20 + metres, north + 3010];
    expect(await at(sites, beside(0, 9.8))).toEqual(["main", "secondary", "strong", "watch"]);
    expect(await at(sites, beside(0, 10.2))).toEqual(["main", "secondary", "watch"]);
    expect(await at(sites, beside(0, 29.8))).toEqual(["secondary", "watch"]);
    expect(await at(sites, beside(0, 39.8))).toEqual(["watch"]);
    expect(await at(sites, beside(0, 40.3))).toEqual([]);
    expect(await at(sites, beside(500, 5))).toEqual([]);
    expect(await at(sites, beside(1000, 19.8))).toEqual(["watch"]);
    expect(await at(sites, beside(1000, 20.3))).toEqual([]);
    expect(await at(sites, beside(2000, 191))).toEqual(["watch"]);
    expect(await at(sites, beside(2000, 193))).toEqual([]);
  });

  it("are not drawn far off, nor about houses", async () => {
    const houses = await room.take("buildings", [{ geometry: geoJson(box(east, north, 10, 10)), properties: {} }]);
    const [near] = tilesOf(houses.bounds ?? [0, 0, 0, 0], 16);
    expect(await tile(houses, near ?? { z: 16, x: 0, y: 0 })).toEqual([]);
    const pipes = await room.take("pipes", [
      {
        geometry: {
          type: "LineString",
          coordinates: [
            [east, north],
            [east + 100, north],
          ],
        },
        properties: {},
      },
    ]);
    const [far] = tilesOf(pipes.bounds ?? [0, 0, 0, 0], 12);
    expect(await tile(pipes, far ?? { z: 12, x: 0, y: 0 })).toEqual([]);
  });
});
