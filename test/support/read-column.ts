import { expect } from "vitest";
import { Database } from "../../data/database.js";
import { columnSql, kindSql } from "../../data/import/mapping.js";
import { kinds } from "../../data/kinds/index.js";
import { quoteName, quoteText } from "../../data/sql.js";

type Case = readonly [string | null, unknown];

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

  /** Expects that the column reads each text as the value beside it. */
  async expect(kind: string, column: string, cases: readonly Case[], values: Record<string, string> = {}) {
    const texts = cases.map(([text]) => text);
    const read = await this.read(kind, column, texts, values);
    expect(texts.map((text, index) => [text, read[index]])).toEqual(cases.map(([text, value]) => [text, value]));
  }

  /** Whether a condition over the kind's canonical columns is true for one row, given as texts by column. */
  async check(kindName: string, when: string, row: Readonly<Record<string, string>>): Promise<boolean> {
    const kind = kinds.find((each) => each.name === kindName);
    if (kind === undefined) throw new Error(`no kind ${kindName}`);
    const mapping = Object.fromEntries(Object.keys(row).map((column) => [column, `given_${column}`]));
    const { direct } = kindSql(kind, mapping, {});
    const given = Object.entries(row).map(([column, text]) => `${quoteText(text)} AS ${quoteName(`given_${column}`)}`);
    return await this.database.using(undefined, async (session) => {
      const { found } = await session.row<{ found: boolean }>(
        `SELECT coalesce(${when}, false) AS found FROM (SELECT ${direct.join(", ")} FROM (SELECT ${[...given, "1 AS one"].join(", ")}))`,
      );
      return found;
    });
  }

  close(): void {
    this.database.close();
  }
}
