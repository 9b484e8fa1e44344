import { Database } from "../../data/database.js";
import { columnSql } from "../../data/import/mapping.js";
import { kinds } from "../../data/kinds/index.js";

/** Reads texts as a kind's column does, in the real database; closes with `close`. */
export class ColumnReader {
  private constructor(private readonly database: Database) {}

  static async open(): Promise<ColumnReader> {
    return new ColumnReader(await Database.open({ path: ":memory:", folders: [] }));
  }

  /** The column's value for each text. `values` is what a user said of single values. */
  async read(kind: string, column: string, texts: readonly (string | null)[], values: Record<string, string> = {}) {
    const found = kinds.find((each) => each.name === kind)?.columns.find((each) => each.name === column);
    if (found === undefined) throw new Error(`${kind} has no ${column}`);
    const sql = columnSql(found, { [column]: "given" }, { [column]: values });
    return await this.database.using(undefined, async (session) => {
      const rows = await session.rows<{ value: unknown }>(
        `SELECT ${found.sqlType === "DATE" ? `CAST(${sql} AS VARCHAR)` : sql} AS value
         FROM (SELECT unnest(from_json($texts, '["VARCHAR"]')) AS given)`,
        { texts: JSON.stringify(texts) },
      );
      return rows.map((row) => row.value);
    });
  }

  close(): void {
    this.database.close();
  }
}
