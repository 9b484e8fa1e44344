import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Database } from "../../../data/database.js";
import { vulnerabilityFactors } from "../../../data/risk/factors/index.js";
import { nationalScheme } from "../../../data/risk/scheme.js";
import { factorColumn, type Scorable, score, scoreSql } from "../../../data/risk/score.js";
import { topCounts } from "../../../data/risk/stability.js";

const calm: Scorable = {
  factors: [0, 0, 0, 0, 0],
  gas: 0,
  excavation: 0,
  consequence: 2,
  pit_depths: null,
  grade_d: false,
  occupied_over_pipe: false,
  severe_business: false,
  excluded: false,
};

describe("the score of a building", () => {
  it("adds the factors by weight, an unknown one as half and never as nothing", () => {
    expect(score(nationalScheme, { ...calm, factors: [1, 0.7, 0.5, 0.8, 0.6] })).toMatchObject({
      vulnerability: 76.6,
      known_pct: 100,
    });
    expect(score(nationalScheme, { ...calm, factors: [null, 0, 0, 0, 0] })).toMatchObject({
      vulnerability: 15,
      known_pct: 70,
    });
    expect(score(nationalScheme, { ...calm, factors: [null, null, null, null, null] })).toMatchObject({
      vulnerability: 50,
      known_pct: 0,
      level: "insufficient",
    });
  });

  it.each([
    [19.999, 1],
    [20, 2],
    [39.999, 2],
    [40, 3],
    [60, 4],
    [79.999, 4],
    [80, 5],
  ])("of a likelihood of %s lies in band %s", (likelihood, band) => {
    expect(score(nationalScheme, { ...calm, gas: 2 * likelihood }).likelihood_band).toBe(band);
  });

  it("takes the larger exposure for half, but never less than the vulnerability itself", () => {
    const factors = [0.6, 0.6, 0.6, 0.6, 0.6];
    expect(score(nationalScheme, { ...calm, factors, gas: 80, excavation: 30 }).likelihood).toBe(70);
    expect(score(nationalScheme, { ...calm, factors, gas: 10, excavation: 40 }).likelihood).toBe(60);
    expect(score(nationalScheme, { ...calm, factors, gas: null, excavation: null }).likelihood).toBe(60);
  });

  it.each([
    [1, 4, "low"],
    [1, 5, "general"],
    [2, 4, "general"],
    [3, 3, "larger"],
    [3, 5, "larger"],
    [4, 4, "major"],
    [5, 5, "major"],
    [4, null, "larger"],
  ] as const)("in band %s with a consequence of %s is %s", (band, consequence, level) => {
    const gas = [0, 40, 80, 120, 160][band - 1] ?? 0;
    expect(score(nationalScheme, { ...calm, gas, consequence }).level).toBe(level);
  });

  it.each([
    ["grade_d", { grade_d: true }],
    ["occupied_over_pipe", { occupied_over_pipe: true }],
    ["severe_business", { severe_business: true }],
    ["vulnerable_by_pit", { factors: [0.6, 0.6, 0.6, 0.6, 0.6], pit_depths: 1 }],
  ])("is major by the veto %s, also where little is known, unless the scheme lets it be", (veto, facts) => {
    expect(score(nationalScheme, { ...calm, ...facts })).toMatchObject({ level: "major", veto });
    const vetoes = { grade_d: false, occupied_over_pipe: false, vulnerable_by_pit: null, severe_business: false };
    expect(score({ ...nationalScheme, vetoes }, { ...calm, ...facts }).veto).toBeNull();
  });

  it("is not vetoed beside a pit just short of the points or just beyond the depth", () => {
    const at = (value: number, pit_depths: number) =>
      score(nationalScheme, { ...calm, factors: [value, value, value, value, value], pit_depths }).veto;
    expect(at(0.6, 1)).toBe("vulnerable_by_pit");
    expect(at(0.5999, 1)).toBeNull();
    expect(at(0.6, 1.000001)).toBeNull();
  });

  it("is none for what is no house any more, and too little is known below half of the weight", () => {
    expect(score(nationalScheme, { ...calm, excluded: true, grade_d: true }).level).toBeNull();
    expect(score(nationalScheme, { ...calm, factors: [0, null, 0, null, 0] })).toMatchObject({
      known_pct: 54,
      vulnerability: 23,
    });
    expect(score(nationalScheme, { ...calm, factors: [0, null, 0, null, null] }).level).toBe("insufficient");
    expect(
      score({ ...nationalScheme, least_known_pct: 46 }, { ...calm, factors: [0, null, 0, null, null] }).level,
    ).not.toBe("insufficient");
  });
});

describe("the same in SQL", () => {
  let database: Database;
  beforeAll(async () => {
    database = await Database.open({ path: ":memory:", folders: [] });
  });
  afterAll(() => database.close());

  it("gives every building what the function gives, by any scheme", async () => {
    const share = fc.option(fc.integer({ min: 0, max: 20 }).map((each) => each / 20));
    const building = fc.record({
      factors: fc.array(share, { minLength: 5, maxLength: 5 }),
      gas: fc.option(fc.integer({ min: 0, max: 100 })),
      excavation: fc.option(fc.integer({ min: 0, max: 100 })),
      consequence: fc.option(fc.integer({ min: 1, max: 5 })),
      pit_depths: fc.option(fc.constantFrom(0.5, 1, 1.5)),
      grade_d: fc.boolean(),
      occupied_over_pipe: fc.boolean(),
      severe_business: fc.boolean(),
      excluded: fc.boolean(),
    });
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 4, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(building, { minLength: 40, maxLength: 40 }),
        cuts,
        fc.boolean(),
        async (given, cut, on) => {
          const [a = 0, b = 0, c = 0, d = 0] = [...cut].sort((one, other) => one - other);
          const weights = [a, b - a, c - b, d - c, 100 - d];
          const scheme = {
            ...nationalScheme,
            weights: Object.fromEntries(vulnerabilityFactors.map(({ name }, at) => [name, weights[at] ?? 0])),
            vetoes: { ...nationalScheme.vetoes, grade_d: on, vulnerable_by_pit: on ? { points: 50, depths: 1 } : null },
          };
          const names = vulnerabilityFactors.map(({ name }) => factorColumn(name));
          const cells = (each: Scorable, at: number) =>
            [at, ...each.factors, each.gas, each.excavation, each.consequence, each.pit_depths].map((value) =>
              value === null ? "NULL" : `CAST(${value} AS DOUBLE)`,
            );
          const rows = given.map(
            (each, at) =>
              `(${[...cells(each, at), each.grade_d, each.occupied_over_pipe, each.severe_business, each.excluded].join(", ")})`,
          );
          const kept = [
            ...names,
            "gas",
            "excavation",
            "consequence",
            "pit_depths",
            "grade_d",
            "occupied_over_pipe",
            "severe_business",
            "excluded",
          ];
          const relation = `(VALUES ${rows.join(", ")}) given (fid, ${kept.join(", ")})`;
          const found = await database.using(undefined, (session) =>
            session.rows<Record<string, unknown>>(`SELECT * FROM (${scoreSql(scheme, relation, kept)}) ORDER BY fid`),
          );
          for (const [at, each] of given.entries()) {
            const { vulnerability, known_pct, likelihood, likelihood_band, risk, veto, level } = found[at] ?? {};
            const one = {
              vulnerability,
              known_pct,
              likelihood,
              likelihood_band: Number(likelihood_band),
              risk: Number(risk),
              veto,
              level,
            };
            expect(one).toEqual(score(scheme, each));
          }
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe("how often a building is in the top when the weights are drawn", () => {
  const random = (seed: number) => {
    let state = seed;
    return () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
      return state / 0x7fffffff;
    };
  };
  function task(n: number, seed: number) {
    const next = random(seed);
    return {
      factors: vulnerabilityFactors.map(() =>
        Float64Array.from({ length: n }, () => (next() < 0.1 ? Number.NaN : Math.round(next() * 10) / 10)),
      ),
      exposure: Float64Array.from({ length: n }, () => (next() < 0.7 ? 0 : next() * 100)),
      consequence: Uint8Array.from({ length: n }, () => Math.floor(next() * 6)),
      scheme: nationalScheme,
      draws: 40,
      spread: 0.3,
      top: 25,
      seed: 7,
    };
  }
  const signal = new AbortController().signal;
  const nothing = () => undefined;

  it("is the scheme's own top for every draw without spread", async () => {
    const given = { ...task(500, 3), spread: 0 };
    const counts = await topCounts(given, signal, nothing);
    const keys = [...given.exposure.keys()].map((at) => {
      const consequence = given.consequence[at] || null;
      const factors = given.factors.map((column) => (Number.isNaN(column[at]) ? null : (column[at] ?? null)));
      const { likelihood } = score(nationalScheme, { ...calm, factors, gas: given.exposure[at] ?? 0, consequence });
      return likelihood * (consequence ?? 3);
    });
    // No draw moves a weight: in are those above whom fewer than 25 stand, the equal ones with the share that is left for them.
    const expected = keys.map((key) => {
      const above = keys.filter((each) => each > key + 1e-9).length;
      const equal = keys.filter((each) => Math.abs(each - key) <= 1e-9).length;
      return 40 * Math.min(1, Math.max(0, 25 - above) / equal);
    });
    for (const [at, count] of counts.entries()) expect(count).toBeCloseTo(expected[at] ?? -1, 9);
  });

  it("always fills the top, and leaving out those who cannot be in it changes nothing", async () => {
    const given = task(800, 11);
    const counts = await topCounts(given, signal, nothing);
    expect(counts.reduce((sum, each) => sum + each, 0)).toBeCloseTo(40 * 25, 9);
    // The same buildings with a thousand behind them that can never be in the top.
    const longer = {
      ...given,
      factors: given.factors.map((column) => Float64Array.from([...column, ...new Array<number>(1000).fill(0)])),
      exposure: Float64Array.from([...given.exposure, ...new Array<number>(1000).fill(0)]),
      consequence: Uint8Array.from([...given.consequence, ...new Array<number>(1000).fill(1)]),
    };
    expect([...(await topCounts(longer, signal, nothing)).slice(0, 800)]).toEqual([...counts]);
  });

  it("shares the last place among equal ones, so that their order in the file says nothing", async () => {
    // Nine are equal, one is above them: of two places each of the nine has a ninth of one.
    const alike = (values: readonly number[]) => vulnerabilityFactors.map(() => Float64Array.from(values));
    const of = async (values: readonly number[]) =>
      await topCounts(
        {
          ...task(10, 1),
          factors: alike(values),
          exposure: new Float64Array(10),
          consequence: new Uint8Array(10).fill(3),
          top: 2,
        },
        signal,
        nothing,
      );
    const one = await of([1, ...new Array<number>(9).fill(0.4)]);
    expect(one[0]).toBe(40);
    for (const share of one.slice(1)) expect(share).toBeCloseTo(40 / 9, 9);
    expect([...(await of([...new Array<number>(9).fill(0.4), 1]))].reverse()).toEqual([...one]);
  });

  it("is the same for the same seed, another for another, and needs no buildings", async () => {
    const given = task(300, 5);
    expect(await topCounts(given, signal, nothing)).toEqual(await topCounts(given, signal, nothing));
    expect(await topCounts({ ...given, seed: 8 }, signal, nothing)).not.toEqual(
      await topCounts(given, signal, nothing),
    );
    expect((await topCounts(task(0, 1), signal, nothing)).length).toBe(0);
    expect((await topCounts({ ...given, top: 1000 }, signal, nothing)).every((each) => each === 40)).toBe(true);
  });
});
