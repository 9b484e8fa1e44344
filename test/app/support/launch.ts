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
  readonly locale?: "zh" | "en";
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts the real Electron on the built program, with its sandbox unless the tests themselves run as root. */
export async function launchApp(options: LaunchOptions = {}): Promise<ElectronApplication> {
  const runtime = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (runtime === undefined) throw new Error("Start the app's tests with npm test: it knows where Electron is.");
  const userData = options.userData ?? mkdtempSync(join(tmpdir(), "fangan-user-"));
  return await _electron.launch({
    executablePath: join(runtime, process.platform === "win32" ? "electron.exe" : "electron"),
    args: [
      program,
      ...["--user-data", userData, "--lang", options.locale ?? "en", "--log-level=3"],
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      ...(options.args ?? []),
    ],
    env: { ...(process.env as Record<string, string>), FANGAN_TEST: "1", ...options.env },
    timeout: 60_000,
  });
}
