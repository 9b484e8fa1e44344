import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Api } from "../contract/api.js";
import type { Client } from "../contract/wire.js";
import { type LocalEngine, openLocalEngine } from "../data/local-engine.js";
import { measureCharts } from "./bench/charts.js";
import { type DbscanResult, dbscanTask, runDbscan } from "./bench/dbscan.js";
import { measureFirstPicture } from "./bench/first-picture.js";
import { measureLargeImports } from "./bench/large-imports.js";
import { bytes, type Measure, markdown, milliseconds, times } from "./bench/measures.js";
import { measureMovedWeight } from "./bench/moved-weight.js";
import { measurePages } from "./bench/pages.js";
import { type BenchProject, openBenchProject } from "./bench/project.js";
import { hasPeers, type PeerHotspots, runPeer } from "./bench/python.js";
import { measureReasons } from "./bench/reasons.js";
import { measureReopen } from "./bench/reopened.js";
import { measureRestyle } from "./bench/restyle.js";
import { measureGrowth, measureRisk } from "./bench/risk.js";
import { measureSearch } from "./bench/search.js";
import { measureFilter, measureLasso } from "./bench/sets.js";
import { measureStatistics } from "./bench/statistics.js";
import { measureTiles } from "./bench/tiles.js";
import { measureMemory } from "./bench/tour.js";
import { type Counts, runWholeCommand } from "./bench/whole-command.js";
import { openWindowRoom, type WindowRoom } from "./bench/window.js";
import { makeSample, standardSample } from "./sample/make-sample.js";

/**
 * `npm run bench [-- --buildings N]`: the budgets of the design, measured on a generated city; out/bench.md and .json. With
 * `--only NAME` one part alone, printed, on the project that an earlier bench left; with `--growth` a tenth and three of the city as
 * well.
 */
const { values } = parseArgs({
  options: { buildings: { type: "string" }, only: { type: "string" }, growth: { type: "boolean" } },
});
const buildings = Number(values.buildings ?? 1_000_000);
const out = resolve("out");
const folder = join(out, "bench");
mkdirSync(folder, { recursive: true });
const measures: Measure[] = [];

function add(...more: readonly Measure[]): void {
  measures.push(...more);
  for (const { name, value, met } of more) process.stdout.write(`${met === false ? "✗" : " "} ${name}: ${value}\n`);
}

const sampleFolder = join(folder, `sample-${buildings}`);
const sample = makeSample({ folder: sampleFolder, buildings, seed: standardSample.seed });
const machine = `${cpus().length} × ${cpus()[0]?.model ?? "?"}, ${bytes(totalmem())} of memory, Node ${process.version}`;
process.stdout.write(`${sample.buildings} buildings, ${sample.pipes} pipes, ${sample.sites} sites; ${machine}\n`);
const peers = await hasPeers();

/** What the bench consists of, in its order; those of the project share one engine. */
const parts: Record<string, () => Promise<void>> = {
  hotspots: compareHotspots,
  dbscan: compareDbscan,
  statistics: async () => add(...(await measureStatistics(folder, peers))),
  tiles: () =>
    onProject(async (client, { layers, screened }) => [
      ...(await measureTiles(client, layers.buildings, screened.bounds, "buildings")),
      ...(await measureTiles(client, screened.id, screened.bounds, "screened")),
    ]),
  pages: () => onProject((client, { screened }) => measurePages(client, screened)),
  filter: () => onProject((client, { screened }) => measureFilter(client, screened)),
  lasso: () => onProject((client, { screened }) => measureLasso(client, screened)),
  search: () => onProject((client, { layers }) => measureSearch(client, layers.buildings)),
  restyle: () => onProject((client, { scored }) => measureRestyle(client, scored)),
  reasons: () => onProject(measureReasons),
  risk: () => onProject((client, { layers }) => measureRisk(client, layers, sample.asOf)),
  brushing: () => onProject((client, { scored, boundaries }) => measureCharts(client, scored, boundaries)),
  reopen: async () => add(...(await measureReopen(await closedProject()))),
  window: () => inWindow(measureFirstPicture),
  weight: () => inWindow(measureMovedWeight),
  memory: () => inWindow(measureMemory),
  imports: async () => add(...(await measureLargeImports(folder))),
  growth: async () => add(...(await growth())),
};

const only = values.only === undefined ? null : parts[values.only];
if (only === undefined) {
  process.stderr.write(`There is no part "${values.only}". Known: ${Object.keys(parts).join(", ")}.\n`);
  process.exit(2);
}
let opened: { readonly engine: LocalEngine; readonly project: BenchProject } | null = null;
if (only !== null) await only();
else {
  for (const [name, measure] of Object.entries(parts)) if (name !== "growth" || values.growth === true) await measure();
  const title = `# Bench\n\n${sample.buildings.toLocaleString("en")} buildings, ${sample.pipes.toLocaleString("en")} pipes, ${sample.sites.toLocaleString("en")} sites. ${machine}.\n\n`;
  writeFileSync(join(out, "bench.md"), `${title}${markdown(measures)}\n`);
  writeFileSync(join(out, "bench.json"), `${JSON.stringify({ machine, sample: { buildings }, measures }, null, 1)}\n`);
  process.stdout.write(`\n${markdown(measures)}\n\n${join(out, "bench.md")}\n`);
}
await closeProject();

/** Measures on the city's project, opened by an engine of this process. */
async function onProject(measure: (client: Client<Api>, project: BenchProject) => Promise<Measure[]>): Promise<void> {
  const { engine, project } = await openProject();
  add(...(await measure(engine.client, project)));
}

async function openProject(): Promise<NonNullable<typeof opened>> {
  if (opened !== null) return opened;
  const engine = openLocalEngine();
  const options = { folder, sample: `sample-${buildings}`, asOf: sample.asOf, fresh: only === null };
  const project = await openBenchProject(engine.client, options);
  add(...project.imports);
  opened = { engine, project };
  return opened;
}

/** The project's path once no engine of this process has it open; made where it is not there. */
async function closedProject(): Promise<string> {
  const path = join(folder, `sample-${buildings}.fangan`);
  if (!existsSync(path)) await openProject();
  await closeProject();
  return path;
}

async function closeProject(): Promise<void> {
  await opened?.engine.close();
  opened = null;
}

async function inWindow(measure: (room: WindowRoom, project: string) => Promise<Measure[]>): Promise<void> {
  const project = await closedProject();
  const room = await openWindowRoom();
  if (room === null) return;
  try {
    add(...(await measure(room, project)));
  } finally {
    room.close();
  }
}

/** The whole job and its screening by geopandas, shapely and scikit-learn; and whether both found the same. */
async function compareHotspots(): Promise<void> {
  const ours = await runWholeCommand(sampleFolder, join(folder, "hotspots"), sample.asOf);
  add(...ours.measures);
  if (!peers) return;
  const {
    answer,
    milliseconds: spent,
    peak,
  } = await runPeer<PeerHotspots>("hotspots.py", [sampleFolder, join(folder, "peer"), String(sample.asOf)]);
  const screened = ours.timings.screen ?? 0;
  add(
    {
      name: "whole job, geopandas + scikit-learn",
      value: `${milliseconds(spent)} (${bytes(peak.largest)}): ${times(spent, ours.milliseconds)}`,
      budget: "2 ×",
      met: spent >= 2 * ours.milliseconds,
    },
    ...["import", "screen", "cluster", "export"].map((step) => ({
      name: `— ${step}`,
      value: milliseconds(answer.timings_ms[step] ?? 0),
    })),
    agreement("whole job: counts of both", ours.counts, answer.counts),
  );
  const { answer: nearest } = await runPeer<{ ms: number; near_pipe: number; near_site: number }>("screen.py", [
    sampleFolder,
  ]);
  add(
    {
      name: "screening, geopandas sjoin_nearest",
      value: `${milliseconds(nearest.ms)}: ${times(nearest.ms, screened)}`,
      budget: "8 ×",
      met: nearest.ms >= 8 * screened,
    },
    {
      name: "screening, shapely's tree by hand",
      value: `${milliseconds(answer.timings_ms.screen ?? 0)}: ${times(answer.timings_ms.screen ?? 0, screened)}`,
    },
  );
}

function agreement(name: string, ours: Counts, theirs: Counts): Measure {
  const different = Object.keys(theirs).filter((count) => theirs[count] !== ours[count]);
  const value =
    different.length === 0
      ? `the same: ${Object.entries(theirs)
          .map(([count, found]) => `${count} ${found.toLocaleString("en")}`)
          .join(", ")}`
      : different.map((count) => `${count}: ${ours[count]} here, ${theirs[count]} there`).join("; ");
  return { name, value, met: different.length === 0 };
}

async function compareDbscan(): Promise<void> {
  const file = join(folder, "points.bin");
  const ours = await runDbscan(file);
  const points = dbscanTask.points.toLocaleString("en");
  add({ name: `DBSCAN of ${points} points`, value: milliseconds(ours.ms) });
  if (peers) {
    const task = [file, String(dbscanTask.eps), String(dbscanTask.minPoints)];
    const { answer } = await runPeer<DbscanResult>("dbscan.py", task);
    add(
      {
        name: "— scikit-learn",
        value: `${milliseconds(answer.ms)}: ${times(answer.ms, ours.ms)}`,
        budget: "8 ×",
        met: answer.ms >= 8 * ours.ms,
      },
      agreement(
        "— counts of both",
        { clusters: ours.clusters, noise: ours.noise },
        { clusters: answer.clusters, noise: answer.noise },
      ),
    );
  }
  rmSync(file);
}

/** A tenth of the city, the city, and three of it: `--growth`, because it takes a while. */
async function growth(): Promise<Measure[]> {
  const cities = [buildings / 10, buildings, 3 * buildings].map((size) => {
    const place = join(folder, `sample-${size}`);
    const { asOf } = makeSample({ folder: place, buildings: size, seed: standardSample.seed });
    return { buildings: size, folder: place, asOf };
  });
  return await measureGrowth(cities, (size) => join(folder, `growth-${size}.fangan`));
}
