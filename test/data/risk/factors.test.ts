import { describe, expect, it } from "vitest";
import type { Row } from "../../support/analysis-room.js";
import { house, scored } from "../../support/scoring.js";

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
