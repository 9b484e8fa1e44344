import type { DuckDBAppender, DuckDBType, DuckDBValue } from "@duckdb/node-api";
import type { Session } from "./database.js";
import { DuckDBDataChunk } from "./duckdb.js";
import { Pace } from "./pace.js";

/** Rows of a DuckDB vector; a chunk holds at most that many. */
const vectorSize = 2048;

export interface AppendColumn {
  readonly type: DuckDBType;
  /** The values of rows `from` (inclusive) to `to`. */
  values(from: number, to: number): readonly DuckDBValue[];
}

/** Appends rows to a table (its bare name; `catalog` is `temp` for TEMP tables) as they come. To be closed, whatever happens. */
export class RowAppender {
  private constructor(
    private readonly appender: DuckDBAppender,
    private readonly types: readonly DuckDBType[],
  ) {}

  static async open(
    session: Session,
    table: string,
    types: readonly DuckDBType[],
    catalog?: "temp",
  ): Promise<RowAppender> {
    return new RowAppender(await session.connection.createAppender(table, undefined, catalog), types);
  }

  /** The values of some rows, a list a column, in the order of the table; at most a vector of them. */
  append(columns: readonly (readonly DuckDBValue[])[]): void {
    const rows = columns[0]?.length ?? 0;
    if (rows === 0) return;
    const chunk = DuckDBDataChunk.create(this.types, rows);
    for (const [index, values] of columns.entries()) chunk.setColumnValues(index, values);
    this.appender.appendDataChunk(chunk);
  }

  finish(): void {
    this.appender.flushSync();
  }

  close(): void {
    this.appender.closeSync();
  }
}

/** Appends `rows` rows to a table, a vector at a time; see `RowAppender`. */
export async function appendRows(
  session: Session,
  table: string,
  rows: number,
  columns: readonly AppendColumn[],
  signal: AbortSignal,
  catalog?: "temp",
): Promise<void> {
  const types = columns.map((column) => column.type);
  const appender = await RowAppender.open(session, table, types, catalog);
  const pace = new Pace(signal);
  try {
    for (let from = 0; from < rows; from += vectorSize) {
      const to = Math.min(rows, from + vectorSize);
      appender.append(columns.map((column) => column.values(from, to)));
      if (pace.due) await pace.breathe();
    }
    appender.finish();
  } finally {
    appender.close();
  }
}
