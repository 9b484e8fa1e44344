import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Database } from "../../../data/database.js";
import { copyDatabase } from "../../../data/keep/snapshot.js";
import { killHard } from "../../support/engine-process.js";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "房安 snapshot-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes to two tables alike, a transaction at a time, with checkpoints and large inserts in between, until it is killed. */
function startWriter(path: string) {
  const file = join(folder, "writer.mjs");
  const database = new URL("../../../dist/data/database.js", import.meta.url).href;
  writeFileSync(
    file,
    `import { Database } from ${JSON.stringify(database)};
     const database = await Database.open({ path: ${JSON.stringify(path)}, folders: [] });
     const session = await database.session();
     await session.run("CREATE TABLE one (n BIGINT, text VARCHAR)");
     await session.run("CREATE TABLE other (n BIGINT, text VARCHAR)");
     for (let round = 0; ; round++) {
       const rows = round % 7 === 0 ? 150000 : 20;
       await session.run("BEGIN");
       for (const table of ["one", "other"])
         await session.run("INSERT INTO " + table + " SELECT " + round + ", 'row ' || range FROM range(" + rows + ")");
       if (round % 9 === 8) for (const table of ["one", "other"]) await session.run("DELETE FROM " + table + " WHERE n < " + (round - 5));
       await session.run("COMMIT");
       if (round % 5 === 4) await session.run("CHECKPOINT");
       process.send(round);
     }`,
  );
  return fork(file, { stdio: ["ignore", "ignore", "inherit", "ipc"] });
}

describe("a copy of a database that another process is writing", { timeout: 60_000 }, () => {
  const copies = Number(process.env.FANGAN_COPIES ?? 12);
  it(`opens and holds whole transactions only, ${copies} times over`, async () => {
    const path = join(folder, "layers.duckdb");
    const writer = startWriter(path);
    let round = 0;
    writer.on("message", (message) => {
      round = Number(message);
    });
    await once(writer, "message");
    let had = 0;
    for (let copy = 0; copy < copies; copy++) {
      const place = join(folder, `copy-${copy}`);
      mkdirSync(place);
      const before = round;
      if (!(await copyDatabase(path, place))) continue;
      had += 1;
      const database = await Database.open({ path: join(place, "layers.duckdb"), folders: [place] });
      const sums = "SELECT count(*) AS rows, max(n) AS last, sum(n) AS sum, bit_xor(hash(n, text)) AS texts FROM";
      const [one, other] = await database.using(undefined, async (session) => [
        await session.row(`${sums} one`),
        await session.row(`${sums} other`),
      ]);
      await database.close();
      rmSync(place, { recursive: true });
      expect(one).toEqual(other);
      expect(Number(one?.last)).toBeGreaterThanOrEqual(before);
    }
    await killHard(writer);
    console.log(`${had} of ${copies} copies while ${round} transactions were written`);
    expect(had).toBeGreaterThan(copies / 3);
  });

  it("is not had of one that is not there", async () => {
    expect(await copyDatabase(join(folder, "none.duckdb"), folder)).toBe(false);
  });
});
