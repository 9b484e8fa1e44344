import { describe, expect, it } from "vitest";
import type { ParameterValue } from "../../../contract/parameters.js";
import type { Scheme } from "../../../contract/scheme.js";
import { score } from "../../../data/analyses/score.js";
import { nationalScheme } from "../../../data/risk/scheme.js";
import { type Row, runOn } from "../../support/analysis-room.js";

const buildings = {
  build_year: "INTEGER",
  build_decade: "INTEGER",
  structure_class: "VARCHAR",
  prefab_slab: "BOOLEAN",
  altered: "BOOLEAN",
  storeys_added: "BOOLEAN",
  wall_removed: "BOOLEAN",
  basement_dug: "BOOLEAN",
  extended: "BOOLEAN",
  use_changed: "BOOLEAN",
  renovated: "BOOLEAN",
  danger_grade: "VARCHAR",
  judgement: "VARCHAR",
  visible_damage: "BOOLEAN",
  professional_design: "BOOLEAN",
  professional_construction: "BOOLEAN",
  strengthened: "BOOLEAN",
  use: "VARCHAR",
  business_use: "VARCHAR",
  business_run: "BOOLEAN",
  occupants: "INTEGER",
  households: "INTEGER",
  floors: "INTEGER",
  excluded: "BOOLEAN",
} as const;
const pipes = {
  pressure: "VARCHAR",
  outer_diameter_mm: "DOUBLE",
  material_class: "VARCHAR",
  lay_year: "INTEGER",
  status: "VARCHAR",
} as const;
const sites = { state: "VARCHAR", depth_m: "DOUBLE" } as const;

const house = (facts: Row = {}, east = 0): Row => ({
  fid: 1,
  geom: `POLYGON ((${east} 0, ${east + 10} 0, ${east + 10} 10, ${east} 10, ${east} 0))`,
  ...facts,
});

async function scored(
  houses: readonly Row[],
  more: {
    mains?: readonly Row[];
    pits?: readonly Row[];
    parameters?: Readonly<Record<string, ParameterValue>>;
    columns?: Readonly<Record<string, string>>;
    threads?: number;
    schemes?: readonly Scheme[];
  } = {},
) {
  const { mains, pits, parameters = {}, columns = buildings, threads = 2, schemes } = more;
  const outcome = await runOn(
    score,
    {
      buildings: { columns, rows: houses },
      ...(mains === undefined ? {} : { pipes: { columns: pipes, rows: mains } }),
      ...(pits === undefined ? {} : { sites: { columns: sites, rows: pits } }),
    },
    { as_of: 2026, ...parameters },
    threads,
    schemes,
  );
  return { ...outcome, rows: outcome.results.score ?? [] };
}

async function value(column: string, facts: Row): Promise<unknown> {
  return (await scored([house(facts)])).rows[0]?.[column];
}

describe("the factors of vulnerability", () => {
  it.each([
    [{ build_year: 1976 }, 1],
    [{ build_year: 1977 }, 0.85],
    [{ build_year: 1986 }, 0.85],
    [{ build_year: 1987 }, 0.65],
    [{ build_year: 1996 }, 0.65],
    [{ build_year: 1997 }, 0.4],
    [{ build_year: 2006 }, 0.4],
    [{ build_year: 2007 }, 0.15],
    [{ build_year: 2016 }, 0.15],
    [{ build_year: 2017 }, 0],
    [{ build_year: 2026 }, 0],
    [{ build_year: 2027 }, null],
    [{ build_year: 0 }, null],
    [{}, null],
    [{ build_decade: 1980 }, 0.85],
    [{ build_year: 1979, structure_class: "prefab_masonry" }, 1],
    [{ build_year: 1979, prefab_slab: true }, 1],
    [{ build_year: 1980, prefab_slab: true }, 0.85],
  ])("age of %o is %s", async (facts, expected) => {
    expect(await value("factor_age", facts)).toBe(expected);
  });

  it.each([
    [{ storeys_added: true }, 1],
    [{ wall_removed: true, extended: false }, 1],
    [{ basement_dug: true }, 1],
    [{ extended: true, use_changed: true }, 0.7],
    [{ altered: true }, 0.7],
    [{ use_changed: true }, 0.6],
    [{ renovated: true }, 0.3],
    [{ renovated: false }, 0],
    [{ storeys_added: false }, 0],
    [{}, null],
  ])("alteration of %o is %s", async (facts, expected) => {
    expect(await value("factor_alteration", facts)).toBe(expected);
  });

  it.each([
    ["earth", 1],
    ["stone", 1],
    ["brick_wood", 0.85],
    ["hollow_wall", 0.8],
    ["hybrid", 0.8],
    ["frame_masonry", 0.7],
    ["masonry", 0.5],
    ["steel", 0.3],
    ["concrete", 0.25],
    ["other", null],
    [null, null],
  ])("structure %s is %s", async (structure_class, expected) => {
    expect(await value("factor_structure", { structure_class })).toBe(expected);
  });

  it.each([
    [{ danger_grade: "D" }, 1],
    [{ danger_grade: "C" }, 0.85],
    [{ danger_grade: "A", visible_damage: true }, 0.8],
    [{ judgement: "serious", danger_grade: "B" }, 0.9],
    [{ judgement: "some" }, 0.5],
    [{ danger_grade: "B" }, 0.3],
    [{ danger_grade: "A" }, 0],
    [{ visible_damage: false }, 0],
    [{ danger_grade: "not_assessed" }, null],
    [{}, null],
  ])("state of %o is %s", async (facts, expected) => {
    expect(await value("factor_state", facts)).toBe(expected);
  });

  it.each([
    [{ professional_design: false, professional_construction: false }, 1],
    [{ professional_design: false, professional_construction: true }, 0.6],
    [{ professional_design: true, professional_construction: true }, 0],
    [{ professional_design: true }, null],
    [{ professional_construction: true }, null],
    [{ professional_design: false, strengthened: true }, 0.1],
    [{}, null],
  ])("neglect of %o is %s", async (facts, expected) => {
    expect(await value("factor_neglect", facts)).toBe(expected);
  });

  it.each([
    [{ use: "小学教学楼" }, 5],
    [{ business_use: "餐饮" }, 5],
    [{ occupants: 100 }, 5],
    [{ occupants: 99 }, 4],
    [{ business_run: true, floors: 3 }, 4],
    [{ business_run: true, floors: 2 }, 3],
    [{ floors: 9 }, 4],
    [{ floors: 8 }, 3],
    [{ floors: 3 }, 2],
    [{ occupants: 0, floors: 2 }, 1],
    [{ occupants: 9 }, 2],
    [{}, null],
  ])("consequence of %o is %s", async (facts, expected) => {
    expect(await value("consequence", facts)).toBe(expected);
  });
});

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
