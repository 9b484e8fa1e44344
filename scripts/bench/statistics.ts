import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { falseDiscovery } from "../../data/statistics/false-discovery.js";
import { giStar } from "../../data/statistics/gi-star.js";
import { hdbscan } from "../../data/statistics/hdbscan.js";
import { localMoran } from "../../data/statistics/local-moran.js";
import { bandNeighbours } from "../../data/statistics/neighbours.js";
import { runTasks, threadCount } from "../../data/threads/run-task.js";
import { random } from "../sample/random.js";
import { type Measure, milliseconds, times } from "./measures.js";
import { runPeer } from "./python.js";

const never = new AbortController().signal;

/** Hexagons of 250 m, `side` by `side`, with a value that changes slowly over the city and a little by chance. */
function cells(side: number) {
  const dice = random(40, side);
  const places = Array.from({ length: side * side }, (_none, at) => [at % side, Math.floor(at / side)] as const);
  return {
    x: Float64Array.from(places, ([column, row]) => 250 * (column + (row % 2) / 2)),
    y: Float64Array.from(places, ([, row]) => (250 * Math.sqrt(3) * row) / 2),
    value: Float64Array.from(places, ([column, row]) => Math.sin(column / 17) + Math.cos(row / 23) + 3 * dice.next()),
  };
}

/** Points around `middles` places of a square city, a fifth of them anywhere. */
function scatter(points: number, middles: number, side: number) {
  const dice = random(points, middles);
  const places = Array.from({ length: middles }, () => [dice.between(0, side), dice.between(0, side)] as const);
  const [x, y] = [new Float64Array(points), new Float64Array(points)];
  for (let point = 0; point < points; point++) {
    const [east, north] = places[dice.whole(0, middles - 1)] ?? [0, 0];
    const anywhere = dice.chance(0.2);
    const spread = () => (dice.next() + dice.next() + dice.next() - 1.5) * 160;
    x[point] = anywhere ? dice.between(0, side) : east + spread();
    y[point] = anywhere ? dice.between(0, side) : north + spread();
  }
  return { x, y };
}

/** Columns one after another, little-endian doubles, as the peers read them. */
function writeColumns(file: string, columns: readonly Float64Array[]): void {
  writeFileSync(file, Buffer.concat(columns.map((column) => Buffer.from(column.buffer))));
}

/** Shortest of `rounds`. */
function best(rounds: number, work: () => void): number {
  return Math.min(
    ...Array.from({ length: rounds }, () => {
      const started = performance.now();
      work();
      return performance.now() - started;
    }),
  );
}

function limit(name: string, spent: number, budget: number): Measure {
  return { name, value: milliseconds(spent), budget: milliseconds(budget), met: spent <= budget };
}

function against(name: string, theirs: number, ours: number, factor?: number): Measure {
  return {
    name,
    value: `${milliseconds(theirs)}: ${times(theirs, ours)}`,
    ...(factor === undefined ? {} : { budget: `${factor} ×`, met: theirs >= factor * ours }),
  };
}

/** The statistics of hot spots, and the peers on the same figures where Python is there. */
export async function measureStatistics(folder: string, peers: boolean): Promise<Measure[]> {
  return [
    ...(await measureCells(join(folder, "cells.bin"), peers)),
    ...(await measureHdbscan(join(folder, "points.bin"), peers)),
    await measureScan(),
    await measureRobustness(),
  ];
}

async function measureCells(file: string, peers: boolean): Promise<Measure[]> {
  const { x, y, value } = cells(200);
  writeColumns(file, [x, y, value]);
  const neighbours = bandNeighbours(x, y, 500);
  const whole = best(5, () => falseDiscovery(giStar(value, bandNeighbours(x, y, 500)).p));
  const alone = best(5, () => falseDiscovery(giStar(value, neighbours).p));
  const moran = best(2, () => localMoran(value, neighbours, 999, 1));
  const own = [
    limit("Gi* and FDR of 40,000 cells, neighbours included", whole, 200),
    { name: "— neighbours known", value: milliseconds(alone) },
    limit("local Moran of 40,000 cells, 999 permutations", moran, 5000),
  ];
  if (!peers) return own;
  const { answer } = await runPeer<{ weights: number; gi: number; moran: number; numba: boolean }>("cells.py", [
    file,
    "500",
  ]);
  rmSync(file);
  const how = answer.numba ? "with numba" : "without numba, which is not there";
  return [
    ...own.slice(0, 2),
    against("— esda and SciPy, neighbours known", answer.gi, alone, 20),
    against("— with libpysal's neighbours", answer.gi + answer.weights, whole),
    ...own.slice(2),
    against(`— esda on both cores, ${how}`, answer.moran, moran, 3),
  ];
}

async function measureHdbscan(file: string, peers: boolean): Promise<Measure[]> {
  const { x, y } = scatter(100_000, 1000, 15_000);
  writeColumns(file, [x, y]);
  const ours = best(2, () => hdbscan({ x, y, minClusterSize: 15, minSamples: 5 }));
  const own = { name: "HDBSCAN of 100,000 points", value: milliseconds(ours) };
  if (!peers) return [own];
  const { answer } = await runPeer<{ ms: number }>("hdbscan.py", [file, "15", "5"]);
  rmSync(file);
  return [own, against("— scikit-learn", answer.ms, ours, 3)];
}

/** Windows of up to a tenth of the buildings. */
async function measureScan(): Promise<Measure> {
  const { x, y, value } = cells(100);
  const dice = random(10_000, 999);
  const bases = x.map(() => dice.whole(20, 180));
  const cases = bases.map((base, place) =>
    Math.min(base, Math.round(base * 0.1 * (0.5 + Math.max(0, value[place] ?? 0) / 3))),
  );
  const places = { x, y, bases, cases, share: 0.1, radius: Number.POSITIVE_INFINITY, replicas: 999, seed: 1 };
  const edge = (part: number) => Math.round((part * x.length) / threadCount);
  const parts = Array.from({ length: threadCount }, (_none, part) => ({
    ...places,
    from: edge(part),
    to: edge(part + 1),
  }));
  const started = performance.now();
  await runTasks("scanCentres", parts, never);
  return limit("scan of 10,000 cells, 999 replicas, windows up to 10 %", performance.now() - started, 20_000);
}

/** From the buildings in memory; reading them from the project is not counted. */
async function measureRobustness(): Promise<Measure> {
  const { x, y } = scatter(1_000_000, 6000, 30_000);
  const dice = random(1, 20);
  const value = x.map((east) => (dice.chance(0.1 + 0.2 * Math.sin(east / 3000) ** 2) ? 1 : 0));
  const { x: centreX, y: centreY } = cells(120);
  const settings = [0.8, 0.9, 1, 1.15, 1.3].flatMap((width) =>
    [0.8, 1, 1.25, 1.5].map((band) => ({ width: 250 * width, band: 500 * band })),
  );
  const shared = { x, y, value, centreX, centreY, minimum: 5, level: 0.1, corrected: true };
  const parts = Array.from({ length: threadCount }, (_none, part) => ({
    ...shared,
    settings: settings.filter((_setting, index) => index % threadCount === part),
  }));
  const started = performance.now();
  await runTasks("robustness", parts, never);
  return limit("robustness: 20 settings, 1,000,000 buildings", performance.now() - started, 30_000);
}
