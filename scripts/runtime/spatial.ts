import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { chmod, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { DuckDBInstance } from "../../data/duckdb.js";
import { cachedExtension, duckdbVersion, isTestedExtension } from "../../data/spatial-extension.js";
import { quoteText } from "../../data/sql.js";
import { runCommand } from "./command.js";
import { download, hashOf } from "./download.js";
import { firstThatWorks, type Road } from "./first-that-works.js";
import { unzipFile } from "./unzip.js";

const fileName = "spatial.duckdb_extension";

/** What DuckDB and PyPI call the platform. */
const platforms: Readonly<Record<string, { readonly duckdb: string; readonly wheel: string }>> = {
  "linux-x64": { duckdb: "linux_amd64", wheel: "manylinux2014_x86_64" },
  "linux-arm64": { duckdb: "linux_arm64", wheel: "manylinux2014_aarch64" },
  "win32-x64": { duckdb: "windows_amd64", wheel: "win_amd64" },
  "darwin-arm64": { duckdb: "osx_arm64", wheel: "macosx_11_0_arm64" },
  "darwin-x64": { duckdb: "osx_amd64", wheel: "macosx_11_0_x86_64" },
};

/** Makes DuckDB's spatial extension present and returns its path. Throws an Error when no road leads to it. */
export async function ensureSpatial(): Promise<string> {
  const given = process.env.FANGAN_SPATIAL;
  if (given !== undefined && existsSync(given)) return given;
  const target = cachedExtension();
  if (existsSync(target)) return target;
  await firstThatWorks(`DuckDB spatial ${duckdbVersion}`, dirname(target), roads());
  return target;
}

function roads(): Road[] {
  const here = `${process.platform}-${process.arch}`;
  const platform = platforms[here];
  if (platform === undefined) throw new Error(`DuckDB has no spatial extension for ${here}.`);
  return [
    {
      name: "DuckDB's download",
      async take(folder) {
        const packed = join(folder, "packed.gz");
        const url = `http://extensions.duckdb.org/${duckdbVersion}/${platform.duckdb}/${fileName}.gz`;
        await download(url, packed);
        await pipeline(createReadStream(packed), createGunzip(), createWriteStream(join(folder, fileName)));
        await rm(packed);
        await verify(join(folder, fileName));
      },
    },
    {
      name: "the Python package duckdb-extension-spatial",
      async take(folder) {
        const wheel = await fetchWheel(folder, platform.wheel);
        await unzipFile(wheel, (name) => (name.endsWith(`/${fileName}`) ? join(folder, fileName) : null));
        await rm(wheel);
        await verify(join(folder, fileName));
      },
    },
  ];
}

async function fetchWheel(folder: string, platform: string): Promise<string> {
  const version = duckdbVersion.slice(1);
  const asked = [
    ...["-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--timeout", "10", "--retries", "1"],
    ...["--platform", platform, "--dest", folder, `duckdb-extension-spatial==${version}`],
  ];
  let fault = "";
  for (const python of process.platform === "win32" ? ["py.exe", "python.exe"] : ["python3"]) {
    const outcome = await runCommand(python, asked, { timeout: 300_000 });
    const wheel = (await readdir(folder)).find((name) => name.endsWith(".whl"));
    if (outcome.ok && wheel !== undefined) return join(folder, wheel);
    fault = outcome.fault;
  }
  throw new Error(`${fault} (Python 3 with pip is needed for this)`);
}

/** The file that was tested, or one that DuckDB itself accepts as signed by its makers. */
async function verify(path: string): Promise<void> {
  if (!(await isTestedExtension(path))) {
    const instance = await DuckDBInstance.create(":memory:", { allow_unsigned_extensions: "false" });
    const connection = await instance.connect();
    await connection.run(`LOAD ${quoteText(path)}`).finally(() => {
      connection.closeSync();
      instance.closeSync();
    });
  }
  await writeFile(`${path}.sha256`, `${await hashOf(path, "sha256")}\n`);
  await chmod(path, 0o644);
  await chmod(dirname(path), 0o755);
}
