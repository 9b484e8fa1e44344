import { describe, expect, it } from "vitest";
import type { Row } from "../../support/analysis-room.js";
import { house, pipe, pit, screened } from "../../support/screening.js";

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
