import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openLocalEngine } from "../data/local-engine.js";
import { killCycles } from "./soak/kill-cycles.js";

/** `npm run soak:kill -- CYCLES [SEED]`: decisions under kill -9; prints how many were acknowledged and whether any is lost. */
const cycles = Number(process.argv[2] ?? 100);
const seed = Number(process.argv[3] ?? 1);
const folder = mkdtempSync(join(tmpdir(), "fangan-soak-"));
const project = join(folder, "soak.fangan");
const { client, close } = openLocalEngine();
await client.ask("project.create", { path: project });
await close();
const engine = new URL("../data/local-engine.js", import.meta.url).href;
const started = performance.now();
const report = await killCycles(engine, folder, project, cycles, seed);
rmSync(folder, { recursive: true, force: true });
console.log(
  `${report.cycles} kills, ${report.acknowledged} decisions acknowledged, ${report.lost} lost, ${report.damaged} lines damaged (seed ${seed}, ${Math.round((performance.now() - started) / 1000)} s)`,
);
process.exitCode = report.lost === 0 && report.damaged === 0 ? 0 : 1;
