import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { checkout } from "./runtime/checkout.js";
import { showCommand } from "./runtime/command.js";
import { hasDisplay, openVirtualDisplay } from "./runtime/display.js";
import { ensureElectron } from "./runtime/electron.js";
import { ensureSpatial } from "./runtime/spatial.js";
import { ensureSystemLibraries } from "./runtime/system-libraries.js";
import { makeSample, sampleFolder, standardSample } from "./sample/make-sample.js";

/**
 * `npm start`: the app on the sample city. Without a display the same program does the main job on it under a virtual
 * display and leaves list, report and picture in out/sample.
 */
async function start(): Promise<number> {
  await ensureSpatial();
  const electron = await ensureElectron();
  await ensureSystemLibraries(electron, hasDisplay());
  const sample = sampleFolder();
  makeSample({ folder: sample, ...standardSample });
  const args = ["--open-sample", sample, ...withoutSandbox()];
  const run = (more: readonly string[], env: NodeJS.ProcessEnv) =>
    showCommand(electron.executable, [checkout, ...args, ...more], { env });
  if (hasDisplay()) return await run([], process.env);

  const folder = join(checkout, "out", "sample");
  console.log("There is no display: the app does the main job on the sample city under a virtual one.");
  const display = await openVirtualDisplay();
  try {
    const env = { ...process.env, DISPLAY: display.name };
    const status = await run(["--headless-job", folder, "--log-level=3"], env);
    const files = ["hotspots.csv", "report.json", "screenshot.png"].map((name) => join(folder, name));
    const missing = files.filter((file) => !existsSync(file));
    if (status !== 0 || missing.length > 0) return status === 0 ? 1 : status;
    for (const file of files) console.log(relative(process.cwd(), file));
    return 0;
  } finally {
    display.close();
  }
}

/** Chromium's sandbox refuses to run as root; every other user has it. */
function withoutSandbox(): string[] {
  if (process.getuid?.() !== 0) return [];
  console.log("Started as root: Chromium's sandbox has to be switched off. Start it as an ordinary user to have it.");
  return ["--no-sandbox"];
}

try {
  process.exitCode = await start();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
