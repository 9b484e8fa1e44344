import { describe, expect, it } from "vitest";
import { nationalScheme } from "../../../data/risk/scheme.js";
import type { Row } from "../../support/analysis-room.js";
import { house, scored } from "../../support/scoring.js";

describe("exposure to gas", () => {
  const main = (facts: Row = {}): Row => ({ fid: 1, pressure: "medium_a", geom: "LINESTRING (0 -50, 0 50)", ...facts });
  const gas = async (east: number, facts: Row = {}) =>
    (await scored([house({}, east)], { mains: [main(facts)], parameters: { tolerance: 0 } })).rows[0]?.gas;

  it("is 100 in the protection range, 80 where the clearance is not met, 60 to 20 across the control range, 0 beyond", async () => {
    expect(await gas(0.5)).toBe(100);
    expect(await gas(0.51)).toBe(80);
    expect(await gas(1.49)).toBe(80);
    expect(await gas(2.75)).toBe(40);
    expect(await gas(5)).toBe(20);
    expect(await gas(5.001)).toBe(0);
  });

  it("is a fifth more for grey cast iron and for steel of 20 years, at most 100", async () => {
    expect(await gas(2.75, { material_class: "grey_iron" })).toBe(48);
    expect(await gas(2.75, { material_class: "steel", lay_year: 2006 })).toBe(48);
    expect(await gas(2.75, { material_class: "steel", lay_year: 2007 })).toBe(40);
    expect(await gas(1, { material_class: "grey_iron" })).toBe(96);
    expect(await gas(0, { material_class: "grey_iron" })).toBe(100);
  });

  it("takes the pair that gives most, also where a farther pipe is the worse one", async () => {
    const mains = [
      main({ fid: 1, geom: "LINESTRING (-2 -50, -2 50)" }),
      main({ fid: 2, pressure: "high_a", geom: "LINESTRING (-5 -50, -5 50)" }),
    ];
    const { rows } = await scored([house()], { mains, parameters: { tolerance: 0 } });
    expect(rows[0]).toMatchObject({ gas: 100, pipe_fid: 2n, gas_finding: "protected", pipe_distance_m: 5 });
  });

  it("with people inside on a pipe of medium pressure is a veto; unless the house is on record as empty", async () => {
    const veto = async (facts: Row) => (await scored([house(facts)], { mains: [main()] })).rows[0];
    expect(await veto({})).toMatchObject({ veto: "occupied_over_pipe", level: "major" });
    expect(await veto({ occupants: 3 })).toMatchObject({ veto: "occupied_over_pipe" });
    expect(await veto({ occupants: 0 })).toMatchObject({ veto: null });
  });
});

describe("exposure to excavations", () => {
  const pit = (facts: Row = {}): Row => ({
    fid: 1,
    state: "开挖中",
    depth_m: 10,
    geom: "POLYGON ((-40 -20, 0 -20, 0 20, -40 20, -40 -20))",
    ...facts,
  });
  const found = async (east: number, facts: Row = {}, more: Row = {}) =>
    (await scored([house(more, east)], { pits: [pit(facts)], parameters: { curve: "concave" } })).rows[0];

  it("is the share of the largest settlement, less for shallow pits and for later phases", async () => {
    expect(await found(10)).toMatchObject({ excavation: 70, pit_depths: 1, site_fid: 1n });
    expect(await found(10, { state: "已支护" })).toMatchObject({ excavation: 49 });
    expect(await found(10, { state: "已回填" })).toMatchObject({ excavation: 21, pit_depths: null });
    expect(await found(10, { state: "未开工" })).toMatchObject({
      excavation: 0,
      site_phase: "planned",
      pit_depths: null,
    });
    expect(await found(2.5, { depth_m: 5 })).toMatchObject({ excavation: 50 });
    expect(await found(41)).toMatchObject({ excavation: 0, site_fid: null });
  });

  it("within one depth of a pit is a veto for a vulnerable house", async () => {
    const weak = { build_year: 1950, storeys_added: true };
    expect(await found(10, {}, weak)).toMatchObject({ veto: "vulnerable_by_pit", level: "major" });
    expect((await found(10.1, {}, weak))?.veto).toBeNull();
  });
});

describe("the score of a city", () => {
  it("without pipes and sites leaves the exposure unknown, and says so", async () => {
    const { rows, messages } = await scored([house({ build_year: 1970 })]);
    expect(rows[0]).toMatchObject({ gas: null, excavation: null, level: "insufficient", known_pct: 30 });
    expect(messages.filter(({ zh }) => zh.includes("不明，未计入得分"))).toHaveLength(2);
  });

  it("of a layer imported before its kind had these columns still has a level, never NaN", async () => {
    const { rows } = await scored([{ fid: 4, geom: "POINT (0 0)" }], { columns: {} });
    expect(rows[0]).toMatchObject({
      fid: 4n,
      vulnerability: 50,
      known_pct: 0,
      consequence: null,
      level: "insufficient",
    });
    for (const cell of Object.values(rows[0] ?? {})) expect(Number.isNaN(cell)).toBe(false);
  });

  it("leaves out what is no house any more, and counts every level", async () => {
    const houses = [
      house({ fid: 1, excluded: true }),
      house({ fid: 2, danger_grade: "D" }),
      house({ fid: 3 }),
      house({ fid: 4, build_year: 2020, altered: false, structure_class: "concrete", floors: 2 }),
    ];
    const { facts, rows } = await scored(houses);
    expect(rows.map(({ level }) => level)).toEqual([null, "major", "insufficient", "low"]);
    expect(facts).toMatchObject({ buildings: 4, excluded: 1, major: 1, vetoed: 1, insufficient: 1, low: 1 });
    expect((await scored([])).facts).toMatchObject({ buildings: 0 });
  });

  it("draws the weights by seed: the same share again, whatever the threads and the order of rows", async () => {
    const houses = Array.from({ length: 60 }, (_none, at) =>
      house(
        {
          fid: at + 1,
          build_year: 1950 + ((at * 7) % 75),
          storeys_added: at % 3 === 0,
          floors: 1 + (at % 9),
          structure_class: "masonry",
        },
        at * 20,
      ),
    );
    const parameters = { draws: 50, top: 10, seed: 3, spread: 40 };
    const first = await scored(houses, { parameters, threads: 1 });
    const again = await scored([...houses].reverse(), { parameters, threads: 8 });
    expect(again.rows).toEqual(first.rows);
    const shares = first.rows.map(({ top_share_pct }) => Number(top_share_pct));
    expect(shares.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1000, 3);
    // A file that lists the same houses the other way round numbers them otherwise.
    const renumbered = [...houses].reverse().map((each, at) => ({ ...each, fid: at + 1 }));
    const turned = (await scored(renumbered, { parameters })).rows.map(({ top_share_pct }) => Number(top_share_pct));
    expect([...turned].reverse()).toEqual(shares);
    expect(first.messages.some(({ en }) => en.includes("seed 3"))).toBe(true);
  });

  it("by a scheme that weighs age alone follows age alone", async () => {
    const weights = { age: 100, alteration: 0, structure: 0, state: 0, neglect: 0 };
    const parameters = { scheme: "只看年代" };
    const schemes = [{ ...nationalScheme, name: "只看年代", weights }];
    const { rows } = await scored([house({ build_year: 1990, storeys_added: true })], { parameters, schemes });
    expect(rows[0]).toMatchObject({ vulnerability: 65, known_pct: 100 });
  });
});
