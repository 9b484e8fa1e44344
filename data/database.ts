import type { DuckDBConnection, DuckDBValue, DuckDBInstance as Instance } from "@duckdb/node-api";
import { cancelled } from "../contract/errors.js";
import { DuckDBDoubleVector, DuckDBInstance, DuckDBUIntegerVector } from "./duckdb.js";
import { isTestedExtension, spatialExtensionPath } from "./spatial-extension.js";
import { quoteText } from "./sql.js";

/** Values bound by name (`$name`) or by place. */
export type Bindings = Record<string, DuckDBValue> | DuckDBValue[];

export interface DatabaseOptions {
  /** A file, or `:memory:`. */
  readonly path: string;
  /** The folders that SQL may read and write; everything else on the disk is refused once the database is open. */
  readonly folders: readonly string[];
  readonly readOnly?: boolean;
  /** E.g. `1GB`; default 2 GB (docs/design: budget of the engine). */
  readonly memory?: string;
  readonly threads?: number;
  /** Where a database in memory may put what does not fit; a file database has its own place. */
  readonly spill?: string;
}

/**
 * One DuckDB instance with the spatial extension, locked: no file outside `folders`, no extension, no setting can be
 * reached from SQL afterwards. The order of the statements matters (LOAD is refused once external access is off).
 */
export class Database {
  private readonly idle: Session[] = [];
  private readonly busy = new Set<Session>();
  private closing = false;
  private allReleased: () => void = () => undefined;

  private constructor(private readonly instance: Instance) {}

  static async open(options: DatabaseOptions): Promise<Database> {
    const spatial = spatialExtensionPath();
    const instance = await DuckDBInstance.create(options.path, {
      autoinstall_known_extensions: "false",
      autoload_known_extensions: "false",
      allow_community_extensions: "false",
      // The one file that is loaded here, and no other later. Another than the tested one must carry DuckDB's signature.
      allow_unsigned_extensions: String(await isTestedExtension(spatial)),
      memory_limit: options.memory ?? "2GB",
      ...(options.readOnly ? { access_mode: "READ_ONLY" } : {}),
      ...(options.spill === undefined ? {} : { temp_directory: options.spill }),
      ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
    });
    const connection = await instance.connect();
    try {
      await connection.run(`LOAD ${quoteText(spatial)}`);
      await connection.run(`SET allowed_directories = [${options.folders.map(quoteText).join(", ")}]`);
      await connection.run("SET enable_external_access = false");
      await connection.run("SET lock_configuration = true");
    } catch (error) {
      connection.closeSync();
      instance.closeSync();
      throw error;
    }
    connection.closeSync();
    return new Database(instance);
  }

  /** A connection for one stream of statements. Give it back with `release`, or use `using`. Throws `cancelled` once closed. */
  async session(signal?: AbortSignal): Promise<Session> {
    if (this.closing) throw cancelled();
    const session = this.idle.pop() ?? new Session(await this.instance.connect());
    if (this.closing) {
      session.close();
      throw cancelled();
    }
    this.busy.add(session);
    session.watch(signal);
    return session;
  }

  /** Runs `work` on a session of its own; interrupted when `signal` aborts. */
  async using<T>(signal: AbortSignal | undefined, work: (session: Session) => Promise<T>): Promise<T> {
    const session = await this.session(signal);
    try {
      return await work(session);
    } finally {
      this.release(session);
    }
  }

  /** The same inside a transaction: all of `work` or nothing of it. */
  async transaction<T>(signal: AbortSignal | undefined, work: (session: Session) => Promise<T>): Promise<T> {
    return await this.using(signal, async (session) => {
      await session.run("BEGIN");
      try {
        const result = await work(session);
        session.throwIfCancelled();
        await session.run("COMMIT");
        return result;
      } catch (error) {
        await session.rollback();
        throw error;
      }
    });
  }

  release(session: Session): void {
    session.watch(undefined);
    this.busy.delete(session);
    this.idle.push(session);
    if (this.busy.size === 0) this.allReleased();
  }

  /**
   * Interrupts what is in work, waits for it to end, and lets the file go; at once when nothing is in work. DuckDB keeps the
   * file as long as one connection lives, and a second instance on it in this process would be blind to the first.
   */
  async close(): Promise<void> {
    this.closing = true;
    for (const session of this.busy) session.stop();
    if (this.busy.size > 0) {
      await new Promise<void>((resolve) => {
        this.allReleased = resolve;
      });
    }
    for (const session of this.idle.splice(0)) session.close();
    this.instance.closeSync();
  }
}

/** A connection that obeys a signal: a query in work is interrupted and ends as `cancelled`. */
export class Session {
  private signal: AbortSignal | undefined;
  private stopped = false;
  private nagging: NodeJS.Timeout | undefined;

  /** DuckDB forgets an interrupt that comes while a statement is still being prepared: it is said until somebody listens. */
  private readonly interrupt = (): void => {
    this.connection.interrupt();
    this.nagging ??= setInterval(() => this.connection.interrupt(), 50);
  };

  /** `connection` is there for appenders and streams; statements go through the methods. */
  constructor(readonly connection: DuckDBConnection) {}

  watch(signal: AbortSignal | undefined): void {
    this.signal?.removeEventListener("abort", this.interrupt);
    clearInterval(this.nagging);
    this.nagging = undefined;
    this.signal = signal;
    signal?.addEventListener("abort", this.interrupt);
  }

  throwIfCancelled(): void {
    if (this.stopped || this.signal?.aborted) throw cancelled();
  }

  /** Interrupts the query in work and refuses every later one: the database closes. */
  stop(): void {
    this.stopped = true;
    this.interrupt();
  }

  /** Ends a transaction that failed, also after a cancel. */
  async rollback(): Promise<void> {
    this.watch(undefined);
    await this.connection.run("ROLLBACK").catch(() => undefined);
  }

  async run(sql: string, values?: Bindings): Promise<void> {
    await this.guard(() => this.connection.run(sql, values));
  }

  /** Rows as objects of plain values; BIGINT as bigint, BLOB as Uint8Array. */
  async rows<Row = Record<string, unknown>>(sql: string, values?: Bindings): Promise<Row[]> {
    const reader = await this.guard(() => this.connection.runAndReadAll(sql, values));
    return reader.getRowObjectsJS() as Row[];
  }

  /** The first row. Throws when there is none: the statement was meant to give one. */
  async row<Row = Record<string, unknown>>(sql: string, values?: Bindings): Promise<Row> {
    const [first] = await this.rows<Row>(sql, values);
    if (first === undefined) throw new Error(`No row: ${sql}`);
    return first;
  }

  /** Runs a COPY … TO and returns how many rows it wrote. */
  async copy(sql: string, values?: Bindings): Promise<number> {
    const [counts = []] = await this.columns(sql, values);
    return Number(counts[0]);
  }

  /** Columns as arrays, in the order of the SELECT. */
  async columns(sql: string, values?: Bindings): Promise<unknown[][]> {
    const reader = await this.guard(() => this.connection.runAndReadAll(sql, values));
    return reader.getColumnsJS() as unknown[][];
  }

  /** The one column of a SELECT, of type UINTEGER and without nulls: no value becomes an object on the way. */
  async wholeNumbers(sql: string, values?: Bindings): Promise<Uint32Array> {
    const [numbers = new Uint32Array(0)] = await this.wholeColumns(sql, values);
    return numbers;
  }

  /** The same for a SELECT of several such columns. Without rows there are no columns. */
  async wholeColumns(sql: string, values?: Bindings): Promise<Uint32Array[]> {
    const result = await this.guard(() => this.connection.run(sql, values));
    const chunks = await this.guard(() => result.fetchAllChunks());
    const rows = chunks.reduce((sum, chunk) => sum + chunk.rowCount, 0);
    return Array.from({ length: chunks[0]?.columnCount ?? 0 }, (_none, column) => {
      const all = new Uint32Array(rows);
      let filled = 0;
      for (const chunk of chunks) {
        const vector = chunk.getColumnVector(column);
        if (!(vector instanceof DuckDBUIntegerVector)) throw new Error(`not a column of UINTEGER: ${sql}`);
        for (let at = 0; at < vector.itemCount; at++) all[filled + at] = vector.getItem(at) ?? 0;
        filled += vector.itemCount;
      }
      return all;
    });
  }

  /** The columns of a SELECT, all of type DOUBLE; null becomes NaN. No value becomes an object on the way. */
  async doubles(sql: string, values?: Bindings): Promise<Float64Array[]> {
    const result = await this.guard(() => this.connection.run(sql, values));
    const chunks = await this.guard(() => result.fetchAllChunks());
    const rows = chunks.reduce((sum, chunk) => sum + chunk.rowCount, 0);
    const columns = Array.from({ length: result.columnCount }, () => new Float64Array(rows));
    let filled = 0;
    for (const chunk of chunks) {
      for (const [index, column] of columns.entries()) {
        const vector = chunk.getColumnVector(index);
        if (!(vector instanceof DuckDBDoubleVector)) throw new Error(`not a column of DOUBLE: ${sql}`);
        for (let at = 0; at < vector.itemCount; at++) column[filled + at] = vector.getItem(at) ?? Number.NaN;
      }
      filled += chunk.rowCount;
    }
    return columns;
  }

  /** Rows as arrays, a chunk at a time. Nothing else may run on this session until the end. */
  async *chunks(sql: string, values?: Bindings): AsyncGenerator<DuckDBValue[][]> {
    const result = await this.guard(() => this.connection.stream(sql, values));
    for (;;) {
      const chunk = await this.guard(() => result.fetchChunk());
      if (chunk === null || chunk.rowCount === 0) return;
      yield chunk.getRows();
    }
  }

  close(): void {
    this.connection.closeSync();
  }

  private async guard<T>(work: () => Promise<T>): Promise<T> {
    this.throwIfCancelled();
    try {
      return await work();
    } catch (error) {
      this.throwIfCancelled();
      throw error;
    }
  }
}
