import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkout } from "../scripts/runtime/checkout.js";

const folders = ["contract", "data", "electron", "renderer"] as const;
type Folder = (typeof folders)[number];

/** Compiles a file in `from` that imports a module of `to`, under the project's own settings, beside one module a folder. */
function compile(from: Folder, to: Folder): { ok: boolean; output: string } {
  const house = mkdtempSync(join(tmpdir(), "fangan-house-"));
  cpSync(join(checkout, "tsconfig.base.json"), join(house, "tsconfig.base.json"));
  writeFileSync(join(house, "package.json"), '{ "type": "module" }');
  symlinkSync(join(checkout, "node_modules"), join(house, "node_modules"));
  for (const folder of folders) {
    mkdirSync(join(house, folder));
    cpSync(join(checkout, folder, "tsconfig.json"), join(house, folder, "tsconfig.json"));
    writeFileSync(join(house, folder, "module.ts"), "export const value = 1;\n");
  }
  writeFileSync(join(house, from, "probe.ts"), `export { value } from "../${to}/module.js";\n`);
  const tsc = join(checkout, "node_modules", "typescript", "bin", "tsc");
  const { status, stdout } = spawnSync(process.execPath, [tsc, "-b", from], { cwd: house, encoding: "utf8" });
  return { ok: status === 0, output: stdout };
}

describe("the direction of imports, held by the compiler", () => {
  it.each([
    ["renderer", "contract"],
    ["data", "contract"],
    ["electron", "contract"],
  ] satisfies [Folder, Folder][])("%s may use %s", (from, to) => {
    const { ok, output } = compile(from, to);
    expect(ok, output).toBe(true);
  });

  it.each([
    ["renderer", "data"],
    ["renderer", "electron"],
    ["data", "electron"],
    ["data", "renderer"],
    ["electron", "data"],
    ["electron", "renderer"],
    ["contract", "data"],
    ["contract", "renderer"],
  ] satisfies [Folder, Folder][])("%s may not use %s", (from, to) => {
    const { ok, output } = compile(from, to);
    expect(ok).toBe(false);
    expect(output).toMatch(/probe\.ts.*error TS6(059|307)/u);
  });
});

/** Whether a source takes more of DuckDB than its types: these leave nothing behind when it is compiled. */
function takesDuckDb(source: string): boolean {
  return source
    .replace(/import type [^;]*? from "@duckdb\/node-api";/gu, "")
    .replace(/typeof import\("@duckdb\/node-api"\)/gu, "")
    .includes('"@duckdb/node-api"');
}

describe("DuckDB", () => {
  it("is loaded in one place: everything else takes its types alone", () => {
    const sources = [...folders, "scripts"].flatMap((folder) =>
      readdirSync(join(checkout, folder), { recursive: true, encoding: "utf8" })
        .filter((name) => /\.[cm]?tsx?$/u.test(name))
        .map((name) => join(folder, name)),
    );
    const found = sources.filter((name) => takesDuckDb(readFileSync(join(checkout, name), "utf8")));
    expect(found).toEqual([join("data", "duckdb.ts")]);
  });

  it("counts as loaded by an import of a value, of a type beside others, by require and by import()", () => {
    for (const source of [
      'import { DOUBLE } from "@duckdb/node-api";',
      'import { type DuckDBType } from "@duckdb/node-api";',
      'const duckdb = require("@duckdb/node-api");',
      'await import("@duckdb/node-api");',
      'import type { A } from "./a.js";\nimport { DOUBLE } from "@duckdb/node-api";',
    ])
      expect(takesDuckDb(source), source).toBe(true);
    expect(takesDuckDb('import type { DuckDBType } from "@duckdb/node-api";')).toBe(false);
  });
});
