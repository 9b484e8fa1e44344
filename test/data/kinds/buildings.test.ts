import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ColumnReader } from "../../support/read-column.js";

let reader: ColumnReader;
beforeAll(async () => {
  reader = await ColumnReader.open();
});
afterAll(() => reader.close());

/** Each text with what it must be read as. */
async function expectRead(column: string, cases: readonly (readonly [string | null, unknown])[], values = {}) {
  const texts = cases.map(([text]) => text);
  const read = await reader.read("buildings", column, texts, values);
  expect(texts.map((text, index) => [text, read[index]])).toEqual(cases.map(([text, value]) => [text, value]));
}

describe("the year a building was built", () => {
  it("is a year of four digits, however it is dressed", async () => {
    await expectRead("build_year", [
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
    await expectRead(
      "build_year",
      [...texts, ...more].map((text) => [text, null] as const),
    );
  });

  it("is read as it stands where only the analysis can judge it: before 1500 and in the future", async () => {
    await expectRead("build_year", [
      ["1389", 1389],
      ["1499", 1499],
      ["1500", 1500],
      ["2099", 2099],
      ["1000", 1000],
    ]);
  });

  it("is what the user says a value means, before anything else", async () => {
    await expectRead(
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
    await expectRead("build_decade", [
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
      await expectRead("build_decade", [[text, null]]);
    for (const text of ["85年", "85", "8年代", "年代不详", "0", "", null, "古代"])
      await expectRead("build_decade", [[text, null]]);
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
      await expectRead("build_year", [[text, null]]);
  });
});

describe("what was altered", () => {
  it("is yes for 是, 有, yes, true and any number but zero", async () => {
    for (const text of ["是", "有", "yes", "Y", "True", "T", "1", "2", "-1", "1.0", "0.5", "１", "√"])
      await expectRead("storeys_added", [[text, true]]);
  });

  it("is no for 否, 无, no, false and zero", async () => {
    for (const text of ["否", "无", "no", "N", "FALSE", "f", "0", "0.0", "00", "０", "没有"])
      await expectRead("storeys_added", [[text, false]]);
  });

  it("is unknown for anything else, never no", async () => {
    for (const text of [null, "", " ", "?", "不详", "待查", "nan", "NULL", "加层1层"])
      await expectRead("storeys_added", [[text, null]]);
  });

  it("can be turned round, as lists with 0有 1无 need it", async () => {
    await expectRead(
      "storeys_added",
      [
        ["0", true],
        ["1", false],
        ["0.0", true],
        ["2", true],
      ],
      { "0": "true", "1": "false" },
    );
  });
});

describe("numbers of a building", () => {
  it("floors are at least one; a fraction is rounded, none or less is unknown", async () => {
    await expectRead("floors", [
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
    await expectRead("floor_area_m2", [
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
    await expectRead("code", [
      ["36030210000100012345", "36030210000100012345"],
      ["007", "007"],
      ["12.0", "12"],
    ]);
  });
});

describe("the class of a structure", () => {
  it("is read from the words of the census, the land register, ledgers and surveys", async () => {
    await expectRead("structure_class", [
      ["砌体", "masonry"],
      ["砌体(砖石)", "masonry"],
      ["砖混", "masonry"],
      ["混合", "masonry"],
      ["混合结构", "masonry"],
      ["砖石-非预制板", "masonry"],
      ["砖石-预制板", "prefab_masonry"],
      ["预制板砌体", "prefab_masonry"],
      ["空斗墙", "hollow_wall"],
      ["底部框架-抗震墙", "frame_masonry"],
      ["底框结构", "frame_masonry"],
      ["混杂", "hybrid"],
      ["土木(生土)", "earth"],
      ["土木", "earth"],
      ["砖木", "brick_wood"],
      ["窑洞", "cave"],
      ["石", "stone"],
      ["木", "wood"],
      ["木结构", "wood"],
      ["钢筋混凝土", "concrete"],
      ["框架结构", "concrete"],
      ["剪力墙", "concrete"],
      ["钢混", "concrete"],
      ["混凝土", "concrete"],
      ["RC", "concrete"],
      ["钢和钢混", "steel_concrete"],
      ["钢和钢筋混凝土", "steel_concrete"],
      ["钢", "steel"],
      ["轻钢", "steel"],
      ["其他", "other"],
      ["brick_wood", "brick_wood"],
      ["砌体（砖混）", "masonry"],
    ]);
  });

  it("is unknown for a bare code and for words that are none", async () => {
    for (const text of ["1", "2", "6", "不详", "", null]) await expectRead("structure_class", [[text, null]]);
  });
});

describe("four scales that are kept apart", () => {
  it("danger grades are letters and words, never bare codes; not assessed is an answer of its own", async () => {
    await expectRead("danger_grade", [
      ["A", "A"],
      ["b", "B"],
      ["Ｃ级", "C"],
      ["C级危房", "C"],
      ["局部危房", "C"],
      ["D级", "D"],
      ["整幢危房", "D"],
      ["未鉴定", "not_assessed"],
      ["1", null],
      ["4", null],
      ["Asu", null],
      ["安全", null],
    ]);
  });

  it("the first judgement is in three words, and unsafe is never safe", async () => {
    await expectRead("judgement", [
      ["未发现安全隐患", "none"],
      ["基本安全", "none"],
      ["存在一定安全隐患", "some"],
      ["存在风险", "some"],
      ["存在严重安全隐患", "serious"],
      ["重大危险", "serious"],
      ["不安全", null],
      ["C", null],
    ]);
  });

  it("reliability and seismic class have letters of their own", async () => {
    await expectRead("reliability_grade", [
      ["Asu", "Asu"],
      ["Dsu级", "Dsu"],
      ["B级", "Bsu"],
      ["1", null],
    ]);
    await expectRead("seismic_class", [
      ["A类", "A"],
      ["C", "C"],
      ["D", null],
    ]);
  });
});

describe("what else a record says", () => {
  it("the type of record, and whether there was a house to survey", async () => {
    await expectRead("record_type", [
      ["城镇住宅", "urban_residential"],
      ["城镇非住宅", "urban_other"],
      ["农村住宅", "rural_residential"],
      ["农村非住宅", "rural_other"],
      ["0110", null],
    ]);
    await expectRead("survey_finding", [
      ["不需调查", "not_needed"],
      ["房屋已拆除", "not_needed"],
      ["需补充调查", "incomplete"],
      ["正常调查", "surveyed"],
      ["1", null],
    ]);
  });

  it("prefabricated slabs, business and floors below ground", async () => {
    await expectRead("prefab_slab", [
      ["预制板", true],
      ["预制多孔板", true],
      ["非预制板", false],
      ["现浇板", false],
      ["木楼盖", false],
      ["底部框架", null],
      ["是", true],
    ]);
    await expectRead("business_run", [
      ["经营性", true],
      ["非经营性", false],
      ["自住", false],
      ["是", true],
      ["商品房", null],
    ]);
    await expectRead("basement_floors", [
      ["0", 0],
      ["1", 1],
      ["-1", null],
      ["", null],
    ]);
  });
});
