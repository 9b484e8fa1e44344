import { describe, expect, it } from "vitest";
import { profileTable, withLimit } from "../../../contract/profile-limits.js";
import type { Scheme } from "../../../contract/scheme.js";
import { gb55009, shanghai } from "../../../data/risk/profiles.js";
import { nationalScheme, profileOf } from "../../../data/risk/scheme.js";
import { house, judged, pipe } from "../../support/gas-judging.js";

describe("an office's own profile", () => {
  const clause = "某市办法第九条";
  const changed = (key: string, metres: number): Scheme => ({
    ...nationalScheme,
    name: "本市",
    profile: withLimit({ ...gb55009, name: "own", from: "gb55009" }, key, { metres, source: clause }),
  });
  /** Houses along the pipe, each 50 m further north, west wall a centimetre further east from 0.3 m to 1.69 m. */
  const row = Array.from({ length: 140 }, (_none, at) => ({ east: 0.3 + at / 100, north: 50 * at - 3500 })).map(
    ({ east, north }, at) => ({
      fid: at + 1,
      east: Math.round(east * 100) / 100,
      geom: `POLYGON ((${east} ${north}, ${east + 10} ${north}, ${east + 10} ${north + 10}, ${east} ${north + 10}, ${east} ${north}))`,
    }),
  );
  const mains = [{ fid: 1, pressure: "medium_a", geom: "LINESTRING (0 -4000, 0 4000)" }];

  it.each([
    ["medium_a/protection", 0.5, 0.8, "over_pipe"],
    ["medium_a/protection", 0.5, 0.4, "over_pipe"],
    ["medium_a/clearance/0", 1.5, 1.2, "clearance"],
    ["medium_a/control", 5, 1, "control"],
    ["medium_b/protection", 0.5, 3, null],
  ] as const)(
    "with %s of %s m set to %s m judges %s otherwise just between the two",
    async (key, before, after, test) => {
      const houses = row.map(({ east: _east, ...rest }) => rest);
      const parameters = { tolerance: 0 };
      const old = await judged(houses, mains, parameters);
      const own = { ...parameters, profile: "own", scheme: "本市" };
      const now = await judged(houses, mains, own, null, [changed(key, after)]);
      /** A building that none of the tests concerns is in no pair. */
      const by = (pairs: typeof old.pairs, fid: number) =>
        pairs.find(({ building_fid }) => building_fid === BigInt(fid)) ??
        ({ over_pipe: "no", clearance: "met", control: "outside" } as Record<string, unknown>);
      for (const { fid, east } of row) {
        // On the limit a building is inside a range and meets a clearance.
        const side = (limit: number) => (test === "clearance" ? east < limit : east <= limit);
        const moves = test !== null && side(before) !== side(after);
        const [was, is] = [by(old.pairs, fid), by(now.pairs, fid)];
        const moved = (["over_pipe", "clearance", "control"] as const).filter((each) => was[each] !== is[each]);
        expect([east, moved]).toEqual([east, moves ? [test] : []]);
      }
      expect(now.facts.pairs === old.facts.pairs).toBe(test !== "control");
    },
  );

  it("is printed whole with the run, and in what is said of each pair", async () => {
    const scheme = changed("low/control", 7);
    const parameters = { profile: "own", scheme: "本市", tolerance: 0 };
    const found = await judged([house(6.5)], [pipe("low")], parameters, null, [scheme]);
    expect(found.pairs[0]).toMatchObject({
      control: "inside",
      control_m: 7,
      range_source: "GB 55009-2021 §5.1",
      control_source: clause,
    });
    expect(found.tables).toEqual([profileTable(profileOf(scheme))]);
    expect(found.tables[0]?.rows).toHaveLength(29);
    expect((await judged([house(1)], [pipe("low")], { profile: "shanghai" })).tables).toEqual([profileTable(shanghai)]);
  });
});
