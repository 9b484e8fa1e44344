import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CallInput } from "../../../contract/api.js";
import type { Condition } from "../../../contract/conditions.js";
import type { Layer } from "../../../contract/project.js";
import { decodeTile, tilesOf } from "../../support/decode-tile.js";
import { type EngineRoom, type Feature, metric, openEngineRoom, writeFeatures } from "../../support/engine-room.js";
import { toDegrees } from "../../support/screened-city.js";

/** Forty houses in a row, 20 m apart; house n is fid n. */
const fids = Array.from({ length: 40 }, (_each, index) => index + 1);
const feature = (fid: number): Feature => ({
  geometry: { type: "Point", coordinates: [480_000 + 20 * fid, 3_056_000] },
  properties: { code: `H${fid}`, floors: fid % 7 === 0 ? null : fid % 7 },
});

let room: EngineRoom;
let layer: Layer;
let other: Layer;
beforeAll(async () => {
  room = openEngineRoom();
  await room.create();
  layer = await room.take("buildings", fids.map(feature));
  other = await room.take("sites", [1, 2, 3].map(feature));
});
afterAll(() => room.close());

type How = CallInput<"selection.change">["how"];
type Rows = Omit<CallInput<"selection.change">["rows"], "layer">;
const change = (how: How, rows: Rows, id = layer.id) =>
  room.client.ask("selection.change", { layer: id, how, rows: { layer: id, ...rows } });
const inSet = async (serial: number, id = layer.id) =>
  (
    await room.rows({ layer: id, filter: [{ set: "selection", serial }], columns: [], offset: 0, limit: 1000 })
  ).rows.map(({ fid }) => fid);

const among = async (serial: number, named: readonly number[], id = layer.id) =>
  (await room.client.ask("selection.among", { layer: id, serial, fids: [...named] })).fids;

describe("the selection", { timeout: 60_000 }, () => {
  it("is what any sequence of replacing, adding, removing and keeping makes of it", async () => {
    const step = fc.record({
      how: fc.constantFrom<How>("replace", "add", "remove", "intersect"),
      chosen: fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 40 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        await room.client.ask("selection.clear", {});
        let expected = new Set<number>();
        let before = 0;
        for (const { how, chosen } of steps) {
          const found = new Set(chosen.filter((fid) => fids.includes(fid)));
          if (how === "replace") expected = found;
          else if (how === "add") expected = new Set([...expected, ...found]);
          else expected = new Set([...expected].filter((fid) => found.has(fid) === (how === "intersect")));
          const answer = await change(how, { fids: chosen });
          expect(answer).toMatchObject({ layer: layer.id, count: expected.size });
          expect(answer.serial).toBeGreaterThan(before);
          before = answer.serial;
        }
        expect(await inSet(before)).toEqual([...expected].sort((one, two) => one - two));
        // Asked for in any order, with rows that there are not.
        const named = [90, 1000, ...Array.from({ length: 61 }, (_each, index) => 60 - index)];
        expect(await among(before, named)).toEqual(named.filter((fid) => expected.has(fid)));
        expect(await room.client.ask("selection.read", {})).toMatchObject({ count: expected.size, serial: before });
      }),
      { numRuns: 40 },
    );
  });

  it("takes changes in the order they were asked for, however many come at once", async () => {
    await change("replace", { fids: [1] });
    const answers = await Promise.all(fids.slice(1).map((fid) => change("add", { fids: [fid] })));
    expect(answers.map(({ count }) => count)).toEqual(fids.slice(1));
  });

  it("takes what a filter finds, the first of an order, and everything", async () => {
    const filter: Condition[] = [{ column: "floors", compare: "in", values: [3, null] }];
    expect((await change("replace", { filter })).count).toBe(
      fids.filter((fid) => fid % 7 === 0 || fid % 7 === 3).length,
    );
    const first = await change("replace", { filter, order: { column: "floors", descending: true }, limit: 7 });
    expect(await inSet(first.serial)).toEqual([3, 7, 10, 17, 24, 31, 38]);
    expect((await change("intersect", { fids: [7, 10, 11] })).count).toBe(2);
    expect((await change("replace", {})).count).toBe(40);
  });

  it("says where it lies", async () => {
    const { bounds } = await change("replace", { fids: [5, 30, 12] });
    const [west, east] = [5, 30].map((fid) => toDegrees([480_000 + 20 * fid, 3_056_000]));
    const wanted = [west?.[0], west?.[1], east?.[0], east?.[1]];
    for (const [index, value] of (bounds ?? []).entries()) expect(value).toBeCloseTo(wanted[index] ?? 0, 5);
    expect((await change("intersect", { fids: [] })).bounds).toBeNull();
  });

  it("is drawn alone, whatever the filter shows", async () => {
    await room.client.ask("filter.set", {
      layer: layer.id,
      conditions: [{ column: "floors", compare: "=", value: 1 }],
    });
    await change("replace", { fids: [2, 9, 40] });
    const drawn = async () => {
      const found: number[] = [];
      for (const place of tilesOf(layer.bounds ?? [], 16)) {
        const { features = [] } = decodeTile(await room.client.ask("selection.tile", place));
        found.push(...features.map(({ id = -1 }) => id));
      }
      return [...new Set(found)].sort((one, two) => one - two);
    };
    expect(await drawn()).toEqual([2, 9, 40]);
    await room.client.ask("selection.clear", {});
    expect(await drawn()).toEqual([]);
    await room.client.ask("filter.set", { layer: layer.id, conditions: [] });
  });

  it("of what the filter shows is a filter in its turn", async () => {
    const { serial } = await room.client.ask("filter.set", {
      layer: layer.id,
      conditions: [{ column: "floors", compare: "<=", value: 2 }],
    });
    const selected = await change("replace", { filter: [{ set: "filter", serial }] });
    await change("remove", { fids: [1] });
    const only = await room.client.ask("filter.set", {
      layer: layer.id,
      conditions: [
        { set: "selection", serial: selected.serial },
        { column: "floors", compare: "=", value: 1 },
      ],
    });
    expect(only.count).toBe(fids.filter((fid) => fid % 7 === 1).length);
    await room.client.ask("filter.set", { layer: layer.id, conditions: [] });
  });

  it("is put on a list", async () => {
    const { serial } = await change("replace", { fids: [8, 3, 21] });
    await room.client.ask("ledger.sign", { name: "张三" });
    const { list } = await room.client.ask("list.create", { name: "待查" });
    const chosen = { layer: layer.id, filter: [{ set: "selection" as const, serial }] };
    expect(await room.client.ask("list.add", { list, rows: chosen, reason: "框选" })).toEqual({ added: 3, there: 0 });
    expect((await room.client.ask("list.read", { list })).map(({ fid }) => fid)).toEqual([3, 8, 21]);
  });

  it("is one: rows of another family begin anew, or are refused with what to do", async () => {
    await change("replace", { fids: [1, 2] });
    await expect(change("remove", { fids: [1] }, other.id)).rejects.toMatchObject({
      code: "usage",
      text: { zh: expect.stringContaining("清除选择") },
    });
    await expect(change("intersect", { fids: [1] }, other.id)).rejects.toMatchObject({ code: "usage" });
    await expect(
      room.client.ask("selection.change", { layer: layer.id, how: "add", rows: { layer: other.id } }),
    ).rejects.toMatchObject({ code: "usage", text: { en: expect.stringContaining("different rows") } });
    expect(await room.client.ask("selection.read", {})).toMatchObject({ layer: layer.id, count: 2 });
    expect(await change("add", { fids: [3] }, other.id)).toMatchObject({ layer: other.id, count: 1 });
    expect(await room.client.ask("selection.clear", {})).toMatchObject({ layer: null, count: 0, bounds: null });
  });

  it("loses what a newer version has no more, and ends with its layer and with the project", async () => {
    const mine = await room.take("buildings", fids.slice(0, 10).map(feature));
    const { serial } = await change("replace", { fids: [1, 4, 9] }, mine.id);
    const path = writeFeatures(
      room,
      "少一栋",
      fids
        .slice(0, 10)
        .filter((fid) => fid !== 4)
        .map(feature),
    );
    await room.client.ask("source.import", { path, kind: "buildings", reading: { crs: metric }, replaces: mine.id });
    const after = await room.client.ask("selection.read", {});
    expect(after).toMatchObject({ layer: mine.id, count: 2 });
    expect(after.serial).toBeGreaterThan(serial);
    expect(await inSet(after.serial, mine.id)).toEqual([1, 9]);
    await room.client.ask("layer.remove", { layer: mine.id });
    expect(await room.client.ask("selection.read", {})).toMatchObject({ layer: null, count: 0 });
    expect(await room.client.ask("selection.tile", { z: 0, x: 0, y: 0 })).toHaveLength(0);

    const kept = await change("replace", { fids: [1] });
    const project = await room.client.ask("project.read", {});
    await room.client.ask("project.close", {});
    await room.client.ask("project.open", { path: project.path });
    expect(await room.client.ask("selection.read", {})).toMatchObject({ layer: null, count: 0, serial: 0 });
    await expect(inSet(kept.serial)).rejects.toMatchObject({ code: "usage" });
    await expect(among(kept.serial, [1])).rejects.toMatchObject({ code: "usage" });
  });

  it.each([
    ["a layer that is not there", { layer: 99, how: "add", rows: { layer: 99 } }, "layer-missing"],
    ["a way that is none", { layer: 1, how: "toggle", rows: { layer: 1 } }, "refused"],
    ["a fid that is none", { layer: 1, how: "add", rows: { layer: 1, fids: [-1] } }, "refused"],
    ["SQL for a fid", { layer: 1, how: "add", rows: { layer: 1, fids: ["1); DROP TABLE features_1; --"] } }, "refused"],
    [
      "more fids than a hand picks",
      { layer: 1, how: "add", rows: { layer: 1, fids: Array(100_001).fill(1) } },
      "refused",
    ],
    [
      "a column that is not there",
      { layer: 1, how: "add", rows: { layer: 1, order: { column: "x", descending: true }, limit: 1 } },
      "usage",
    ],
  ])("refuses %s", async (_title, input, code) => {
    const ask = room.client.ask as (name: string, input: unknown) => Promise<unknown>;
    await expect(ask("selection.change", input)).rejects.toMatchObject({ code });
  });

  it("takes no room for a fid beyond all rows", async () => {
    expect((await change("replace", { fids: [Number.MAX_SAFE_INTEGER, 2 ** 32 + 1, 2 ** 31, 3] })).count).toBe(1);
  });
});
