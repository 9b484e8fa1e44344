import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fangan } from "../../support/command-line.js";
import { writeSmallTown } from "../../support/small-town.js";
import { pointsInMetres, prjTexts, writeShapefile } from "../../support/write-shapefile.js";

const root = mkdtempSync(join(tmpdir(), "五 个命令-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let town: ReturnType<typeof writeSmallTown>;
beforeAll(() => {
  town = writeSmallTown(root);
});

describe("help", { timeout: 30_000 }, () => {
  it("comes from the catalog: every kind, parameter with its unit, and format", async () => {
    const { stdout, status } = await fangan(["--help"]);
    expect(status).toBe(0);
    for (const word of [
      "hotspots",
      "import",
      "run",
      "list",
      "export",
      "build_year",
      "outer_diameter_mm",
      ".gpkg",
      ".fgb",
    ])
      expect(stdout).toContain(word);
    expect(stdout).toMatch(/pipe_distance\t.*\[50 m; 0–\d+ \| by-class\]/u);
    expect(stdout).toContain("--input tunnels=LAYER\ttunnels (generic, only when named)");
    expect(stdout).toMatch(/0 done; 2 wrong usage; 3 an input cannot be used; 1 our fault/u);
  });

  it("is in Chinese when asked, and of one command", async () => {
    const { stdout } = await fangan(["import", "--help", "--lang", "zh"]);
    expect(stdout).toContain("把一个文件作为图层导入项目");
    expect(stdout).not.toContain("fangan export");
  });

  it("is shown with exit 2 when nothing is asked, and a wrong command is named", async () => {
    expect((await fangan([])).status).toBe(2);
    const wrong = await fangan(["hotspot"]);
    expect(wrong).toMatchObject({ status: 2, stdout: "" });
    // The commands of the first release, and others that came later.
    expect(wrong.stderr).toMatch(
      /^fangan: There is no command "hotspot"\. Commands: hotspots, (?:[a-z]+, )*import, run, list, export(?:, [a-z]+)*\.\n$/u,
    );
  });
});

describe("import, list, run and export", { timeout: 90_000 }, () => {
  const project = join(root, "街道.fangan");
  const json = async (args: readonly string[]) => {
    const result = await fangan([...args, "--json"]);
    expect(result.stderr).toBe("");
    expect(result.status).toBe(0);
    return JSON.parse(result.stdout);
  };

  it("make a project, fill it, run the job and write a layer in each format", async () => {
    const values = ["--value", "buildings.build_year:80年代=1985"];
    const layer = await json(["import", project, town.buildings, "--as", "buildings", ...values]);
    expect(layer).toMatchObject({ kind: "buildings", count: 12, geometry: "polygon" });
    await json(["import", project, town.pipes, "--as", "pipes", "--title", "主管"]);
    const listed = await json(["list", project]);
    expect(listed).toMatchObject({ name: "街道", crs: "EPSG:4547" });
    expect(listed.layers.map((each: { title: { zh: string } }) => each.title.zh)).toEqual(["房屋", "主管"]);

    const run = await json(["run", project, "hotspots", "--set", "as_of=2026", "--set", "pipe_distance=20"]);
    // Six of 1975, the one of the 1980s by its value mapping; the old one far away is not near.
    expect(run.facts).toMatchObject({ buildings: 12, old: 8, unknown_year: 0, candidates: 7 });

    for (const extension of ["csv", "geojson", "gpkg", "parquet", "xlsx"]) {
      const file = join(root, `出.${extension}`);
      expect(await json(["export", project, "buildings", "--to", file])).toMatchObject({ rows: 12 });
      expect(existsSync(file)).toBe(true);
    }
    const again = await fangan(["export", project, "buildings", "--to", join(root, "出.csv")]);
    expect(again.status).toBe(2);
    expect(again.stderr).toMatch(/exists/u);
    expect((await fangan(["export", project, "buildings", "--to", join(root, "出.csv"), "--force"])).status).toBe(0);
  });

  it("give back what was put in: an exported file imports to the same rows", async () => {
    const copy = join(root, "回来.fangan");
    for (const extension of ["gpkg", "geojson", "parquet"]) {
      const layer = await json(["import", copy, join(root, `出.${extension}`), "--as", "buildings"]);
      expect(layer).toMatchObject({ count: 12, geometry: "polygon" });
      expect(layer.source.skippedCount).toBe(0);
    }
  });

  it.each([
    [
      "a layer that is not there",
      () => ["export", project, "管线", "--to", join(root, "x.csv")],
      2,
      /no layer "管线"/u,
    ],
    [
      "a format that is not written",
      () => ["export", project, "buildings", "--to", join(root, "x.docx")],
      [2, 3],
      /docx/u,
    ],
    ["a project that is none", () => ["list", root], 3, /no project\.json/u],
    ["an analysis that is not there", () => ["run", project, "heat"], 2, /no analysis "heat"/u],
    [
      "an input that is not the analysis's",
      () => ["run", project, "hotspots", "--input", "roads=1"],
      2,
      /name out of: buildings/u,
    ],
    ["a kind that is not there", () => ["import", project, town.pipes, "--as", "roads"], 2, /--as: buildings, pipes/u],
    ["too few arguments", () => ["import", project, "--as", "pipes"], 2, /takes 2 arguments, got 1/u],
    [
      "a CRS that is written wrong",
      () => ["import", project, town.pipes, "--as", "pipes", "--crs", "4547"],
      2,
      /written like EPSG:4547/u,
    ],
    [
      "a CRS that does not exist",
      () => ["import", project, town.pipes, "--as", "pipes", "--crs", "EPSG:99999"],
      3,
      /EPSG:99999 is not known/u,
    ],
    [
      "a kind mistyped before =",
      () => ["import", project, town.pipes, "--as", "pipes", "--encoding", "pipe=GBK"],
      2,
      /no input "pipe"/u,
    ],
    [
      "a layer that the file has not",
      () => ["import", project, town.pipes, "--as", "pipes", "--layer", "x"],
      3,
      /no layer "x"/u,
    ],
    [
      "a field mapped that is derived",
      () => ["import", project, town.buildings, "--as", "buildings", "--map", "age_class=cs"],
      2,
      /age_class/u,
    ],
  ] as [string, () => string[], number | number[], RegExp][])(
    "refuse %s in one sentence",
    async (_title, args, status, message) => {
      const before = readFileSync(join(project, "project.json"));
      const result = await fangan(args());
      expect(result.stderr).toMatch(message);
      expect(result.stderr.trim().split("\n")).toHaveLength(1);
      expect([status].flat()).toContain(result.status);
      expect(readFileSync(join(project, "project.json"))).toEqual(before);
      expect(readdirSync(join(project, "scratch"))).toEqual([]);
    },
  );

  it("leave no project behind when the first file cannot be read, and an old one as it was", async () => {
    const fresh = join(root, "空 项目.fangan");
    expect((await fangan(["import", fresh, join(root, "没有.shp"), "--as", "pipes"])).status).toBe(3);
    expect(existsSync(fresh)).toBe(false);
    const before = (await json(["list", project])).layers.length;
    expect((await fangan(["import", project, join(root, "没有.shp"), "--as", "pipes"])).status).toBe(3);
    expect((await json(["list", project])).layers).toHaveLength(before);
  });

  it("touch nothing that stands beside a project, whatever its name", async () => {
    const neighbours = ["新.fangan.new", "新.fangan.replaced"].map((name) => join(root, name));
    for (const folder of neighbours) {
      mkdirSync(folder);
      writeFileSync(join(folder, "照片.jpg"), "mine");
    }
    await json(["import", join(root, "新.fangan"), town.pipes, "--as", "pipes"]);
    for (const folder of neighbours) expect(readFileSync(join(folder, "照片.jpg"), "utf8")).toBe("mine");
  });

  it("refuse a folder of other files as a project, and never empty it", async () => {
    const folder = join(root, "资料");
    mkdirSync(folder);
    writeFileSync(join(folder, "照片.jpg"), "mine");
    const result = await fangan(["import", folder, town.pipes, "--as", "pipes"]);
    expect(result.status).toBe(3);
    expect(result.stderr).toMatch(/no project\.json/u);
    expect(readdirSync(folder)).toEqual(["照片.jpg"]);
  });
});

describe("hotspots on files of several layers", { timeout: 60_000 }, () => {
  it("reads the layer named for each input, and says which one where none was named", async () => {
    const folder = join(root, "交付");
    mkdirSync(folder);
    const shapes = pointsInMetres(3);
    for (const [name, year] of [
      ["甲", "1970"],
      ["乙", "2020"],
    ] as const) {
      const rows = [[year], [year], [year]];
      const dbf = { columns: [{ name: "build_time", type: "C", length: 4 }], rows } as const;
      writeShapefile(join(folder, name), { shapes, dbf, prj: prjTexts.metres114 });
    }
    const job = (...more: string[]) =>
      fangan(["hotspots", "--buildings", folder, "--pipes", town.pipes, "--set", "as_of=2026", "--json", ...more]);
    const named = await job("--layer", "buildings=甲", "--out", join(root, "层 1"));
    expect(JSON.parse(named.stdout).counts).toMatchObject({ buildings: 3, old: 3 });
    expect(named.stderr).toBe("");
    const unnamed = await job("--out", join(root, "层 2"));
    expect(JSON.parse(unnamed.stdout).counts).toMatchObject({ buildings: 3, old: 0 });
    expect(unnamed.stderr).toContain('has 2 layers; "乙" was read. The others: 甲');
    const wrong = await job("--layer", "甲", "--out", join(root, "层 3"));
    expect(wrong.status).toBe(2);
    expect(wrong.stderr).toContain("--layer is written like buildings=NAME");
  });
});

it.skipIf(process.getuid?.() !== 0)(
  "runs for a user who may write nowhere but to the output",
  { timeout: 60_000 },
  async () => {
    const place = join(root, "别人的");
    mkdirSync(place);
    chmodSync(root, 0o755);
    chmodSync(place, 0o777);
    const args = ["hotspots", "--buildings", town.buildings, "--pipes", town.pipes, "--out", join(place, "结果")];
    expect(await fangan(args, { uid: 65_534 })).toMatchObject({ status: 0 });
    expect(readdirSync(place)).toEqual(["结果"]);
  },
);
