import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Database, type Session } from "../../../data/database.js";
import type { OpenedSource } from "../../../data/formats/format.js";
import { checkCrs, chooseCrs, chooseProjectCrs, isOldDatum } from "../../../data/import/crs.js";

let database: Database;
let session: Session;
beforeAll(async () => {
  database = await Database.open({ path: ":memory:", folders: [] });
  session = await database.session();
});
afterAll(() => {
  database.release(session);
  database.close();
});

const silent: OpenedSource = {
  layers: [{ name: "a", geometries: [], rows: null }],
  layer: "a",
  relation: "a",
  fields: [],
  encoding: { value: "utf-8", sure: true, evidence: { zh: "", en: "" } },
  crs: { definition: null, name: null, evidence: { zh: "没有 .prj 文件", en: "there is no .prj file" } },
  rows: null,
  deleted: new Set(),
  doubtful: { count: 0, rows: [] },
  notes: [],
};
const stated: OpenedSource = {
  ...silent,
  crs: { definition: "EPSG:4548", name: "EPSG:4548", evidence: { zh: ".prj", en: ".prj" } },
};
const nothing = { crs: undefined, fallback: undefined, projectCrs: null };

describe("the CRS of a file", () => {
  it("is the user's word, then the file's, then the user's fallback, then a guess", () => {
    const at = { x: 113.85, y: 27.62 };
    const name = (source: OpenedSource, wish: object) => chooseCrs(source, { ...nothing, ...wish }, at).value?.name;
    expect(name(stated, { crs: "EPSG:4547", fallback: "EPSG:4490" })).toBe("EPSG:4547");
    expect(name(stated, { fallback: "EPSG:4490" })).toBe("EPSG:4548");
    expect(name(silent, { fallback: "EPSG:4326" })).toBe("EPSG:4326");
    expect(name(silent, {})).toBe("EPSG:4490");
  });

  it.each([
    ["degrees", 113.85, 27.62, "EPSG:4490"],
    ["the edge of degrees", 180, 90, "EPSG:4490"],
    ["zone 38, as western Jiangxi has it", 38_485_194, 3_056_340, "EPSG:4526"],
    ["zone 39, as eastern Jiangxi has it", 39_485_194, 3_056_340, "EPSG:4527"],
    ["the first zone", 25_500_000, 4_000_000, "EPSG:4513"],
    ["the last zone", 45_500_000, 4_000_000, "EPSG:4533"],
    ["a zone beyond China", 46_500_000, 4_000_000, undefined],
    ["a zone before China", 24_500_000, 4_000_000, undefined],
    ["metres of any meridian", 485_194, 3_056_340, undefined],
    ["small numbers that are no degrees", 910, 544, undefined],
  ])("is guessed from numbers: %s", (_title, x, y, code) => {
    const guess = chooseCrs(silent, nothing, { x, y });
    expect(guess.value?.name).toBe(code);
    expect(guess.sure).toBe(false);
    expect(guess.evidence.zh).toMatch(/^没有 \.prj 文件，/u);
  });

  it("takes six-digit metres for the project's own meridian", () => {
    const guess = chooseCrs(silent, { ...nothing, projectCrs: "EPSG:4547" }, { x: 485_194, y: 3_056_340 });
    expect(guess.value?.name).toBe("EPSG:4547");
    expect(chooseCrs(silent, { ...nothing, projectCrs: "EPSG:32619" }, { x: 485_194, y: 3_056_340 }).value).toBeNull();
  });

  it("is refused where the numbers contradict it", async () => {
    const check = (code: string, x: number, y: number) =>
      checkCrs(session, "f.shp", { definition: code, name: code }, { x, y });
    await expect(check("EPSG:4547", 485_194, 3_056_340)).resolves.toBeUndefined();
    await expect(check("EPSG:4490", 113.85, 27.62)).resolves.toBeUndefined();
    await expect(check("EPSG:4547", 113.85, 27.62)).rejects.toMatchObject({ code: "input-crs" });
    await expect(check("EPSG:4490", 485_194, 3_056_340)).rejects.toMatchObject({ code: "input-crs" });
    await expect(check("EPSG:99999", 1, 1)).rejects.toMatchObject({ code: "input-crs" });
  });
});

describe("the CRS of a project", () => {
  it.each([
    ["Pingxiang", 113.85, 27.62, "EPSG:4547"],
    ["just west of 115.5° E", 115.4999, 28, "EPSG:4547"],
    ["on 115.5° E", 115.5, 28, "EPSG:4548"],
    ["Nanchang", 115.86, 28.68, "EPSG:4548"],
    ["Beijing", 116.3, 39.9, "EPSG:4548"],
    ["Kashgar", 75.98, 39.47, "EPSG:4534"],
    ["Cambridge", -71.11, 42.37, "EPSG:32619"],
    ["Schutterwald", 7.88, 48.45, "EPSG:32632"],
    ["Melbourne", 144.96, -37.81, "EPSG:32755"],
  ])("is metric and near: %s", async (_place, x, y, code) => {
    expect(await chooseProjectCrs(session, { definition: "EPSG:4326", name: "EPSG:4326" }, { x, y })).toBe(code);
  });
});

it("knows the datums that no public shift leads from", () => {
  for (const name of [
    "EPSG:4610",
    "EPSG:4214",
    "EPSG:2383",
    "EPSG:2435",
    "Xian_1980_3_Degree_GK_CM_114E",
    "Beijing_1954_GK_Zone_20",
  ])
    expect(isOldDatum(name)).toBe(true);
  for (const name of ["EPSG:4490", "EPSG:4547", "EPSG:4326", "EPSG:32619"]) expect(isOldDatum(name)).toBe(false);
});
