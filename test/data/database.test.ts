import { afterEach, describe, expect, it } from "vitest";
import { Database } from "../../data/database.js";
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

describe("quoting", () => {
  it.each(["房屋", 'a"b', "a'b", "a;DROP TABLE x", "SELECT", "名 称"])("keeps the name %s a name", async (name) => {
    const row = await (await open()).using(undefined, (session) =>
      session.row(`SELECT ${quoteText(name)} AS ${quoteName(name)}`),
    );
    expect(row).toEqual({ [name]: name });
  });
});
