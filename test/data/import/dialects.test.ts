import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import {
  census,
  citySurvey,
  platformPipes,
  streetLedger,
  surveyPipes,
  type Table,
  writeTable,
} from "../../support/dialect-files.js";
import { ImportWorker } from "../../support/import-worker.js";

const root = mkdtempSync(join(tmpdir(), "方言-"));
const worker = new ImportWorker();
afterAll(() => {
  worker.stop();
  rmSync(root, { recursive: true, force: true });
});

let files = 0;
const write = (table: Table, geometry?: "point" | "line") => writeTable(join(root, `${++files}`), table, geometry);
const column = (table: readonly Record<string, unknown>[], name: string) => table.map((row) => row[name]);

describe("export keys of the census", { timeout: 30_000 }, () => {
  it("are all known, and JGSJ is the year of strengthening there", async () => {
    const inspection = await worker.inspect(write(census));
    expect(inspection.kind.value).toBe("buildings");
    expect(inspection.mapping).toEqual({
      code: "fwbh",
      name: "jzmc",
      address: "address",
      district: "district",
      street: "town",
      community: "village",
      record_type: "fwlb",
      survey_finding: "xcdcqk",
      not_needed_reason: "bxdcyy",
      build_year: "build_time",
      floors: "cs",
      height_m: "gd",
      floor_area_m2: "dcmj",
      structure: "jglx",
      structure_detail: "sub_jglx",
      professional_design: "fwsjfs",
      professional_construction: "fwsgfs",
      use: "fwyt",
      occupants: "czrk",
      households: "azhs",
      owner: "hzxm",
      owner_phone: "lxdh",
      owner_identity: "sfz",
      extended: "sfzxgkj",
      renovated: "sfszcg",
      repair_year: "gzsj",
      strengthened: "sfkzjg",
      strengthened_year: "jgsj",
      visible_damage: "ywlfbxqx",
      assessed: "sfjgaqjd",
      assessed_year: "aqjdnf",
      danger_grade: "aqjdjl",
    });
    expect(inspection.unsure).toEqual([]);
    expect(inspection.proposals).toEqual([]);
  });

  it("are read with what is unknown left unknown, and 改造 kept from the alterations", async () => {
    const { table, report, columns } = await worker.read(write(census), "buildings");
    expect(column(table, "build_year")).toEqual([1985, null, 1992, null]);
    expect(column(table, "build_decade")).toEqual([1980, 1980, 1990, null]);
    expect(column(table, "age_class")).toEqual(["1980s", "1980s", "1990s", null]);
    expect(column(table, "structure")).toEqual(["砌体", "钢筋混凝土", "土木", "3"]);
    expect(column(table, "structure_class")).toEqual(["masonry", "concrete", "earth", null]);
    expect(column(table, "prefab_slab")).toEqual([true, null, null, false]);
    expect(column(table, "excluded")).toEqual([false, false, true, false]);
    expect(column(table, "renovated")).toEqual([true, false, false, false]);
    expect(column(table, "altered")).toEqual([null, null, null, null]);
    expect(column(table, "danger_grade")).toEqual([null, "B", null, null]);
    expect(column(table, "occupants")).toEqual([4, 0, null, 3]);
    const share = (name: string) => report.understood.find((each) => each.column === name);
    expect(share("build_year")).toEqual({
      column: "build_year",
      field: "build_time",
      values: 4,
      understood: 3,
      unclear: [{ value: "不详", count: 1 }],
    });
    expect(share("structure")).toMatchObject({ values: 4, understood: 3, unclear: [{ value: "3", count: 1 }] });
    expect(share("owner")).toMatchObject({ values: 4, understood: 4, unclear: [] });
    expect(report.missing).toMatchObject({
      build_year: 2,
      build_decade: 1,
      age_class: 1,
      altered: 4,
      code: 0,
      name: 3,
    });
    const words = report.notes.map((note) => note.zh).join("\n");
    expect(words).toContain("建成年份（build_time）有 1 个值无法识别，按不明处理，例如“不详”。");
    expect(words).toContain(
      "建成年份（build_time）有 1 个值只说明建成年代（十年），其建成年份按不明处理，例如“80年代”。",
    );
    const personal = columns.filter((each) => each.personal).map((each) => each.name);
    expect(personal).toEqual(["owner", "owner_phone", "owner_identity", "src_hzxm", "src_sfz", "src_lxdh"]);
  });
});

describe("pinyin initials of a city survey", { timeout: 30_000 }, () => {
  it("are all known, and JGSJ is the year of completion there", async () => {
    const inspection = await worker.inspect(write(citySurvey));
    expect(inspection.kind.value).toBe("buildings");
    expect(inspection.mapping).toEqual({
      name: "JZMC",
      street: "SSJD",
      community: "SSSHEQU",
      floors: "DSJZCS",
      basement_floors: "DXJZCS",
      build_year: "JGSJ",
      floor_area_m2: "JZMJ",
      use: "YT",
      foundation: "JZJCXS",
      structure: "JGLX",
      strengthened: "SFJGKZJG",
      strengthened_year: "KZJGSJ",
      visible_damage: "ZTJGLF",
    });
  });

  it("JGSJ alone is told from its values, and marked as a guess", async () => {
    const { mapping, unsure, problems } = await worker.inspect(
      write({ FWBH: ["1", "2"], JGSJ: ["1988", "2004"], CS: ["1", "2"] }),
    );
    expect(mapping).toMatchObject({ build_year: "JGSJ" });
    expect(unsure).toEqual(["build_year"]);
    expect(problems.map(({ zh }) => zh)).toContain("“建成年份”按字段“JGSJ”的值推断，请确认。");
    const words = await worker.inspect(write({ FWBH: ["1", "2"], JGSJ: ["甲", "乙"], CS: ["1", "2"] }));
    expect(words.mapping).not.toHaveProperty("build_year");
  });
});

describe("a street's own ledger", { timeout: 30_000 }, () => {
  it("is recognised by its field names: inverted booleans and codes are read its way, and that is said", async () => {
    const inspection = await worker.inspect(write(streetLedger));
    expect(inspection.kind.value).toBe("buildings");
    expect(inspection.mapping).toEqual({
      name: "楼幢",
      grid: "所属网格",
      build_year: "建造时间",
      floors: "建筑层数",
      floor_area_m2: "建筑面积",
      structure: "构筑类型",
      storeys_added: "私自加层",
      basement: "地下室",
      no_permits: "三无",
      danger_grade: "鉴定等级",
    });
    const inverted = { "0": "true", "1": "false" };
    expect(inspection.values).toEqual({
      storeys_added: inverted,
      basement: inverted,
      no_permits: inverted,
      danger_grade: { "1": "未鉴定", "2": "A", "3": "B", "4": "C", "5": "D" },
      structure: expect.objectContaining({ "1": "砖石-预制板", "7": "其他" }),
    });
    expect(inspection.proposals.every((each) => each.applied)).toBe(true);
    // The first rows show beside each value what it will be.
    expect(inspection.readings.storeys_added).toEqual([true, false, false, true]);
    expect(inspection.readings.danger_grade).toEqual(["not_assessed", "C", "D", "A"]);
    expect(Object.keys(inspection.readings).sort()).toEqual(Object.keys(inspection.mapping).sort());
    expect(inspection.problems.map(({ en }) => en).join("\n")).toMatch(
      /The codes of "storeys added" \(私自加层\) are read as 0=true, 1=false: the field names are those of a street's own ledger/u,
    );
  });

  it("is imported as it was shown, and otherwise where the user says so", async () => {
    const { table, report } = await worker.read(write(streetLedger), "buildings");
    expect(column(table, "storeys_added")).toEqual([true, false, false, true]);
    expect(column(table, "danger_grade")).toEqual(["not_assessed", "C", "D", "A"]);
    expect(column(table, "structure_class")).toEqual(["prefab_masonry", "concrete", "hybrid", "earth"]);
    expect(column(table, "build_decade")).toEqual([1970, 1980, 1990, 2000]);
    expect(report.values.storeys_added).toEqual({ "0": "true", "1": "false" });
    expect(report.notes.map(({ zh }) => zh).join()).toContain("“加层”（私自加层）的代码按 0=true，1=false 读取");
    const refused = await worker.read(write(streetLedger), "buildings", { values: { storeys_added: {} } });
    expect(column(refused.table, "storeys_added")).toEqual([false, true, true, false]);
  });

  it("is not recognised by one of its names alone: then 1 is yes", async () => {
    const { table } = await worker.read(write({ 私自加层: ["0", "1"], 层数: ["1", "2"] }), "buildings");
    expect(column(table, "storeys_added")).toEqual([false, true]);
  });
});

describe("two code lists that contradict each other", { timeout: 30_000 }, () => {
  it("are both offered with their evidence, none is applied, and the codes stay unknown", async () => {
    const survey = await worker.inspect(write(surveyPipes, "line"));
    expect(survey.kind.value).toBe("pipes");
    expect(survey.mapping).toEqual({
      code: "GD_ID",
      pressure: "SJYL",
      outer_diameter_mm: "GWJ",
      inner_diameter_mm: "GNJ",
      material: "CZ",
      lay_year: "建设年代",
      laying: "MSFS",
      depth_m: "QDMS",
      end_depth_m: "ZDMS",
      start_point: "QDDH",
      end_point: "ZDDH",
    });
    const platform = await worker.inspect(write(platformPipes, "line"));
    expect(platform.kind.value).toBe("pipes");
    expect(platform.mapping).toEqual({
      code: "pipe_id",
      pressure: "pressure_l",
      outer_diameter_mm: "diameter",
      material: "material",
      status: "status",
      lay_year: "build_date",
    });
    const offers = (inspection: typeof survey) =>
      Object.fromEntries(inspection.proposals.map((each) => [each.column, each]));
    expect(offers(survey).pressure).toMatchObject({
      applied: false,
      values: { "6": "中压A", "7": "中压B", "8": "低压" },
    });
    expect(offers(platform).pressure).toMatchObject({
      applied: false,
      values: { "5": "中压A", "6": "中压B", "7": "低压" },
    });
    expect([survey.values, platform.values]).toEqual([{}, {}]);
    for (const { understood } of [survey, platform])
      expect(understood.find((each) => each.column === "pressure")).toMatchObject({ values: 4, understood: 0 });
  });

  it("give different classes for the same code when they are taken", async () => {
    const read = async (table: Table) => {
      const path = write(table, "line");
      const { proposals } = await worker.inspect(path);
      const values = Object.fromEntries(proposals.map((each) => [each.column, { ...each.values }]));
      return await worker.read(path, "pipes", { values });
    };
    const [survey, platform] = [await read(surveyPipes), await read(platformPipes)];
    expect(column(survey.table, "pressure")).toEqual(["medium_a", "medium_b", "low", "sub_high_a"]);
    expect(column(survey.table, "material_class")).toEqual(["steel", "pe", "cast_iron", "ductile_iron"]);
    expect(column(survey.table, "laying")).toEqual(["buried", "buried", "overhead", "trench"]);
    expect(column(platform.table, "pressure")).toEqual(["medium_a", "medium_b", "low", "sub_high_a"]);
    expect(column(platform.table, "material_class")).toEqual(["steel", "pe", "cast_iron", "other"]);
    expect(column(platform.table, "status")).toEqual(["in_use", "in_use", "idle", "abandoned"]);
  });
});

describe("values that tell what a field is", { timeout: 30_000 }, () => {
  it("pressure words in a field of any name, years under a name with 年, flags under a name that speaks of them", async () => {
    const pipes = await worker.inspect(
      write({ ID: ["1", "2"], 备注2: ["中压A", "0.4MPa"], 年: ["2001", "2002"] }, "line"),
    );
    expect(pipes.mapping).toEqual({ code: "ID", pressure: "备注2", lay_year: "年" });
    expect(pipes.unsure.toSorted()).toEqual(["lay_year", "pressure"]);
    const houses = await worker.inspect(
      write({
        FWBH: ["1", "2"],
        JCN: ["1980", "1999年"],
        有无加层: ["有", "无"],
        检查年: ["2023", "2024"],
        明显倾: ["是", "否"],
      }),
      { kind: "buildings" },
    );
    expect(houses.mapping).toEqual({ code: "FWBH", build_year: "JCN", storeys_added: "有无加层" });
  });

  it("1 and 2 in a flag are never taken for yes without a word", async () => {
    const path = write({ FWBH: ["1", "2", "3"], 是否加层: ["1", "2", "2"] });
    const { proposals, problems } = await worker.inspect(path, { kind: "buildings" });
    expect(proposals).toMatchObject([
      { column: "storeys_added", values: { "1": "true", "2": "false" }, applied: false },
    ]);
    expect(problems.map(({ zh }) => zh).join()).toContain("许多表格以 1 为是、2 为否");
  });
});

describe("codes of the land register", { timeout: 30_000 }, () => {
  it("are read by the name of their field, with the raw code kept beside", async () => {
    const { table } = await worker.read(write({ FWBH: ["1", "2", "3"], FWJG: ["2", "4", "5"] }), "buildings");
    expect(column(table, "structure_class")).toEqual(["steel_concrete", "masonry", "brick_wood"]);
    expect(column(table, "src_FWJG")).toEqual(["2", "4", "5"]);
  });
});
