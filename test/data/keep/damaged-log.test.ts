import { copyFileSync, cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allDecisions, closedTown } from "../../support/decided-town.js";
import { heard, killHard, startEngineProcess } from "../../support/engine-process.js";
import { type EngineRoom, metric } from "../../support/engine-room.js";

let room: EngineRoom;
let killed: string;
let before: unknown;
let log: Buffer;
/** How long the log was when each of the two imports was told to be done. */
let ends: number[];

/** A project whose process was killed after two imports, so that both are in the log alone. */
beforeAll(async () => {
  const town = await closedTown();
  ({ room, before } = town);
  killed = town.project;
  copyFileSync(room.path("buildings-1.geojson"), room.path("二.geojson"));
  copyFileSync(room.path("buildings-1.geojson"), room.path("三.geojson"));
  const child = startEngineProcess(
    room.folder,
    `const { statSync } = await import("node:fs");
     await client.ask("project.open", { path: ${JSON.stringify(killed)} });
     const ends = [];
     for (const name of ["二", "三"]) {
       const path = ${JSON.stringify(room.folder)} + "/" + name + ".geojson";
       await client.ask("source.import", { path, kind: "buildings", reading: { crs: ${JSON.stringify(metric)} } });
       ends.push(statSync(${JSON.stringify(join(killed, "layers.duckdb.wal"))}).size);
     }
     say({ ends });`,
  );
  const told = (await heard(child, (message) => typeof message === "object")) as { ends: number[] };
  await killHard(child);
  ({ ends } = told);
  log = readFileSync(join(killed, "layers.duckdb.wal"));
}, 60_000);
afterAll(() => room.close());

/** The killed project with another log in its place, opened. */
async function openWith(name: string, bytes: Uint8Array) {
  const project = room.path(`${name}.fangan`);
  cpSync(killed, project, { recursive: true });
  writeFileSync(join(project, "layers.duckdb.wal"), bytes);
  return { project, opened: await room.client.ask("project.open", { path: project }) };
}
const zeroed = (from: number) => Buffer.concat([log.subarray(0, from), Buffer.alloc(log.length - from)]);
const logsKept = (project: string) =>
  existsSync(join(project, "backups"))
    ? readdirSync(join(project, "backups")).filter((name) => name.endsWith(".wal"))
    : [];

describe("layers whose log was damaged", { timeout: 60_000 }, () => {
  it("are all there where the log is whole, and nothing is said", async () => {
    const { opened } = await openWith("完好", log);
    expect(opened.layers).toHaveLength(3);
    expect(opened.mended).toBeNull();
    expect(ends[0]).toBeLessThan(ends[1] ?? 0);
  });

  it("come back as far as the log is whole when its last record is torn, and the layer to import again is named", async () => {
    const { project, opened } = await openWith("撕裂", log.subarray(0, (ends[1] ?? 0) - 30));
    expect(opened.layers.map(({ title }) => title.zh)).toEqual(["buildings-1", "二"]);
    expect(await room.client.ask("layers.lost", {})).toMatchObject([{ title: "三", rows: 12, buildings: 0 }]);
    expect(await allDecisions(room)).toEqual(before);
    expect(logsKept(project)).toEqual([]);
  });

  it.each([0.1, 0.7])(
    "come back with every import from before zeros at the end (from %s of the log on), which is told in one sentence",
    async (share) => {
      const from = Math.floor(log.length * share);
      const { project, opened } = await openWith(`零${share}`, zeroed(from));
      expect(opened.layers.length).toBe(1 + ends.filter((end) => end <= from).length);
      expect(opened.mended?.zh).toMatch(/已损坏.*截去.*重新导入或重算；台账不受影响/u);
      expect(logsKept(project)).toHaveLength(1);
      expect(readFileSync(join(project, "backups", logsKept(project)[0] ?? "")).equals(zeroed(from))).toBe(true);
      expect(await room.client.ask("layers.lost", {})).toHaveLength(3 - opened.layers.length);
      expect(await allDecisions(room)).toEqual(before);
      await room.client.ask("project.close", {});
      const again = await room.client.ask("project.open", { path: project });
      expect([again.layers.length, again.mended]).toEqual([opened.layers.length, null]);
    },
  );

  it("come back with every import from before a changed bit, and go on being written", async () => {
    const bytes = Buffer.from(log);
    const at = Math.floor(((ends[0] ?? 0) + (ends[1] ?? 0)) / 2);
    bytes[at] = (bytes[at] ?? 0) ^ 4;
    const { opened } = await openWith("翻转", bytes);
    expect(opened.layers).toHaveLength(2);
    expect(opened.mended).not.toBeNull();
    const { layer } = await room.client.ask("source.import", {
      path: room.path("三.geojson"),
      kind: "buildings",
      reading: { crs: metric },
    });
    expect(layer.count).toBe(12);
    expect(await room.client.ask("layers.lost", {})).toEqual([]);
  });
});
