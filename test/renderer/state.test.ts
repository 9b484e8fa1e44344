import { describe, expect, it } from "vitest";
import type { Catalog } from "../../contract/catalog.js";
import type { Project, Run } from "../../contract/project.js";
import { picturePath } from "../../renderer/dialogs/import/picture-path.js";
import { reasonBars } from "../../renderer/panels/reason-option.js";
import { runFolder } from "../../renderer/state/exports.js";
import { sortPaths } from "../../renderer/state/imports.js";
import { percentDone, rowsPerSecond, timeLeft } from "../../renderer/state/jobs.js";
import { rankedRun, readClusters } from "../../renderer/state/ranking.js";
import { clusterBeside, memberOf } from "../../renderer/state/steps.js";
import { type Job, useStore } from "../../renderer/state/store.js";
import { layerWith, plainPaint } from "../support/layers.js";

const job = (done?: number, total?: number): Job => ({
  id: 1,
  title: { zh: "导入", en: "Import" },
  state: "running",
  startedAt: 0,
  phaseAt: 10_000,
  progress: {
    phase: { zh: "读取", en: "Reading" },
    ...(done === undefined ? {} : { done }),
    ...(total === undefined ? {} : { total }),
  },
});

describe("a job's card", () => {
  it("reckons the time left from the pace of the phase", () => {
    expect(timeLeft(job(25, 100), 20_000)).toBe(30_000);
  });

  it("says nothing rather than guess: while counting, in the first second, at nought and at the end", () => {
    expect(timeLeft(job(25), 20_000)).toBeNull();
    expect(timeLeft(job(25, 100), 10_500)).toBeNull();
    expect(timeLeft(job(0, 100), 20_000)).toBeNull();
    expect(timeLeft(job(100, 100), 20_000)).toBeNull();
    expect(percentDone(job())).toBeNull();
  });

  it("tells rows a second to two figures, and only of work that is counted in rows", () => {
    const rows = (done: number): Job => ({ ...job(), progress: { phase: { zh: "", en: "" }, done, unit: "rows" } });
    expect(rowsPerSecond(rows(123_456), 20_000)).toBe(12_000);
    expect(rowsPerSecond(rows(500), 10_500)).toBeNull();
    expect(rowsPerSecond(job(25, 100), 20_000)).toBeNull();
  });

  it("never shows more than a hundred percent, nor a hundred before the end", () => {
    expect(percentDone(job(150, 100))).toBe(100);
    expect(percentDone(job(999, 1000))).toBe(99);
  });
});

const rankColumn = { name: "rank", title: { zh: "名次", en: "rank" }, type: "whole", origin: "analysis" } as const;
const clusterColumn = { ...rankColumn, name: "cluster" };
const rankedColumns = ["rank", "old", "altered"].map((name) => ({ ...rankColumn, name }));

describe("the ranked list", () => {
  const run = (id: number): Run => ({
    id,
    analysis: "hotspots",
    inputs: {},
    inputRevisions: {},
    parameters: {},
    facts: {},
    messages: [],
    layers: [],
    version: "0",
    startedAt: Date.UTC(2026, 10, 23, 12),
    milliseconds: 0,
    timings: {},
  });
  const project: Project = {
    path: "/p.fangan",
    name: "p",
    crs: null,
    templates: [],
    datums: [],
    filters: [],
    readOnly: null,
    mended: null,
    runs: [run(1), run(2), run(3)],
    layers: [
      layerWith({ id: 1 }),
      layerWith({ id: 2, run: 1, columns: rankedColumns }),
      layerWith({ id: 3, run: 2, parent: 1, columns: [clusterColumn] }),
      layerWith({ id: 4, run: 2, columns: [clusterColumn, ...rankedColumns] }),
    ],
  };

  it("comes from the newest run that has one, with the layer of its members", () => {
    expect(rankedRun(project)).toMatchObject({ run: { id: 2 }, layer: { id: 4 }, members: { id: 3 } });
    expect(rankedRun({ ...project, runs: [] })).toBeNull();
  });

  it("is read whatever the order of the columns, and keeps unknown apart from nought", () => {
    const columns = ["nearest_pipe_m", "rank", "buildings", "pressures", "nearest_site_m"];
    const rows = [{ fid: 9, cells: [0, 1, 12, "", null] }];
    expect(readClusters({ total: 1, columns, rows })).toMatchObject([
      { fid: 9, rank: 1, buildings: 12, nearestPipeM: 0, nearestSiteM: null, pressures: null },
    ]);
  });

  it("is exported into a folder named for its day and number", () => {
    expect(runFolder(run(7))).toBe("hotspots-20261123-7");
    expect(runFolder(run(7), 2)).toBe("hotspots-20261123-7-2");
  });
});

describe("the chart of reasons", () => {
  const counts = [
    { value: "b", count: 4 },
    { value: null, count: 90 },
    { value: "a", count: 3 },
  ];

  it("has the classes that occur, in the legend's order, and no bar for no data", () => {
    expect(reasonBars(plainPaint, counts, null).map(({ value, whole, part }) => [value, whole, part])).toEqual([
      ["a", 3, null],
      ["b", 4, null],
    ]);
  });

  it("sets a cluster's share against the whole", () => {
    expect(reasonBars(plainPaint, counts, new Map([["b", 2]])).map(({ part }) => part)).toEqual([0, 2]);
  });
});

describe("dropped files", () => {
  it("are sorted into those that are imported and those that come along with them", () => {
    const title = { zh: "x", en: "x" };
    const readFormats = [{ name: "shapefile", title, extensions: ["shp", "zip"] }];
    const catalog: Catalog = { kinds: [], analyses: [], factors: [], profiles: [], readFormats, writeFormats: [] };
    const paths = ["C:\\a\\房屋.SHP", "C:\\a\\房屋.dbf", "/b/网.zip", "/b/folder"];
    expect(sortPaths(catalog, paths)).toEqual({
      readable: ["C:\\a\\房屋.SHP", "/b/网.zip", "/b/folder"],
      ignored: ["C:\\a\\房屋.dbf"],
    });
  });
});

describe("the picture of a file", () => {
  it("stands north up, inside its frame, true to shape", () => {
    const square = picturePath({
      bounds: [0, 0, 1, 1],
      shapes: [
        [
          [0, 0],
          [1, 0],
          [1, 1],
        ],
      ],
    });
    const numbers = [...square.matchAll(/-?[\d.]+/gu)].map(Number);
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0, , y2 = 0] = numbers;
    expect(y1).toBe(y0);
    expect(y2).toBeLessThan(y1);
    expect((x1 - x0) / (y1 - y2)).toBeCloseTo(Math.cos((0.5 * Math.PI) / 180), 2);
    for (const number of numbers) expect(number).toBeGreaterThanOrEqual(0);
  });

  it("draws a lone point as a dot and survives a file of one place", () => {
    expect(picturePath({ bounds: [5, 5, 5, 5], shapes: [[[5, 5]]] })).toMatch(/^M[\d.]+ [\d.]+h\.01$/u);
  });
});

describe("the way through the hot spots", () => {
  const cluster = (fid: number, rank: number) => ({
    ...{ fid, rank, buildings: 5, old: 5, altered: 0 },
    ...{ nearestPipeM: null, nearestSiteM: null, pressures: null, floorAreaM2: null },
  });
  const ranking = {
    run: { id: 1 } as Run,
    layer: layerWith({ id: 2, run: 1 }),
    members: layerWith({ id: 3, run: 1, parent: 1 }),
    clusters: [cluster(7, 1), cluster(4, 2), cluster(9, 3)],
    bounds: new Map(),
  };
  const state = { ...useStore.getState(), ranking };
  const card = (layer: number, fid: number, values = {}) => ({
    ...state,
    selection: { layer, fid },
    feature: { layer, fid, values, bounds: null, reason: null, links: [] },
  });

  it("goes by rank, from a hot spot's card and from a card of one of its buildings, and ends at both ends", () => {
    const beside = (from: ReturnType<typeof card>) => [clusterBeside(from, -1)?.fid, clusterBeside(from, 1)?.fid];
    expect(beside(card(2, 4))).toEqual([7, 9]);
    expect(beside(card(2, 7))).toEqual([undefined, 4]);
    expect(beside(card(2, 9))).toEqual([4, undefined]);
    expect(beside(card(3, 120, { cluster: 4 }))).toEqual([7, 9]);
    expect(beside(card(3, 120, { cluster: null }))).toEqual([undefined, undefined]);
    expect(beside(card(1, 120))).toEqual([undefined, undefined]);
    expect(clusterBeside(state, 1)).toBeNull();
    expect(memberOf(card(3, 120, { cluster: 4 }))).toEqual({ fid: 120, cluster: 4 });
    expect(memberOf(card(2, 4))).toBeNull();
  });
});
