import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { _electron, type ElectronApplication } from "playwright";
import { firstPreferences } from "../../../renderer/state/first-preferences.js";

/** The checkout: its compiled program is what is started. */
const program = resolve(import.meta.dirname, "../../..");

export interface LaunchOptions {
  readonly args?: readonly string[];
  /** Settings, default project and lock live here; a fresh folder when absent. */
  readonly userData?: string;
  /** English when absent; null: what the program finds in its settings. */
  readonly locale?: "zh" | "en" | null;
  readonly env?: Readonly<Record<string, string>>;
  /** As on the day it was installed: the first steps are offered. Else they were skipped before. */
  readonly first?: boolean;
}

/**
 * A start takes a second or two, but Playwright now and then misses a page that loads while it connects: the first attempt
 * is given up soon, the second only where the machine is that slow; ms.
 */
const patience = [8_000, 20_000] as const;

/** Starts the real Electron on the built program, with its sandbox unless the tests themselves run as root. */
export async function launchApp(options: LaunchOptions = {}): Promise<ElectronApplication> {
  const runtime = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (runtime === undefined) throw new Error("Start the app's tests with npm test: it knows where Electron is.");
  const userData = options.userData ?? freshFolder("user");
  if (options.first !== true) skipFirstSteps(userData);
  const start = (timeout: number) =>
    _electron.launch({
      executablePath: join(runtime, process.platform === "win32" ? "electron.exe" : "electron"),
      args: [
        program,
        ...["--user-data", userData, "--log-level=3"],
        ...(options.locale === null ? [] : ["--lang", options.locale ?? "en"]),
        ...(options.args ?? []),
      ],
      // Without this Playwright itself would switch the sandbox off.
      chromiumSandbox: process.getuid?.() !== 0,
      env: { ...(process.env as Record<string, string>), FANGAN_TEST: "1", ...options.env },
      timeout,
    });
  return await start(patience[0]).catch(() => start(patience[1]));
}

/** As if the first steps had been skipped at an earlier start. */
function skipFirstSteps(userData: string): void {
  const file = join(userData, "settings.json");
  if (existsSync(file)) return;
  mkdirSync(userData, { recursive: true });
  writeFileSync(file, JSON.stringify({ preferences: { ...firstPreferences, welcomed: true } }));
}

/** A folder that no other test uses. */
export function freshFolder(name: string): string {
  return mkdtempSync(join(tmpdir(), `fangan-${name}-`));
}
