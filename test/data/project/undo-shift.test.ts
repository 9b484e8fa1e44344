import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type EngineRoom, openEngineRoom } from "../../support/engine-room.js";
import { box, geoJson, type Place } from "../../support/plane.js";
import { shiftMetres } from "../../support/shifted.js";

let room: EngineRoom;
let project: string;
beforeEach(async () => {
  room = openEngineRoom();
  project = await room.create();
});
afterEach(() => room.close());

/** A courtyard with its hole, every vertex moved as GCJ-02 has it. */
const rings: readonly (readonly Place[])[] = [
  [
    [480_000, 3_056_000],
    [480_040, 3_056_000],
    [480_040, 3_056_040],
    [480_000, 3_056_040],
    [480_000, 3_056_000],
  ],
  [
    [480_010, 3_056_010],
    [480_010, 3_056_030],
    [480_030, 3_056_030],
    [480_030, 3_056_010],
    [480_010, 3_056_010],
  ],
];
const shiftedYard = (code: string) => ({
  geometry: { type: "Polygon", coordinates: rings.map((ring) => ring.map((place) => shiftMetres(place, "gcj02"))) },
  properties: { code, build_year: 1970 },
});
const plainYard = { geometry: { type: "Polygon", coordinates: rings }, properties: { code: "A", build_year: 1970 } };

async function cornersOf(layer: number): Promise<number[]> {
  const [place] = await room.client.ask("layer.places", { layer, fids: [1] });
  return [...(place?.bounds ?? [])];
}

describe("a shift undone", () => {
  it("brings a layer back to the millimetre, as its next revision with the same rows", async () => {
    const truth = await room.take("buildings", [plainYard]);
    const layer = await room.take("buildings", [shiftedYard("A"), shiftedYard("B")]);
    const before = await room.rows({ layer: layer.id, offset: 0, limit: 10 });
    const { layers } = await room.client.ask("shift.undo", { layer: layer.id, system: "gcj02" });
    const undone = layers.find(({ id }) => id === layer.id);
    expect(undone).toMatchObject({ revision: 2, count: 2, kind: "buildings" });
    expect(await room.rows({ layer: layer.id, offset: 0, limit: 10 })).toEqual(before);
    const [right, back] = [await cornersOf(truth.id), await cornersOf(layer.id)];
    for (const [index, corner] of right.entries()) expect(Math.abs(corner - (back[index] ?? 0))).toBeLessThan(1e-8);
    for (const side of [0, 1, 2, 3] as const)
      expect(Math.abs((truth.bounds?.[side] ?? 0) - (undone?.bounds?.[side] ?? 1))).toBeLessThan(1e-8);
  });

  it("is in the layer's provenance, and in the project when it opens again", async () => {
    const layer = await room.take("buildings", [shiftedYard("A")]);
    expect(layer.source?.corrections).toEqual([]);
    await room.client.ask("shift.undo", { layer: layer.id, system: "gcj02" });
    await room.client.ask("project.close", {});
    const { layers } = await room.client.ask("project.open", { path: project });
    const [[x, y] = [0, 0]] = rings[0] ?? [];
    const [east, north] = shiftMetres([x, y], "gcj02");
    const metres = Math.hypot(east - x, north - y);
    const again = layers.find(({ id }) => id === layer.id);
    expect(again?.revision).toBe(2);
    expect(again?.source?.corrections.map(({ en }) => en)).toEqual([
      expect.stringMatching(
        /^On \d{4}-\d\d-\d\d the web map's shift GCJ-02 \(Amap, Tencent\) was undone; features moved by \d+ m on average\.$/u,
      ),
    ]);
    const said = Number(/by (\d+) m/u.exec(again?.source?.corrections[0]?.en ?? "")?.[1]);
    expect(Math.abs(said - metres)).toBeLessThan(1);
  });

  it("leaves nothing behind when it is cancelled, and can be done then", async () => {
    const many = Array.from({ length: 300 }, (_each, index) => ({
      geometry: geoJson(box(480_000 + 20 * index, 3_056_000, 10, 10)),
      properties: { code: `${index}` },
    }));
    const layer = await room.take("buildings", many);
    const controller = new AbortController();
    const undoing = room.client.ask(
      "shift.undo",
      { layer: layer.id, system: "bd09" },
      { signal: controller.signal, onProgress: () => controller.abort() },
    );
    await expect(undoing).rejects.toMatchObject({ code: "cancelled" });
    const { layers } = await room.client.ask("project.read", {});
    expect(layers.find(({ id }) => id === layer.id)?.revision).toBe(1);
    const done = await room.client.ask("shift.undo", { layer: layer.id, system: "bd09" });
    expect(done.layers.find(({ id }) => id === layer.id)?.revision).toBe(2);
  });

  it("is refused for a result, whose places are those of another layer", async () => {
    const buildings = await room.take("buildings", [plainYard]);
    const line = { type: "LineString", coordinates: [rings[0]?.[0], rings[0]?.[1]] };
    const pipes = await room.take("pipes", [{ geometry: line, properties: { pressure: "low" } }]);
    await room.run("screen", { buildings: buildings.id, pipes: pipes.id });
    const result = await room.result("screened");
    await expect(room.client.ask("shift.undo", { layer: result.id, system: "gcj02" })).rejects.toMatchObject({
      code: "usage",
    });
    await expect(room.client.ask("shift.undo", { layer: 999, system: "gcj02" })).rejects.toMatchObject({
      code: "layer-missing",
    });
  });
});
