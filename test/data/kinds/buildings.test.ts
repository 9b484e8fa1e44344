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
