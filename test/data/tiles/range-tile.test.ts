import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withLimit } from "../../../contract/profile-limits.js";
import type { Layer } from "../../../contract/project.js";
import type { PressureProfile } from "../../../contract/scheme.js";
import { gb55009, shanghai } from "../../../data/risk/profiles.js";
import { nationalScheme } from "../../../data/risk/scheme.js";
import { decodeTile, tilePlace, tilesOf } from "../../support/decode-tile.js";
import { type EngineRoom, openEngineRoom } from "../../support/engine-room.js";
import { box, covers, geoJson, type Place } from "../../support/plane.js";
import { toDegrees } from "../../support/screened-city.js";

const [east, north] = [485_000, 3_056_000];
const zoom = 18;

/** How far rules reach, as the map draws it: a gas profile by pressure class, multiples of a pit's depth. */
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
  /** Names of the ranges that hold a place, in metres of the project; a tile that `read` has is not asked for again. */
  const at = async (
    layer: Layer,
    place: Place,
    read = new Map<string, ReturnType<typeof tile>>(),
  ): Promise<string[]> => {
    const degrees = toDegrees(place);
    const [where] = tilesOf([...degrees, ...degrees], zoom);
    if (where === undefined) throw new Error("no tile there");
    const spot = tilePlace(degrees, where.z, where.x, where.y);
    const key = `${layer.id}/${where.x}/${where.y}`;
    const drawn = read.get(key) ?? tile(layer, where);
    read.set(key, drawn);
    return (await drawn)
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

  it("of pipes follow the profile of the newest run that judged them by one and has a result left", async () => {
    const line = (offset: number, pressure: string) => ({
      geometry: {
        type: "LineString",
        coordinates: [
          [east, north + offset],
          [east + 100, north + offset],
        ],
      },
      properties: { pressure },
    });
    const medium = north + 6000;
    const pipes = await room.take("pipes", [line(6000, "中压A"), line(8000, "次高压A")]);
    const others = await room.take("pipes", [line(6000, "中压A")]);
    const buildings = await room.take("buildings", [
      { geometry: geoJson(box(east + 40, medium + 3, 10, 10)), properties: {} },
    ]);
    const inputs = { pipes: pipes.id, buildings: buildings.id };
    const titled = (layer: Layer) => room.client.ask("layer.range-profile", { layer: layer.id });
    /** The lines at some metres from a pipe are those that reach so far by the profile, counted from its table. */
    const follows = async (profile: PressureProfile, metres: readonly number[]) => {
      expect(await titled(pipes)).toEqual(profile.title);
      const read = new Map<string, ReturnType<typeof tile>>();
      for (const [pressure, start] of [
        ["medium_a", medium],
        ["sub_high_a", north + 8000],
      ] as const) {
        const range = profile.ranges.find((each) => each.pressure === pressure);
        for (const metre of metres) {
          const wanted = [
            ...(metre <= (range?.control_m ?? 0) ? ["control"] : []),
            ...(metre <= (range?.protection_m ?? 0) ? ["protection"] : []),
          ];
          expect([pressure, metre, await at(pipes, [east + 50, start + metre], read)]).toEqual([
            pressure,
            metre,
            wanted,
          ]);
        }
      }
    };
    const metres = [0.4, 0.6, 0.8, 1.4, 1.6, 4.8, 5.2, 5.8, 6.2, 14.8, 15.2];
    await follows(gb55009, metres);
    await room.run("gas-rules", inputs, { profile: "shanghai" });
    await follows(shanghai, metres);
    expect(await titled(others)).toEqual(gb55009.title);
    const title = { zh: "本市范围表", en: "ours" };
    const source = "某市办法第九条";
    const own = withLimit({ ...shanghai, name: "own", from: "shanghai", title }, "medium_a/control", {
      metres: 460,
      source,
    });
    await room.client.ask("scheme.save", { scheme: { ...nationalScheme, name: "office", title, profile: own } });
    await room.run("score", inputs, { scheme: "office" });
    await follows(own, [5.8, 6.2, 459, 461]);
    await room.client.ask("scheme.save", { scheme: { ...nationalScheme, name: "office", title } });
    await follows(own, [459]);
    await room.client.ask("layer.remove", { layer: (await room.result("score")).id });
    await follows(shanghai, [5.8, 6.2]);
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
