import { writeFileSync } from "node:fs";
import { dbscan } from "../../data/statistics/dbscan.js";
import { random } from "../sample/random.js";

export const dbscanTask = { points: 600_000, eps: 50, minPoints: 5 } as const;

/** Points that gather around 6,000 places of a city 30 km wide, a fifth of them anywhere. */
function scatter(): { x: Float64Array; y: Float64Array } {
  const dice = random(600, 1);
  const side = 30_000;
  const middles = [...Array(6000).keys()].map(() => [dice.between(0, side), dice.between(0, side)] as const);
  const [x, y] = [new Float64Array(dbscanTask.points), new Float64Array(dbscanTask.points)];
  for (let point = 0; point < dbscanTask.points; point++) {
    const [middleX, middleY] = middles[dice.whole(0, middles.length - 1)] ?? [0, 0];
    const anywhere = dice.chance(0.2);
    const spread = () => (dice.next() + dice.next() + dice.next() - 1.5) * 160;
    x[point] = anywhere ? dice.between(0, side) : middleX + spread();
    y[point] = anywhere ? dice.between(0, side) : middleY + spread();
  }
  return { x, y };
}

export interface DbscanResult {
  readonly clusters: number;
  readonly noise: number;
  readonly ms: number;
}

/** Our DBSCAN on the points, which are also written to `file` (x, y as doubles) for a peer. Best of three. */
export async function runDbscan(file: string): Promise<DbscanResult> {
  const { x, y } = scatter();
  writeFileSync(
    file,
    new Uint8Array(
      Float64Array.from({ length: 2 * x.length }, (_none, at) => (at % 2 === 0 ? x : y)[at >> 1] ?? 0).buffer,
    ),
  );
  const spent: number[] = [];
  let found = { clusters: 0, noise: 0 };
  for (let round = 0; round < 3; round++) {
    const started = performance.now();
    const { labels } = await dbscan(
      { x, y, eps: dbscanTask.eps, minPoints: dbscanTask.minPoints },
      new AbortController().signal,
      () => undefined,
    );
    spent.push(performance.now() - started);
    const numbers = new Set(labels);
    numbers.delete(-1);
    found = { clusters: numbers.size, noise: labels.reduce((sum, label) => sum + (label < 0 ? 1 : 0), 0) };
  }
  return { ...found, ms: Math.min(...spent) };
}
