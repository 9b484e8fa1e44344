import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gb55009 } from "../../../data/risk/profiles.js";
import { nationalScheme } from "../../../data/risk/scheme.js";
import { rowsOf, strewnCity } from "../../support/city.js";
import { house, judged, pipe } from "../../support/gas-judging.js";
import { shapeDistance } from "../../support/plane.js";

describe("a building and a buried gas pipe", () => {
  it.each([
    ["medium_a", 0.499, "protected", "not_met", "inside"],
    ["medium_a", 0.5, "protected", "not_met", "inside"],
    ["medium_a", 0.501, "no", "not_met", "inside"],
    ["medium_a", 1.499, "no", "not_met", "inside"],
    ["medium_a", 1.5, "no", "met", "inside"],
    ["medium_b", 0.999, "no", "not_met", "inside"],
    ["medium_b", 1, "no", "met", "inside"],
    ["low", 0.699, "no", "not_met", "inside"],
    ["low", 0.7, "no", "met", "inside"],
    ["low", 5, "no", "met", "inside"],
    ["sub_high_b", 1.5, "protected", "not_met", "inside"],
    ["sub_high_b", 1.501, "no", "not_met", "inside"],
    ["sub_high_b", 4.999, "no", "not_met", "inside"],
    ["sub_high_b", 5, "no", "met", "inside"],
    ["sub_high_a", 13.499, "no", "not_met", "inside"],
    ["sub_high_a", 13.5, "no", "met", "inside"],
    ["sub_high_a", 15, "no", "met", "inside"],
    ["high_b", 5, "protected", "not_met", "inside"],
    ["high_b", 15, "no", "met", "inside"],
    ["high_a", 16.999, "no", "not_met", "inside"],
    ["high_a", 50, "no", "met", "inside"],
    ["ultra_high", 5.001, "no", "no_rule", "inside"],
  ])("%s at %s m: on the pipe %s, clearance %s, control %s", async (pressure, east, over, clearance, control) => {
    const { pairs } = await judged([house(east)], [pipe(pressure)], { tolerance: 0 });
    expect(pairs[0]).toMatchObject({ over_pipe: over, clearance, control, distance_m: east });
  });

  it.each([
    ["low", 5.001],
    ["sub_high_b", 15.001],
    ["high_b", 50.001],
  ])("%s at %s m: none of the three, and the building is in its list without a finding", async (pressure, east) => {
    const { pairs, houses } = await judged([house(east)], [pipe(pressure)], { tolerance: 0 });
    expect(pairs).toEqual([]);
    expect(houses).toMatchObject([{ gas_finding: null, on_pipe: false, gas_pairs: 0n, pipe_distance_m: null }]);
  });

  it("is measured from the outer wall: half the diameter less", async () => {
    const { pairs } = await judged([house(0.6)], [pipe("medium_a", { outer_diameter_mm: 200 })], { tolerance: 0 });
    expect(pairs[0]).toMatchObject({ distance_m: 0.5, over_pipe: "protected" });
  });

  it("stands on it where it runs under the building, whatever its class", async () => {
    for (const pressure of ["low", "high_a", null]) {
      const { pairs } = await judged([house(-5)], [pipe(pressure)]);
      expect(pairs[0]).toMatchObject({ over_pipe: "crosses", distance_m: 0, finding: "crosses" });
    }
  });

  it("to be verified on site within the tolerance of a limit, each test by its own limit", async () => {
    const at = async (east: number) => (await judged([house(east)], [pipe("medium_a")], { tolerance: 0.3 })).pairs[0];
    expect(await at(0.8)).toMatchObject({ over_pipe: "to_verify", clearance: "not_met" });
    expect(await at(0.801)).toMatchObject({ over_pipe: "no" });
    expect(await at(1.799)).toMatchObject({ clearance: "to_verify", finding: "to_verify" });
    expect(await at(1.8)).toMatchObject({ clearance: "met", control: "inside", finding: "control" });
    expect(await at(5.3)).toMatchObject({ control: "to_verify", finding: "control_to_verify" });
    expect(await at(5.301)).toBeUndefined();
  });

  it("of unknown class is never safe and never certain: everything by the widest range is to be verified", async () => {
    const at = async (east: number) => (await judged([house(east)], [pipe(null)], { tolerance: 1 })).pairs[0];
    expect(await at(0.1)).toMatchObject({ over_pipe: "to_verify", clearance: "no_rule", control: "to_verify" });
    expect(await at(6)).toMatchObject({ over_pipe: "to_verify" });
    expect(await at(40)).toMatchObject({ over_pipe: "no", control: "to_verify", finding: "control_to_verify" });
    expect(await at(52)).toBeUndefined();
  });

  it("a thicker wall asks less of sub-high A; an unknown one the full distance", async () => {
    const asked = async (wall_thickness_mm: number | null) =>
      (await judged([house(2)], [pipe("sub_high_a", { wall_thickness_mm })])).pairs[0]?.clearance_m;
    expect(await asked(null)).toBe(13.5);
    expect(await asked(9.5)).toBe(6.5);
    expect(await asked(11.9)).toBe(3);
  });

  it.each([
    [1980, 1990, "building"],
    [1991, 1990, "pipe"],
    [1990, 1990, "same_year"],
    [null, 1990, null],
    [1990, null, null],
    [1990, 2090, null],
  ])("built in %s, laid in %s: first came %s", async (build_year, lay_year, first) => {
    const { pairs } = await judged([house(0.1, { build_year })], [pipe("medium_a", { lay_year })]);
    expect(pairs[0]?.came_first).toBe(first);
  });

  it("on medium pressure and above is a major hazard, on low pressure not", async () => {
    const major = async (pressure: string) => (await judged([house(0.4)], [pipe(pressure)])).pairs[0]?.major_hazard;
    expect(await major("low")).toBe(false);
    expect(await major("medium_b")).toBe(true);
    expect((await judged([house(-1)], [pipe(null)])).pairs[0]?.major_hazard).toBe(false);
  });

  it.each([
    { status: "abandoned" },
    { status: "planned" },
    { laying: "overhead" },
    { laying: "cased" },
    { laying: "trench" },
    { laying: "surface" },
  ])("is not judged for a pipe that is %o; one of unknown status or laying is", async (facts) => {
    expect((await judged([house(0)], [pipe("medium_a", facts)])).pairs).toEqual([]);
    expect((await judged([house(0)], [pipe("medium_a", { status: null, laying: null })])).pairs).toHaveLength(1);
  });

  it("is no finding for a house that was pulled down, and it is said how many there are", async () => {
    const found = await judged(
      [house(0, { excluded: true }), house(0, { fid: 2, excluded: null })],
      [pipe("medium_a")],
    );
    expect(found.pairs.map(({ building_fid }) => building_fid)).toEqual([2n]);
    expect(found.houses).toMatchObject([{ gas_finding: null, on_pipe: false }, { on_pipe: true }]);
    expect(found.messages.some(({ zh }) => zh.includes("有 1 栋登记为不需调查"))).toBe(true);
  });

  it("is named with its most urgent pair, ties to the nearest, then to the lowest row", async () => {
    const mains = [
      pipe("high_a", { fid: 1, geom: "LINESTRING (-30 -50, -30 50)" }),
      pipe("medium_a", { fid: 2, geom: "LINESTRING (-0.2 -50, -0.2 50)" }),
      pipe("medium_a", { fid: 3, geom: "LINESTRING (-0.2 -50, -0.2 50)" }),
    ];
    const { houses, pairs } = await judged([house(0)], mains);
    expect(houses).toMatchObject([{ gas_finding: "protected", pipe_fid: 2n, gas_pairs: 3n, in_control: true }]);
    expect(pairs.map(({ pipe_fid }) => pipe_fid)).toEqual([1n, 2n, 3n]);
  });

  it("by the profile of Shanghai, and by an office's own in a scheme", async () => {
    const shanghai = await judged([house(0.7)], [pipe("low")], { profile: "shanghai", tolerance: 0 });
    expect(shanghai.pairs[0]).toMatchObject({ over_pipe: "protected", protection_m: 0.7, control_m: 6 });
    const own = {
      ...gb55009,
      name: "own",
      ranges: gb55009.ranges.map((each) => ({ ...each, protection_m: 2, source: "某市办法第九条" })),
    };
    const scheme = { ...nationalScheme, name: "本市", profile: own };
    const parameters = { profile: "own", scheme: "本市", tolerance: 0 };
    const found = await judged([house(2)], [pipe("low")], parameters, null, [scheme]);
    expect(found.pairs[0]).toMatchObject({ over_pipe: "protected", range_source: "某市办法第九条" });
  });
});

describe("the gas rules at the edges", () => {
  it("of no buildings, no pipes, and neither buildings nor sites", async () => {
    expect((await judged([], [pipe("low")])).facts).toMatchObject({ pairs: 0, buildings: 0 });
    expect((await judged([house(0)], [])).houses).toMatchObject([{ gas_finding: null }]);
    await expect(judged(null, [pipe("low")])).rejects.toMatchObject({ code: "usage" });
  });

  it("measure every pair as brute force does, to the millimetre, in strewn cities", { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1_000_000 }), async (seed) => {
        const city = strewnCity(seed, { houses: 120, pipes: 40, sites: 0 }, 500);
        const used = city.pipes.filter(({ facts }) => facts.status === null || facts.status === "in_use");
        const reach = (pressure: unknown) =>
          pressure === null ? 50 : (gb55009.ranges.find((each) => each.pressure === pressure)?.control_m ?? 0);
        const clear: Readonly<Record<string, number>> = { sub_high_a: 13.5, high_b: 15, high_a: 17 };
        const expected = city.houses.flatMap((one) =>
          used.flatMap((main) => {
            const wall = Number(main.facts.outer_diameter_mm ?? 0) / 2000;
            const metres = Math.max(0, shapeDistance(one.shape, main.shape) - wall);
            const widest = Math.max(reach(main.facts.pressure), clear[String(main.facts.pressure)] ?? 0);
            return metres <= widest + 1 + 1e-7 ? [{ key: `${one.fid}-${main.fid}`, metres }] : [];
          }),
        );
        const found = await judged(rowsOf(city.houses), rowsOf(city.pipes));
        const byKey = new Map(
          found.pairs.map((row) => [`${row.building_fid}-${row.pipe_fid}`, Number(row.distance_m)]),
        );
        expect([...byKey.keys()].sort()).toEqual(expected.map(({ key }) => key).sort());
        for (const { key, metres } of expected) expect(Math.abs((byKey.get(key) ?? -1) - metres)).toBeLessThan(0.001);
      }),
      { numRuns: 8 },
    );
  });
});
