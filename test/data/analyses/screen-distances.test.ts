import { describe, expect, it } from "vitest";
import type { Row } from "../../support/analysis-room.js";
import { bruteNear, type Near, type Rules, reaching } from "../../support/brute-screen.js";
import { rowsOf, strewnCity } from "../../support/city.js";
import { type Screened, screened, states } from "../../support/screening.js";

const rules: Rules = { pipeDistance: 20, siteFactor: 3, siteDepth: 5, siteRadius: 2.5, states };

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
