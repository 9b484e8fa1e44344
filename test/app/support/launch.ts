import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { _electron, type ElectronApplication } from "playwright";

/** The checkout: its compiled program is what is started. */
const program = resolve(import.meta.dirname, "../../..");

export interface LaunchOptions {
  readonly args?: readonly string[];
  /** Settings, default project and lock live here; a fresh folder when absent. */
  readonly userData?: string;
  /** English when absent; null: what the program finds in its settings. */
  readonly locale?: "zh" | "en" | null;
  readonly env?: Readonly<Record<string, string>>;
}

/** A start takes a second or two; Playwright now and then misses a page that loads while it connects. */
const patience = 20_000;

/** Starts the real Electron on the built program, with its sandbox unless the tests themselves run as root. */
export async function launchApp(options: LaunchOptions = {}): Promise<ElectronApplication> {
  const runtime = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (runtime === undefined) throw new Error("Start the app's tests with npm test: it knows where Electron is.");
  const userData = options.userData ?? freshFolder("user");
  const start = () =>
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
      timeout: patience,
    });
  return await start().catch(start);
}

/** A folder that no other test uses. */
export function freshFolder(name: string): string {
  return mkdtempSync(join(tmpdir(), `fangan-${name}-`));
}
