import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CallInput } from "../../../contract/api.js";
import type { Layer } from "../../../contract/project.js";
import { assignHexagons } from "../../../data/statistics/hexagons.js";
import { Random } from "../../../data/statistics/random.js";
import { chooseClusters, scanCentres } from "../../../data/statistics/scan.js";
import { makeSample, type Sample, sampleFolder, standardSample } from "../../../scripts/sample/make-sample.js";
import { type EngineRoom, openEngineRoom } from "../../support/engine-room.js";
import { queryFiles } from "../../support/read-files.js";

let room: EngineRoom;
let sample: Sample;
let screened: Layer;
const inputs: Record<string, number> = {};

beforeAll(async () => {
  sample = makeSample({ ...standardSample, folder: sampleFolder() });
  room = openEngineRoom();
  await room.create();
  for (const kind of ["buildings", "pipes", "sites", "boundaries"]) {
    const path = join(sampleFolder(), `${kind}.shp`);
    const { layer } = await room.client.ask("source.import", { path, kind });
    inputs[kind] = layer.id;
  }
  const { boundaries: _boundaries, ...given } = inputs;
  await room.run("hotspots", given, { as_of: sample.asOf });
  screened = await room.result("screened");
}, 120_000);
afterAll(() => room.close());

const run = async (analysis: string, parameters: CallInput<"analysis.run">["parameters"] = {}) => {
  const { run: id, project } = await room.run(analysis, { buildings: screened.id }, parameters);
  return project.runs.find((each) => each.id === id);
};

describe("the sample city", { timeout: 120_000 }, () => {
  it("gives a cluster planted in it back with its true extent, and no other", async () => {
    const houses = room.path("房.parquet");
    await room.client.ask("layer.export", { layer: screened.id, path: houses });
    const rows = (await queryFiles(
      room.folder,
      `SELECT ST_X(ST_Centroid(geometry)) AS x, ST_Y(ST_Centroid(geometry)) AS y FROM read_parquet('${houses}') ORDER BY x, y`,
    )) as unknown as { x: number; y: number }[];
    const [x, y] = [Float64Array.from(rows, (row) => row.x), Float64Array.from(rows, (row) => row.y)];
    const cells = assignHexagons(x, y, { width: 60 });
    const middle = cells.cellOf[6000] ?? 0;
    const planted = (cell: number) =>
      Math.hypot((cells.x[cell] ?? 0) - (cells.x[middle] ?? 0), (cells.y[cell] ?? 0) - (cells.y[middle] ?? 0)) <=
      240.001;
    const dice = new Random(12);
    const bases = new Float64Array(cells.x.length);
    const cases = new Float64Array(cells.x.length);
    for (const cell of cells.cellOf) {
      bases[cell] = (bases[cell] ?? 0) + 1;
      if (dice.next() < (planted(cell) ? 0.5 : 0.1)) cases[cell] = (cases[cell] ?? 0) + 1;
    }
    const places = { x: cells.x, y: cells.y, bases, cases, share: 0.1, radius: 1000 };
    const answer = scanCentres({ ...places, replicas: 99, seed: 1, from: 0, to: bases.length });
    const clusters = chooseClusters(places, cases, answer, 0.05);
    expect(clusters).toHaveLength(1);
    const found = new Set(clusters[0]?.places);
    const meant = [...cells.x.keys()].filter(planted);
    const both = meant.filter((cell) => found.has(cell)).length;
    expect(both / (found.size + meant.length - both)).toBeGreaterThan(0.9);
    expect(clusters[0]?.p).toBe(0.01);
  });

  it("answers every statistical analysis with its defaults, on cells and on boundaries, in both languages", async () => {
    for (const [analysis, fact] of [
      ["gi_star", "compared"],
      ["moran", "compared"],
      ["density", "cells"],
      ["robustness", "settings"],
    ] as const) {
      const done = await run(analysis);
      expect(done?.facts[fact], analysis).toBeGreaterThan(10);
      expect(
        done?.messages.every(({ zh, en }) => zh !== "" && en !== "" && !/undefined|NaN|Infinity/u.test(zh + en)),
      ).toBe(true);
      const layer = await room.result(analysis);
      const counts = await room.client.ask("layer.classes", { layer: layer.id });
      expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(layer.count);
    }
    const { project } = await room.run(
      "gi_star",
      { buildings: screened.id, boundaries: inputs.boundaries ?? 0 },
      { cell: "boundaries" },
    );
    const layer = project.layers.at(-1);
    expect(layer).toMatchObject({ kind: "result:gi_star", parent: inputs.boundaries, count: sample.boundaries });
    const { rows, columns } = await room.rows({ layer: layer?.id ?? 0, offset: 0, limit: 5 });
    expect(columns).toContain("name");
    expect(String(rows[0]?.cells[columns.indexOf("explanation_zh")])).toMatch(/^以此分区为中心/u);
  });

  it("goes on giving tiles while a scan is in work, and stops it when told", async () => {
    const controller = new AbortController();
    const scanning = room.client.ask(
      "analysis.run",
      { analysis: "scan", inputs: { buildings: screened.id }, parameters: { cell: 60, max_share: 50, replicas: 9999 } },
      { signal: controller.signal },
    );
    const stopped = expect(scanning).rejects.toMatchObject({ code: "cancelled" });
    const spent: number[] = [];
    for (let step = 0; step < 20; step++) {
      const started = performance.now();
      await room.client.ask("layer.rows", { layer: screened.id, offset: step * 50, limit: 50 });
      spent.push(performance.now() - started);
    }
    controller.abort();
    const asked = performance.now();
    await stopped;
    expect(performance.now() - asked).toBeLessThan(3000);
    // On a quiet machine under 100 ms; this one may be busy.
    expect(spent.toSorted((one, other) => one - other)[10]).toBeLessThan(1000);
  });
});
