import type { Api } from "../../contract/api.js";
import type { Bounds, Layer } from "../../contract/project.js";
import type { Client } from "../../contract/wire.js";
import { openLocalEngine } from "../../data/local-engine.js";
import { importLayers } from "./imports.js";
import { type Measure, milliseconds, percentile } from "./measures.js";
import { tileAt } from "./tiles.js";

interface Layers {
  readonly buildings: number;
  readonly pipes: number;
  readonly sites: number;
}

/** Screening and score of a city together, then its weights moved step by step as a slider does. */
export async function measureRisk(client: Client<Api>, layers: Layers, asOf: number): Promise<Measure[]> {
  const { screen, score, layer } = await screenAndScore(client, layers, asOf);
  const together = screen + score;
  const measures: Measure[] = [
    {
      name: "screening and score together",
      value: `${milliseconds(together)} (screen ${milliseconds(screen)}, score ${milliseconds(score)})`,
      budget: "3 s",
      met: together <= 3000,
    },
  ];
  return [...measures, ...(await moveWeights(client, layer))];
}

/** How the time of screening and score grows with the city: the exponent of a power of the number of buildings. */
export async function measureGrowth(
  cities: readonly { readonly buildings: number; readonly folder: string; readonly asOf: number }[],
  project: (buildings: number) => string,
): Promise<Measure[]> {
  const found: { buildings: number; spent: number }[] = [];
  for (const { buildings, folder, asOf } of cities) {
    const engine = openLocalEngine();
    await engine.client.ask("project.create", { path: project(buildings), replace: true });
    const { layers } = await importLayers(engine.client, folder);
    const { screen, score } = await screenAndScore(engine.client, layers, asOf);
    found.push({ buildings, spent: screen + score });
    await engine.close();
  }
  return found.slice(1).map(({ buildings, spent }, at) => {
    const before = found[at] ?? { buildings, spent };
    const exponent = Math.log(spent / before.spent) / Math.log(buildings / before.buildings);
    const count = (each: number) => each.toLocaleString("en");
    return {
      name: `screening and score, ${count(before.buildings)} → ${count(buildings)} buildings`,
      value: `${milliseconds(before.spent)} → ${milliseconds(spent)}: exponent ${exponent.toFixed(2)}`,
      budget: "1.2",
      met: exponent <= 1.2,
    };
  });
}

async function screenAndScore(client: Client<Api>, layers: Layers, asOf: number) {
  const inputs = { buildings: layers.buildings, pipes: layers.pipes, sites: layers.sites };
  const parameters = { as_of: asOf };
  const started = performance.now();
  await client.ask("analysis.run", { analysis: "screen", inputs, parameters });
  const screened = performance.now();
  const { project } = await client.ask("analysis.run", { analysis: "score", inputs, parameters });
  const scored = performance.now();
  const layer = project.layers.findLast(({ kind }) => kind === "result:score");
  if (layer?.bounds == null) throw new Error("the run has no scored layer");
  return { screen: screened - started, score: scored - screened, layer: layer as Layer & { bounds: Bounds } };
}

/** A weight moved: counts, the head of the list by risk, and the tile that shows the middle of the city, each from the start. */
async function moveWeights(client: Client<Api>, layer: Layer & { readonly bounds: Bounds }): Promise<Measure[]> {
  const scheme = await client.ask("scheme.load", { reference: "national" });
  const [west, south, east, north] = layer.bounds;
  const [x, y] = tileAt((west + east) / 2, (south + north) / 2, 12);
  const spent: { counts: number; list: number; map: number }[] = [];
  await client.ask("layer.tile", { layer: layer.id, z: 12, x, y });
  for (let step = 1; step <= 9; step++) {
    const { age = 0, alteration = 0 } = scheme.weights;
    const weights = { ...scheme.weights, age: age + step, alteration: alteration - step };
    const started = performance.now();
    await client.ask("score.rescore", { layer: layer.id, scheme: { ...scheme, weights } });
    const counts = performance.now() - started;
    const list = client
      .ask("layer.rows", { layer: layer.id, order: { column: "risk", descending: true }, offset: 0, limit: 100 })
      .then(() => performance.now() - started);
    const map = client.ask("layer.tile", { layer: layer.id, z: 12, x, y }).then(() => performance.now() - started);
    spent.push({ counts, list: await list, map: await map });
  }
  await client.ask("score.rescore", { layer: layer.id, scheme: null });
  return (["counts", "list", "map"] as const).map((part) => {
    const p95 = percentile(
      spent.map((each) => each[part]),
      0.95,
    );
    const p50 = percentile(
      spent.map((each) => each[part]),
      0.5,
    );
    return {
      name: `a weight moved: ${part} told`,
      value: `p50 ${milliseconds(p50)}, p95 ${milliseconds(p95)}`,
      budget: "500 ms",
      met: p95 <= 500,
    };
  });
}
