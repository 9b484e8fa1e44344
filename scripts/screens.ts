import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { testApp } from "./runtime/app-tests.js";
import { checkout } from "./runtime/checkout.js";
import { hasDisplay } from "./runtime/display.js";
import { ensureElectron } from "./runtime/electron.js";
import { ensureSpatial } from "./runtime/spatial.js";
import { ensureSystemLibraries } from "./runtime/system-libraries.js";

/**
 * `npm run screens`: pictures of every view of the window in out/screens, each in Chinese and English, light and dark, at
 * 1440×900 and 1920×1080. What is named after `npm run screens --` narrows it to these groups: `screens-map`.
 */
async function takeScreens(groups: readonly string[]): Promise<number> {
  await ensureSpatial();
  const electron = await ensureElectron();
  await ensureSystemLibraries(electron, hasDisplay());
  const out = join(checkout, "out");
  mkdirSync(join(out, "reports"), { recursive: true });
  return await testApp(electron, out, groups.length === 0 ? ["screens"] : groups, { FANGAN_SCREENS: "complete" });
}

try {
  process.exitCode = await takeScreens(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
