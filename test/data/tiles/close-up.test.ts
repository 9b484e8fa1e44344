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
});
