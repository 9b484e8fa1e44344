import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { makePackage } from "./package/make-package.js";
import { testApp, vitest } from "./runtime/app-tests.js";
import { checkout } from "./runtime/checkout.js";
import { showCommand } from "./runtime/command.js";
import { hasDisplay } from "./runtime/display.js";
import { ensureElectron } from "./runtime/electron.js";
import { ensureSpatial } from "./runtime/spatial.js";
import { ensureSystemLibraries } from "./runtime/system-libraries.js";

/**
 * `npm test`: everything. First what runs in Node, then what drives the real window: under a virtual display where
 * there is none, and for root in the name of an unprivileged user, so that Chromium's sandbox is really there.
 * What is named after `npm test --` narrows both, as in vitest. Reports lie in out/reports.
 */
async function test(filters: readonly string[]): Promise<number> {
  await ensureSpatial();
  const electron = await ensureElectron();
  await ensureSystemLibraries(electron, hasDisplay());
  const out = join(checkout, "out");
  mkdirSync(join(out, "reports"), { recursive: true });
  const unit = await showCommand(process.execPath, vitest("unit", join(out, "reports"), filters), {
    cwd: checkout,
    env: process.env,
  });
  if (process.platform === "linux") await makePackage(["dir"]);
  const app = await testApp(electron, out, filters);
  return unit === 0 ? app : unit;
}

try {
  process.exitCode = await test(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
