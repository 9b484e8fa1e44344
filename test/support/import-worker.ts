import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Client, connect } from "../../contract/wire.js";
import { Database } from "../../data/database.js";
import type { ImportWorker as Process } from "../../data/host.js";
import type { Asked, Converted, importCalls } from "../../data/import/calls.js";
import { startNodeImportWorker } from "../../data/import/node-worker.js";

type Reading = Asked["reading"];

export interface Imported extends Converted {
  /** The clean rows by number, geometry as WKT in the project's CRS, rounded to the millimetre. */
  readonly table: readonly Record<string, unknown>[];
}

/** The real import worker in a process of its own, kept for several files so that tests are quick. */
export class ImportWorker {
  private process: Process | undefined;
  private client: Client<typeof importCalls> | undefined;
  private reader: Database | undefined;
  /** Processes started: more than one means that a file ended the one before. */
  starts = 0;

  /** What the worker makes of a file. */
  async read(
    path: string,
    kind = "generic",
    reading: Reading = {},
    projectCrs: string | null = null,
  ): Promise<Imported> {
    return await this.within(async (client, folder) => {
      const converted = await client.ask("convert", { path, folder, reading, kind, projectCrs });
      return { ...converted, table: await this.readRows(converted.parquet) };
    });
  }

  /** The same without looking at the rows. */
  async convert(path: string, kind = "generic", reading: Reading = {}): Promise<Converted> {
    return await this.within((client, folder) =>
      client.ask("convert", { path, folder, reading, kind, projectCrs: null }),
    );
  }

  /** One row of SQL over the clean Parquet file (`$parquet`), whose columns the second argument gets to know. */
  async figures(
    path: string,
    reading: Reading,
    sql: (converted: Converted) => string,
  ): Promise<{ converted: Converted; row: Record<string, unknown> }> {
    return await this.within(async (client, folder) => {
      const converted = await client.ask("convert", { path, folder, reading, kind: "generic", projectCrs: null });
      this.reader ??= await Database.open({ path: ":memory:", folders: [tmpdir()] });
      const { parquet } = converted;
      const row = await this.reader.using(undefined, (session) => session.row(sql(converted), { parquet }));
      return { converted, row };
    });
  }

  async inspect(path: string, reading: Reading = {}) {
    return await this.within((client, folder) => client.ask("inspect", { path, folder, reading }));
  }

  /** Ends the process; the next file starts another one. */
  stop(): void {
    this.reader?.close();
    this.reader = undefined;
    this.client?.close();
    this.process?.kill();
    this.client = undefined;
    this.process = undefined;
  }

  private async within<T>(work: (client: Client<typeof importCalls>, folder: string) => Promise<T>): Promise<T> {
    const folder = mkdtempSync(join(tmpdir(), "import-"));
    try {
      return await work(await this.ready(), folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  private async ready(): Promise<Client<typeof importCalls>> {
    if (this.client !== undefined) return this.client;
    this.process = await startNodeImportWorker();
    this.starts += 1;
    this.client = connect<typeof importCalls>(this.process.port);
    return this.client;
  }

  private async readRows(parquet: string): Promise<Record<string, unknown>[]> {
    this.reader ??= await Database.open({ path: ":memory:", folders: [tmpdir()] });
    return await this.reader.using(undefined, (session) =>
      session.rows(
        `SELECT * REPLACE (CAST(fid AS INTEGER) AS fid, ST_AsText(ST_ReducePrecision(ST_GeomFromWKB(geom), 0.001)) AS geom)
         FROM read_parquet($parquet) ORDER BY fid`,
        { parquet },
      ),
    );
  }
}
