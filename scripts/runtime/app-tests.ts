import { cpSync, existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { cacheFolder } from "../../data/spatial-extension.js";
import { checkout } from "./checkout.js";
import { showCommand } from "./command.js";
import { hasDisplay, openVirtualDisplay } from "./display.js";
import type { ElectronRuntime } from "./electron.js";
import { type UnprivilegedUser, unprivilegedUser } from "./unprivileged-user.js";

/**
 * The tests that drive the real window, narrowed by `filters`: under a virtual display where there is none, and for root in
 * the name of an unprivileged user, so that Chromium's sandbox is really there. What they write comes to `out`. Resolves with
 * the exit status.
 */
export async function testApp(
  electron: ElectronRuntime,
  out: string,
  filters: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<number> {
  const display = hasDisplay() ? null : await openVirtualDisplay();
  const user = process.platform === "linux" && process.getuid?.() === 0 ? await unprivilegedUser() : null;
  try {
    const { env, folder, work } = await prepare(electron, out, user);
    if (display !== null) env.DISPLAY = display.name;
    const command = [process.execPath, vitest("app", join(work, "reports"), filters)] as const;
    const [program, args] = user === null ? command : user.wrap(...command);
    const status = await showCommand(program, args, { cwd: folder, env: { ...env, ...more } });
    if (work !== out) cpSync(work, out, { recursive: true, filter: (path) => !path.startsWith(join(work, "home")) });
    return status;
  } finally {
    user?.close();
    display?.close();
  }
}

interface Prepared {
  readonly env: NodeJS.ProcessEnv;
  readonly folder: string;
  /** Where the tests may write; copied into out/ afterwards. */
  readonly work: string;
}

async function prepare(electron: ElectronRuntime, out: string, user: UnprivilegedUser | null): Promise<Prepared> {
  const corpus = resolve(process.env.FANGAN_CORPUS ?? join(checkout, "..", "shared", "data"));
  const shared = { ELECTRON_OVERRIDE_DIST_PATH: electron.folder, FANGAN_CACHE: cacheFolder(), FANGAN_CORPUS: corpus };
  if (user === null) return { env: { ...process.env, ...shared, FANGAN_OUT: out }, folder: checkout, work: out };
  const work = await user.workFolder();
  const { PATH, LANG = "C.UTF-8", CI, DISPLAY } = process.env;
  const env = {
    ...Object.fromEntries(Object.entries({ PATH, LANG, CI, DISPLAY }).filter(([, value]) => value !== undefined)),
    ...shared,
    HOME: user.home,
    FANGAN_OUT: work,
    ...(existsSync(corpus) ? { FANGAN_CORPUS: await user.readable(corpus, []) } : {}),
  };
  console.log("Started as root: the app's tests run in the name of an unprivileged user.");
  return { env, folder: await user.readable(checkout, [".git"]), work };
}

/** vitest's report in JSON is what the last line of CI is counted from. */
export function vitest(project: string, reports: string, filters: readonly string[]): string[] {
  return [
    join("node_modules", "vitest", "vitest.mjs"),
    // The bundling loader writes beside the configuration, where the unprivileged user may not.
    "--configLoader=runner",
    ...["run", "--project", project, "--reporter=default", "--reporter=json", "--passWithNoTests"],
    ...[`--outputFile.json=${join(reports, `${project}.json`)}`, ...filters],
  ];
}
