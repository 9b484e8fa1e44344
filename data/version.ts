import { readFileSync } from "node:fs";
import { z } from "zod";
import { duckdbVersion } from "./spatial-extension.js";

const manifest = z.object({ version: z.string() });

/** The program's version, from package.json: two folders above the compiled file, three above the bundled one, one above the source. */
export const programVersion = readVersion();

/** What takes part in a figure; printed with every report. */
export const versions = { fangan: programVersion, duckdb: duckdbVersion.slice(1), node: process.versions.node };

function readVersion(): string {
  for (const place of ["../../package.json", "../../../package.json", "../package.json"]) {
    try {
      return manifest.parse(JSON.parse(readFileSync(new URL(place, import.meta.url), "utf8"))).version;
    } catch {
      // Another place has it.
    }
  }
  throw new Error("package.json was not found");
}
