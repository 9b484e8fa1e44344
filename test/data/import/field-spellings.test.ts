import { describe, expect, it } from "vitest";
import { cutNames, pinyinInitials, plainName } from "../../../data/import/field-spellings.js";

describe("the pinyin initials of a name", () => {
  it("are those that surveys write", () => {
    const known = {
      建成年份: "jcnf",
      自行改扩建: "zxgkj",
      是否进行过抗震加固: "sfjxgkzjg",
      敷设年份: "fsnf",
      最近安检日期: "zjajrq",
      开挖深度: "kwsd",
      权属单位: "qsdw",
      危房等级: "wfdj",
      报警器到期日: "bjqdqr",
      重大危险源: "zdwxy",
      楼层他二欧额: "lcteoe",
    };
    expect(Object.fromEntries(Object.keys(known).map((name) => [name, pinyinInitials(name)]))).toEqual(known);
  });

  it("are none for short names and for names that are not all Chinese", () => {
    for (const name of ["面积", "楼幢号", "build_year", "开挖深度m", ""]) expect(pinyinInitials(name)).toBeNull();
  });
});

describe("a field's name", () => {
  it("is compared without case, width, brackets and what ends it", () => {
    expect([" BUILD_TIME_ ", "开挖深度（m）", "ＪＧＬＸ", "面积[㎡]"].map(plainName)).toEqual([
      "build_time",
      "开挖深度",
      "jglx",
      "面积",
    ]);
  });

  it("is cut at ten bytes, in UTF-8 and in GBK", () => {
    expect(cutNames("建成年份")).toEqual(["建成年"]);
    expect(cutNames("是否进行过改造")).toEqual(["是否进", "是否进行过"]);
    expect(cutNames("building_id")).toEqual(["building_i", "building_i"]);
    expect(cutNames("cs")).toEqual([]);
  });
});
