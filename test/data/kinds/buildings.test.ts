import { afterAll, beforeAll, describe, it } from "vitest";
import { ColumnReader } from "../../support/read-column.js";

let reader: ColumnReader;
beforeAll(async () => {
  reader = await ColumnReader.open();
});
afterAll(() => reader.close());

describe("the year a building was built", () => {
  it("is a year of four digits, however it is dressed", async () => {
    await reader.expect("buildings", "build_year", [
      ["1985", 1985],
      [" 1985 ", 1985],
      ["1985年", 1985],
      ["1985年6月", 1985],
      ["１９８５年", 1985],
      ["一九八五年", 1985],
      ["二〇〇五年", 2005],
      ["二○○五", 2005],
      ["1985.0", 1985],
      ["1985-06", 1985],
      ["1985/6/1", 1985],
      ["19850601", 1985],
      ["198506", 1985],
      ["1985-06-01 00:00:00", 1985],
      ["约1985年", 1985],
      ["1985年建，2003年翻建", 1985],
    ]);
  });

  it("is unknown where it is no year", async () => {
    const texts = [
      "80年代",
      "八十年代",
      "1980年代",
      "1990s",
      "1990's",
      "20世纪80年代",
      "1985-1990",
      "1985～1990年",
      "1985至1990",
    ];
    const more = [
      null,
      "",
      "0",
      "0000",
      "85",
      "985",
      "19",
      "12345",
      "-1985",
      "198513",
      "19851301",
      "不详",
      "999",
      "2150",
    ];
    await reader.expect(
      "buildings",
      "build_year",
      [...texts, ...more].map((text) => [text, null] as const),
    );
  });

  it("is read as it stands where only the analysis can judge it: before 1500 and in the future", async () => {
    await reader.expect("buildings", "build_year", [
      ["1389", 1389],
      ["1499", 1499],
      ["1500", 1500],
      ["2099", 2099],
      ["1000", 1000],
    ]);
  });

  it("is what the user says a value means, before anything else", async () => {
    await reader.expect(
      "buildings",
      "build_year",
      [
        ["80年代", 1985],
        ["90年代", null],
        ["1", 1970],
      ],
      { "80年代": "1985", "1": "1970" },
    );
  });
});

describe("the decade a building was built in", () => {
  it("is known from a year, from words for a decade, and from a span within one", async () => {
    await reader.expect("buildings", "build_decade", [
      ["1985", 1980],
      ["1985年6月", 1980],
      ["19850601", 1980],
      ["80年代", 1980],
      ["八十年代", 1980],
      ["上世纪八十年代", 1980],
      ["20世纪80年代", 1980],
      ["二十世纪八十年代", 1980],
      ["８０年代初", 1980],
      ["1980年代", 1980],
      ["一九八〇年代", 1980],
      ["1980s", 1980],
      ["1990's", 1990],
      ["1980-1989", 1980],
      ["1985～1989年", 1980],
      ["30年代", 1930],
      ["00年代", 2000],
      ["2010年代", 2010],
    ]);
  });

  it("is unknown where it is none, or may be of either century", async () => {
    for (const text of [
      "10年代",
      "20年代",
      "80-90年代",
      "80年代-90年代",
      "1985-1994",
      "80年代以前",
      "1990年以后",
      "19世纪80年代",
    ])
      await reader.expect("buildings", "build_decade", [[text, null]]);
    for (const text of ["85年", "85", "8年代", "年代不详", "0", "", null, "古代"])
      await reader.expect("buildings", "build_decade", [[text, null]]);
  });

  it("leaves the year unknown where only the decade is known, and where there are but two digits", async () => {
    for (const text of [
      "80年代",
      "1980s",
      "1980-1989",
      "85年",
      "八五年",
      "30年",
      "民国三十年",
      "2000年以前",
      "1985年前后",
    ])
      await reader.expect("buildings", "build_year", [[text, null]]);
  });
});

describe("numbers of a building", () => {
  it("floors are at least one; a fraction is rounded, none or less is unknown", async () => {
    await reader.expect("buildings", "floors", [
      ["3", 3],
      ["3层", 3],
      ["地上3层地下1层", 3],
      ["2.5", 3],
      ["2.4", 2],
      ["６", 6],
      ["1", 1],
      ["0", null],
      ["-1", null],
      ["", null],
      ["不详", null],
    ]);
  });

  it("areas may have units and thousands, and mean something above zero only", async () => {
    await reader.expect("buildings", "floor_area_m2", [
      ["120.5", 120.5],
      ["120.5㎡", 120.5],
      ["１２０．５", 120.5],
      ["1,234.5", 1234.5],
      ["1,234,567", 1_234_567],
      ["12,34", null],
      ["0.01", 0.01],
      ["0", null],
      ["-5", null],
      ["1e3", 1000],
    ]);
  });

  it("codes keep every digit and leading zeros", async () => {
    await reader.expect("buildings", "code", [
      ["36030210000100012345", "36030210000100012345"],
      ["007", "007"],
      ["12.0", "12"],
    ]);
  });
});

describe("what else a record says", () => {
  it("the type of record, and whether there was a house to survey", async () => {
    await reader.expect("buildings", "record_type", [
      ["城镇住宅", "urban_residential"],
      ["城镇非住宅", "urban_other"],
      ["农村住宅", "rural_residential"],
      ["农村非住宅", "rural_other"],
      ["0110", null],
    ]);
    await reader.expect("buildings", "survey_finding", [
      ["不需调查", "not_needed"],
      ["房屋已拆除", "not_needed"],
      ["需补充调查", "incomplete"],
      ["正常调查", "surveyed"],
      ["1", null],
    ]);
  });

  it("prefabricated slabs, business and floors below ground", async () => {
    await reader.expect("buildings", "prefab_slab", [
      ["预制板", true],
      ["预制多孔板", true],
      ["非预制板", false],
      ["现浇板", false],
      ["木楼盖", false],
      ["底部框架", null],
      ["是", true],
    ]);
    await reader.expect("buildings", "business_run", [
      ["经营性", true],
      ["非经营性", false],
      ["自住", false],
      ["是", true],
      ["商品房", null],
    ]);
    await reader.expect("buildings", "basement_floors", [
      ["0", 0],
      ["1", 1],
      ["-1", null],
      ["", null],
    ]);
  });
});
