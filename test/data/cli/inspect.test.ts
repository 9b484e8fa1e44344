import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fangan } from "../../support/command-line.js";
import { census, platformPipes, streetLedger, surveyPipes, writeTable } from "../../support/dialect-files.js";

const root = mkdtempSync(join(tmpdir(), "看 一看-"));
let [houses, ledger, survey, platform] = ["", "", "", ""];
beforeAll(() => {
  mkdirSync(join(root, "夹"));
  houses = writeTable(join(root, "夹", "房屋"), census);
  ledger = writeTable(join(root, "台账"), streetLedger);
  survey = writeTable(join(root, "探测"), surveyPipes, "line");
  platform = writeTable(join(root, "平台"), platformPipes, "line");
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const json = async (...args: string[]) => {
  const { status, stdout, stderr } = await fangan([...args, "--json"]);
  expect([status, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout);
};

describe("fangan inspect", { timeout: 90_000 }, () => {
  it("says in lines what a file holds, with its evidence, shares, problems and first rows", async () => {
    const { status, stdout, stderr } = await fangan(["inspect", houses, "--lang", "zh"]);
    expect([status, stderr]).toEqual([0, ""]);
    for (const line of [
      "格式: Shapefile（.shp、文件夹或 zip）",
      "  * 房屋\tpoint\t4 行",
      "编码: gb18030（.cpg 文件：GBK）",
      "坐标系: EPSG:4547（",
      "类型: buildings 房屋（识别出的字段：",
      "  build_year 建成年份 ← build_time\t75 % / 4\t? “不详” × 1",
      "  code 房屋编号 ← fwbh\t100 % / 4",
      "未对应的字段: province, city",
      "36030210000100000001\t36\t3603",
    ])
      expect(stdout).toContain(line);
    const english = await fangan(["inspect", ledger]);
    expect(english.stdout).toContain('The codes of "storeys added" (私自加层) are read as 0=true, 1=false');
  });

  it("prints the inspection as JSON; of several files a list; of a folder what lies in it", async () => {
    const one = await json("inspect", join(root, "夹"));
    expect(one).toMatchObject({
      kind: { value: "buildings" },
      encoding: { value: "gb18030" },
      rows: 4,
      template: null,
    });
    expect(one.preview).toHaveLength(4);
    const several = await json("inspect", houses, survey);
    expect(several.map((each: { kind: { value: string } }) => each.kind.value)).toEqual(["buildings", "pipes"]);
  });

  it("takes the columns that hold the coordinates", async () => {
    const path = join(root, "点.csv");
    writeFileSync(path, "名称,东,北\n甲,113.85,27.62\n");
    expect(await json("inspect", path)).toMatchObject({ geometry: null });
    expect(await json("inspect", path, "--coordinates", "东,北")).toMatchObject({ geometry: "point" });
    const { status, stderr } = await fangan(["inspect", path, "--coordinates", "东"]);
    expect([status, stderr]).toEqual([2, expect.stringContaining("EAST,NORTH")]);
  });

  it("takes the reading options, before and after the kind is known", async () => {
    const read = await json(
      "inspect",
      platform,
      "--map",
      "outer_diameter_mm=",
      "--value",
      "pressure:5=中压A",
      "--encoding",
      "utf-8",
    );
    expect(read.mapping).not.toHaveProperty("outer_diameter_mm");
    expect(read.values).toEqual({ pressure: { "5": "中压A" } });
    expect(read.encoding).toMatchObject({ value: "utf-8", sure: true });
    expect(read.understood.find((each: { column: string }) => each.column === "pressure")).toMatchObject({
      values: 4,
      understood: 1,
    });
    expect(await json("inspect", platform, "--as", "generic")).toMatchObject({
      kind: { value: "generic" },
      mapping: {},
    });
    const wrong = await fangan(["inspect", platform, "--as", "lanes"]);
    expect([wrong.status, wrong.stderr.includes("buildings")]).toEqual([2, true]);
    expect((await fangan(["inspect"])).status).toBe(2);
    expect((await fangan(["inspect", join(root, "无.shp")])).status).toBe(3);
  });
});

describe("fangan import", { timeout: 90_000 }, () => {
  it("prints the whole report as JSON: what is understood, missing, left out", async () => {
    const { stdout, status } = await fangan(["import", join(root, "甲.fangan"), houses, "--as", "buildings", "--json"]);
    expect(status).toBe(0);
    const { source } = JSON.parse(stdout);
    expect(source).toMatchObject({
      rows: 4,
      imported: 4,
      skippedCount: 0,
      skipped: [],
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/u),
    });
    expect(source.missing).toMatchObject({ build_year: 2, code: 0 });
    expect(source.understood[9]).toMatchObject({ column: "build_year", unclear: [{ value: "不详", count: 1 }] });
  });

  it("reads by a template of the project, or by one in a file", async () => {
    const project = join(root, "乙.fangan");
    const values = [
      "--value",
      "pressure:6=中压A",
      "--value",
      "pressure:7=中压B",
      "--value",
      "pressure:8=低压",
      "--value",
      "pressure:3=次高压A",
    ];
    const first = await fangan(["import", project, survey, "--as", "pipes", ...values]);
    expect([first.status, first.stderr]).toEqual([0, expect.stringContaining("1 values give the decade laid only")]);
    const file = join(root, "模板.json");
    const template = {
      fangan: "mapping-template",
      format: 1,
      name: "平台",
      kind: "pipes",
      fields: Object.keys(platformPipes),
      mapping: { pressure: "pressure_l" },
      values: { pressure: { "5": "中压A", "6": "中压B", "7": "低压", "3": "次高压A" } },
    };
    writeFileSync(file, JSON.stringify(template));
    const looked = await json("inspect", platform, "--template", file);
    expect(looked).toMatchObject({ template: "平台", mapping: { pressure: "pressure_l" } });
    const imported = await fangan(["import", project, platform, "--as", "pipes", "--template", file, "--json"]);
    expect(imported.stderr).toBe('Read by the template "平台" (chosen by the user).\n');
    const { source } = JSON.parse(imported.stdout);
    expect([source.mapping, source.understood]).toEqual([looked.mapping, looked.understood]);
    const unknown = await fangan(["import", project, platform, "--as", "pipes", "--template", "没有"]);
    expect([unknown.status, unknown.stderr]).toEqual([2, expect.stringContaining('no template "没有"')]);
    writeFileSync(file, "{");
    expect((await fangan(["inspect", platform, "--template", file])).status).toBe(3);
  });
});
