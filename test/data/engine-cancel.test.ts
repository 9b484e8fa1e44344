import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Layer } from "../../contract/project.js";
import type { AskOptions, Progress } from "../../contract/wire.js";
import { writeLargeShapefile } from "../../scripts/bench/large-files.js";
import { type EngineRoom, metric, openEngineRoom } from "../support/engine-room.js";
import { writeLargeCity, writeLongPipes } from "../support/large-city.js";
import { remainsOf } from "../support/project-remains.js";

const side = 170;
let room: EngineRoom;
let buildings: Layer;
let pipes: Layer;
beforeAll(async () => {
  room = openEngineRoom();
  await room.create();
  writeLargeCity(room.path("房屋.geojson"), side);
  writeLongPipes(room.path("管线.geojson"), 120, side);
  buildings = await take("房屋.geojson", "buildings");
  pipes = await take("管线.geojson", "pipes");
});
afterAll(() => room.close());

async function take(file: string, kind: string, options?: AskOptions): Promise<Layer> {
  const request = { path: room.path(file), kind, reading: { crs: metric } };
  return (await room.client.ask("source.import", request, options)).layer;
}

interface Cancelled {
  readonly error: unknown;
  /** Milliseconds from the cancel to the answer. */
  readonly took: number;
}

const doneBefore = "it was done before";

/** Asks, cancels when the progress says `when` (or after so many milliseconds), and tells how long the answer took. */
async function cancelAt(when: string | number, ask: (options: AskOptions) => Promise<unknown>): Promise<Cancelled> {
  const controller = new AbortController();
  let cancelledAt = 0;
  const cancel = () => {
    if (cancelledAt === 0) cancelledAt = performance.now();
    controller.abort();
  };
  const onProgress = ({ phase }: Progress) => {
    if (phase.en === when) cancel();
  };
  if (typeof when === "number") setTimeout(cancel, when);
  const error = await ask({ signal: controller.signal, onProgress }).then(
    () => doneBefore,
    (thrown: unknown) => thrown,
  );
  return { error, took: cancelledAt === 0 ? 0 : performance.now() - cancelledAt };
}

/**
 * On a busy machine work can end before it hears the cancel, and is then rightly there: it is tried again, and one try
 * must be cancelled, within a second, and leave the project as it was.
 */
async function expectCancelled(when: string | number, ask: (options: AskOptions) => Promise<unknown>): Promise<void> {
  for (let attempt = 1; attempt <= 6; attempt++) {
    const before = await remains();
    const { error, took } = await cancelAt(when, ask);
    if (error === doneBefore) continue;
    expect(error).toMatchObject({ code: "cancelled" });
    expect(took).toBeLessThan(1_000);
    const after = await remains();
    expect(after).toEqual(before);
    expect(after.scratch).toEqual([]);
    return;
  }
  throw new Error(`never cancelled at ${when}`);
}

/** What the project says of itself, and what lies in its files. */
async function remains() {
  const { path, layers, runs } = await room.client.ask("project.read", {});
  await room.client.ask("project.close", {});
  const found = await remainsOf(path);
  expect(found.files).toEqual(["layers.duckdb", "project.json", "scratch"]);
  await room.client.ask("project.open", { path });
  return { layers: layers.map(({ id }) => id), runs: runs.map(({ id }) => id), ...found };
}

describe("a cancel is obeyed within a second and leaves nothing behind", { timeout: 60_000 }, () => {
  it.each([0, 30, 250, "Checking the geometry", "Writing", "Writing to the project"])(
    "during an import, at %s",
    async (when) => {
      await expectCancelled(when, (options) => take("房屋.geojson", "buildings", options));
    },
  );

  it.each([
    150,
    "Checking the shapes",
    "Reading attributes",
    "Reading the shapes",
    "Checking the geometry",
    "Writing",
    "Writing to the project",
  ])("during an import of a shapefile of 200,000 rows, at %s", async (when) => {
    const path = writeLargeShapefile({ path: room.path("二十万"), rows: 200_000, fields: 10, encoding: "gbk" });
    await expectCancelled(when, (options) => room.client.ask("source.import", { path, kind: "generic" }, options));
  });

  const inputs = () => ({ buildings: buildings.id, pipes: pipes.id });
  it.each([
    ["while distances are measured", 400, 5000],
    ["when buildings are classed", "Classing the buildings", 20],
    ["when clusters begin", "Clustering", 50],
    ["when hulls are drawn", "Outlining hot spots", 50],
  ])("during a run, %s", async (_title, when, pipe_distance) => {
    const parameters = { as_of: 2026, pipe_distance, eps: 60, min_points: 4 };
    await expectCancelled(when, (options) =>
      room.client.ask("analysis.run", { analysis: "hotspots", inputs: inputs(), parameters }, options),
    );
  });

  it.each(["xlsx", "csv", "geojson", "gpkg", "parquet"])("during an export to .%s", async (extension) => {
    const path = room.path(`导出.${extension}`);
    const before = await remains();
    for (const when of [0, 60, `Exporting 导出.${extension}`]) {
      const { error, took } = await cancelAt(when, (options) =>
        room.client.ask("layer.export", { layer: buildings.id, path, replace: true }, options),
      );
      if (error !== doneBefore) expect(error).toMatchObject({ code: "cancelled" });
      expect(took).toBeLessThan(1_000);
      expect(readdirSync(room.folder).filter((name) => name.includes("unfinished"))).toEqual([]);
      if (when === 0) expect(existsSync(path)).toBe(false);
    }
    expect(await remains()).toEqual(before);
  });

  it("while a tile's drawing is being made: the tile is given up, the drawing goes on", async () => {
    const [west = 0, south = 0, east = 0, north = 0] = buildings.bounds ?? [];
    const tile = { layer: buildings.id, ...tileAt(14, [(west + east) / 2, (south + north) / 2]) };
    const { error, took } = await cancelAt(20, (options) => room.client.ask("layer.tile", tile, options));
    expect(error).toMatchObject({ code: "cancelled" });
    expect(took).toBeLessThan(1_000);
    expect((await room.client.ask("layer.tile", tile)).length).toBeGreaterThan(0);
  });
});

function tileAt(z: number, [lon, lat]: readonly [number, number]) {
  const sine = Math.sin((lat * Math.PI) / 180);
  const down = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  return { z, x: Math.floor((2 ** z * (lon + 180)) / 360), y: Math.floor(2 ** z * down) };
}

describe("long work tells how far it is", { timeout: 60_000 }, () => {
  /** Longest time without a word, from the beginning to the end. */
  async function silence(ask: (options: AskOptions) => Promise<unknown>) {
    const words: Progress[] = [];
    const times = [performance.now()];
    await ask({
      onProgress: (progress) => {
        words.push(progress);
        times.push(performance.now());
      },
    });
    return { words, first: (times[1] ?? Number.POSITIVE_INFINITY) - (times[0] ?? 0) };
  }

  it("an import", async () => {
    const { words } = await silence((options) => take("房屋.geojson", "buildings", options));
    expect(new Set(words.map(({ phase }) => phase.en)).size).toBeGreaterThan(2);
    expect(words.every(({ phase }) => phase.zh !== "" && /\p{Script=Han}/u.test(phase.zh))).toBe(true);
  });

  it("a run, at once and at every step", async () => {
    const request = {
      analysis: "hotspots",
      inputs: { buildings: buildings.id, pipes: pipes.id },
      parameters: { as_of: 2026, pipe_distance: 200 },
    };
    const { words, first } = await silence((options) => room.client.ask("analysis.run", request, options));
    expect(first).toBeLessThan(500);
    expect(words.map(({ phase }) => phase.en)).toEqual(expect.arrayContaining(["Measuring distances"]));
  });

  it.each(["xlsx", "csv", "geojson", "gpkg", "parquet"])("an export to .%s, at once", async (extension) => {
    const request = { layer: buildings.id, path: join(room.folder, `说.${extension}`) };
    const { words, first } = await silence((options) => room.client.ask("layer.export", request, options));
    expect(first).toBeLessThan(500);
    expect(words[0]?.phase.en).toContain(`说.${extension}`);
  });
});

describe("a list of many houses", { timeout: 60_000 }, () => {
  it("is made in one entry, counted as it is read, or after a cancel not at all", async () => {
    const { client } = room;
    const before = await client.ask("ledger.sign", { name: "周正" });
    const add = (options?: AskOptions) => {
      const request = { list: "全部", rows: { layer: buildings.id }, reason: "普查" };
      return client.ask("list.add", request, options);
    };
    const { error, took } = await cancelAt("Reading the houses chosen", add);
    expect(error).toMatchObject({ code: "cancelled" });
    expect(took).toBeLessThan(1_000);
    expect(await client.ask("ledger.read", {})).toEqual(before);
    const words: Progress[] = [];
    expect(await add({ onProgress: (word) => words.push(word) })).toEqual({ added: side * side, there: 0 });
    const counted = words.flatMap(({ done, total, unit }) => (unit === "rows" ? [{ done, total }] : []));
    expect(counted.length).toBeGreaterThan(0);
    expect(counted.every(({ done = 0, total }) => total === side * side && done <= total)).toBe(true);
    expect(words.at(-1)?.phase.zh).toBe("写入台账");
    const after = await client.ask("ledger.read", {});
    expect(after).toMatchObject({ entries: before.entries + 1, lists: [{ name: "全部", count: side * side }] });
    await expect(add()).rejects.toMatchObject({ code: "usage" });
    expect(await client.ask("ledger.undo", {})).toMatchObject({ lists: [] });
  });
});
