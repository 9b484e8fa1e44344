import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Database } from "../../../data/database.js";
import { fangan } from "../../support/command-line.js";
import { heard, killHard, startEngineProcess } from "../../support/engine-process.js";
import { type EngineRoom, openEngineRoom } from "../../support/engine-room.js";

/** Made by programs of earlier versions with scripts/kept-project.ts. */
const kept = resolve(import.meta.dirname, "../../fixtures/projects");

let room: EngineRoom;
beforeEach(() => {
  room = openEngineRoom();
});
afterEach(() => room.close());

function unpack(version: string, name = `${version}.fangan`): string {
  const project = room.path(name);
  mkdirSync(project);
  for (const file of readdirSync(join(kept, version)).filter((each) => !each.endsWith(".gz")))
    cpSync(join(kept, version, file), join(project, file));
  writeFileSync(join(project, "layers.duckdb"), gunzipSync(readFileSync(join(kept, version, "layers.duckdb.gz"))));
  return project;
}

const format = (project: string) => JSON.parse(readFileSync(join(project, "project.json"), "utf8")).format;
const strays = (project: string) => readdirSync(project).filter((name) => name.includes("migrating"));

describe("a project of an earlier version", { timeout: 120_000 }, () => {
  it.each(["first", "revisions", "ledger"])("%s opens with all its layers, rows, runs and results", async (version) => {
    const project = unpack(version);
    const opened = await room.client.ask("project.open", { path: project });
    expect(opened).toMatchObject({ name: "留存", crs: "EPSG:4547", readOnly: null });
    const kinds = opened.layers.map(({ kind, count }) => [kind, count]);
    expect(kinds).toEqual(
      expect.arrayContaining([
        ["buildings", 6],
        ["pipes", 1],
      ]),
    );
    expect(opened.layers.filter(({ run }) => run !== null).length).toBeGreaterThan(1);
    expect(opened.runs).toMatchObject([{ analysis: "hotspots", facts: { candidates: 6, clusters: 1 } }]);
    for (const layer of opened.layers) {
      expect((await room.rows({ layer: layer.id, offset: 0, limit: 100 })).total, layer.kind).toBe(layer.count);
      expect(layer).toMatchObject({ revision: 1, about: null });
    }
    const houses = opened.layers.find(({ kind }) => kind === "buildings")?.id ?? 0;
    const page = await room.rows({ layer: houses, columns: ["code", "build_year", "altered"], offset: 0, limit: 9 });
    expect(page.rows.map(({ cells }) => cells[0])).toEqual(["A1", "A2", "A3", "A4", "A5", "A6"]);
    expect(page.rows.map(({ cells }) => cells[1])).toEqual([1970, 1975, 1980, 1985, 1990, 1995]);
    const again = await room.client.ask("run.again", { run: opened.runs[0]?.id ?? 0 });
    expect(again.project.runs.at(-1)?.facts).toEqual(opened.runs[0]?.facts);
    const ledger = await room.client.ask("ledger.read", {});
    if (version === "ledger") {
      expect(ledger).toMatchObject({
        entries: 4,
        operator: "周正",
        lists: [{ name: "首批", count: 3 }],
        cases: { to_verify: 3 },
      });
      expect((await fangan(["verify", project])).status).toBe(0);
    }
    expect(format(project)).toBe(2);
    expect(strays(project)).toEqual([]);
    expect(readdirSync(join(project, "backups"))).toContain("layers-format-1.duckdb");
    await room.client.ask("project.close", {});
    const reopened = await room.client.ask("project.open", { path: project });
    expect(reopened.runs).toHaveLength(2);
  });

  it("killed at any moment of its upgrade is whole, before or after, and the next opening ends it", async () => {
    let broken = 0;
    for (const [cycle, pause] of [0, 5, 10, 20, 30, 45, 60, 90].entries()) {
      const project = unpack("ledger", `杀${cycle}.fangan`);
      const child = startEngineProcess(
        room.folder,
        `say("now"); await client.ask("project.open", { path: ${JSON.stringify(project)} })`,
      );
      await heard(child, (message) => message === "now");
      while (strays(project).length === 0 && format(project) === 1) await wait(1);
      await wait(pause);
      await killHard(child);
      broken += Number(strays(project).length > 0);
      const { layers, runs } = await room.client.ask("project.open", { path: project });
      expect(layers.map(({ kind, count }) => `${kind} ${count}`)).toContain("buildings 6");
      expect(runs).toHaveLength(1);
      expect((await room.client.ask("ledger.read", {})).cases.to_verify).toBe(3);
      await room.client.ask("project.close", {});
      expect([format(project), strays(project)]).toEqual([2, []]);
    }
    expect(broken).toBeGreaterThan(0);
  });

  it("that cannot be upgraded stays as it was, byte for byte", async () => {
    const project = unpack("first");
    writeFileSync(join(project, "backups"), "");
    const was = readFileSync(join(project, "layers.duckdb"));
    await expect(room.client.ask("project.open", { path: project })).rejects.toMatchObject({
      code: "output-unwritable",
    });
    expect(readFileSync(join(project, "layers.duckdb")).equals(was)).toBe(true);
    expect(format(project)).toBe(1);
    rmSync(join(project, "backups"));
    expect((await room.client.ask("project.open", { path: project })).layers.length).toBeGreaterThan(2);
  });

  it("of a newer one is refused in a sentence, by its settings and by its layers", async () => {
    const project = unpack("first");
    writeFileSync(join(project, "project.json"), JSON.stringify({ format: 3, name: "x", crs: null }));
    await expect(room.client.ask("project.open", { path: project })).rejects.toMatchObject({ code: "project-newer" });
    rmSync(join(project, "project.json"));
    const database = await Database.open({ path: join(project, "layers.duckdb"), folders: [project] });
    await database.using(undefined, async (session) => {
      await session.run("CREATE TABLE format_entries AS SELECT 3 AS format");
    });
    await database.close();
    const refused = await room.client.ask("project.open", { path: project }).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: "project-newer", text: { zh: expect.stringContaining("格式 3") } });
    expect(existsSync(join(project, "backups"))).toBe(false);
  });
});
