import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { profileTable } from "../../../contract/profile-limits.js";
import { gb55009 } from "../../../data/risk/profiles.js";
import { nationalScheme } from "../../../data/risk/scheme.js";
import { type CommandResult, fangan } from "../../support/command-line.js";
import { collection, writeSmallTown } from "../../support/small-town.js";

const root = mkdtempSync(join(tmpdir(), "命令 行-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let town: ReturnType<typeof writeSmallTown>;
let out = "";
let number = 0;
/** A run with nothing but the three files, and its folder: what the first tests look at from several sides. */
let plain: CommandResult;
let made = "";
beforeAll(async () => {
  town = writeSmallTown(root);
  out = made = join(root, "结果 0");
  plain = await job();
});
beforeEach(() => {
  number += 1;
  out = join(root, `结果 ${number}`);
});

const job = (...more: string[]) =>
  fangan([
    "hotspots",
    "--buildings",
    town.buildings,
    "--pipes",
    town.pipes,
    "--sites",
    town.sites,
    "--out",
    out,
    "--set",
    "as_of=2026",
    ...more,
  ]);

describe("fangan hotspots", { timeout: 60_000 }, () => {
  it("goes from raw files to the list in a folder, with the figures counted by hand", () => {
    expect(plain.stderr.trim().split("\n")).toEqual([expect.stringMatching(/房屋\.geojson: year built .* "80年代"/u)]);
    expect(plain.status).toBe(0);
    expect(readdirSync(made).sort()).toEqual([
      "buildings.csv",
      "hotspots.csv",
      "hotspots.geojson",
      "project.fangan",
      "report.json",
    ]);
    const report = JSON.parse(readFileSync(join(made, "report.json"), "utf8"));
    expect(report.counts).toEqual({
      buildings: 12,
      old: 7,
      altered: 0,
      unknown_year: 1,
      near_pipe: 11,
      near_site: 0,
      candidates: 6,
      clusters: 1,
      clustered: 6,
      noise: 0,
    });
    expect(report.crs).toBe("EPSG:4547");
    expect(report.clusters).toHaveLength(1);
    expect(report.clusters[0]).toMatchObject({ id: 1, rank: 1, buildings: 6, old: 6, altered: 0, score: 6 });
    expect(report.clusters[0].nearest_pipe_m).toBeCloseTo(4.9, 1);
    expect(report.clusters[0].nearest_site_m).toBeGreaterThan(500);
    expect(report.inputs.map((input: { kind: string; rows: number }) => [input.kind, input.rows])).toEqual([
      ["buildings", 12],
      ["pipes", 1],
      ["sites", 1],
    ]);
    expect(report.params).toMatchObject({ as_of: 2026, old_age: 30, pipe_distance: 50, eps: 50, min_points: 5 });
    expect(Object.keys(report.timings_ms).sort()).toEqual(["cluster", "export", "import", "screen", "total"]);
    const csv = readFileSync(join(made, "buildings.csv"), "utf8");
    expect(csv.startsWith("\ufeff")).toBe(true);
    expect(csv.trim().split(/\r?\n/u)).toHaveLength(13);
  });

  it("prints the report with --json and nothing else on stdout, and gives the same lists byte by byte", async () => {
    const { stdout } = await job("--json");
    expect(JSON.parse(stdout).counts.candidates).toBe(6);
    for (const file of ["hotspots.csv", "hotspots.geojson", "buildings.csv"]) {
      expect(readFileSync(join(out, file))).toEqual(readFileSync(join(made, file)));
    }
  });

  it("leaves a project that the other commands go on with", async () => {
    const project = join(made, "project.fangan");
    const listed = JSON.parse((await fangan(["list", project, "--json"])).stdout);
    expect(listed.layers.map((layer: { kind: string }) => layer.kind)).toEqual([
      "buildings",
      "pipes",
      "sites",
      "result:screened",
      "result:clusters",
    ]);
    const again = await fangan(["run", project, "hotspots", "--set", "as_of=2026", "--set", "min_points=7", "--json"]);
    expect(JSON.parse(again.stdout).facts).toMatchObject({ candidates: 6, clusters: 0, noise: 6 });
    const file = join(root, `热点 ${number}.xlsx`);
    expect((await fangan(["export", project, "buildings", "--to", file])).status).toBe(0);
    expect(existsSync(file)).toBe(true);
  });

  it.each([
    ["no buildings", ["--pipes", "p"], 2, /--buildings/u],
    ["no pipes and no sites", ["--buildings", "b"], 2, /--pipes/u],
    ["no output folder", ["--buildings", "b", "--pipes", "p"], 2, /--out/u],
    ["an unknown option", ["--building", "b"], 2, /--building/u],
  ])("says what is missing with %s", async (_title, args, status, message) => {
    const result = await fangan(["hotspots", ...args]);
    expect(result.status).toBe(status);
    expect(result.stderr).toMatch(message);
    expect(result.stderr.trim().split("\n")).toHaveLength(1);
  });

  it("ranks by the sum of its buildings' risk where a scheme is given, and says which", async () => {
    const scheme = join(root, "方案.json");
    writeFileSync(scheme, JSON.stringify({ ...nationalScheme, name: "市局方案" }));
    const result = await job("--scheme", scheme);
    expect(result.status, result.stderr).toBe(0);
    const report = JSON.parse(readFileSync(join(out, "report.json"), "utf8"));
    expect(report.params.scheme).toBe("市局方案@1");
    expect(report.tables).toEqual([profileTable(gb55009)]);
    expect(report.messages.at(-1).zh).toContain("风险值 R 之和");
    const project = join(out, "project.fangan");
    const { layers } = JSON.parse((await fangan(["list", project, "--json"])).stdout);
    const scored = layers.find(({ kind }: { kind: string }) => kind === "result:score");
    const to = join(root, "评分.csv");
    expect((await fangan(["export", project, String(scored.id), "--to", to])).status).toBe(0);
    // The six old houses A0 to A5 are the one hot spot: their R in the score's own list, added by hand.
    const [head = "", ...rows] = readFileSync(to, "utf8").replace("\ufeff", "").trim().split(/\r?\n/u);
    const place = head.split(",").findIndex((name) => /^risk\b|风险值 R/u.test(name));
    expect(place).toBeGreaterThan(0);
    const members = rows.filter((row) => /(^|,)A\d(,|$)/u.test(row));
    expect(members).toHaveLength(6);
    const sum = members.reduce((total, row) => total + Number(row.split(",")[place]), 0);
    expect(sum).toBeGreaterThan(0);
    expect(report.clusters.map(({ score }: { score: number }) => score)).toEqual([sum]);
  });

  it.each([
    ["an unknown parameter", ["--set", "radius=3"], /radius/u],
    ["a parameter out of range", ["--set", "eps=-1"], /eps/u],
    ["a parameter that is no number", ["--set", "old_age=thirty"], /old_age/u],
    ["a mapping to an unknown column", ["--map", "buildings.height=H"], /height/u],
    ["a mapping that could mean several layers", ["--map", "code=ID"], /buildings\.code or pipes\.code/u],
    ["a mapping from a field that is not there", ["--map", "buildings.build_year=YEAR"], /YEAR/u],
    ["a scheme file that is not there", ["--scheme", "x.json"], /x\.json/u],
  ])("refuses %s with exit 2 or 3 and writes nothing", async (_title, args, message) => {
    const result = await job(...args);
    expect([2, 3]).toContain(result.status);
    expect(result.stderr).toMatch(message);
    expect(existsSync(out)).toBe(false);
  });

  it("names the distance when the layers do not overlap", async () => {
    const away = write(
      "远.geojson",
      collection([
        {
          geometry: {
            type: "LineString",
            coordinates: [
              [4.9, 52.3],
              [4.91, 52.31],
            ],
          },
          properties: {},
        },
      ]),
    );
    const zh = await fangan(["hotspots", "--buildings", town.buildings, "--pipes", away, "--out", out, "--lang", "zh"]);
    expect(zh.status).toBe(3);
    expect(zh.stderr).toMatch(/\d[\d,]* 公里/u);
  });

  it("never overwrites an output folder without --force, nor a folder of other files with it", async () => {
    cpSync(made, out, { recursive: true });
    writeFileSync(join(out, "笔记.txt"), "mine");
    const refused = await job();
    expect(refused.status).toBe(2);
    expect(existsSync(join(out, "笔记.txt"))).toBe(true);
    const kept = await job("--force");
    expect(kept.status).toBe(2);
    expect(kept.stderr).toContain("笔记.txt");
    expect(existsSync(join(out, "笔记.txt"))).toBe(true);
    rmSync(join(out, "笔记.txt"));
    writeFileSync(join(out, "report.json"), "earlier");
    expect((await job("--force")).status).toBe(0);
    expect(JSON.parse(readFileSync(join(out, "report.json"), "utf8"))).toHaveProperty("counts");
    rmSync(out, { recursive: true });
    mkdirSync(out);
    writeFileSync(join(out, "照片.jpg"), "mine");
    expect((await job("--force")).status).toBe(2);
    expect(readdirSync(out)).toEqual(["照片.jpg"]);
  });

  it("reads booleans as told", async () => {
    const flags = JSON.parse(readFileSync(town.buildings, "utf8"));
    for (const [index, feature] of flags.features.entries()) feature.properties.私自加层 = index < 10 ? "1" : "0";
    const file = write("加层.geojson", JSON.stringify(flags));
    const more = [
      "--map",
      "buildings.storeys_added=私自加层",
      "--value",
      "buildings.storeys_added:0=true",
      "--value",
      "buildings.storeys_added:1=false",
    ];
    const result = await fangan([
      "hotspots",
      "--buildings",
      file,
      "--pipes",
      town.pipes,
      "--out",
      out,
      "--set",
      "as_of=2026",
      "--json",
      ...more,
    ]);
    expect(JSON.parse(result.stdout).counts.altered).toBe(2);
  });

  it("cleans up when it is interrupted", async () => {
    const controller = new AbortController();
    const running = fangan(["hotspots", "--buildings", town.buildings, "--pipes", town.pipes, "--out", out], {
      signal: controller.signal,
    });
    // As soon as it has begun to write: a busy machine may take its time to get there.
    const begun = setInterval(() => {
      if (readdirSync(root).some((name) => name.includes("unfinished"))) controller.abort();
    }, 20);
    const { status } = await running;
    clearInterval(begun);
    expect([0, 130]).toContain(status);
    expect(existsSync(out)).toBe(status === 0);
    expect(readdirSync(root).filter((name) => name.includes("unfinished"))).toEqual([]);
  });
});

function write(name: string, content: string): string {
  const path = join(root, name);
  writeFileSync(path, content);
  return path;
}
