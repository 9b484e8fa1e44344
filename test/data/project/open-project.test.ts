import { fork } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { tableOf } from "../../../data/project/layer-tables.js";
import { OpenProject } from "../../../data/project/open-project.js";
import { layerWith } from "../../support/layers.js";

/** A layer without rows or columns. */
const stored = layerWith({
  id: 1,
  kind: "buildings",
  count: 0,
  bounds: null,
  paint: { column: null, classes: [] },
});

let folder = "";
let opened: OpenProject[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "项目 测试 '#%-"));
});
afterEach(() => {
  for (const project of opened) project.close();
  opened = [];
  rmSync(folder, { recursive: true, force: true });
});

function place(name = "安源.fangan"): string {
  return join(folder, name);
}

async function create(path = place(), replace = false): Promise<OpenProject> {
  const project = await OpenProject.create(path, undefined, undefined, replace);
  opened.push(project);
  return project;
}

describe("a project folder", () => {
  it("is made with its settings and database, under a Chinese path with spaces and quotes", async () => {
    const project = await create();
    expect(project.describe()).toMatchObject({ name: "安源", crs: null, layers: [], runs: [] });
    expect(existsSync(join(place(), "layers.duckdb"))).toBe(true);
  });

  it("never overwrites an existing project unless asked", async () => {
    (await create()).close();
    opened = [];
    writeFileSync(join(place(), "proof.txt"), "here");
    await expect(create()).rejects.toMatchObject({ code: "output-exists" });
    expect(existsSync(join(place(), "proof.txt"))).toBe(true);
    await create(place(), true);
    expect(existsSync(join(place(), "proof.txt"))).toBe(false);
  });

  it("never overwrites a folder that is not a project, even when asked", async () => {
    mkdirSync(place());
    writeFileSync(join(place(), "家庭照片.jpg"), "x");
    await expect(create(place(), true)).rejects.toMatchObject({ code: "output-exists" });
    expect(existsSync(join(place(), "家庭照片.jpg"))).toBe(true);
  });

  it.each([
    ["is not there", () => undefined, "project-missing"],
    ["has no settings", () => mkdirSync(place()), "project-missing"],
    ["has broken settings", () => settings("{ half"), "project-damaged"],
    [
      "comes from a newer program",
      () => settings(JSON.stringify({ format: 99, name: "x", crs: null })),
      "project-newer",
    ],
  ])("is refused when it %s, and stays as it was", async (_title, prepare, code) => {
    prepare();
    const before = existsSync(join(place(), "project.json"))
      ? readFileSync(join(place(), "project.json"), "utf8")
      : null;
    await expect(OpenProject.open(place())).rejects.toMatchObject({ code });
    const after = existsSync(join(place(), "project.json"))
      ? readFileSync(join(place(), "project.json"), "utf8")
      : null;
    expect(after).toBe(before);
    expect(existsSync(join(place(), "layers.duckdb"))).toBe(false);
  });

  it("names a database that is not one as damaged", async () => {
    settings(JSON.stringify({ format: 1, name: "x", crs: null }));
    writeFileSync(join(place(), "layers.duckdb"), "这不是数据库".repeat(1000));
    await expect(OpenProject.open(place())).rejects.toMatchObject({ code: "project-damaged" });
  });

  it("is read-only to a second process while the first has it", async () => {
    await create();
    const script = join(folder, "second.mjs");
    const database = new URL("../../../dist/data/project/open-project.js", import.meta.url).href;
    writeFileSync(
      script,
      `import { OpenProject } from ${JSON.stringify(database)};
       OpenProject.open(${JSON.stringify(place())}).then((project) => process.send(project.readOnly?.code ?? "opened"), (error) => process.send(error.code));`,
    );
    const child = fork(script, { stdio: "ignore" });
    const answer = await new Promise((resolve) => child.once("message", resolve));
    child.kill();
    expect(answer).toBe("project-in-use");
  });

  it("opens again with what it had, scratch files of a killed run gone", async () => {
    const first = await create();
    await first.add(
      new AbortController().signal,
      async () => ({ layers: [] }),
      () => "EPSG:4547",
    );
    first.close();
    opened = [];
    writeFileSync(join(place(), "scratch", "half-written.parquet"), "x");
    const again = await OpenProject.open(place());
    opened.push(again);
    expect(again.crs).toBe("EPSG:4547");
    expect(existsSync(join(place(), "scratch", "half-written.parquet"))).toBe(false);
  });

  it("fills in what entries of an earlier version of the program lack", async () => {
    const first = await create();
    const report = { path: "房屋.shp", kind: "buildings", rows: 3, imported: 3, skippedCount: 0, skipped: [] };
    const layer = {
      id: 1,
      title: { zh: "房屋", en: "房屋" },
      kind: "buildings",
      geometry: "polygon",
      count: 3,
      bounds: null,
    };
    const more = { columns: [], paint: { column: null, classes: [] }, run: null, parent: null };
    const entries = [
      { ...layer, ...more, source: report },
      { ...layer, ...more, id: 3, kind: "result:screened", source: null, run: 2, parent: 1 },
    ];
    await first.database.using(undefined, async (session) => {
      for (const entry of entries)
        await session.run("INSERT INTO layer_entries VALUES ($id, $entry)", {
          id: entry.id,
          entry: JSON.stringify(entry),
        });
      const run = { id: 2, analysis: "screen", inputs: { buildings: 1 }, parameters: {}, layers: [3] };
      await session.run("INSERT INTO run_entries VALUES (2, $entry)", { entry: JSON.stringify(run) });
    });
    await first.close();
    const again = await OpenProject.open(place());
    opened = [again];
    const { layers, runs } = again.describe();
    expect(layers).toMatchObject([
      { id: 1, revision: 1, parentRevision: null, about: null },
      { id: 3, revision: 1, parentRevision: 1, about: null, source: null },
    ]);
    expect(layers[0]?.source).toEqual({
      ...report,
      values: {},
      understood: [],
      missing: {},
      deletedCount: 0,
      notedCount: 0,
      noted: [],
      corrections: [],
    });
    expect(runs).toMatchObject([{ id: 2, inputRevisions: { buildings: 1 } }]);
  });

  it("knows each layer in its newest revision, and the earlier ones when asked", async () => {
    const project = await create();
    const signal = new AbortController().signal;
    const layer = { ...stored, id: project.newId() };
    const add = (revision: number) =>
      project.add(
        signal,
        async (session) => {
          await session.run(`CREATE TABLE ${tableOf(layer.id, revision)} AS SELECT 1 AS fid`);
          return { layers: [{ ...layer, revision, count: revision }] };
        },
        () => "EPSG:4547",
      );
    await add(1);
    await add(2);
    await add(3);
    await expect(add(3)).rejects.toThrow();
    await project.close();
    const again = await OpenProject.open(place());
    opened = [again];
    expect(again.describe().layers).toMatchObject([{ revision: 3, count: 3 }]);
    expect(again.layer(layer.id, 2).count).toBe(2);
    expect(again.source(layer.id, 1).own).toBe('"features_1"');
    expect(again.source(layer.id).own).toBe('"features_1_r3"');
    expect(() => again.layer(layer.id, 9)).toThrow();
    await again.remove(layer.id);
    expect(() => again.layer(layer.id, 1)).toThrow();
    const left = await again.database.using(undefined, (session) =>
      session.rows("SELECT table_name FROM duckdb_tables() WHERE table_name LIKE 'features%'"),
    );
    expect(left).toEqual([]);
  });

  it("keeps SQL inside its folder", async () => {
    const project = await create();
    writeFileSync(join(folder, "outside.csv"), "a\n1\n");
    await project.database.using(undefined, async (session) => {
      await expect(
        session.rows(`SELECT * FROM read_csv('${join(folder, "outside.csv").replaceAll("'", "''")}')`),
      ).rejects.toThrow(/permission|disabled|not allowed|allowed/iu);
      await expect(session.run("SET enable_external_access = true")).rejects.toThrow();
      await expect(session.run("INSTALL httpfs")).rejects.toThrow();
    });
  });

  it("drops everything that a failed addition did", async () => {
    const project = await create();
    const failing = project.add(new AbortController().signal, async (session) => {
      await session.run("CREATE TABLE half AS SELECT 1 AS one");
      throw new Error("in the middle");
    });
    await expect(failing).rejects.toThrow("in the middle");
    await project.database.using(undefined, async (session) => {
      await expect(session.rows("FROM half")).rejects.toThrow(/half/u);
    });
    expect(project.describe().layers).toEqual([]);
  });
});

function settings(text: string): void {
  mkdirSync(place(), { recursive: true });
  writeFileSync(join(place(), "project.json"), text);
}
