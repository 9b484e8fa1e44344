import { closeSync, copyFileSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { Database } from "../../data/database.js";
import { spatialExtensionPath } from "../../data/spatial-extension.js";
import { quoteName, quoteText } from "../../data/sql.js";

let database: Database | undefined;
afterEach(() => database?.close());

async function open(): Promise<Database> {
  database = await Database.open({ path: ":memory:", folders: [] });
  return database;
}

describe("the database", () => {
  it("is the pair of versions that fit together", async () => {
    const { version } = await (await open()).using(undefined, (session) => session.row("SELECT version() AS version"));
    expect(version).toBe("v1.5.5");
  });

  it("interrupts a long query within a second and is usable at once", async () => {
    const opened = await open();
    const controller = new AbortController();
    const long = opened.using(controller.signal, (session) =>
      session.rows("SELECT count(*) FROM range(3000000) a, range(3000000) b WHERE hash(a.range + b.range) = 1"),
    );
    const started = Date.now();
    setTimeout(() => controller.abort(), 100);
    await expect(long).rejects.toMatchObject({ code: "cancelled" });
    expect(Date.now() - started).toBeLessThan(1_100);
    expect(await opened.using(undefined, (session) => session.row("SELECT 1 AS one"))).toEqual({ one: 1 });
  });

  it("undoes a transaction that was cancelled", async () => {
    const opened = await open();
    const controller = new AbortController();
    const work = opened.transaction(controller.signal, async (session) => {
      await session.run("CREATE TABLE half (one INTEGER)");
      controller.abort();
      await session.run("INSERT INTO half VALUES (1)");
    });
    await expect(work).rejects.toMatchObject({ code: "cancelled" });
    await opened.using(undefined, async (session) => {
      await expect(session.rows("FROM half")).rejects.toThrow(/half/u);
    });
  });

  it("gives one user's cancel to nobody else", async () => {
    const opened = await open();
    const controller = new AbortController();
    await opened.using(controller.signal, (session) => session.rows("SELECT 1"));
    const next = opened.using(undefined, (session) => session.row("SELECT count(*) AS count FROM range(20000000)"));
    controller.abort();
    expect(await next).toEqual({ count: 20000000n });
  });
});

describe("the spatial extension", () => {
  const folder = mkdtempSync(join(tmpdir(), "extension-"));
  afterEach(() => vi.unstubAllEnvs());
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("is not loaded when it is neither the tested file nor signed by DuckDB", async () => {
    const path = join(folder, "spatial.duckdb_extension");
    copyFileSync(spatialExtensionPath(), path);
    const file = openSync(path, "r+");
    writeSync(file, Buffer.of(0xcc), 0, 1, 40_000_000);
    closeSync(file);
    vi.stubEnv("FANGAN_SPATIAL", path);
    await expect(open()).rejects.toThrow(/signature/u);
  });

  it("is the last one that can be loaded", async () => {
    const path = join(folder, "other.duckdb_extension");
    copyFileSync(spatialExtensionPath(), path);
    const opened = await open();
    const load = opened.using(undefined, (session) => session.run(`LOAD ${quoteText(path)}`));
    await expect(load).rejects.toThrow(/disabled/u);
  });
});

describe("quoting", () => {
  it.each(["房屋", 'a"b', "a'b", "a;DROP TABLE x", "SELECT", "名 称"])("keeps the name %s a name", async (name) => {
    const row = await (await open()).using(undefined, (session) =>
      session.row(`SELECT ${quoteText(name)} AS ${quoteName(name)}`),
    );
    expect(row).toEqual({ [name]: name });
  });
});
