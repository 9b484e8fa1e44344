import { describe, expect, it } from "vitest";
import { housingClassesAnalysis } from "../../../data/analyses/housing-classes.js";
import { housingColumns } from "../../../data/risk/housing-classes.js";
import { type Row, runOn } from "../../support/analysis-room.js";

const all = Object.fromEntries(housingColumns.map(({ name, type }) => [name, type]));

async function classed(rows: readonly Row[], columns: Readonly<Record<string, string>> = all) {
  const outcome = await runOn(
    housingClassesAnalysis,
    { buildings: { columns, rows } },
    { as_of: 2026, old_age: 30 },
    2,
  );
  return { ...outcome, rows: outcome.results.housing_classes ?? [] };
}
const one = async (facts: Row) => (await classed([{ fid: 1, geom: "POINT (0 0)", ...facts }])).rows[0];

describe("the six classes of the work plan", () => {
  it.each([
    ["class_aged", { build_year: 1996 }, true],
    ["class_aged", { build_year: 1997 }, false],
    ["class_aged", {}, null],
    ["class_aged", { build_year: 2090 }, null],
    ["class_aged", { build_decade: 1980 }, true],
    ["class_aged", { build_decade: 1990 }, null],
    ["class_aged", { build_decade: 2000 }, false],
    ["class_neglected", { visible_damage: true }, true],
    ["class_neglected", { danger_grade: "C" }, true],
    ["class_neglected", { danger_grade: "not_assessed" }, null],
    ["class_neglected", { judgement: "some" }, true],
    ["class_neglected", { visible_damage: false, build_year: 2010 }, false],
    ["class_neglected", { visible_damage: false, build_year: 1970 }, null],
    ["class_neglected", { visible_damage: false, build_year: 1970, repair_year: 2010 }, false],
    ["class_altered", { storeys_added: true }, true],
    ["class_altered", { floors: 6, approved_floors: 5 }, true],
    ["class_altered", { floors: 5, approved_floors: 5 }, null],
    ["class_altered", { storeys_added: false }, false],
    ["class_altered", { renovated: true }, null],
    ["class_dug", { basement_dug: true }, true],
    ["class_dug", { basement_floors: 1 }, null],
    ["class_dug", { basement_floors: 0 }, false],
    ["class_use_changed", { use_changed: true }, true],
    ["class_use_changed", { design_use: "住宅", business_run: true }, true],
    ["class_use_changed", { design_use: "商业", business_run: true }, null],
    ["class_use_changed", { use_changed: false }, false],
    ["class_gathering", { business_use: "餐饮" }, true],
    ["class_gathering", { business_run: true, occupants: 30 }, true],
    ["class_gathering", { business_run: true, occupants: 29 }, null],
    ["class_gathering", { business_run: true, occupants: 29, business_use: "五金" }, false],
    ["class_gathering", { business_run: true, business_use: "五金" }, null],
    ["class_gathering", { business_run: false }, false],
    ["class_gathering", { use: "住宅" }, false],
    ["class_gathering", {}, null],
  ])("%s of %o is %s", async (column, facts, expected) => {
    expect((await one(facts))?.[column]).toBe(expected);
  });

  it("name all their evidence", async () => {
    const row = await one({
      build_year: 1980,
      storeys_added: true,
      floors: 6,
      approved_floors: 4,
      visible_damage: true,
    });
    expect(row).toMatchObject({
      evidence: "aged_old、neglected_damage、altered_storeys、altered_over_approved",
      classes: 3,
      classes_band: "several",
    });
    expect(await one({})).toMatchObject({ evidence: null, classes: 0, classes_unknown: 6, classes_band: "unclear" });
  });

  it("flag a crowded business in a converted old house; one known no decides, an unknown does not", async () => {
    const facts = { business_use: "民宿", build_year: 1985, use_changed: true };
    expect(await one(facts)).toMatchObject({ crowded_converted: true, classes_band: "crowded" });
    expect(await one({ ...facts, build_year: 2015 })).toMatchObject({ crowded_converted: false });
    expect(await one({ ...facts, build_year: null })).toMatchObject({ crowded_converted: null });
    expect(await one({ ...facts, use_changed: false, storeys_added: false, renovated: false })).toMatchObject({
      crowded_converted: false,
    });
    expect(await one({ ...facts, use_changed: false, renovated: true })).toMatchObject({ crowded_converted: true });
  });

  it("cannot be told for a layer without any of the columns, and leave out what is no house", async () => {
    const bare = await classed([{ fid: 1, geom: "POINT (0 0)" }], {});
    expect(bare.rows[0]).toMatchObject({ classes_unknown: 6, classes_band: "unclear" });
    const gone = await classed([{ fid: 1, geom: "POINT (0 0)", excluded: true, visible_damage: true }]);
    expect(gone.rows[0]?.classes_band).toBeNull();
    expect(gone.facts).toMatchObject({ buildings: 0, class_neglected: 0 });
    expect((await classed([])).facts).toMatchObject({ buildings: 0 });
  });
});
