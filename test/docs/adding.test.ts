import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkout } from "../../scripts/runtime/checkout.js";
import { at, collection } from "../support/small-town.js";

/** The first indented block of a page: the worked example. */
function workedExample(page: string): string {
  const lines = readFileSync(join(checkout, "docs", page), "utf8").split("\n");
  const first = lines.findIndex((line) => line.startsWith("    "));
  const rest = lines.slice(first);
  const end = rest.findIndex((line) => line !== "" && !line.startsWith("    "));
  return rest
    .slice(0, end)
    .map((line) => line.slice(4))
    .join("\n");
}

describe("docs/adding.md", () => {
  it("shows a layer kind that works with one file and one line", () => {
    const house = mkdtempSync(join(tmpdir(), "fangan-adding-"));
    for (const part of ["contract", "data", "package.json", "tsconfig.base.json"])
      cpSync(join(checkout, part), join(house, part), { recursive: true });
    symlinkSync(join(checkout, "node_modules"), join(house, "node_modules"));
    writeFileSync(join(house, "data", "kinds", "fire-lanes.ts"), workedExample("adding.md"));
    const list = join(house, "data", "kinds", "index.ts");
    const grown = readFileSync(list, "utf8")
      .replace("import ", 'import { fireLanes } from "./fire-lanes.js";\nimport ')
      .replace(/\[\s*buildings,/u, "[fireLanes, buildings,");
    writeFileSync(list, grown);
    const tsc = join(checkout, "node_modules", "typescript", "bin", "tsc");
    const compiled = spawnSync(process.execPath, [tsc, "-b", "data"], { cwd: house, encoding: "utf8" });
    expect(compiled.status, compiled.stdout).toBe(0);

    const lanes = [
      { geometry: { type: "LineString", coordinates: [at(0, 0), at(90, 0)] }, properties: { 名称: "甲巷", 净宽: 3.5 } },
      {
        geometry: { type: "LineString", coordinates: [at(0, 9), at(90, 9)] },
        properties: { 名称: "乙路", 净宽: "6米" },
      },
      {
        geometry: { type: "LineString", coordinates: [at(0, 20), at(90, 20)] },
        properties: { 名称: "丙里", 净宽: null },
      },
    ];
    writeFileSync(join(house, "通道.geojson"), collection(lanes));
    const fangan = (...args: string[]) =>
      execFileSync(process.execPath, [join(house, "dist/data/cli/main.js"), ...args], { cwd: house, encoding: "utf8" });
    fangan("import", "a.fangan", "通道.geojson", "--as", "fire_lanes");
    fangan("export", "a.fangan", "fire_lanes", "--to", "out.csv");
    const rows = readFileSync(join(house, "out.csv"), "utf8").trim().split(/\r?\n/u).slice(1);
    expect(rows.map((row) => row.split(",").slice(0, 4).slice(-3))).toEqual([
      ["甲巷", "3.5", "narrow"],
      ["乙路", "6.0", "enough"],
      ["丙里", "", ""],
    ]);
  });
});
