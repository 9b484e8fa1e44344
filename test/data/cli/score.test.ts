import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { profileTable, withLimit } from "../../../contract/profile-limits.js";
import { gb55009, shanghai } from "../../../data/risk/profiles.js";
import { nationalScheme } from "../../../data/risk/scheme.js";
import { strewnCity } from "../../support/city.js";
import { fangan } from "../../support/command-line.js";
import { featureCollection, featuresOf, metric } from "../../support/engine-room.js";

let folder: string;
const at = (name: string) => join(folder, name);
const json = async (...args: string[]) => {
  const { status, stdout, stderr } = await fangan([...args, "--json"]);
  expect(stderr).toBe("");
  expect(status).toBe(0);
  return JSON.parse(stdout);
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "房安 评分-"));
  const city = strewnCity(9, { houses: 60, pipes: 10, sites: 4 }, 300);
  for (const [kind, things] of [
    ["buildings", city.houses],
    ["pipes", city.pipes],
    ["sites", city.sites],
  ] as const) {
    writeFileSync(at(`${kind}.geojson`), featureCollection(featuresOf(things)));
    const { status, stderr } = await fangan([
      "import",
      at("城.fangan"),
      at(`${kind}.geojson`),
      "--as",
      kind,
      "--crs",
      metric,
    ]);
    expect(status, stderr).toBe(0);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("fangan run and rerun", { timeout: 120_000 }, () => {
  it("run every risk analysis by name", async () => {
    for (const analysis of ["gas-rules", "excavation", "renewal", "housing-classes"]) {
      const run = await json("run", at("城.fangan"), analysis);
      expect(run.analysis).toBe(analysis);
      expect(run.messages[0].zh).not.toMatch(/NaN|undefined/u);
      const judgesPipes = analysis === "gas-rules" || analysis === "renewal";
      // A renewal's own lengths, by pressure class and by material, stand before the profile.
      const own = analysis === "renewal" ? 2 : 0;
      expect(run.tables?.slice(own)).toEqual(judgesPipes ? [profileTable(gb55009)] : undefined);
    }
  });

  it("score by a scheme file, which stays in the project, and give the same bytes again", async () => {
    const weights = { age: 100, alteration: 0, structure: 0, state: 0, neglect: 0 };
    const own = { ...shanghai, name: "own", from: "shanghai", title: { zh: "本市", en: "ours" } };
    const profile = withLimit(own, "low/control", { metres: 8, source: "某市办法第九条" });
    writeFileSync(at("方案.json"), JSON.stringify({ ...nationalScheme, name: "只看年代", weights, profile }));
    const run = await json("run", at("城.fangan"), "score", "--scheme", at("方案.json"), "--set", "as_of=2026");
    expect(run.parameters.scheme).toBe("只看年代@1");
    expect(run.tables).toEqual([profileTable(profile)]);
    const again = await json("rerun", at("城.fangan"), String(run.id));
    expect(again.tables).toEqual(run.tables);
    expect(again.parameters).toEqual(run.parameters);
    expect(again.facts).toEqual(run.facts);
    const files = [];
    for (const [layer, name] of [
      [run.layers[0], "初.csv"],
      [again.layers[0], "又.csv"],
    ]) {
      const { status, stderr } = await fangan(["export", at("城.fangan"), String(layer), "--to", at(name)]);
      expect(status, stderr).toBe(0);
      files.push(readFileSync(at(name)));
      expect(readFileSync(`${at(name)}.txt`, "utf8")).toContain("低压\t控制范围\t8\t某市办法第九条\r\n");
    }
    expect(files[0]?.equals(files[1] ?? Buffer.of())).toBe(true);
  });

  it("refuse a faulty scheme, a scheme where none is taken, and a run that is none", async () => {
    writeFileSync(at("坏.json"), JSON.stringify({ ...nationalScheme, name: "坏", weights: { age: 100 } }));
    const bad = await fangan(["run", at("城.fangan"), "score", "--scheme", at("坏.json")]);
    expect(bad.status).toBe(2);
    expect(bad.stderr).toMatch(/weight of alteration, structure, state, neglect is missing/u);
    expect((await fangan(["run", at("城.fangan"), "screen", "--scheme", at("方案.json")])).status).toBe(2);
    expect((await fangan(["rerun", at("城.fangan"), "x"])).status).toBe(2);
    expect((await fangan(["rerun", at("城.fangan"), "999"])).status).toBe(2);
  });
});
