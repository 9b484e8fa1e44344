import { rm } from "node:fs/promises";
import { join } from "node:path";
import { build, Platform } from "electron-builder";
import { checkout } from "../runtime/checkout.js";
import { ensureElectron } from "../runtime/electron.js";
import { ensureSpatial } from "../runtime/spatial.js";

/**
 * Packs the built program for this platform into out/package and returns the files made. `dir` makes the folder alone; the
 * other targets (electron-builder.yml) need tools that electron-builder downloads. The spatial extension goes in, so
 * that nothing is fetched at run time.
 */
export async function makePackage(targets: readonly string[]): Promise<readonly string[]> {
  const spatial = await ensureSpatial();
  const electron = await ensureElectron();
  return await build({
    projectDir: checkout,
    targets: Platform.current().createTarget([...targets]),
    publish: "never",
    config: {
      extends: join(checkout, "electron-builder.yml"),
      electronDist: electron.folder,
      electronVersion: electron.version,
      extraResources: [{ from: spatial, to: "spatial/spatial.duckdb_extension" }],
      // Electron's own start page, which an unpacked runtime brings along.
      afterPack: ({ appOutDir }) => rm(join(appOutDir, "resources", "default_app.asar"), { force: true }),
    },
  });
}

/** The packed program of `dir` on Linux. */
export const packedProgram = join(checkout, "out", "package", "linux-unpacked", "fangan");
