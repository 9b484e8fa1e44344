import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Api } from "../../contract/api.js";
import type { Condition } from "../../contract/conditions.js";
import type { Client } from "../../contract/wire.js";
import { bytes, type Measure, milliseconds } from "./measures.js";
import type { BenchProject } from "./project.js";

/** A twentieth of the generated city. */
const part: readonly Condition[] = [{ column: "build_year", compare: "between", from: 1980, to: 1984 }];

/**
 * The scored houses as CSV, each row with the line that says why: a part of the city and the whole, and how the time grows; beside
 * them the houses as they were imported, whose rows say nothing.
 */
export async function measureReasons(client: Client<Api>, { scored, layers }: BenchProject): Promise<Measure[]> {
  const folder = mkdtempSync(join(tmpdir(), "fangan-reasons-"));
  try {
    const write = (layer: number, filter: readonly Condition[]) =>
      writeCsv(client, join(folder, "rows.csv"), layer, filter);
    // The first export of all pays for what is read from the disk once.
    await write(scored.id, part);
    const plain = await write(layers.buildings, []);
    const some = await write(scored.id, part);
    const all = await write(scored.id, []);
    const exponent = Math.log(all.spent / some.spent) / Math.log(all.rows / some.rows);
    const count = (rows: number) => rows.toLocaleString("en");
    return [
      { name: `CSV of ${count(plain.rows)} houses, which say nothing`, value: told(plain) },
      { name: `CSV of ${count(all.rows)} scored houses with their reasons`, value: told(all) },
      {
        name: `— from ${count(some.rows)} to ${count(all.rows)} rows`,
        value: `${milliseconds(some.spent)} → ${milliseconds(all.spent)}: exponent ${exponent.toFixed(2)}`,
        budget: "1.2",
        met: exponent <= 1.2,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Written {
  readonly rows: number;
  /** Milliseconds, by the clock and of all processors. */
  readonly spent: number;
  readonly processor: number;
  /** Largest memory of the process on the way, bytes; the engine is in it. */
  readonly memory: number;
}

async function writeCsv(
  client: Client<Api>,
  path: string,
  layer: number,
  filter: readonly Condition[],
): Promise<Written> {
  let memory = process.memoryUsage.rss();
  const watch = setInterval(() => {
    memory = Math.max(memory, process.memoryUsage.rss());
  }, 20);
  const [started, before] = [performance.now(), process.cpuUsage()];
  try {
    const { rows } = await client.ask("layer.export", { layer, path, replace: true, filter: [...filter] });
    const { user, system } = process.cpuUsage(before);
    return { rows, spent: performance.now() - started, processor: (user + system) / 1000, memory };
  } finally {
    clearInterval(watch);
  }
}

function told({ spent, processor, memory }: Written): string {
  return `${milliseconds(spent)}; processor ${milliseconds(processor)}; memory ${bytes(memory)}`;
}
