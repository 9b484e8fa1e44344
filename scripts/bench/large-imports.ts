import { join } from "node:path";
import type { Api } from "../../contract/api.js";
import type { Client } from "../../contract/wire.js";
import { Database } from "../../data/database.js";
import { openLocalEngine } from "../../data/local-engine.js";
import { quoteText } from "../../data/sql.js";
import { writeLargeShapefile, writeLargeText } from "./large-files.js";
import { bytes, type Measure, milliseconds } from "./measures.js";
import { watchMemory } from "./processes.js";

/** What the design promises of a worker, and of a look. */
const workerBudget = 1.5e9;
const lookBudget = 2000;

/** Imports of large shapefiles against DuckDB's own reader, and looks at large files. Files are kept in `folder`. */
export async function measureLargeImports(folder: string): Promise<Measure[]> {
  const million = { rows: 1_000_000, fields: 10 };
  const gbk = writeLargeShapefile({ path: join(folder, "gbk"), ...million, encoding: "gbk" });
  const utf8 = writeLargeShapefile({ path: join(folder, "utf8"), ...million, encoding: "utf-8" });
  const wide = writeLargeShapefile({ path: join(folder, "wide"), rows: 200_000, fields: 46, encoding: "gbk" });
  const texts = ["geojson", "csv"].map((extension) => writeLargeText(join(folder, `half-gigabyte.${extension}`), 5e8));
  const read = await readDirectly(utf8, folder);
  const engine = openLocalEngine();
  try {
    await engine.client.ask("project.create", { path: join(folder, "large.fangan"), replace: true });
    const large = await importOf(engine.client, gbk);
    const broad = await importOf(engine.client, wide);
    const looks: Measure[] = [];
    for (const path of [gbk, ...texts]) looks.push(await lookAt(engine.client, path));
    return [
      { name: "ST_Read of 1,000,000 polygons × 10 fields in UTF-8", value: milliseconds(read) },
      {
        name: "import of the same in GBK",
        value: `${milliseconds(large.milliseconds)}: ${(Math.ceil((100 * large.milliseconds) / read) / 100).toFixed(2)} × ST_Read`,
        budget: "2 ×",
        met: large.milliseconds <= 2 * read,
      },
      memory("— its worker", large.worker),
      {
        name: "import of 200,000 polygons × 46 fields in GBK",
        value: milliseconds(broad.milliseconds),
        budget: "12 s",
        met: broad.milliseconds <= 12_000,
      },
      memory("— its worker", broad.worker),
      ...looks,
    ];
  } finally {
    await engine.close();
  }
}

/** Milliseconds of DuckDB's own reader into a table, the better of two. */
async function readDirectly(path: string, folder: string): Promise<number> {
  const database = await Database.open({ path: ":memory:", folders: [folder] });
  try {
    return await database.using(undefined, async (session) => {
      const spent: number[] = [];
      for (let turn = 0; turn < 2; turn++) {
        const started = performance.now();
        await session.run(`CREATE OR REPLACE TABLE direct AS SELECT * FROM ST_Read(${quoteText(path)})`);
        spent.push(performance.now() - started);
      }
      return Math.min(...spent);
    });
  } finally {
    await database.close();
  }
}

async function importOf(client: Client<Api>, path: string): Promise<{ milliseconds: number; worker: number }> {
  const watch = watchMemory(process.pid);
  const started = performance.now();
  await client.ask("source.import", { path, kind: "generic" });
  return { milliseconds: performance.now() - started, worker: watch.stop().below };
}

async function lookAt(client: Client<Api>, path: string): Promise<Measure> {
  const started = performance.now();
  const found = await client.ask("source.inspect", { path });
  const spent = performance.now() - started;
  return {
    name: `look at ${found.format} of ${bytes(found.bytes)}`,
    value: milliseconds(spent),
    budget: "2 s",
    met: spent <= lookBudget,
  };
}

function memory(name: string, peak: number): Measure {
  return { name, value: bytes(peak), budget: "1.5 GB", met: peak <= workerBudget };
}
