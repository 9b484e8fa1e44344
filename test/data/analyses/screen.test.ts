import { describe, expect, it } from "vitest";
import type { Row } from "../../support/analysis-room.js";
import { rowsOf, strewnCity } from "../../support/city.js";
import { house, pipe, pit, type Screened, screened, square } from "../../support/screening.js";

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

  it("a house that was pulled down is no candidate, however old and near", async () => {
    const houses = [house(5, { excluded: true }), house(5, { fid: 2, excluded: null })];
    const { rows, facts } = await screened(houses, [pipe()], null);
    expect(rows).toMatchObject([
      { old: true, near_pipe: true, candidate: false, why: null },
      { candidate: true, why: "old-pipe" },
    ]);
    expect(facts.candidates).toBe(1);
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
    const { houses, pipes, sites } = strewnCity(7, { houses: 2500, pipes: 100, sites: 40 }, 2000);
    const { rows, facts } = await screened(rowsOf(houses), rowsOf(pipes), rowsOf(sites));
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
  });
});
