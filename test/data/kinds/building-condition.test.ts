import { afterAll, beforeAll, describe, it } from "vitest";
import { ColumnReader } from "../../support/read-column.js";

let reader: ColumnReader;
beforeAll(async () => {
  reader = await ColumnReader.open();
});
afterAll(() => reader.close());

describe("what was altered", () => {
  it("is yes for 是, 有, yes, true and any number but zero", async () => {
    for (const text of ["是", "有", "yes", "Y", "True", "T", "1", "2", "-1", "1.0", "0.5", "１", "√"])
      await reader.expect("buildings", "storeys_added", [[text, true]]);
  });

  it("is no for 否, 无, no, false and zero", async () => {
    for (const text of ["否", "无", "no", "N", "FALSE", "f", "0", "0.0", "00", "０", "没有"])
      await reader.expect("buildings", "storeys_added", [[text, false]]);
  });

  it("is unknown for anything else, never no", async () => {
    for (const text of [null, "", " ", "?", "不详", "待查", "nan", "NULL", "加层1层"])
      await reader.expect("buildings", "storeys_added", [[text, null]]);
  });

  it("can be turned round, as lists with 0有 1无 need it", async () => {
    await reader.expect(
      "buildings",
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

describe("the class of a structure", () => {
  it("is read from the words of the census, the land register, ledgers and surveys", async () => {
    await reader.expect("buildings", "structure_class", [
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
    for (const text of ["1", "2", "6", "不详", "", null])
      await reader.expect("buildings", "structure_class", [[text, null]]);
  });
});

describe("four scales that are kept apart", () => {
  it("danger grades are letters and words, never bare codes; not assessed is an answer of its own", async () => {
    await reader.expect("buildings", "danger_grade", [
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
    await reader.expect("buildings", "judgement", [
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
    await reader.expect("buildings", "reliability_grade", [
      ["Asu", "Asu"],
      ["Dsu级", "Dsu"],
      ["B级", "Bsu"],
      ["1", null],
    ]);
    await reader.expect("buildings", "seismic_class", [
      ["A类", "A"],
      ["C", "C"],
      ["D", null],
    ]);
  });
});
