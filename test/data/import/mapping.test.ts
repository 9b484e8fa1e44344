import { describe, expect, it } from "vitest";
import { guessKind, guessMapping } from "../../../data/import/guess-mapping.js";
import { completeMapping } from "../../../data/import/mapping.js";
import { kinds } from "../../../data/kinds/index.js";

const kindOf = (name: string) => {
  const kind = kinds.find((each) => each.name === name);
  if (kind === undefined) throw new Error(`no kind ${name}`);
  return kind;
};
const fields = (...names: string[]) => names.map((name) => ({ name, column: name, type: "text" as const }));

describe("guessing which field is which", () => {
  it("knows the census in pinyin, the ledgers in Chinese and surveys in English", () => {
    expect(
      guessMapping(kindOf("buildings"), fields("fwbh", "build_time", "cs", "dcmj", "jglx", "sfzxgkj", "sfszcg")),
    ).toEqual({
      code: "fwbh",
      build_year: "build_time",
      floors: "cs",
      floor_area_m2: "dcmj",
      structure: "jglx",
      extended: "sfzxgkj",
      renovated: "sfszcg",
    });
    expect(guessMapping(kindOf("buildings"), fields("建造时间", "建筑层数", "私自加层"))).toEqual({
      build_year: "建造时间",
      floors: "建筑层数",
      storeys_added: "私自加层",
    });
    expect(guessMapping(kindOf("pipes"), fields("SJYL", "GWJ", "CZ", "建设年代"))).toMatchObject({
      pressure: "SJYL",
      outer_diameter_mm: "GWJ",
      material: "CZ",
      lay_year: "建设年代",
    });
  });

  it("knows names that a .dbf cut at 10 bytes, in UTF-8, in GBK and in English", () => {
    expect(guessMapping(kindOf("buildings"), fields("建成年", "是否进行过", "building_i", "storeys_ad"))).toEqual({
      code: "building_i",
      build_year: "建成年",
      storeys_added: "storeys_ad",
      renovated: "是否进行过",
    });
  });

  it("compares without case, width and what stands in brackets, and uses a field once", () => {
    expect(guessMapping(kindOf("sites"), fields("开挖深度（m）", "项目名称", "施工状态"))).toMatchObject({
      depth_m: "开挖深度（m）",
      name: "项目名称",
      state: "施工状态",
    });
    const mapping = guessMapping(kindOf("buildings"), fields("BUILD_TIME", "建成年份"));
    expect(mapping).toEqual({ build_year: "BUILD_TIME" });
  });

  it("takes the canonical name before all others, as our own exports carry it beside the field", () => {
    expect(guessMapping(kindOf("buildings"), fields("build_time", "build_year"))).toEqual({ build_year: "build_year" });
  });

  it("never takes 改造 for an alteration", () => {
    expect(guessMapping(kindOf("buildings"), fields("sfszcg"))).toEqual({ renovated: "sfszcg" });
  });

  it("takes a file for the kind that most of its fields speak of", () => {
    expect(guessKind("polygon", fields("build_time", "cs", "jglx")).kind.name).toBe("buildings");
    expect(guessKind("line", fields("SJYL", "GWJ")).kind.name).toBe("pipes");
    expect(guessKind("point", fields("a", "b")).kind.name).toBe("generic");
    expect(guessKind("line", fields("build_time", "cs", "jglx")).kind.name).not.toBe("buildings");
  });
});

describe("a mapping with a user's corrections", () => {
  const buildings = kindOf("buildings");

  it("replaces, removes, and frees the field that was guessed for another column", () => {
    const given = fields("build_time", "JGSJ", "cs");
    expect(completeMapping(buildings, given, { build_year: "JGSJ" }, "f")).toEqual({
      build_year: "JGSJ",
      floors: "cs",
    });
    expect(completeMapping(buildings, given, { build_year: "" }, "f")).toEqual({ floors: "cs" });
    expect(completeMapping(buildings, given, { code: "cs" }, "f")).toEqual({ build_year: "build_time", code: "cs" });
  });

  it("refuses a column or a field that is not there, naming those that are", () => {
    expect(() => completeMapping(buildings, fields("cs"), { height: "cs" }, "f")).toThrow(
      /no column "height".*build_year/u,
    );
    expect(() => completeMapping(buildings, fields("cs"), { floors: "CS2" }, "f.shp")).toThrow(
      /f\.shp has no field "CS2".*cs/u,
    );
    expect(() => completeMapping(buildings, fields("cs"), { age_class: "cs" }, "f")).toThrow(/age_class/u);
  });
});
