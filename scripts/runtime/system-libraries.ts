import { existsSync } from "node:fs";
import { runCommand } from "./command.js";
import type { ElectronRuntime } from "./electron.js";

/** Debian packages whose libraries Electron links to; `t64` names are those of Debian 13 and Ubuntu 24.04. */
const libraries = ["libgtk-3-0", "libnss3", "libasound2", "libgbm1"] as const;
const displayPackages = ["xvfb", "xauth"] as const;
const fonts = "fonts-noto-cjk";

/**
 * Makes sure that Electron's system libraries, and without a display Xvfb and a Chinese font, are there: installed when
 * root on a Debian-like system; else an Error with the one line to copy.
 */
export async function ensureSystemLibraries(electron: ElectronRuntime, display: boolean): Promise<void> {
  if (process.platform !== "linux") return;
  const linked = await runCommand("ldd", [electron.executable], { timeout: 10_000 });
  const missing = linked.stdout.includes("not found");
  const noDisplay = !display && !onPath("Xvfb");
  if (!missing && !noDisplay) return;
  const packages = [...(missing ? await rightNames() : []), ...(display ? [] : [...displayPackages, fonts])];
  const install = ["apt-get", "install", "-y", "--no-install-recommends", ...packages];
  if (process.getuid?.() !== 0 || !onPath("apt-get")) {
    const found = missing ? "Some system libraries of Electron are missing." : "There is no display and no Xvfb.";
    throw new Error(`${found} Install them with:\n  sudo ${install.join(" ")}`);
  }
  console.log(`System libraries: ${packages.join(" ")} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await runCommand("apt-get", ["-o", "Acquire::http::Timeout=10", "update"], { timeout: 300_000, env });
  const [program = "", ...args] = install;
  const installed = await runCommand(program, args, { timeout: 900_000, env });
  if (!installed.ok) throw new Error(`The system libraries could not be installed: ${installed.fault}`);
}

async function rightNames(): Promise<string[]> {
  const names: string[] = [];
  for (const name of libraries) {
    const renamed = await runCommand("apt-cache", ["show", "--no-all-versions", `${name}t64`], { timeout: 60_000 });
    names.push(renamed.ok && renamed.stdout !== "" ? `${name}t64` : name);
  }
  return names;
}

function onPath(program: string): boolean {
  return (process.env.PATH ?? "").split(":").some((folder) => existsSync(`${folder}/${program}`));
}
