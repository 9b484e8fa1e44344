import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const manifest = z.object({ version: z.string() });

/** Folder of package.json, two above the compiled file. */
const root = new URL("../../", import.meta.url);

/** The program's own files. Workers and the engine are started by path: main does not import their code. */
export const programFiles = {
  page: fileURLToPath(new URL("dist/renderer/", root)),
  preload: fileURLToPath(new URL("dist/electron/preload.cjs", root)),
  engine: fileURLToPath(new URL("dist/data/bundled/process.js", root)),
  baseMaps: fileURLToPath(new URL("dist/data/base-maps/process.js", root)),
  importWorker: fileURLToPath(new URL("dist/data/import/worker-process.js", root)),
} as const;

/** From package.json, since Electron reports its own version where a stand-in started the program. */
export const programVersion = manifest.parse(JSON.parse(readFileSync(new URL("package.json", root), "utf8"))).version;
