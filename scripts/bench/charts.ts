import type { Api } from "../../contract/api.js";
import type { ChartSpec } from "../../contract/chart-calls.js";
import type { Condition } from "../../contract/conditions.js";
import type { Layer } from "../../contract/project.js";
import type { Client } from "../../contract/wire.js";
import { random } from "../sample/random.js";
import { bytes, type Measure, milliseconds, percentile } from "./measures.js";

const longest = 150;
const brushes = 60;

/** Four charts of a scored layer: made, then counted anew after brushes that were never made before, one on another. */
export async function measureCharts(client: Client<Api>, scored: Layer, boundaries: number): Promise<Measure[]> {
  const charts: ChartSpec[] = [
    { name: "years", width: 5 },
    { name: "structure-level" },
    { name: "district-level", boundaries },
    { name: "pipe-distance" },
  ];
  const { layer, parts, spent } = { layer: scored.id, parts: {} as Record<string, Condition[]>, spent: [] as number[] };
  const before = process.memoryUsage().rss;
  const started = performance.now();
  await client.ask("layer.charts", { layer, charts, parts });
  const made = performance.now() - started;
  const grown = process.memoryUsage().rss - before;
  const draw = random(5);
  for (let brush = 0; brush < brushes; brush++) {
    const low = 1950 + Math.floor(draw.next() * 60);
    const metres = Math.round(draw.next() * 50_000) / 1000;
    const made: [string, Condition][] = [
      ["years", { column: "build_year", compare: "ranges", ranges: [{ from: low, below: low + 15 }], empty: false }],
      ["pipe-distance", { column: "pipe_distance_m", compare: "ranges", ranges: [{ from: metres }], empty: true }],
      ["structure-level", { column: "structure_class", compare: "in", values: ["masonry", `${brush}`, null] }],
      ["district-level", { place: "inside-any", layer: boundaries, fids: [1 + (brush % 7), 1 + (brush % 5), null] }],
    ];
    const [name, condition] = made[brush % made.length] ?? ["years", { column: "level", compare: "empty" }];
    parts[`chart:${name}`] = [condition];
    const begun = performance.now();
    await client.ask("layer.charts", { layer, charts, parts });
    spent.push(performance.now() - begun);
  }
  const p95 = percentile(spent, 0.95);
  return [
    {
      name: "four charts of a scored layer, made",
      value: `${milliseconds(made)}; memory ${bytes(Math.max(0, grown))}`,
    },
    {
      name: `brush → four charts (${brushes})`,
      value: `p50 ${milliseconds(percentile(spent, 0.5))}, p95 ${milliseconds(p95)}, most ${milliseconds(Math.max(...spent))}`,
      budget: `${longest} ms`,
      met: p95 <= longest,
    },
  ];
}
