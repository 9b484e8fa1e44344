import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { kinds } from "../../../data/kinds/index.js";
import { ColumnReader } from "../../support/read-column.js";

let reader: ColumnReader;
beforeAll(async () => {
  reader = await ColumnReader.open();
});
afterAll(() => reader.close());

async function expectRead(kind: string, column: string, cases: Readonly<Record<string, unknown>>) {
  const texts = Object.keys(cases);
  const read = await reader.read(kind, column, texts);
  expect(Object.fromEntries(texts.map((text, index) => [text, read[index]]))).toEqual(cases);
}

describe("gas facilities and users", () => {
  it("know a facility by its words, the most specific first", async () => {
    await expectRead("gas_facilities", "facility_type", {
      门站: "gate_station",
      LNG储配站: "storage",
      区域调压箱: "regulator",
      阀门井: "valve",
      瓶装液化气供应站: "bottle_shop",
      "1": null,
    });
    await expectRead("gas_facilities", "enclosure", { 露天: "open", 有围墙: "fenced", 建筑物内: "building" });
    await expectRead("gas_facilities", "pressure", { 中压A: "medium_a", "0.4MPa": "medium_a" });
  });

  it("tell households from others, and what is fitted from what is not", async () => {
    await expectRead("gas_users", "user_type", {
      居民: "resident",
      非居民: "commercial",
      餐饮: "catering",
      工商户: "commercial",
      工业用户: "industrial",
      学校食堂: "catering",
      公福: "public",
      "2": null,
    });
    await expectRead("gas_users", "alarm", { 已安装: true, 未安装: false, 是: true, 无: false, 待查: null });
    await expectRead("gas_users", "gas_source", { 管道天然气: "pipe", 瓶装液化气: "bottle" });
  });
});

describe("hazard sources and boundaries", () => {
  it("grades are words or Roman numerals, never bare numbers", async () => {
    await expectRead("hazard_sources", "grade", {
      一级: "level_1",
      二级重大危险源: "level_2",
      Ⅲ级: "level_3",
      "4级": "level_4",
      "1": null,
    });
  });

  it("levels are words", async () => {
    await expectRead("boundaries", "level", {
      区县: "district",
      街道: "street",
      镇: "street",
      社区: "community",
      行政村: "community",
      网格: "grid",
      "3": null,
    });
  });
});

describe("sites", () => {
  it("support and class of dangerous works are read from words", async () => {
    await expectRead("sites", "support_type", {
      "灌注桩+内支撑": "braced",
      "排桩+锚索": "anchored",
      土钉墙: "soil_nail",
      放坡开挖: "slope",
      无支护: "none",
      "": null,
    });
    await expectRead("sites", "works_class", {
      超危大: "over_scale",
      超过一定规模的危大工程: "over_scale",
      危大工程: "dangerous",
      非危大: "ordinary",
      "1": null,
    });
  });
});

describe("every kind", () => {
  it("names its key, its checks and its paint among its own columns", () => {
    for (const { name, columns, keyColumn, paint, checks } of kinds) {
      const names = columns.map((column) => column.name);
      expect(new Set(names).size, name).toBe(names.length);
      if (keyColumn !== null) expect(names, name).toContain(keyColumn);
      if (paint.column !== null) expect(names, name).toContain(paint.column);
      expect(new Set(checks.map((check) => check.name)).size, name).toBe(checks.length);
      for (const { shares } of columns) if (shares !== undefined) expect(names, name).toContain(shares);
    }
  });

  it("has checks that run over its columns and find nothing in a row of which nothing is known", async () => {
    for (const kind of kinds)
      for (const check of kind.checks) {
        const found = await reader.check(kind.name, check.when, {});
        const requires = / IS NULL$/u.test(check.when);
        expect(found, `${kind.name} ${check.name}`).toBe(requires && !/AND/u.test(check.when));
      }
  });

  it.each([
    ["buildings", "build_year", { build_year: "1499" }, { build_year: "1500" }],
    ["buildings", "build_year", { build_year: "2099" }, { build_year: "2020" }],
    ["buildings", "floors", { floors: "201" }, { floors: "200" }],
    ["buildings", "storey_height", { floors: "10", height_m: "17" }, { floors: "10", height_m: "18" }],
    [
      "buildings",
      "later_work",
      { build_year: "2000", repair_year: "1999" },
      { build_year: "2000", repair_year: "2000" },
    ],
    [
      "buildings",
      "floors_approved",
      { floors: "5", approved_floors: "3", storeys_added: "否" },
      { floors: "3", approved_floors: "3", storeys_added: "否" },
    ],
    ["buildings", "assessment", { assessed: "否", danger_grade: "C" }, { assessed: "否", danger_grade: "未鉴定" }],
    ["pipes", "pressure", { pressure: "7" }, { pressure: "低压" }],
    [
      "pipes",
      "wall",
      { outer_diameter_mm: "20", wall_thickness_mm: "10" },
      { outer_diameter_mm: "21", wall_thickness_mm: "10" },
    ],
    ["sites", "depth", {}, { depth_m: "0.5" }],
    ["sites", "works_class", { depth_m: "5", works_class: "危大" }, { depth_m: "5", works_class: "超危大" }],
    ["gas_users", "alarm_expiry", { alarm_expiry: "2020-01-01" }, { alarm_expiry: "2999-01-01" }],
    ["boundaries", "parent_code", { code: "1", parent_code: "1" }, { code: "1", parent_code: "2" }],
  ])("finds what is doubtful in %s by %s, and lets the next best pass", async (kind, name, doubtful, fine) => {
    const when = kinds.find((each) => each.name === kind)?.checks.find((check) => check.name === name)?.when ?? "NULL";
    expect(await reader.check(kind, when, doubtful)).toBe(true);
    expect(await reader.check(kind, when, fine)).toBe(false);
  });
});
