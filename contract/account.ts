import type { Project, Run } from "./project.js";
import type { Locale, Text } from "./text.js";

/** A column of an account's table. */
interface AccountColumn {
  readonly title: Text;
  /** Unit symbol of its numbers. */
  readonly unit?: string;
}

/** A value of a table: a text of the program, one of the user's that reads the same in both languages, a number, or none. */
export type AccountCell = Text | string | number | null;

/** A table that a result rests on: rules, limits, classes as they held in its run, each value with where it comes from. */
export interface AccountTable {
  readonly title: Text;
  readonly columns: readonly AccountColumn[];
  /** Each as long as `columns`. */
  readonly rows: readonly (readonly AccountCell[])[];
}

/** What a result rests on, for a reader, from top to bottom: a line each, or a table. Empty: nothing to say. */
export type Account = readonly (Text | AccountTable)[];

export function isTable(part: Text | AccountTable): part is AccountTable {
  return "rows" in part;
}

/** The tables of a run and of the results that it read, each once: a ranking by scores rests on what they were measured by. */
export function tablesOf(project: Pick<Project, "runs" | "layers">, run: Run): readonly AccountTable[] {
  const read = Object.values(run.inputs).flatMap((id) => {
    const made = project.layers.find((layer) => layer.id === id)?.run ?? null;
    const before = project.runs.find((each) => each.id === made);
    return before === undefined ? [] : tablesOf(project, before);
  });
  const all = [...(run.tables ?? []), ...read];
  const written = all.map((table) => JSON.stringify(table));
  return all.filter((_table, at) => written.indexOf(written[at] ?? "") === at);
}

/** A table in one language, its heading first; a column's unit stands in its heading. */
export function tableRows({ columns, rows }: AccountTable, locale: Locale): (string | number | null)[][] {
  const heading = columns.map(({ title, unit }) => {
    if (unit === undefined) return title[locale];
    return locale === "zh" ? `${title.zh}（${unit}）` : `${title.en} (${unit})`;
  });
  const said = (cell: AccountCell) => (typeof cell === "object" && cell !== null ? cell[locale] : cell);
  return [heading, ...rows.map((row) => row.map(said))];
}

/** An account in one language, line by line, the cells of a table by tabs: for a text file and the command line. */
export function accountLines(account: Account, locale: Locale): string[] {
  return account.flatMap((part) =>
    isTable(part) ? [part.title[locale], ...tableRows(part, locale).map((row) => row.join("\t"))] : [part[locale]],
  );
}
