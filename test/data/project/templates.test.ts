import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { AppError } from "../../../contract/errors.js";
import type { Inspection } from "../../../contract/inspection.js";
import type { MappingTemplate } from "../../../contract/project.js";
import { census, platformPipes, surveyPipes, type Table, writeTable } from "../../support/dialect-files.js";
import { type EngineRoom, openEngineRoom } from "../../support/engine-room.js";
import { pointsInMetres, writeShapefile } from "../../support/write-shapefile.js";

let room: EngineRoom;
let project = "";
let files = 0;
beforeAll(() => {
  room = openEngineRoom();
});
beforeEach(async () => {
  project = await room.create(`项目 ${++files}.fangan`);
});
afterAll(() => room.close());

const write = (table: Table, geometry: "point" | "line" = "line") =>
  writeTable(room.path(`文件${++files}`), table, geometry);

const surveyCodes: MappingTemplate = {
  name: "甲公司/管线 2026",
  kind: "pipes",
  fields: Object.keys(surveyPipes),
  mapping: { code: "GD_ID", pressure: "SJYL", outer_diameter_mm: "GWJ" },
  values: { pressure: { "6": "中压A", "7": "中压B", "8": "低压", "3": "次高压A" } },
};
const save = (template: MappingTemplate) => room.client.ask("template.save", { template });
const refusal = async (work: Promise<unknown>): Promise<AppError> => {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof AppError) return error;
  throw new Error(`not refused: ${String(error)}`);
};
const pressures = async (layer: number) => {
  const { rows } = await room.rows({ layer, columns: ["pressure"], offset: 0, limit: 10 });
  return rows.map(({ cells }) => cells[0]);
};

describe("templates of a project", { timeout: 60_000 }, () => {
  it("are one JSON file each under a name that every system takes, and are there when the project is opened again", async () => {
    await save(surveyCodes);
    await save({ ...surveyCodes, name: "甲公司:管线 2026" });
    await save({ ...surveyCodes, name: "CON" });
    const kept = await save({ ...surveyCodes, encoding: "gbk" });
    expect(kept.templates.map(({ name, encoding }) => [name, encoding])).toEqual([
      ["CON", undefined],
      ["甲公司/管线 2026", "gbk"],
      ["甲公司:管线 2026", undefined],
    ]);
    expect(readdirSync(`${project}/templates`).toSorted()).toEqual(
      ["_CON.json", "甲公司_管线 2026 2.json", "甲公司_管线 2026.json"].toSorted(),
    );
    await room.client.ask("project.close", {});
    const opened = await room.client.ask("project.open", { path: project });
    expect(opened.templates).toEqual(kept.templates);
    const removed = await room.client.ask("template.remove", { name: "CON" });
    expect(removed.templates).toHaveLength(2);
    expect(existsSync(`${project}/templates/_CON.json`)).toBe(false);
    expect((await refusal(room.client.ask("template.remove", { name: "CON" }))).message).toMatch(
      /no template "CON".*甲公司/u,
    );
  });

  it("go from one project to another as a file", async () => {
    await save(surveyCodes);
    const file = room.path("甲公司.json");
    await room.client.ask("template.write", { name: surveyCodes.name, path: file });
    expect((await refusal(room.client.ask("template.write", { name: surveyCodes.name, path: file }))).code).toBe(
      "output-exists",
    );
    await room.client.ask("template.write", { name: surveyCodes.name, path: file, replace: true });
    await room.create("别的.fangan");
    const { templates } = await room.client.ask("template.read", { path: file });
    expect(templates).toEqual([surveyCodes]);
  });

  it("are refused in one sentence where a file is missing, broken, foreign, newer or speaks of what is not there", async () => {
    await save(surveyCodes);
    const file = room.path("好.json");
    await room.client.ask("template.write", { name: surveyCodes.name, path: file, replace: true });
    const whole = readFileSync(file, "utf8");
    const content = JSON.parse(whole);
    const cases: [string, string, string, RegExp][] = [
      ["断", whole.slice(0, 60), "input-damaged", /not a whole template file/u],
      ["错", JSON.stringify({ ...content, mapping: 5 }), "input-damaged", /not a whole template file/u],
      ["外", '{"type":"FeatureCollection","features":[]}', "input-format", /not a mapping template/u],
      ["新", JSON.stringify({ ...content, format: 2, later: true }), "input-format", /newer version \(format 2\)/u],
      ["类", JSON.stringify({ ...content, kind: "lanes" }), "input-format", /kind "lanes"/u],
      ["列", JSON.stringify({ ...content, mapping: { colour: "X" } }), "input-format", /column "colour"/u],
      ["大", " ".repeat(2_000_000), "input-format", /not a mapping template/u],
    ];
    for (const [name, text, code, sentence] of cases) {
      const path = room.path(`${name}.json`);
      writeFileSync(path, text);
      const error = await refusal(room.client.ask("template.read", { path }));
      expect([error.code, error.text.zh.includes(path)], name).toEqual([code, true]);
      expect(error.message).toMatch(sentence);
    }
    expect((await refusal(room.client.ask("template.read", { path: room.path("无.json") }))).code).toBe(
      "input-missing",
    );
    expect((await room.client.ask("project.read", {})).templates).toEqual([surveyCodes]);
  });

  it("that are broken do not keep a project from being opened", async () => {
    await save(surveyCodes);
    await room.client.ask("project.close", {});
    writeFileSync(`${project}/templates/坏.json`, "{");
    mkdirSync(`${project}/templates/夹.json`);
    expect((await room.client.ask("project.open", { path: project })).templates).toEqual([surveyCodes]);
  });
});

describe("a file that looks the same", { timeout: 60_000 }, () => {
  /** What of an inspection an import must repeat. */
  const agreed = ({ mapping, values, understood }: Pick<Inspection, "mapping" | "values" | "understood">) => ({
    mapping,
    values,
    understood,
  });

  it("is read by the template, which is said; and imported just so", async () => {
    await save(surveyCodes);
    const path = write(surveyPipes);
    const inspection = await room.client.ask("source.inspect", { path });
    expect(inspection).toMatchObject({ template: surveyCodes.name, kind: { value: "pipes", sure: true } });
    expect(inspection.mapping).toEqual(surveyCodes.mapping);
    expect(inspection.values).toEqual(surveyCodes.values);
    expect(inspection.proposals).toEqual([]);
    expect(inspection.understood[1]).toMatchObject({ column: "pressure", values: 4, understood: 4 });
    expect(inspection.problems.map(({ zh }) => zh)).toContain("按模板“甲公司/管线 2026”读取（字段名相符）。");
    const { layer, report } = await room.client.ask("source.import", { path, kind: "pipes" });
    expect(agreed(report)).toEqual(agreed(inspection));
    expect(report.notes.map(({ zh }) => zh)).toContain("按模板“甲公司/管线 2026”读取（字段名相符）。");
    expect(await pressures(layer.id)).toEqual(["medium_a", "medium_b", "low", "sub_high_a"]);
  });

  it("may lack one field in ten, not two; and of two templates the nearer one counts", async () => {
    const fields = Array.from({ length: 9 }, (_each, index) => `F${index}`);
    const table = (count: number): Table => Object.fromEntries(fields.slice(0, count).map((name) => [name, ["1"]]));
    const template = { ...surveyCodes, mapping: { code: "F0" }, values: {} };
    await save({ ...template, name: "十", fields: [...fields, "F9"] });
    const asked = async (count: number) =>
      (await room.client.ask("source.inspect", { path: write(table(count)) })).template;
    expect([await asked(9), await asked(8)]).toEqual(["十", null]);
    await save({ ...template, name: "九", fields: fields.map((name) => name.toLowerCase()) });
    expect([await asked(9), await asked(8)]).toEqual(["九", null]);
  });

  it("is not touched where the user wants none, maps by hand, or names another kind", async () => {
    await save(surveyCodes);
    const path = write(surveyPipes);
    const ask = async (reading: object) => await room.client.ask("source.inspect", { path, reading });
    expect((await ask({ template: "" })).template).toBeNull();
    expect((await ask({ mapping: { pressure: "SJYL" } })).template).toBeNull();
    expect((await ask({ kind: "generic" })).template).toBeNull();
    const both = await ask({
      template: surveyCodes.name,
      mapping: { outer_diameter_mm: "GNJ" },
      values: { pressure: { "6": "低压" } },
    });
    expect(both.mapping).toEqual({ ...surveyCodes.mapping, outer_diameter_mm: "GNJ" });
    expect(both.values).toEqual({ pressure: { "6": "低压" } });
    expect((await refusal(ask({ template: "乙" }))).message).toMatch(/no template "乙".*甲公司/u);
    expect((await refusal(ask({ template: surveyCodes.name, kind: "sites" }))).message).toMatch(
      /for the kind pipes, not sites/u,
    );
  });

  it("a named template is used on a file that looks otherwise, and what it lacks is said", async () => {
    await save(surveyCodes);
    const path = write(platformPipes);
    const { mapping, problems, template } = await room.client.ask("source.inspect", {
      path,
      reading: { template: surveyCodes.name },
    });
    expect([template, mapping]).toEqual([surveyCodes.name, {}]);
    expect(problems.map(({ en }) => en).join()).toContain(
      'lacks fields of the template "甲公司/管线 2026": GD_ID, SJYL, GWJ',
    );
  });

  it("takes the template's CRS where it states none, and its encoding where it has no sure evidence", async () => {
    const columns = [{ name: "NAME", type: "C", length: 20 }] as const;
    const template = { ...surveyCodes, kind: "generic", fields: ["NAME"], mapping: {}, values: {} };
    await save({ ...template, encoding: "big5", crs: "EPSG:4548" });
    // One pair of bytes: not enough to say which encoding it is in.
    const path = writeShapefile(room.path("无证"), {
      shapes: pointsInMetres(1),
      dbf: { columns, rows: [["樓"]], encoding: "big5" },
    });
    const inspection = await room.client.ask("source.inspect", { path, reading: { kind: "generic" } });
    expect(inspection).toMatchObject({
      template: template.name,
      encoding: { value: "big5" },
      crs: { value: "EPSG:4548" },
      preview: [["樓"]],
    });
    const named = writeShapefile(room.path("有证"), {
      shapes: pointsInMetres(1),
      dbf: { columns, rows: [["澄岚路一号"]], encoding: "gbk" },
      cpg: "GBK",
    });
    const stated = await room.client.ask("source.inspect", {
      path: named,
      reading: { kind: "generic", crs: "EPSG:4547" },
    });
    expect(stated).toMatchObject({
      encoding: { value: "gb18030" },
      crs: { value: "EPSG:4547" },
      preview: [["澄岚路一号"]],
    });
    expect(stated.problems.map(({ en }) => en).join()).toContain("says big5, but the file is gb18030");
    const { report } = await room.client.ask("source.import", { path, kind: "generic" });
    expect(report).toMatchObject({ encoding: "big5", crs: "EPSG:4548" });
  });

  it("can come with the call, before the project's of that name", async () => {
    await save(surveyCodes);
    const path = write(census, "point");
    const carried = { ...surveyCodes, kind: "buildings", mapping: { code: "fwbh" }, values: {} };
    const reading = { template: surveyCodes.name };
    const { mapping } = await room.client.ask("source.inspect", { path, reading, templates: [carried] });
    expect(mapping).toEqual({ code: "fwbh" });
  });
});
