import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Condition } from "../../../contract/conditions.js";
import type { Layer } from "../../../contract/project.js";
import { type EngineRoom, openEngineRoom } from "../../support/engine-room.js";
import { box, geoJson } from "../../support/plane.js";

let room: EngineRoom;
let layer: Layer;
beforeAll(async () => {
  room = openEngineRoom();
  await room.create();
  const houses = [1, 2, 3, 4, null].map((floors, index) => ({
    geometry: geoJson(box(485_000 + 30 * index, 3_056_000, 8, 8)),
    properties: { cs: floors },
  }));
  layer = await room.take("buildings", houses);
});
afterAll(() => room.close());

const low: Condition[] = [{ column: "floors", compare: "between", from: 1, to: 3 }];
const set = (conditions: Condition[]) => room.client.ask("filter.set", { layer: layer.id, conditions });

describe("a filter with a name", () => {
  const saved: Condition[] = [
    { column: "floors", compare: "in", values: [1, null] },
    { place: "circle", centre: [113.85, 27.62], metres: 900 },
  ];

  it("is kept with the project, replaced by its name, and removed", async () => {
    const save = (name: string, conditions: Condition[]) =>
      room.client.ask("filter.save", { name, layer: layer.id, conditions });
    await Promise.all([save("老旧平房", low), save("二层", [{ column: "floors", compare: "=", value: 2 }])]);
    const { filters, path } = await save("老旧平房", saved);
    expect(filters).toEqual([
      { name: "二层", layer: layer.id, kind: "buildings", conditions: [{ column: "floors", compare: "=", value: 2 }] },
      { name: "老旧平房", layer: layer.id, kind: "buildings", conditions: saved },
    ]);
    await room.client.ask("project.close", {});
    expect((await room.client.ask("project.open", { path })).filters).toEqual(filters);
    const left = await room.client.ask("filter.remove", { name: "二层" });
    expect(left.filters.map(({ name }) => name)).toEqual(["老旧平房"]);
    await expect(room.client.ask("filter.remove", { name: "二层" })).rejects.toMatchObject({ code: "usage" });
  });

  it("must be one that the layer can be filtered by tomorrow", async () => {
    const { serial } = await set(low);
    const save = (conditions: Condition[], id = layer.id) =>
      room.client.ask("filter.save", { name: "坏", layer: id, conditions });
    await expect(save([{ set: "filter", serial }])).rejects.toMatchObject({
      code: "usage",
      text: { zh: expect.stringContaining("坏") },
    });
    await expect(save([{ column: "没有", compare: "empty" }])).rejects.toMatchObject({ code: "usage" });
    await expect(save(low, 999)).rejects.toMatchObject({ code: "layer-missing" });
    await expect(save([])).rejects.toMatchObject({ code: "refused" });
    await set([]);
  });
});

describe("hostile words over the wire", () => {
  it.each([
    ["a layer that is not there", { layer: 99, conditions: [] }, "layer-missing"],
    ["SQL for a layer", { layer: "1; DROP TABLE features_1", conditions: [] }, "refused"],
    [
      "SQL for a column",
      { layer: 1, conditions: [{ column: 'floors" OR true --', compare: "in", values: [1] }] },
      "usage",
    ],
    [
      "a word for a number",
      { layer: 1, conditions: [{ column: "floors", compare: "between", from: "a", to: 3 }] },
      "usage",
    ],
    [
      "a word among numbers",
      { layer: 1, conditions: [{ column: "floors", compare: "in", values: [1, "x"] }] },
      "usage",
    ],
    [
      "an end that is missing",
      { layer: 1, conditions: [{ column: "floors", compare: "between", from: 1 }] },
      "refused",
    ],
    [
      "more conditions than a person sets",
      { layer: 1, conditions: Array.from({ length: 51 }, () => low[0]) },
      "refused",
    ],
    [
      "a value that is no number",
      { layer: 1, conditions: [{ column: "floors", compare: "in", values: [Number.NaN] }] },
      "refused",
    ],
    [
      "a place beyond the earth",
      { layer: 1, conditions: [{ place: "circle", centre: [500, 1], metres: 1 }] },
      "refused",
    ],
    [
      "a circle where the project's CRS has no place",
      { layer: 1, conditions: [{ place: "circle", centre: [24, 0], metres: 1 }] },
      "usage",
    ],
  ])("%s is refused, and the filter stays", async (_title, input, code) => {
    const before = await set(low);
    const ask = room.client.ask as (name: string, input: unknown) => Promise<unknown>;
    await expect(ask("filter.set", input)).rejects.toMatchObject({ code });
    expect(await room.client.ask("filter.read", { layer: layer.id })).toEqual(before);
    await set([]);
  });
});
