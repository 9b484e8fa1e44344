import type { DuckDBType, DuckDBValue } from "@duckdb/node-api";
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

/** Appends `rows` rows to a table (its bare name; `catalog` is `temp` for TEMP tables), a vector at a time. */
export async function appendRows(
  session: Session,
  table: string,
  rows: number,
  columns: readonly AppendColumn[],
  signal: AbortSignal,
  catalog?: "temp",
): Promise<void> {
  const types = columns.map((column) => column.type);
  const appender = await session.connection.createAppender(table, undefined, catalog);
  const pace = new Pace(signal);
  try {
    for (let from = 0; from < rows; from += vectorSize) {
      const to = Math.min(rows, from + vectorSize);
      const chunk = DuckDBDataChunk.create(types, to - from);
      for (const [index, column] of columns.entries()) chunk.setColumnValues(index, column.values(from, to));
      appender.appendDataChunk(chunk);
      if (pace.due) await pace.breathe();
    }
    appender.flushSync();
  } finally {
    appender.closeSync();
  }
}
