import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { heard, importWorkers, killHard, startEngineProcess } from "../support/engine-process.js";
import { type EngineRoom, metric, openEngineRoom } from "../support/engine-room.js";
import { writeLargeCity, writeLongPipes } from "../support/large-city.js";
import { registryTables, remainsOf } from "../support/project-remains.js";

const side = 100;
let room: EngineRoom;
beforeAll(async () => {
  room = openEngineRoom();
  writeLargeCity(room.path("房屋.geojson"), side);
  writeLongPipes(room.path("管线.geojson"), 60, side);
});
afterAll(() => room.close());

const importing = (file: string, kind: string) => ({ path: room.path(file), kind, reading: { crs: metric } });

describe.skipIf(process.platform !== "linux")("the death of an import worker", { timeout: 60_000 }, () => {
  it("is told in a sentence; the engine goes on and nothing is left behind", async () => {
    const path = await room.create("工人.fangan");
    const before = importWorkers();
    const killed: number[] = [];
    const onProgress = () => {
      for (const pid of importWorkers().filter((each) => !before.includes(each) && !killed.includes(each))) {
        killed.push(pid);
        process.kill(pid, "SIGKILL");
      }
    };
    const error = await room.client
      .ask("source.import", importing("房屋.geojson", "buildings"), { onProgress })
      .catch((thrown: unknown) => thrown);
    expect(killed).toHaveLength(1);
    expect(error).toMatchObject({
      code: "input-damaged",
      text: { zh: expect.stringContaining("房屋.geojson"), en: expect.stringContaining("房屋.geojson") },
    });
    expect((await room.client.ask("source.import", importing("管线.geojson", "pipes"))).layer.count).toBe(60);
    await room.client.ask("project.close", {});
    const { tables, scratch } = await remainsOf(path);
    expect(tables.filter((name) => !registryTables.includes(name))).toHaveLength(1);
    expect(scratch).toEqual([]);
  });
});

/** What the process that will be killed does before: a project with both files, the second import or run still at work. */
function script(project: string, last: string): string {
  const ask = (name: string, input: object) => `await client.ask(${JSON.stringify(name)}, ${JSON.stringify(input)})`;
  return `
    ${ask("project.create", { path: project, crs: metric })};
    const pipes = (${ask("source.import", importing("管线.geojson", "pipes"))}).layer.id;
    const onProgress = ({ phase }) => say(phase.en);
    ${last};
    say("finished");`;
}

const importHouses = () =>
  `const buildings = (await client.ask("source.import", ${JSON.stringify(importing("房屋.geojson", "buildings"))}, { onProgress })).layer.id`;
const findHotspots = () => `${importHouses()};
  say("imported");
  await client.ask("analysis.run", { analysis: "hotspots", inputs: { buildings, pipes }, parameters: { as_of: 2026, pipe_distance: 120 } }, { onProgress })`;

describe("a project whose process was killed", { timeout: 60_000 }, () => {
  it.each([
    ["while a file was read", "Checking the geometry", importHouses, 1],
    ["while a layer was written", "Writing to the project", importHouses, 1],
    ["while distances were measured", "Measuring distances", findHotspots, 2],
    ["while hulls were drawn", "Outlining hot spots", findHotspots, 2],
    ["just when all was done", "finished", findHotspots, 4],
  ])("%s is whole, holds what was acknowledged and takes new work", async (_title, when, last, layers) => {
    const project = room.path(`杀 ${when}.fangan`);
    const child = startEngineProcess(room.folder, script(project, last()));
    expect(await heard(child, (message) => message === when || message === "finished")).toBe(when);
    await killHard(child);

    const opened = await room.client.ask("project.open", { path: project });
    expect(opened.crs).toBe(metric);
    // A layer whose writing was under way may have been committed; then it is whole.
    expect(opened.layers.length).toBeGreaterThanOrEqual(layers);
    expect(opened.layers.length === layers || ["Writing to the project", "Outlining hot spots"].includes(when)).toBe(
      true,
    );
    expect(opened.runs.length).toBe(opened.layers.filter(({ kind }) => kind === "result:clusters").length);
    for (const layer of opened.layers) {
      const page = await room.rows({ layer: layer.id, offset: 0, limit: 1 });
      expect(page.total).toBe(layer.count);
    }
    expect(readdirSync(join(project, "scratch"))).toEqual([]);
    const again = (await room.client.ask("source.import", importing("管线.geojson", "pipes"))).layer;
    expect(opened.layers.map(({ id }) => id)).not.toContain(again.id);
    await room.client.ask("project.close", {});
    const { tables } = await remainsOf(project);
    const known = [...opened.layers.map(({ id }) => `features_${id}`), `features_${again.id}`];
    expect(tables).toEqual([...registryTables, ...known].sort());
  });

  it.each([
    ["while old and new were matched", "Matching with the version before"],
    ["while they were compared", "Comparing the versions"],
  ])("%s has the version before, whole, and takes the newer one again", async (_title, when) => {
    const project = room.path(`杀 ${when}.fangan`);
    const newer = importing("房屋.geojson", "buildings");
    const script = `
      await client.ask("project.create", ${JSON.stringify({ path: project, crs: metric })});
      await client.ask("source.import", ${JSON.stringify(importing("管线.geojson", "pipes"))});
      const { layer } = await client.ask("source.import", ${JSON.stringify(importing("房屋.geojson", "buildings"))});
      const onProgress = ({ phase }) => say(phase.en);
      await client.ask("source.import", { ...${JSON.stringify(newer)}, replaces: layer.id }, { onProgress });
      say("finished");`;
    const child = startEngineProcess(room.folder, script);
    expect(await heard(child, (message) => message === when || message === "finished")).toBe(when);
    await killHard(child);

    const opened = await room.client.ask("project.open", { path: project });
    const houses = opened.layers.find(({ kind }) => kind === "buildings");
    // What was being committed may have been; then it is whole.
    expect([1, 2]).toContain(houses?.revision);
    expect(opened.layers.filter(({ kind }) => kind === "buildings" || kind === "pipes")).toHaveLength(2);
    const page = await room.rows({ layer: houses?.id ?? 0, offset: 0, limit: 1 });
    expect(page.total).toBe(houses?.count);
    const again = await room.client.ask("source.import", { ...newer, replaces: houses?.id ?? 0 });
    expect(again.layer.revision).toBe((houses?.revision ?? 0) + 1);
    expect(again.changes).toMatchObject({ added: 0, gone: 0, changed: 0 });
    await room.client.ask("project.close", {});
    const { tables } = await remainsOf(project);
    const revisions = Array.from({ length: again.layer.revision - 1 }, (_each, index) => `_r${index + 2}`);
    const known = ["", ...revisions].map((revision) => `features_${houses?.id}${revision}`);
    const pipes = opened.layers.find(({ kind }) => kind === "pipes")?.id;
    expect(tables).toEqual([...registryTables, ...known, `features_${pipes}`].sort());
  });

  it("before the CRS of its first layer reached project.json still knows it", async () => {
    const project = room.path("坐标.fangan");
    await room.client.ask("project.create", { path: project });
    const { layer } = await room.client.ask("source.import", importing("管线.geojson", "pipes"));
    await room.client.ask("project.close", {});
    const file = join(project, "project.json");
    const settings = JSON.parse(readFileSync(file, "utf8"));
    writeFileSync(file, JSON.stringify({ ...settings, crs: null }));
    expect((await room.client.ask("project.open", { path: project })).crs).toBe(metric);
    expect((await room.rows({ layer: layer.id, offset: 0, limit: 1 })).total).toBe(60);
    expect(JSON.parse(readFileSync(file, "utf8")).crs).toBe(metric);
  });
});
