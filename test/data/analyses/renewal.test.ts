import { describe, expect, it } from "vitest";
import { renewal } from "../../../data/analyses/renewal.js";
import { type Row, runOn } from "../../support/analysis-room.js";

const pipes = {
  material_class: "VARCHAR",
  lay_year: "INTEGER",
  status: "VARCHAR",
  pressure: "VARCHAR",
  outer_diameter_mm: "DOUBLE",
} as const;
const main = (facts: Row = {}): Row => ({ fid: 1, pressure: "medium_a", geom: "LINESTRING (0 0, 1000 0)", ...facts });

async function judged(mains: readonly Row[], more: { houses?: readonly Row[]; areas?: readonly Row[] } = {}) {
  const outcome = await runOn(
    renewal,
    {
      pipes: { columns: pipes, rows: mains, geometry: "line" },
      ...(more.houses === undefined ? {} : { buildings: { columns: { excluded: "BOOLEAN" }, rows: more.houses } }),
      ...(more.areas === undefined ? {} : { boundaries: { columns: {}, rows: more.areas } }),
    },
    { as_of: 2026, tolerance: 1 },
    2,
  );
  return { ...outcome, rows: outcome.results.renewal ?? [], areas: outcome.results.renewal_areas ?? [] };
}

describe("the renewal of a pipe", () => {
  it.each([
    [{ material_class: "grey_iron", lay_year: 2020 }, "must", "grey_iron"],
    [{ material_class: "grey_iron" }, "must", "grey_iron"],
    [{ material_class: "cast_iron", lay_year: 2020 }, "assess", "cast_iron"],
    [{ material_class: "ductile_iron", lay_year: 2020 }, "assess", "ductile_iron"],
    [{ material_class: "steel", lay_year: 2006 }, "assess", "aged"],
    [{ material_class: "steel", lay_year: 2007 }, "watch", "young"],
    [{ material_class: "pe", lay_year: 2005 }, "assess", "aged"],
    [{ material_class: "pe", lay_year: 2026 }, "watch", "young"],
    [{ material_class: "pe" }, "assess", "year_unknown"],
    [{ material_class: "pe", lay_year: 2030 }, "assess", "year_unknown"],
    [{ lay_year: 1990 }, "assess", "aged"],
    [{ lay_year: 2020 }, "cannot_tell", "nothing_known"],
    [{}, "cannot_tell", "nothing_known"],
    [{ material_class: "grey_iron", status: "abandoned" }, null, null],
    [{ material_class: "grey_iron", status: "planned" }, null, null],
    [{ material_class: "grey_iron", status: null }, "must", "grey_iron"],
  ])("with %o: %s, because %s", async (facts, action, rule) => {
    expect((await judged([main(facts)])).rows[0]).toMatchObject({ renewal: action, renewal_rule: rule });
  });

  it("built over must be renewed whatever its age; within the tolerance it is assessed; without buildings nothing is said", async () => {
    const young = main({ material_class: "pe", lay_year: 2024 });
    const at = (north: number, excluded = false): Row => ({
      fid: 1,
      excluded,
      geom: `POLYGON ((10 ${north}, 20 ${north}, 20 ${north + 9}, 10 ${north + 9}, 10 ${north}))`,
    });
    const rule = async (north: number) => (await judged([young], { houses: [at(north)] })).rows[0];
    expect(await rule(-2)).toMatchObject({ renewal: "must", renewal_rule: "built_over", buildings_over: 1n });
    expect(await rule(0.5)).toMatchObject({ renewal: "must" });
    expect(await rule(0.6)).toMatchObject({ renewal: "assess", renewal_rule: "maybe_built_over", buildings_over: 0n });
    expect(await rule(1.6)).toMatchObject({ renewal: "watch", buildings_over: 0n });
    const pulledDown = (await judged([young], { houses: [at(-2, true)] })).rows[0];
    expect(pulledDown).toMatchObject({ renewal: "watch", buildings_over: 0n });
    const without = await judged([young]);
    expect(without.rows[0]).toMatchObject({ renewal: "watch", buildings_over: null });
    expect(without.messages[0]?.zh).toContain("未判定占压");
  });

  it("adds up kilometres by conclusion and material, and the share done where pipes are abandoned", async () => {
    const { facts, messages } = await judged([
      main({ fid: 1, material_class: "grey_iron", geom: "LINESTRING (0 0, 3000 0)" }),
      main({ fid: 2, material_class: "grey_iron", status: "abandoned" }),
      main({ fid: 3, material_class: "pe", lay_year: 2020, geom: "LINESTRING (0 0, 500 0)" }),
      main({ fid: 4 }),
    ]);
    expect(facts).toMatchObject({
      total_km: 4.5,
      must_km: 3,
      must_km_grey_iron: 3,
      watch_km_pe: 0.5,
      cannot_tell_km_unknown: 1,
      done_km: 1,
      done_pct: 25,
    });
    expect(messages[1]?.en).toContain("25.0 %");
  });

  it("tells kilometres in use by pressure class and by material, the unknown ones in a row of their own", async () => {
    const { tables } = await judged([
      main({ fid: 1, material_class: "grey_iron", geom: "LINESTRING (0 0, 3000 0)" }),
      main({ fid: 2, material_class: "grey_iron", status: "abandoned" }),
      main({ fid: 3, material_class: "pe", lay_year: 2020, pressure: "low", geom: "LINESTRING (0 0, 500 0)" }),
      main({ fid: 4, pressure: null }),
      main({ fid: 5, material_class: "grey_iron", geom: "LINESTRING (0 9, 0.25 9)" }),
    ]);
    expect(tables.map(({ columns }) => columns.map(({ title }) => title.zh).slice(0, 2))).toEqual([
      ["压力级制", "必须改造"],
      ["材质", "必须改造"],
    ]);
    // Must, after assessment, cannot be told, watch: in kilometres.
    expect(tables.map(({ rows }) => rows.map(([name, ...km]) => [(name as { zh: string }).zh, ...km]))).toEqual([
      [
        ["中压A", 3, 0, 0, 0],
        ["低压", 0, 0, 0, 0.5],
        ["不明", 0, 0, 1, 0],
      ],
      [
        ["灰口铸铁", 3, 0, 0, 0],
        ["聚乙烯", 0, 0, 0, 0.5],
        ["不明", 0, 0, 1, 0],
      ],
    ]);
  });

  it("tells no share done where nothing is abandoned", async () => {
    expect((await judged([main()])).facts.done_pct).toBeUndefined();
  });

  it("is summed up by area, a pipe that crosses a border in parts", async () => {
    const area = (fid: number, west: number): Row => ({
      fid,
      geom: `POLYGON ((${west} -10, ${west + 600} -10, ${west + 600} 10, ${west} 10, ${west} -10))`,
    });
    const { areas } = await judged([main({ material_class: "grey_iron" })], {
      areas: [area(1, 0), area(2, 600), area(3, 5000)],
    });
    expect(areas).toMatchObject([{ must_km: 0.6 }, { must_km: 0.4 }, { must_km: 0, watch_km: 0 }]);
  });

  it("of no pipes is nothing", async () => {
    expect((await judged([])).facts).toMatchObject({ total_km: 0 });
  });
});
