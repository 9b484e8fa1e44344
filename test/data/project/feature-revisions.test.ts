import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FeatureRevision } from "../../../contract/card-calls.js";
import { house } from "../../support/doubtful-houses.js";
import { type EngineRoom, type Feature, openEngineRoom, takeVersion } from "../../support/engine-room.js";

let room: EngineRoom;
beforeAll(async () => {
  room = openEngineRoom();
  await room.create();
});
afterAll(() => room.close());

const take = (features: readonly Feature[], replaces?: number) => takeVersion(room, features, replaces);
const revisions = (layer: number, fid: number) => room.client.ask("layer.revisions", { layer, fid });

const lot = (code: string, x: number, facts: object, width = 10): Feature => ({
  geometry: house(x, 0, width),
  properties: { 编号: code, ...facts },
});

/** Column → [before, after]. */
function said({ changes }: FeatureRevision): Record<string, unknown[]> {
  return Object.fromEntries(changes.map(({ column, before, after }) => [column.name, [before, after]]));
}

describe("the revisions of a feature", { timeout: 90_000 }, () => {
  it("tell what changed from one to the next, where it is new, where it has gone", async () => {
    const first = await take([
      lot("A", 0, { 建成年份: "1975", 层数: "2", 户主: "甲" }),
      lot("B", 40, { 建成年份: "1980", 层数: "3" }),
      lot("C", 80, { 建成年份: "1990", 层数: "3" }),
    ]);
    const { id } = first.layer;
    await take(
      [
        lot("A", 0, { 建成年份: "1975", 层数: "4", 户主: "乙" }),
        lot("B", 40, { 建成年份: "", 层数: "3" }, 12),
        lot("N", 120, { 建成年份: "2020", 层数: "9" }),
      ],
      id,
    );
    const third = await take([lot("A", 0, { 建成年份: "1975", 层数: "4", 户主: "乙" })], id);

    const [last, middle, earliest] = await revisions(id, 1);
    expect([last?.state, middle?.state, earliest?.state]).toEqual(["same", "changed", "first"]);
    expect(middle === undefined ? {} : said(middle)).toEqual({ floors: [2, 4], owner: ["甲", "乙"] });
    expect(middle?.changes[0]?.column.title).toEqual({ zh: "层数", en: "floors" });
    expect(middle?.shape).toBeNull();
    expect(middle).toMatchObject({ revision: 2, file: expect.stringMatching(/^房屋 \d+\.geojson$/u) });
    expect(earliest?.importedAt).toBeGreaterThan(1_700_000_000);

    // A year that is no longer known is told as such; the wall stands two metres farther out.
    const [gone, changed] = await revisions(id, 2);
    expect(gone).toMatchObject({ state: "gone", changes: [], shape: null });
    expect(changed === undefined ? {} : said(changed)).toMatchObject({ build_year: [1980, null] });
    expect(changed?.shape?.moved_m).toBeCloseTo(2, 6);
    expect(changed?.shape?.area_m2?.before).toBeCloseTo(100, 6);
    expect(changed?.shape?.area_m2?.after).toBeCloseTo(120, 6);

    const added = await revisions(id, 4);
    expect(added.map(({ state }) => state)).toEqual(["gone", "added", "absent"]);

    // A row of the list of changes asks about the layer that it is about.
    const list = third.project.layers.findLast(({ kind }) => kind === "changes");
    expect(await revisions(list?.id ?? 0, 2)).toEqual(await revisions(id, 2));
  });

  it("of a result's row are those of the building; a layer of one version has one", async () => {
    const { layer } = await take([lot("A", 0, { 建成年份: "1975" })]);
    await room.run("screen", { buildings: layer.id, pipes: (await pipes()).id });
    const screened = await room.result("screened");
    const told = await revisions(screened.id, 1);
    expect(told).toEqual(await revisions(layer.id, 1));
    expect(told).toMatchObject([{ revision: 1, state: "first", changes: [], shape: null }]);
    await expect(revisions(9999, 1)).rejects.toMatchObject({ code: "layer-missing" });
    expect(await revisions(layer.id, 77)).toMatchObject([{ state: "absent" }]);
  });

  it("name the values that differ in what was written, in made-up versions", async () => {
    const facts = fc.record({
      floors: fc.option(fc.integer({ min: 1, max: 3 }), { nil: null }),
      build_year: fc.option(fc.integer({ min: 1990, max: 1992 }), { nil: null }),
      altered: fc.option(fc.boolean(), { nil: null }),
    });
    const version = fc.array(facts, { minLength: 8, maxLength: 8 });
    const columns = ["floors", "build_year", "altered"] as const;
    await fc.assert(
      fc.asyncProperty(fc.array(version, { minLength: 3, maxLength: 3 }), async (versions) => {
        let id: number | undefined;
        for (const rows of versions) {
          const features = rows.map((own, at) => ({
            geometry: house(20 * at, 0),
            properties: { code: `K${at}`, ...own },
          }));
          id = (await take(features, id)).layer.id;
        }
        for (const house of Array(8).keys()) {
          const course = (await revisions(id ?? 0, house + 1)).toReversed();
          for (const [at, revision] of course.entries()) {
            const [before, after] = [versions[at - 1]?.[house], versions[at]?.[house]];
            const expected = columns.flatMap((name) =>
              before === undefined || before[name] === after?.[name] ? [] : [[name, [before[name], after?.[name]]]],
            );
            const told = said(revision);
            const own = columns.flatMap((name) => (name in told ? [[name, told[name]]] : []));
            expect(own).toEqual(expected);
          }
        }
      }),
      { numRuns: 1, seed: 78, endOnFailure: true },
    );
  });
});

async function pipes() {
  const line = { type: "LineString", coordinates: [0, 60].map((x) => [485_000 + x, 3_056_015]) };
  return await room.take("pipes", [{ geometry: line, properties: { pressure: "中压A" } }]);
}
