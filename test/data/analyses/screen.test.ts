import { describe, expect, it } from "vitest";
import type { ParameterValue } from "../../../contract/parameters.js";
import { screen } from "../../../data/analyses/screen.js";
import { buildingColumns, pipeColumns, type Row, runOn, siteColumns } from "../../support/analysis-room.js";
import { bruteNear, hair, type Near, type Rules, reaching } from "../../support/brute-screen.js";
import { rowsOf, strewnCity, type Thing } from "../../support/city.js";

const limits = { as_of: 2026, old_age: 30, pipe_distance: 20, site_factor: 3, site_depth: 5, site_radius: 2.5 };
const states = ["开挖中", "施工中"];
const rules: Rules = { pipeDistance: 20, siteFactor: 3, siteDepth: 5, siteRadius: 2.5, states };

interface Screened extends Record<string, unknown> {
  readonly fid: bigint;
  readonly pipe_distance_m: number | null;
  readonly pipe_fid: bigint | null;
  readonly site_distance_m: number | null;
  readonly site_fid: bigint | null;
}

async function screened(
  houses: readonly Row[],
  pipes: readonly Row[] | null,
  sites: readonly Row[] | null,
  parameters: Readonly<Record<string, ParameterValue>> = {},
  threads = 2,
) {
  const outcome = await runOn(
    screen,
    {
      buildings: { columns: buildingColumns, rows: houses },
      ...(pipes === null ? {} : { pipes: { columns: pipeColumns, rows: pipes } }),
      ...(sites === null ? {} : { sites: { columns: siteColumns, rows: sites } }),
    },
    { ...limits, site_states: states, ...parameters },
    threads,
  );
  return { ...outcome, rows: (outcome.results.screened ?? []) as Screened[] };
}

/** One wrong row is told from another by its number: all are compared, the differences listed. */
function differences(rows: readonly Screened[], near: readonly { pipes: Near[]; sites: Near[] }[]): string[] {
  return rows.flatMap((row, index) => {
    const { pipes = [], sites = [] } = near[index] ?? {};
    return [
      ...different(row.fid, "pipe", pipes[0], row.near_pipe, row.pipe_distance_m, row.pipe_fid),
      ...different(row.fid, "site", sites[0], row.near_site, row.site_distance_m, row.site_fid),
    ];
  });
}

function different(
  fid: bigint,
  what: string,
  expected: Near | undefined,
  near: unknown,
  metres: number | null,
  target: bigint | null,
): string[] {
  if (near !== (expected !== undefined)) return [`${fid}: near ${what} ${near}, by hand ${expected?.metres}`];
  if (expected === undefined) return [];
  const same = metres !== null && Math.abs(metres - expected.metres) < 0.001 && Number(target) === expected.fid;
  return same ? [] : [`${fid}: ${what} ${target} at ${metres}, by hand ${expected.fid} at ${expected.metres}`];
}

const largest = strewnCity(7, { houses: 4097, pipes: 130, sites: 60 }, 2600);
const byHand = largest.houses.map((house) => {
  const { pipes, sites } = bruteNear(house, largest.pipes, largest.sites, rules);
  return { pipes: reaching(pipes), sites: reaching(sites) };
});

describe("screening, against every pair measured", { timeout: 60_000 }, () => {
  it.each([2047, 2048, 2049, 2999, 3000, 3001, 4097])("of %i buildings, with 1, 2 and 8 threads", async (size) => {
    const houses = rowsOf(largest.houses.slice(0, size));
    const lists: string[] = [];
    for (const threads of [1, 2, 8]) {
      const { rows, facts } = await screened(houses, rowsOf(largest.pipes), rowsOf(largest.sites), {}, threads);
      expect(rows.map(({ fid }) => Number(fid))).toEqual(houses.map(({ fid }) => fid));
      expect(differences(rows, byHand)).toEqual([]);
      expect(facts.near_pipe).toBe(byHand.slice(0, size).filter(({ pipes }) => pipes.length > 0).length);
      expect(facts.near_site).toBe(byHand.slice(0, size).filter(({ sites }) => sites.length > 0).length);
      lists.push(JSON.stringify(rows, (_key, value) => (typeof value === "bigint" ? Number(value) : value)));
    }
    expect(new Set(lists).size).toBe(1);
  });

  it.each([2047, 2049, 3000])("of few buildings and %i pipes", async (size) => {
    const { houses, pipes } = strewnCity(11, { houses: 240, pipes: size, sites: 0 }, 3000);
    const near = houses.map((house) => ({ pipes: reaching(bruteNear(house, pipes, [], rules).pipes), sites: [] }));
    for (const threads of [1, 8]) {
      const { rows } = await screened(rowsOf(houses), rowsOf(pipes), [], {}, threads);
      expect(differences(rows, near)).toEqual([]);
    }
  });

  it("with rows that have no geometry or an empty one among them: they stay, unmeasured", async () => {
    const houses = rowsOf(largest.houses.slice(0, 3001)).map((row, index) =>
      index % 7 === 3 ? { ...row, geom: index % 2 === 0 ? null : "POLYGON EMPTY" } : row,
    );
    const near = byHand.slice(0, 3001).map((each, index) => (index % 7 === 3 ? { pipes: [], sites: [] } : each));
    const pipes = rowsOf(largest.pipes);
    const hollow: Row[] = [
      { fid: 900, status: "in_use", geom: null },
      { fid: 901, status: "in_use", geom: "LINESTRING EMPTY" },
    ];
    for (const threads of [1, 2, 8]) {
      const { rows } = await screened(houses, [...hollow, ...pipes], rowsOf(largest.sites), {}, threads);
      expect(rows).toHaveLength(3001);
      expect(differences(rows, near)).toEqual([]);
    }
  });

  it("by pressure class: each pipe reaches as far as its own control range", async () => {
    const { houses, pipes } = strewnCity(23, { houses: 1500, pipes: 400, sites: 0 }, 2600);
    const all = houses.map((house) => bruteNear(house, pipes, [], { ...rules, pipeDistance: { unknown: 12 } }).pipes);
    const { rows, messages } = await screened(rowsOf(houses), rowsOf(pipes), null, {
      pipe_distance: "by-class",
      unknown_pressure_range: 12,
    });
    expect(
      differences(
        rows.map((row) => ({ ...row, near_site: false })),
        all.map((near) => ({ pipes: reaching(near), sites: [] })),
      ),
    ).toEqual([]);
    const classes = new Set(rows.flatMap(({ near_pipe, pipe_pressure }) => (near_pipe ? [pipe_pressure] : [])));
    expect(classes.size).toBe(9);
    for (const [index, row] of rows.entries()) {
      // A building out of every range may still be told its nearest pipe; then it must be that.
      if (row.near_pipe || row.pipe_distance_m === null) continue;
      expect(row.pipe_distance_m).toBeCloseTo(all[index]?.[0]?.metres ?? Number.NaN, 3);
    }
    const unknown = pipes.filter(({ facts }) => facts.pressure === null && [null, "in_use"].includes(facts.status));
    expect(messages.some(({ en }) => en.includes(`${unknown.length} pipes of unknown class take 12 m`))).toBe(true);
  });

  it("does not depend on the order of the rows", async () => {
    const turn = <T>(list: readonly T[]) => [...list].sort((a, b) => hash(a) - hash(b));
    const hash = (value: unknown) =>
      [...JSON.stringify(value)].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % 9973, 7);
    const given = [rowsOf(largest.houses), rowsOf(largest.pipes), rowsOf(largest.sites)] as const;
    const straight = await screened(...given, {}, 1);
    for (const threads of [1, 8]) {
      const turned = await screened(turn(given[0]), turn(given[1]), turn(given[2]), {}, threads);
      expect(turned.rows).toEqual(straight.rows);
      expect(turned.facts).toEqual(straight.facts);
    }
  });
});

const square = (east: number): Row => ({
  geom: `POLYGON ((${east} 0, ${east + 10} 0, ${east + 10} 10, ${east} 10, ${east} 0))`,
});
const house = (east: number, facts: Row = {}): Row => ({ fid: 1, build_year: 1970, ...square(east), ...facts });
const pipe = (facts: Row = {}): Row => ({ fid: 1, status: "in_use", geom: "LINESTRING (0 -500, 0 500)", ...facts });
const pit = (facts: Row = {}): Row => ({ fid: 1, state: "开挖中", geom: "POINT (0 5)", ...facts });

describe("what counts as near a pipe", () => {
  it.each([
    ["on the limit", 20, null, true, 20],
    ["a millimetre beyond", 20.001, null, false, null],
    ["on the limit from the outer wall of a 200 mm pipe", 20.1, 200, true, 20],
    ["a millimetre beyond its outer wall", 20.101, 200, false, null],
    ["over the pipe", -5, 200, true, 0],
    ["against the wall", 0.1, 200, true, 0],
    ["a diameter of zero is none", 20, 0, true, 20],
  ])("%s", async (_title, east, diameter, near, metres) => {
    // Far from the origin, where coordinates have no exact tenths.
    const away = (row: Row, shift: (x: number) => number): Row => ({
      ...row,
      geom: String(row.geom).replace(
        /(-?[\d.]+) (-?[\d.]+)/gu,
        (_all, x, y) => `${shift(Number(x))} ${Number(y) + 3_056_340}`,
      ),
    });
    const shift = (x: number) => Math.round((x + 38_485_194.3) * 1000) / 1000;
    const { rows } = await screened(
      [away(house(east), shift)],
      [away(pipe({ outer_diameter_mm: diameter }), shift)],
      null,
    );
    expect(rows[0]?.near_pipe).toBe(near);
    if (metres === null) expect(rows[0]?.pipe_fid).toBeNull();
    else expect(rows[0]?.pipe_distance_m).toBeCloseTo(metres, 6);
  });

  it("a pipe of unknown status counts, one out of use only when told", async () => {
    const nearWith = async (status: string | null, more = {}) =>
      (await screened([house(5)], [pipe({ status })], null, more)).rows[0]?.near_pipe;
    expect(await nearWith(null)).toBe(true);
    expect(await nearWith("abandoned")).toBe(false);
    expect(await nearWith("planned")).toBe(false);
    expect(await nearWith("abandoned", { include_out_of_use_pipes: true })).toBe(true);
  });

  it("a pipe in a courtyard is measured to the courtyard's walls", async () => {
    const ring = "POLYGON ((0 0, 90 0, 90 90, 0 90, 0 0), (30 30, 30 60, 60 60, 60 30, 30 30))";
    const { rows } = await screened([{ fid: 1, geom: ring }], [pipe({ geom: "LINESTRING (40 44, 48 44)" })], null);
    expect(rows[0]?.pipe_distance_m).toBeCloseTo(10, 9);
  });

  it("two pipes equally far: the lower number", async () => {
    const pipes = [pipe({ fid: 9 }), pipe({ fid: 4, geom: "LINESTRING (30 -500, 30 500)" })];
    const { rows } = await screened([house(10)], pipes, null);
    expect(rows[0]).toMatchObject({ pipe_fid: 4n, pipe_distance_m: 10 });
  });
});

describe("what counts as near a site", () => {
  it.each([
    ["a point, known depth, on the limit of the given radius", 24 + 2.5, { depth_m: 8 }, true, 24, false],
    ["a point, known depth, a millimetre beyond", 24.001, { depth_m: 8, radius_m: 0.0001 }, false, null, null],
    ["a circle of the pit's area", 24 + 10, { depth_m: 8, pit_area_m2: Math.PI * 100 }, true, 24, false],
    [
      "the pit's area before its radius",
      24 + 11,
      { depth_m: 8, pit_area_m2: Math.PI * 100, radius_m: 50 },
      false,
      null,
      null,
    ],
    ["the site's own radius", 24 + 12, { depth_m: 8, radius_m: 12 }, true, 24, false],
    ["the given radius", 15 + 2.5, {}, true, 15, true],
    ["an unknown depth is assumed and said", 17.501, {}, false, null, null],
    ["a depth of zero is unknown", 17, { depth_m: 0 }, true, 14.5, true],
  ])("%s", async (_title, east, facts, near, metres, assumed) => {
    const { rows } = await screened([house(east)], null, [pit(facts)]);
    expect(rows[0]).toMatchObject({ near_site: near, site_depth_assumed: assumed });
    if (metres === null) expect(rows[0]?.site_distance_m).toBeNull();
    else expect(rows[0]?.site_distance_m).toBeCloseTo(metres, 6);
  });

  it("a polygon is its own edge: area and radius do not widen it", async () => {
    const facts = {
      depth_m: 8,
      pit_area_m2: 9000,
      radius_m: 30,
      geom: "POLYGON ((-20 -5, 0 -5, 0 15, -20 15, -20 -5))",
    };
    expect((await screened([house(24)], null, [pit(facts)])).rows[0]).toMatchObject({ site_distance_m: 24 });
    expect((await screened([house(24.001)], null, [pit(facts)])).rows[0]).toMatchObject({ near_site: false });
  });

  it.each([
    ["开挖中", true],
    [" 开挖中 ", true],
    ["ＥＸＣＡＶＡＴＩＮＧ", true],
    ["已回填", false],
    [null, false],
  ])("the state %s among others: %s", async (state, near) => {
    const other = pit({ fid: 2, state: "停工", geom: "POINT (5000 5)" });
    const wanted = { site_states: ["开挖中", "excavating"] };
    const { rows } = await screened([house(5)], null, [pit({ state }), other], wanted);
    expect(rows[0]?.near_site).toBe(near);
  });

  it.each(['a"b', "a\\b", "a,b", "[a]", "NULL", "施工'中", "{x: 1}", "a\nb"])(
    "the state %j is only a word",
    async (state) => {
      const { rows } = await screened([house(5)], null, [pit({ state }), pit({ fid: 2, state: "x" })], {
        site_states: [state],
      });
      expect(rows[0]).toMatchObject({ near_site: true, site_fid: 1n });
    },
  );

  it("a layer without any state counts whole", async () => {
    expect((await screened([house(5)], null, [pit({ state: null })])).rows[0]?.near_site).toBe(true);
  });

  it("says how many sites of unknown state were left out", async () => {
    const sites = [pit(), pit({ fid: 2, state: null }), pit({ fid: 3, state: null })];
    const { messages } = await screened([house(5)], null, sites);
    expect(messages.map(({ en }) => en).join(" ")).toMatch(/2 of unknown state/u);
    expect(messages.map(({ zh }) => zh).join(" ")).toMatch(/2 处状态不明/u);
  });
});

describe("old, altered, candidate", () => {
  it.each([
    [1996, true],
    [1997, false],
    [2026, false],
    [1500, true],
    [1499, null],
    [2027, null],
    [0, null],
    [null, null],
  ])("built in %s, as of 2026: old is %s", async (build_year, old) => {
    const { rows, facts } = await screened([house(5, { build_year })], [pipe()], null);
    expect(rows[0]).toMatchObject({ old, unknown_year: old === null });
    expect(facts).toMatchObject({ buildings: 1, old: old === true ? 1 : 0, unknown_year: old === null ? 1 : 0 });
  });

  const causes = ["altered", "storeys_added", "wall_removed", "basement_dug", "extended", "use_changed"];
  it.each(causes)("%s alone makes a building altered; without it nothing is known", async (cause) => {
    const alteredWith = async (facts: Row) => (await screened([house(5, facts)], [pipe()], null)).rows[0]?.altered;
    expect(await alteredWith({ [cause]: true })).toBe(true);
    expect(await alteredWith({ [cause]: false })).toBe(false);
    expect(await alteredWith(Object.fromEntries(causes.map((each) => [each, each === cause])))).toBe(true);
    expect(await alteredWith({})).toBeNull();
  });

  it("a renovation of unknown legality is no alteration", async () => {
    expect((await screened([house(5, { renovated: true })], [pipe()], null)).rows[0]?.altered).toBeNull();
  });

  const olds = [true, false, null];
  const cases = olds.flatMap((old) =>
    olds.flatMap((altered) =>
      [true, false].flatMap((byPipe) => [true, false].map((bySite) => ({ old, altered, byPipe, bySite }))),
    ),
  );
  it("follows the truth table: (old or altered) and (pipe or site), unknown is never yes", async () => {
    const rows = cases.map(({ old, altered, byPipe, bySite }, index): Row => {
      const east = index * 10_000;
      return {
        fid: index + 1,
        build_year: old === null ? null : old ? 1970 : 2020,
        extended: altered,
        ...square(east + (byPipe ? 10 : 200)),
        wanted_site: bySite,
      };
    });
    const pipes = rows.map((_row, index) =>
      pipe({ fid: index + 1, geom: `LINESTRING (${index * 10_000} -50, ${index * 10_000} 50)` }),
    );
    const sites = rows.flatMap((row, index) => {
      const east = index * 10_000 + (row.wanted_site ? (cases[index]?.byPipe ? 25 : 215) : 4000);
      return [pit({ fid: index + 1, geom: `POINT (${east} 5)` })];
    });
    const found = await screened(rows, pipes, sites);
    const expected = cases.map(({ old, altered, byPipe, bySite }) => {
      const candidate = (old === true || altered === true) && (byPipe || bySite);
      const what = old && altered ? "both" : old ? "old" : "altered";
      const where = byPipe && bySite ? "both" : byPipe ? "pipe" : "site";
      return {
        old,
        altered,
        near_pipe: byPipe,
        near_site: bySite,
        candidate,
        why: candidate ? `${what}-${where}` : null,
      };
    });
    expect(
      found.rows.map(({ old, altered, near_pipe, near_site, candidate, why }) => ({
        old,
        altered,
        near_pipe,
        near_site,
        candidate,
        why,
      })),
    ).toEqual(expected);
    expect(found.facts.candidates).toBe(expected.filter(({ candidate }) => candidate).length);
    expect(new Set(expected.map(({ why }) => why)).size).toBe(10);
  });

  it("without a layer of pipes nothing is said of pipes, not even no", async () => {
    const { rows } = await screened([house(5)], null, [pit()]);
    expect(rows[0]).toMatchObject({ near_pipe: null, pipe_distance_m: null, near_site: true, why: "old-site" });
    const only = await screened([house(5)], [pipe()], null);
    expect(only.rows[0]).toMatchObject({ near_site: null, site_distance_m: null, site_depth_assumed: null });
  });

  it("assesses every building or says that it could not", async () => {
    const houses: Thing[] = largest.houses;
    const { rows, facts } = await screened(rowsOf(houses), rowsOf(largest.pipes), rowsOf(largest.sites));
    const count = (test: (row: Screened) => boolean) => rows.filter(test).length;
    expect(
      count(({ old }) => old === true) +
        count(({ old }) => old === false) +
        count(({ unknown_year }) => unknown_year === true),
    ).toBe(houses.length);
    expect(facts.buildings).toBe(houses.length);
    expect(facts.old).toBe(
      houses.filter(({ facts: { build_year } }) => [1950, 1985, 1996].includes(Number(build_year))).length,
    );
    expect(facts.unknown_year).toBe(
      houses.filter(({ facts: { build_year } }) => [0, 1389, 2050].includes(Number(build_year))).length,
    );
    expect(facts.altered).toBe(houses.filter(({ facts: { storeys_added } }) => storeys_added === true).length);
  });
});

describe("screening at the edges", () => {
  it("of no buildings, no pipes in use, no active sites", async () => {
    expect((await screened([], [pipe()], [pit()])).facts).toMatchObject({ buildings: 0, candidates: 0 });
    const idle = await screened([house(5)], [pipe({ status: "idle" })], [pit({ state: "已回填" })]);
    expect(idle.rows[0]).toMatchObject({ near_pipe: false, near_site: false, candidate: false, why: null });
    expect((await screened([house(5)], [], [])).rows[0]).toMatchObject({ near_pipe: false, near_site: false });
  });

  it("needs pipes or sites", async () => {
    await expect(screened([house(5)], null, null)).rejects.toMatchObject({ code: "usage" });
  });

  it("refuses layers that lie in different cities, and names the kilometres", async () => {
    const away = pipe({ geom: "LINESTRING (90000 0, 90100 0)" });
    await expect(screened([house(0)], [away], null)).rejects.toMatchObject({
      code: "input-disjoint",
      text: { en: expect.stringMatching(/90 km/u), zh: expect.stringMatching(/90 公里/u) },
    });
  });

  it("with a distance of zero only what touches is near", async () => {
    const none = { pipe_distance: 0, site_factor: 0 };
    const touching = await screened([house(0)], [pipe()], [pit({ geom: "POINT (10 5)", radius_m: 0.0001 })], none);
    expect(touching.rows[0]).toMatchObject({
      near_pipe: true,
      near_site: true,
      pipe_distance_m: 0,
      site_distance_m: 0,
    });
    const apart = await screened([house(0.01)], [pipe()], [pit({ geom: "POINT (10.02 5)", radius_m: 0.0001 })], none);
    expect(apart.rows[0]).toMatchObject({ near_pipe: false });
    expect(hair).toBeLessThan(0.001);
  });
});
