import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decodeTile, tilesOf } from "../../support/decode-tile.js";
import { type EngineRoom, openEngineRoom } from "../../support/engine-room.js";
import { box, geoJson } from "../../support/plane.js";

/** What the map writes and raises when it looks closely. */
describe("a tile near by", () => {
  let room: EngineRoom;
  beforeAll(async () => {
    room = openEngineRoom();
    await room.create();
  });
  afterAll(() => room.close());

  const house = (east: number, properties: object) => ({
    geometry: geoJson(box(485_000 + east, 3_056_000, 10, 10)),
    properties,
  });

  it("tells of each house its name and its height, else that of its storeys; unknown stays absent", async () => {
    const layer = await room.take("buildings", [
      house(0, { fwbh: "A1", name: "枫林里 3 号", cs: 6 }),
      house(20, { fwbh: "A2", name: " ", cs: 0 }),
      house(40, { fwbh: "A3", height_m: 9.6, cs: 2 }),
      house(60, {}),
    ]);
    const seen = new Map<number, Record<string, unknown>>();
    for (const place of tilesOf(layer.bounds ?? [0, 0, 0, 0], 16)) {
      const bytes = await room.client.ask("layer.tile", { layer: layer.id, ...place });
      for (const { id, properties } of decodeTile(bytes).features ?? []) {
        seen.set(id ?? -1, { t: properties.t, h: properties.h });
      }
    }
    const inOrder = [...seen].sort(([one], [other]) => one - other).map(([, values]) => values);
    expect(inOrder).toEqual([
      { t: "枫林里 3 号", h: 18 },
      { t: undefined, h: undefined },
      { t: undefined, h: 10 },
      { t: undefined, h: undefined },
    ]);
  });

  it("names what lies in several tiles in one of them only, where a part of it lies", async () => {
    // The second is a U: the middle of its bounds lies in a tile that it does not reach.
    const wide = box(485_000, 3_056_000, 1500, 900);
    const corners = [
      [0, 0],
      [2400, 0],
      [2400, 2400],
      [2300, 2400],
      [2300, 100],
      [100, 100],
      [100, 2400],
      [0, 2400],
      [0, 0],
    ].map(([x = 0, y = 0]) => [490_000 + x, 3_056_000 + y] as const);
    const shapes = [wide, { type: "polygon" as const, rings: [corners] }];
    const layer = await room.take(
      "boundaries",
      shapes.map((shape, at) => ({
        geometry: geoJson(shape),
        properties: { xzqdm: `36010100${at}`, xzqmc: `片区${at}` },
      })),
    );
    const drawn: number[] = [];
    const named: string[] = [];
    for (const place of tilesOf(layer.bounds ?? [0, 0, 0, 0], 15)) {
      const bytes = await room.client.ask("layer.tile", { layer: layer.id, ...place });
      for (const { id, properties } of decodeTile(bytes).features ?? []) {
        drawn.push(id ?? -1);
        if (properties.t !== undefined) named.push(String(properties.t));
      }
    }
    for (const fid of new Set(drawn)) expect(drawn.filter((each) => each === fid).length).toBeGreaterThan(3);
    expect(named.sort()).toEqual(["片区0", "片区1"]);
  });
});
