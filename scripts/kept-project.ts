import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";

/**
 * `node dist/scripts/kept-project.js PROGRAM FOLDER`: lets a program of some version (its `dist/data/cli/main.js`) make a small
 * project of made-up houses and a pipe, and keeps it in FOLDER for the tests of migrations, the database packed.
 */
const [program = "", folder = ""] = process.argv.slice(2);
const work = mkdtempSync(join(tmpdir(), "kept-"));
const project = join(work, "留存.fangan");

const square = (x: number, y: number) => [
  [
    [x, y],
    [x + 8, y],
    [x + 8, y + 8],
    [x, y + 8],
    [x, y],
  ],
];
const house = (index: number) => ({
  type: "Feature",
  geometry: { type: "Polygon", coordinates: square(485_000 + index * 20, 3_056_000) },
  properties: { code: `A${index + 1}`, name: `枫林路${index + 1}号`, build_year: 1970 + index * 5, altered: index % 2 },
});
const pipe = {
  type: "Feature",
  geometry: {
    type: "LineString",
    coordinates: [
      [484_990, 3_055_996],
      [485_200, 3_055_996],
    ],
  },
  properties: { pressure: "中压A", diameter: 160 },
};

function write(name: string, features: readonly unknown[]): string {
  const path = join(work, name);
  writeFileSync(path, JSON.stringify({ type: "FeatureCollection", features }));
  return path;
}

/** Runs a command of the program; false where it does not know it. */
function fangan(...args: string[]): boolean {
  const { status, stderr } = spawnSync(process.execPath, [resolve(program), ...args, "--lang", "en"], {
    encoding: "utf8",
  });
  if (status === 0) return true;
  if (/no command/u.test(stderr)) return false;
  throw new Error(`${args.join(" ")}: ${stderr}`);
}

const houses = write("房屋.geojson", [0, 1, 2, 3, 4, 5].map(house));
fangan("import", project, houses, "--as", "buildings", "--crs", "EPSG:4547");
fangan("import", project, write("管线.geojson", [pipe]), "--as", "pipes", "--crs", "EPSG:4547");
fangan("run", project, "hotspots", "--set", "min_points=2", "--set", "as_of=2026");
if (
  fangan(
    "picks",
    project,
    "首批",
    "--from",
    "buildings",
    "--top",
    "3",
    "--by",
    "build_year",
    "--why",
    "抽查",
    "--operator",
    "周正",
  )
)
  fangan("case", project, "open", "--list", "首批", "--hazard", "old_age");

mkdirSync(folder, { recursive: true });
for (const name of ["project.json", "journal.jsonl"])
  if (existsSync(join(project, name))) cpSync(join(project, name), join(folder, name));
writeFileSync(join(folder, "layers.duckdb.gz"), gzipSync(readFileSync(join(project, "layers.duckdb")), { level: 9 }));
rmSync(work, { recursive: true, force: true });
